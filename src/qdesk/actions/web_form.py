"""The numbers of a table in the order in which a web form of the authority asks for them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from rapidfuzz import fuzz

from qdesk.model.edit import Edit, Kind
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.filled_table import FilledTable
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import LayoutKind
from qdesk.model.table_lines import Side
from qdesk.model.value import Gap, fold_text
from qdesk.recognition.spoken_names import bare_name

_SETTING = "web_forms"
_VALUES = (CellRole.VALUE, CellRole.COMPUTED, CellRole.FIXED)
_NUMBER = re.compile(r"-?[\d,]*\.?\d+")
_COUNT = re.compile(r"^[(（]?\d+(?:[.．]\d+)*[)）]?[、.．]?\s*")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_WORD = re.compile(r"[^\W\d_]{2}")
_ALIKE = 85.0


@dataclass(frozen=True, slots=True)
class FormLine:
    """A row or column of the table that may fill the form; `id` names it, `title` for the user."""

    side: Side
    id: str
    title: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class FormItem:
    """What the form asks for, and the table's own name and number; both empty where the table has none.

    `asked` is empty for what only the table has.
    """

    asked: str
    name: str
    text: str


def form_lines(view: ReportView, table: ReportTable) -> list[FormLine]:
    """The columns and rows that hold numbers, those of this year first."""
    filled = view.filled(table)
    found = [*_columns(filled), *(_rows(filled) if filled.layout.kind is LayoutKind.AXES else ())]
    return sorted(found, key=lambda one: not one.is_current)


def form_items(view: ReportView, table: ReportTable, line: FormLine) -> list[FormItem]:
    """The numbers of a line in the order of the form, as far as one is known."""
    own = list(_numbers(view.filled(table), line))
    return _arranged(own, _known(view, table).get(line.id, ()))


def asked_names(text: str) -> list[str]:
    """The items of a form, out of what was copied from the page: a line each, its number left out."""
    found: list[str] = []
    for row in text.splitlines():
        cells = (_COUNT.sub("", one.strip()) for one in row.split("\t"))
        name = next((one for one in cells if _WORD.search(one)), "")
        if name:
            found.append(name)
    return found


def keep_order(view: ReportView, table: ReportTable, line: FormLine, names: Sequence[str]) -> Edit | None:
    """The edit that remembers what a form asks for, for every year's table of this caption."""
    stored = _stored(view)
    caption = _caption(view, table)
    orders = {**_orders(stored.get(caption)), line.id: list(names)}
    text = json.dumps({**stored, caption: orders}, ensure_ascii=False)
    change = view.archive.change(Kind.SETTING, (_SETTING,), text)
    return None if change.before == change.after else Edit("网页填报的顺序", (change,))


def _columns(filled: FilledTable) -> Iterator[FormLine]:
    for column in range(filled.column_count):
        cells = [row[column] for row in filled.body if row[column].role in _VALUES]
        if cells:
            title = " ".join(dict.fromkeys(" ".join(one[column].text.split()) for one in filled.header))
            yield FormLine(Side.COLUMNS, cells[0].column_id, title.strip(), _is_current(cells))


def _rows(filled: FilledTable) -> Iterator[FormLine]:
    for row in filled.body:
        cells = [one for one in row if one.role in _VALUES]
        if len(cells) > 1:
            yield FormLine(Side.ROWS, cells[0].row_id, _label(row), _is_current(cells))


def _is_current(cells: Sequence[FilledCell]) -> bool:
    stored = [one for one in cells if one.role is CellRole.VALUE]
    return bool(stored) and all(one.offset == 0 and one.key is not None for one in stored)


def _numbers(filled: FilledTable, line: FormLine) -> Iterator[tuple[str, str]]:
    """Names and numbers of a line."""
    if line.side is Side.COLUMNS:
        for row in filled.body:
            cell = next((one for one in row if one.column_id == line.id and one.role in _VALUES), None)
            if cell is not None:
                yield _label(row), _bare(cell)
        return
    for row in filled.body:
        for column, cell in enumerate(row):
            if cell.row_id == line.id and cell.role in _VALUES:
                heads = dict.fromkeys(" ".join(one[column].text.split()) for one in filled.header)
                yield " ".join(one for one in heads if one), _bare(cell)


def _label(row: Sequence[FilledCell]) -> str:
    names = dict.fromkeys(" ".join(one.text.split()) for one in row if one.role is CellRole.LABEL)
    fields = (one.text for one in row if one.role is CellRole.FIELD)
    return " ".join(one for one in names if one) or next(fields, "")


def _bare(cell: FilledCell) -> str:
    """The number as a field of a form takes it: no separators, no unit, no sign for what is missing."""
    if isinstance(cell.value, Gap):
        return ""
    if isinstance(cell.value, Decimal) and (match := _NUMBER.search(fold_text(cell.text))):
        return match[0].replace(",", "")
    return cell.text.strip()


def _arranged(own: list[tuple[str, str]], asked: Sequence[str]) -> list[FormItem]:
    """The asked items with the best of our lines for each, then the lines that nothing asks for."""
    if not asked:
        return [FormItem(name, name, text) for name, text in own]
    left = dict(enumerate(own))
    taken: dict[int, int] = {}  # index of what is asked → index of ours
    for alike in (_is_same, _is_spoken_alike):
        for at, name in enumerate(asked):
            if at not in taken:
                fitting = [one for one, (ours, _) in left.items() if alike(name, ours)]
                if fitting:
                    taken[at] = fitting[0]
                    del left[fitting[0]]
    scored = sorted(
        (
            (-fuzz.ratio(_plain(name), _plain(ours)), at, one)
            for at, name in enumerate(asked)
            if at not in taken
            for one, (ours, _) in left.items()
        )
    )
    for score, at, one in scored:
        if -score >= _ALIKE and at not in taken and one in left:
            taken[at] = one
            del left[one]
    found = [FormItem(name, *(own[taken[at]] if at in taken else ("", ""))) for at, name in enumerate(asked)]
    return [*found, *(FormItem("", name, text) for name, text in left.values())]


def _is_same(asked: str, ours: str) -> bool:
    return fold_text(asked) == fold_text(ours)


def _is_spoken_alike(asked: str, ours: str) -> bool:
    return bare_name(_plain(asked)) == bare_name(_plain(ours))


def _plain(name: str) -> str:
    return fold_text(_BRACKETS.sub("", name))


def _caption(view: ReportView, table: ReportTable) -> str:
    """The caption without its years: the same form comes every year."""
    return re.sub(r"\d{4}", "", fold_text(view.filled(table).caption))


def _known(view: ReportView, table: ReportTable) -> dict[str, list[str]]:
    return _orders(_stored(view).get(_caption(view, table)))


def _orders(form: object) -> dict[str, list[str]]:
    if not isinstance(form, dict):
        return {}
    return {
        name: [str(one) for one in cast("list[object]", names)]
        for name, names in cast("Mapping[str, object]", form).items()
        if isinstance(names, list)
    }


def _stored(view: ReportView) -> dict[str, Any]:
    try:
        found = json.loads(view.archive.setting(_SETTING) or "{}")
    except ValueError:
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}
