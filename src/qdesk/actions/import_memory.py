"""What the user once said of a file, for the next file of the same make."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, cast

from qdesk.actions.imported import ImportPreview
from qdesk.model.archive import Archive
from qdesk.model.edit import FieldChange, Kind
from qdesk.model.value import fold_text
from qdesk.recognition.find_tables import find_tables
from qdesk.recognition.grid import Grid
from qdesk.recognition.labels import find_period, normal_caption
from qdesk.recognition.marks import Mark, Marks, Says, Scope
from qdesk.recognition.table_region import TableRegion

SETTING = "import_memory"
_MOST_MAKES = 400
_FOR_ONE_FILE = frozenset((Says.PERIOD, Says.VALUE, Says.SURE))
"""A year or a number that was said of one file says nothing of the next."""

Memory = dict[str, list[dict[str, Any]]]
"""The make of a table → what was said of it: scope, says, value, and the label of the line."""


def remembered_marks(archive: Archive, grids: Sequence[Grid]) -> Marks:
    """The marks that files of this make were given before, at the places of these sheets."""
    memory = _memory(archive)
    if not memory:
        return Marks()
    found: list[Mark] = []
    for grid in grids:
        for said in memory.get(_sheet_make(grid), []):
            found.extend(_at(grid, TableRegion(), said))
        for region in find_tables(grid)[0]:
            for said in memory.get(make_of(grid, region), []):
                found.extend(_at(grid, region, said))
    return Marks(found)


def memory_change(preview: ImportPreview) -> FieldChange | None:
    """The change that keeps the marks of an import; None if there is nothing to keep."""
    archive = preview.view.archive
    memory = _memory(archive)
    fresh = dict(memory)
    for grid in preview.grids:
        marks = preview.marks.of_sheet(grid.name)
        sheet = [_said(one, "") for one in marks.marks if one.scope is Scope.SHEET]
        _keep(fresh, _sheet_make(grid), sheet)
        for region in find_tables(grid)[0]:
            rows, columns = range(region.top, region.bottom + 1), range(region.left, region.right + 1)
            said = [
                _said(one, _label(grid, region, one))
                for one in marks.within(rows, columns).marks
                if not _is_of_one_file(one) and one.scope not in (Scope.SHEET, Scope.CELL)
            ]
            _keep(fresh, make_of(grid, region), said)
    if fresh == memory:
        return None
    newest = dict(list(fresh.items())[-_MOST_MAKES:])
    return archive.change(Kind.SETTING, (SETTING,), json.dumps(newest, ensure_ascii=False))


def _is_of_one_file(mark: Mark) -> bool:
    """Whose a table is is said of one file too: the next of this make may be another school's, or major's."""
    whose = mark.scope is Scope.TABLE and mark.says in (Says.ENTITY, Says.MEMBER)
    return whose or mark.says in _FOR_ONE_FILE


def forget_change(archive: Archive) -> FieldChange:
    """The change that forgets everything that was said of files."""
    return archive.change(Kind.SETTING, (SETTING,), "")


def make_of(grid: Grid, region: TableRegion) -> str:
    """What is the same in next year's file: the caption and the heads of the columns, without years."""
    heads = [
        _without_year(grid.own(row, column).text)
        for row in region.header_rows
        for column in range(region.left, region.right + 1)
    ]
    if not region.header_depth:  # a list without a head is known by its names
        heads = [_row_label(grid, region, row) for row in region.body_rows]
    return f"{normal_caption(region.caption)}|{'|'.join(head for head in heads if head)}"


def _without_year(text: str) -> str:
    return "" if find_period(text) else fold_text(text)


def _sheet_make(grid: Grid) -> str:
    return f"sheet:{fold_text(grid.name)}"


def _keep(memory: Memory, make: str, said: list[dict[str, Any]]) -> None:
    if said:
        memory.pop(make, None)  # to the end: the newest are kept longest
        memory[make] = said
    else:
        memory.pop(make, None)


def _memory(archive: Archive) -> Memory:
    text = archive.setting(SETTING)
    try:
        found: object = json.loads(text) if text else {}
    except ValueError:
        return {}
    return cast("Memory", found) if isinstance(found, dict) else {}


def _said(mark: Mark, label: str) -> dict[str, Any]:
    return {"scope": mark.scope.value, "says": mark.says.value, "value": mark.value, "label": label}


def _label(grid: Grid, region: TableRegion, mark: Mark) -> str:
    """What tells a row or column again: its text, or how far down a header row stands."""
    match mark.scope:
        case Scope.ROW if mark.says in (Says.HEADER, Says.DATA):
            return f"+{mark.row - region.top}"
        case Scope.ROW:
            return _row_label(grid, region, mark.row)
        case Scope.COLUMN:
            return _column_label(grid, region, mark.column)
        case _:
            return ""


def _row_label(grid: Grid, region: TableRegion, row: int) -> str:
    columns = range(region.left, min(region.left + 3, region.right + 1))
    texts = [grid.at(row, column).text for column in columns]
    return "|".join(fold_text(text) for text in texts if not _is_numeric(text))


def _is_numeric(text: str) -> bool:
    return fold_text(text).replace(".", "").replace(",", "").rstrip("%").isdigit()


def _column_label(grid: Grid, region: TableRegion, column: int) -> str:
    """The head of a column, or its place among those whose heads are years."""
    texts = [grid.at(row, column).text for row in region.header_rows]
    plain = "|".join(found for text in texts if (found := _without_year(text)))
    return plain or f"+{column - region.left}"


def _at(grid: Grid, region: TableRegion, said: dict[str, Any]) -> Iterator[Mark]:
    try:
        scope, says = Scope(said["scope"]), Says(said["says"])
        label, value = str(said["label"]), str(said["value"])
    except (KeyError, ValueError):
        return
    top, left = region.top, region.left
    if scope in (Scope.SHEET, Scope.TABLE):
        yield Mark(grid.name, scope, top, left, says, value)
    elif scope is Scope.ROW and says in (Says.HEADER, Says.DATA):
        yield Mark(grid.name, scope, top + int(label.lstrip("+") or 0), left, says, value)
    elif scope is Scope.ROW:
        rows = [row for row in region.body_rows if _row_label(grid, region, row) == label]
        yield from (Mark(grid.name, scope, row, left, says, value) for row in rows)
    elif scope is Scope.COLUMN:
        columns = [one for one in region.columns if _column_label(grid, region, one) == label]
        yield from (Mark(grid.name, scope, top, column, says, value) for column in columns)
