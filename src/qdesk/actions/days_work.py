"""What was changed since a day began: each thing once, with what it was then and what it is now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from qdesk.actions.cell_names import cell_name, table_name
from qdesk.model.axis import fill_years
from qdesk.model.case import Case
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.figure import Figure
from qdesk.model.front_page import FrontPage
from qdesk.model.observation import Key, Observation
from qdesk.model.report import ReportTable, Section
from qdesk.model.report_view import ReportView
from qdesk.model.value import plain_text

_LEFT_OUT = (Kind.SETTING, Kind.PROTOCOL, Kind.EXPORT, Kind.PICTURE)
"""What the program notes for itself, and pictures, whose photos are named."""
_EXCERPT = 40
_WHOLE, _NOWHERE = "（整份报告）", "（不在目录里）"


@dataclass(frozen=True, slots=True)
class DaysChange:
    """One thing that was changed; `at` is when last, `steps` how often, `actor` by whom last.

    `section` is "" for what stands in no section of the open report, `table` for what is no cell.
    """

    at: str
    place: str
    what: str
    before: str
    now: str
    section: str = ""
    table: str = ""
    row: int = 0
    column: int = 0
    steps: int = 1
    actor: str = ""


def day_begins(days_before: int = 0) -> str:
    """The first moment of today, or of so many days before, as edits are stamped."""
    today = date.today()  # noqa: DTZ011 - the user's own calendar day
    return (today - timedelta(days=days_before)).isoformat()


def days_work(view: ReportView, edits: Sequence[Edit]) -> list[DaysChange]:
    """What the edits (newest first) came to, newest first; what was taken back is left out."""
    last: dict[tuple[Kind, tuple[str, ...]], tuple[Edit, FieldChange]] = {}
    first: dict[tuple[Kind, tuple[str, ...]], FieldChange] = {}
    steps: dict[tuple[Kind, tuple[str, ...]], int] = {}
    for edit in edits:
        for change in reversed(edit.changes):
            mark = (change.kind, change.key)
            last.setdefault(mark, (edit, change))
            first[mark] = change
            steps[mark] = steps.get(mark, 0) + 1
    teller = _Teller(view)
    found: list[DaysChange] = []
    for mark, (edit, change) in last.items():
        before, now = first[mark].before, change.after
        if mark[0] in _LEFT_OUT or before == now:
            continue
        told = teller.tell(edit, FieldChange(*mark, before, now), steps[mark])
        if told is not None:
            found.append(told)
    # Moving one thing moves its neighbours, of which nothing else is to be said.
    return list({(one.at, one.what, one.before, one.now, one.table, one.row): one for one in found}.values())


def places_of(view: ReportView, edit: Edit, tables: Collection[str]) -> list[DaysChange]:
    """Where the changes of one edit are in the report, which touched these tables of it."""
    teller = _Teller(view, tables)
    told = (teller.tell(edit, one, 1) for one in edit.changes if one.kind not in _LEFT_OUT)
    return [one for one in told if one is not None and one.section]


class _Teller:
    """Says of a change where it is and what it is, in the words of the open report."""

    def __init__(self, view: ReportView, among: Collection[str] | None = None) -> None:
        self._view = view
        self._tables = {one.id: one for one in view.tables}
        self._sections = {one.section.id: view.title_of(one) for one in view.headings}
        self._cells: dict[Key, tuple[str, int, int]] = {}
        self._lines: dict[tuple[str, str, str], tuple[str, int, int]] = {}
        for table in view.tables:
            if among is not None and table.id not in among:
                continue
            for row, cells in enumerate(view.filled(table).grid):
                for column, cell in enumerate(cells):
                    place = (table.id, row, column)
                    if cell.key is not None:
                        self._cells.setdefault(cell.key, place)
                    self._lines.setdefault((table.id, cell.row_id, cell.column_id), place)

    def tell(self, edit: Edit, change: FieldChange, steps: int) -> DaysChange | None:
        """The change as a line of the list; None for one of another report."""
        view, before, now = self._view, change.before, change.after
        title = fill_years(edit.title, view.data.year)
        place, what, section, cell = _WHOLE, title, "", ("", 0, 0)
        texts = (_name(before), _name(now))
        match change.kind:
            case Kind.OBSERVATION:
                cell = self._cells.get(Key(*change.key), cell)
                place, what, texts = self._of_value(Key(*change.key), cell, before, now)
            case Kind.OVERRIDE:
                cell = self._lines.get((change.key[0], change.key[1], change.key[2]), cell)
                place, what = self._of_cell(cell, title)
                texts = (_word(before) or "（计算值）", _word(now) or "（计算值）")
            case Kind.TEXT:
                if change.key[0] != view.report.id:
                    return None
                section = change.key[1]
                place, what = self._sections.get(section, "（待安置的章节）"), "正文"
                texts = _difference(view.plain(str(before or "")), view.plain(str(now or "")))
            case Kind.CASE | Kind.FIGURE | Kind.TABLE | Kind.SECTION | Kind.FRONT_PAGE:
                thing = now if now is not None else before
                if getattr(thing, "report", "") != view.report.id:
                    return None
                section = thing.id if isinstance(thing, Section) else getattr(thing, "section", "")
                place = self._sections.get(section, _NOWHERE)
                texts = self._of_thing(before, now)
                if isinstance(thing, Case | FrontPage):
                    texts = _difference(_whole(view, before), _whole(view, now))
            case Kind.RECORDS:
                cell = (change.key[0], 0, 0) if change.key[0] in self._tables else cell
                place, _ = self._of_cell(cell, title)
                texts = (_count(before), _count(now))
            case _:
                pass
        table = self._tables.get(cell[0])
        section = table.section if table else section if section in self._sections else ""
        return DaysChange(edit.at, place, what, *texts, section, *cell, steps, edit.actor)

    def _of_thing(self, before: object, now: object) -> tuple[str, str]:
        """Its name then and now, or the sections it stood in where only that is different."""
        texts = tuple(fill_years(_name(one), self._view.data.year) for one in (before, now))
        if texts[0] == texts[1]:
            ids = (getattr(one, "section", "") for one in (before, now))
            texts = tuple(self._sections.get(one, "") for one in ids)
        return (texts[0], texts[1]) if texts[0] != texts[1] else ("", "")

    def _of_value(
        self, key: Key, cell: tuple[str, int, int], before: object, now: object
    ) -> tuple[str, str, tuple[str, str]]:
        """Place, name and texts of a value, which may stand in no table of the report."""
        place, what = self._of_cell(cell, "")
        if not what:
            indicator = self._view.data.indicator(key.indicator)
            place, what = (
                "（不在本报告的表里）",
                f"{indicator.name if indicator else key.indicator} {key.period}",
            )
        texts = (_word(before), _word(now))
        if texts[0] != texts[1] or not isinstance(before, Observation) or not isinstance(now, Observation):
            return place, what, texts
        if before.note != now.note:
            return place, f"{what}（备注）", (before.note, now.note)
        return place, f"{what}（来源）", texts

    def _of_cell(self, cell: tuple[str, int, int], otherwise: str) -> tuple[str, str]:
        table = self._tables.get(cell[0])
        if table is None:
            return otherwise, otherwise
        filled = self._view.filled(table)
        return table_name(self._view, table), cell_name(filled, cell[1], cell[2]) or otherwise


def _word(thing: object) -> str:
    value = thing.value if isinstance(thing, Observation) else thing
    return "" if value is None else plain_text(value)  # type: ignore[arg-type]  # a value of the store


def _name(thing: object) -> str:
    """What a thing is called, "" for one that is not there."""
    if isinstance(thing, ReportTable):
        return thing.layout.caption
    if isinstance(thing, Section | Figure | Case):
        return thing.title
    return str(getattr(thing, "name", ""))


def _whole(view: ReportView, thing: object) -> str:
    if isinstance(thing, Case):
        return f"{thing.title}\n{view.plain(thing.text)}".strip()
    if isinstance(thing, FrontPage):
        return "\n".join((*thing.fields.values(), view.plain(thing.text))).strip()
    return ""


def _count(records: object) -> str:
    return f"{len(cast('Sequence[object]', records or ()))} 条"


def _difference(before: str, now: str) -> tuple[str, str]:
    """The stretch in which two texts differ, with a few letters around it."""
    size = min(len(before), len(now))
    start = next((n for n in range(size) if before[n] != now[n]), size)
    end = next((n for n in range(size - start) if before[-1 - n] != now[-1 - n]), size - start)
    return _excerpt(before, start, end), _excerpt(now, start, end)


def _excerpt(text: str, start: int, end: int) -> str:
    left = max(0, start - 6)
    right = min(len(text), max(len(text) - end + 6, start))
    piece = " ".join(text[left:right].split())
    if len(piece) > _EXCERPT:
        piece = f"{piece[:_EXCERPT]}…"
    return f"{'…' if left else ''}{piece}{'…' if right < len(text) and not piece.endswith('…') else ''}"
