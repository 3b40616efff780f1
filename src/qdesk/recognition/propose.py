"""From a workbook's grids to a proposal: what each table would become in the report."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from qdesk.model.value import fold_text
from qdesk.recognition.causes import Cause
from qdesk.recognition.coordinates import axes_skeleton
from qdesk.recognition.find_tables import find_tables
from qdesk.recognition.finish_table import finish_tables
from qdesk.recognition.grid import Grid, GridCell, LeftOut, cell_name
from qdesk.recognition.labels import LineRole, find_period
from qdesk.recognition.marks import Says, SheetMarks
from qdesk.recognition.matching import match_table
from qdesk.recognition.owner import NEW_SCHOOL
from qdesk.recognition.proposal import FileContext, FileProposal, LeftOutText, SheetProposal
from qdesk.recognition.register_coordinates import register_skeleton
from qdesk.recognition.relevance import BY_CHOICE, speaks_of_the_report, terms_of, unrelated
from qdesk.recognition.school_names import school_key
from qdesk.recognition.skeleton import Skeleton
from qdesk.recognition.table_region import TableRegion
from qdesk.recognition.understand import understand
from qdesk.recognition.understood_table import SCHOOLS, Subject, UnderstoodTable, current_year

_EQUAL = 100
_MOST_TABLES = 0.67


MOST_ROWS, MOST_ROWS_ASKED_FOR = 5_000, 20_000
"""Body rows of a table that are understood unasked, and where the user takes the table."""


def propose(
    grids: Sequence[Grid],
    context: FileContext,
    fallback_year: int,
    progress: Callable[[str], None] = lambda _: None,
) -> FileProposal:
    """Understand every visible sheet; hidden and unrelated ones are reported and left out."""
    sheets: list[SheetProposal] = []
    found: list[tuple[SheetProposal, UnderstoodTable]] = []
    schools = dict(context.entities)
    grids = [_marked(grid, context.marks.of_sheet(grid.name)) for grid in grids]
    terms = terms_of(context.catalogue, (*context.headings, *(one.caption for one in context.layouts)))
    context = replace(context, vocabulary=_vocabulary(grids, context), terms=terms)
    for grid in grids:
        progress(grid.name)
        sheet, tables = _read_sheet(grid, replace(context, entities=schools))
        for table in tables:
            _meet_schools(table, schools)
        sheets.append(sheet)
        found.extend((sheet, table) for table in tables)
    _ask_whose_sheets([table for _, table in found])
    named = current_year([table for _, table in found])
    named = named or context.hinted_year
    year = context.current_year or named or fallback_year
    _find_undated([table for _, table in found], context)
    for _, table in found:
        table.settle_relative(year)
    skeletons: list[Skeleton] = []
    taken: set[str] = set()
    owners = _surest([table for _, table in found], context)
    for _, table in found:
        others = {name for name, owner in owners.items() if owner is not table}
        free = tuple(layout for layout in context.layouts if layout.id not in taken | others)
        own = replace(context, layouts=free)
        skeleton = (register_skeleton if table.is_register else axes_skeleton)(table, own, year)
        if skeleton.match:
            taken.add(skeleton.match.layout.id)
        skeletons.append(skeleton)
    finished = finish_tables(skeletons, context)
    for (sheet, _), table in zip(found, finished, strict=True):
        sheet.tables.append(table)
    return FileProposal(sheets, year, year_named=bool(context.current_year or named))


def _find_undated(tables: Sequence[UnderstoodTable], context: FileContext) -> None:
    """Tables without a year go by the file's, unless its other tables are of several years themselves.

    A file is of the latest year that it names if most of its dated tables go up to it. What the user
    said, and the year in the file's name, is said of all of them.
    """
    if context.doubts_year:
        for table in tables:
            _doubt_year(table)
    if context.current_year or context.hinted_year:
        return
    years = [year for table in tables if (year := current_year([table])) is not None]
    latest = years.count(max(years, default=0))
    if years and latest >= len(years) * _MOST_TABLES:
        return
    for table in tables:
        _doubt_year(table)


def _doubt_year(table: UnderstoodTable) -> None:
    dated = current_year([table]) is not None or table.region.marks.table(Says.PERIOD) is not None
    table.undated = not dated and not table.of_graduates


def _surest(tables: Sequence[UnderstoodTable], context: FileContext) -> dict[str, UnderstoodTable]:
    """The tables of the file that bear captions of the report: one with a like caption is not put there."""
    owners: dict[str, UnderstoodTable] = {}
    for table in tables:
        match = match_table(table.title, context.layouts, context.entities)
        said = table.region.marks.table(Says.GOES_TO)
        if said is None and match and match.likeness == _EQUAL:
            owners.setdefault(match.layout.id, table)
    for table in tables:
        if said := table.region.marks.table(Says.GOES_TO):
            owners.pop(said.value, None)
    return owners


def _vocabulary(grids: Sequence[Grid], context: FileContext) -> dict[str, str]:
    """The names of members that the store has, and those that tables of the file list beyond doubt."""
    known = {name: breakdown for breakdown, name in context.members}
    for grid in grids:
        marks = context.marks.of_sheet(grid.name)
        for region in find_tables(grid, marks)[0] if _is_wanted(grid, marks) else ():
            if _too_long(region):
                continue
            table = understand(grid, region, context)
            if table.row_subject is not Subject.MEMBERS or table.breakdown in ("", "分项", SCHOOLS):
                continue
            if table.periods and any(one.role is LineRole.TOTAL for one in table.rows):
                names = (fold_text(row.label) for row in table.rows if row.role is LineRole.VALUE)
                for name in names:
                    known.setdefault(name, table.breakdown)
    return known


def _read_sheet(grid: Grid, context: FileContext) -> tuple[SheetProposal, list[UnderstoodTable]]:
    marks = context.marks.of_sheet(grid.name)
    regions, texts = find_tables(grid, marks)
    if len(regions) == 1 and not regions[0].caption and not _NO_TITLE.match(fold_text(grid.name)):
        regions[0].sheet_title = grid.name.strip()
    if not _is_wanted(grid, marks):
        hidden = grid.state != "visible" and not marks.sheet_says(Says.LEAVE)
        reason = "隐藏的工作表，未读取" if hidden else BY_CHOICE
        left = [LeftOutText("A1", region.caption, reason) for region in regions]
        return SheetProposal(grid.name, grid.state, "hidden" if hidden else "left", [], left), []
    understood: list[UnderstoodTable] = []
    left_out = [_left_out(one) for one in (*grid.left_out, *texts)]
    sheet = SheetProposal(grid.name, grid.state, "data", [], left_out)
    for region in regions:
        reason, table = _too_long(region), None
        if not reason:
            table = understand(grid, region, context)
            reason = unrelated(table, context)
            if not reason and speaks_of_the_report(table, context):
                _ask_whose(table)
        if table is None or reason:
            first = cell_name(region.top, region.left)
            text = region.caption or grid.at(region.top, region.left).text
            sheet.left_out.append(LeftOutText(first, text, reason))
        else:
            understood.append(table)
    if not understood:
        sheet.role = "unrelated" if regions or texts else "empty"
    return sheet, understood


def _too_long(region: TableRegion) -> str:
    """Why a table is longer than any that prints; "" if it may be meant, or somebody said that it is."""
    count = len(list(region.body_rows))
    said = region.marks.table(Says.TAKE)
    if count <= (MOST_ROWS if said is None else MOST_ROWS_ASKED_FOR):
        return ""
    return f"有 {count} 行，报告里印不下这么长的表，没有读取；请先在 Excel 里汇总，再导入"


def _is_wanted(grid: Grid, marks: SheetMarks) -> bool:
    if marks.sheet_says(Says.LEAVE):
        return False
    return grid.state == "visible" or marks.sheet_says(Says.TAKE)


def _marked(grid: Grid, marks: SheetMarks) -> Grid:
    """The sheet with the cells as the user said that they are meant."""
    said = {(one.row, one.column): one for one in marks.cells() if one.says in (Says.VALUE, Says.LEAVE)}
    if not said:
        return grid
    cells = dict(grid.cells)
    for place, mark in said.items():
        text = mark.value if mark.says is Says.VALUE else ""
        raw = grid.own(*place).raw
        cells[place] = GridCell(text, text, raw=raw) if text else GridCell(None)
    return replace(grid, cells=cells)


def _meet_schools(table: UnderstoodTable, schools: dict[str, str]) -> None:
    """Schools that nobody knew get an id, so that the file's later tables find them again.

    So does every way in which a known school is written: a short form that fitted only beside the
    others fits later where it stands alone.
    """
    if table.owner.entity:
        schools.setdefault(school_key(table.owner.name), table.owner.entity)
    axes = ((table.row_subject, table.rows), (table.column_subject, table.columns))
    for subject, lines in axes:
        for line in lines:
            if subject is Subject.ENTITIES and line.role is LineRole.VALUE:
                name = school_key(line.parts.name or line.label)
                line.entity = line.entity or f"{NEW_SCHOOL}{name}"
                schools.setdefault(name, line.entity)


def _left_out(one: LeftOut) -> LeftOutText:
    return LeftOutText(cell_name(one.row, one.column), one.text, one.reason)


def _ask_whose(table: UnderstoodTable) -> None:
    """Quantities of the school under the name of a sheet alone may be those of what it names: a major."""
    name = table.grid.name
    if table.region.marks.table(Says.ENTITY, Says.MEMBER) is not None:
        return
    if not table.region.caption and not table.owner.doubt and not _GENERAL_SHEET.match(fold_text(name)):
        table.owner = replace(
            table.owner, doubt=f"工作表叫“{name}”，这些数可能只是它的，不是全校的", cause=Cause.SHEET
        )


def _ask_whose_sheets(tables: Sequence[UnderstoodTable]) -> None:
    """Sheets with the same lines and no captions are one for each major or class, as their names may say."""
    alike: dict[tuple[str, ...], set[str]] = {}
    bare = [one for one in tables if not one.region.caption and one.row_subject is Subject.INDICATORS]
    for table in bare:
        alike.setdefault(_line_names(table), set()).add(table.grid.name)
    for table in bare:
        if len(alike[_line_names(table)]) > 1 and find_period(table.grid.name) is None:
            _ask_whose(table)


def _line_names(table: UnderstoodTable) -> tuple[str, ...]:
    return tuple(fold_text(line.label) for line in (*table.rows, *table.columns))


_NO_TITLE = re.compile(
    r"^(?:sheet|工作表|表|附件|附表)?[\d一二三四五六七八九十_\-()]*$|^[^一-龥]*$", re.IGNORECASE
)
_GENERAL_SHEET = re.compile(
    r"^(?:sheet|工作表|表|附件|附表)?[\d一二三四五六七八九十_\-()]*$|学校|全校|基本|数据|情况|统计|指标|汇总|年|本校",
    re.IGNORECASE,
)
