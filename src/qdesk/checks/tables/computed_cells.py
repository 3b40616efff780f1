"""Rule 合计与计算值: totals, changes and derived values that were typed over, against what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from qdesk.checks.rule import Place, places
from qdesk.checks.slips import slip_between
from qdesk.checks.tables.blame import blamed_parts
from qdesk.checks.verdicts import RULES, SEVERITIES, Verdict, how, is_of_rounding, shown, verdict
from qdesk.model.comparison import ChangeKind, compare
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.filled_table import FilledTable, fill
from qdesk.model.finding import Finding, Severity
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import LayoutKind
from qdesk.model.value import fold_text

_WHOLE = Decimal(100)
_NO_PART = re.compile(r"小计|合计|总计|平均|[校人]均|其中|变化|增减|之比|比率|比例|比重|完成率")
_FEWEST = 2
_KINDS = re.compile(r"专业(?:群|点|大类|类)?(?:数|数量|个数)")


def computed_cells(view: ReportView, table: ReportTable) -> Iterator[Finding]:
    """Overwritten computed cells that do not follow, and cells that follow from one that is wrong."""
    mended: FilledTable | None = None
    found = list(places(view, table))
    filled = view.filled(table)
    if filled.layout.kind is LayoutKind.AXES and any(place.cell.overwritten for place in found):
        # What is typed over is kept under the id of the table: without it the same data give what follows.
        mended = fill(replace(filled.layout, id=""), view.data, filled.axes)
    judged = {(one.row, one.column): list(_judge(one, mended)) for one in found if one.cell.overwritten}
    wrong = [one for one in found if judged.get((one.row, one.column))]
    for finding, because in blamed_parts(found, wrong):
        yield finding
        for one in because:
            judged[one.row, one.column] = []
    for place in found:
        if place.cell.overwritten:
            yield from judged[place.row, place.column]
        elif mended is not None and place.cell.is_computed:
            yield from _consequence(place, mended.grid[place.row][place.column])


def _judge(place: Place, mended: FilledTable | None) -> Iterator[Finding]:
    cell = place.cell
    if not isinstance(cell.value, Decimal) or not isinstance(cell.follows, Decimal):
        return
    found = verdict(cell.value, cell.follows)
    if found is Verdict.RIGHT:
        return
    beside = mended.grid[place.row][place.column] if mended else None
    other = beside.value if beside and not beside.overwritten else None
    percent = cell.text.rstrip().endswith(("%", "％"))
    if percent and cell.is_total and cell.follows > _WHOLE:
        return  # rates were added up by the table that was read, and by nobody else
    if cell.is_total and is_of_rounding(place, cell.value, cell.follows):
        return
    if _is_other_change(place) or _adds_up_otherwise(place):
        return  # 变化 of a count here and of a rate there: each of its own kind
    if found is Verdict.WRONG and isinstance(other, Decimal) and verdict(cell.value, other) is Verdict.RIGHT:
        return  # right for the numbers as they should be: the wrong neighbour is told of by itself
    if _is_union(place, cell.value, cell.follows):
        return
    follows, why = _better_sum(place) or (cell.follows, cell.explanation)
    found = verdict(cell.value, follows)
    rule, what = ("wrong_total", "合计") if cell.is_total else ("wrong_derived_value", "计算值")
    expected = _like(cell, follows, found)
    slip = slip_between(cell.value, follows) if found is Verdict.WRONG else ""
    hint = f"，像是{slip}" if slip else ""
    message = (
        f"{place.title}：{place.name} 的{what}写的是 {cell.text}，"
        f"按数据应为 {expected}{how(found)}（{why}）{hint}"
    )
    finding = place.finding(RULES.get(found, rule), SEVERITIES[found], message)
    yield replace(finding, expected=expected)


def _is_other_change(place: Place) -> bool:
    """Whether a change that was typed is right as a change of another kind."""
    filled = place.filled
    row = filled.axes.row_leaves[place.row - filled.header_rows] if _is_axes(filled) else None
    column = filled.axes.column_leaves[place.column] if row is not None else None
    if row is None or column is None or not (row.change or column.change):
        return False
    said = place.cell.value
    if not isinstance(said, Decimal):
        return False
    kinds = (ChangeKind.DIFFERENCE, ChangeKind.RATIO, ChangeKind.GROWTH)
    sides = _sides(place, across=column.change is not None)
    found = [compare(*pair, kind).value for pair in sides for kind in kinds]
    return any(isinstance(one, Decimal) and verdict(said, one) is Verdict.RIGHT for one in found)


def _adds_up_otherwise(place: Place) -> bool:
    """Whether a total is the sum of its own lines: of the subtotals above, or of all but means and parts."""
    said = place.cell.value
    return any(one and sum(one, Decimal(0)) == said for one in _own_lines(place))


def _better_sum(place: Place) -> tuple[Decimal, str] | None:
    """What a total with subtotals above is the sum of: these, and not their rows once more."""
    subtotals, _ = _own_lines(place)
    if len(subtotals) < _FEWEST:
        return None
    return sum(subtotals, Decimal(0)), f"各小计相加：{' + '.join(f'{one:f}' for one in subtotals)}"


def _own_lines(place: Place) -> tuple[list[Decimal], list[Decimal]]:
    """The subtotals of a total's column, and what is no subtotal, mean, part or rate."""
    if not place.cell.is_total:
        return [], []
    top, grid = place.filled.header_rows, place.filled.grid
    above = [
        (_words(cells), cells[place.column].value) for cells in grid[top:] if cells is not grid[place.row]
    ]
    told = [(words, value) for words, value in above if isinstance(value, Decimal)]
    subtotals = [value for words, value in told if "小计" in words]
    plain = [value for words, value in told if not _NO_PART.search(words)]
    return subtotals, plain


def _words(cells: Sequence[FilledCell]) -> str:
    return fold_text("".join(one.text for one in cells if not isinstance(one.value, Decimal)))


def _is_axes(filled: FilledTable) -> bool:
    return filled.layout.kind is LayoutKind.AXES


def _sides(place: Place, *, across: bool) -> list[tuple[Decimal, Decimal]]:
    """Pairs that a change may compare: last year and this, and the two numbers right before it."""
    grid = place.filled.grid
    if across:
        line = list(grid[place.row][: place.column])
    else:
        line = [cells[place.column] for cells in grid[place.filled.header_rows : place.row]]
    same = [one for one in line if one.indicator == place.cell.indicator and one.role is CellRole.VALUE]
    told = [(one.offset, one.value) for one in same if isinstance(one.value, Decimal)]
    by_year = dict(told)
    pairs = [(by_year[-1], by_year[0])] if {-1, 0} <= by_year.keys() else []
    return [*pairs, (told[-2][1], told[-1][1])] if len(told) > 1 else pairs


def _is_union(place: Place, said: Decimal, total: Decimal) -> bool:
    """Whether kinds are counted (专业数), of which schools share some: the whole is no sum of them."""
    kinds = place.cell.is_total and bool(_KINDS.search(fold_text(place.name)))
    return kinds and 0 < said < total


def _like(cell: FilledCell, exact: Decimal, found: Verdict) -> str:
    """The right number in the way the cell prints."""
    if not isinstance(cell.value, Decimal):
        return cell.behind
    number = shown(exact, cell.value, found)
    tail = cell.text[len(cell.text.rstrip("%％")) :]
    plus = "+" if cell.text.startswith("+") or (cell.behind.startswith("+")) else ""
    return f"{plus if exact > 0 else ''}{number}{tail}"


def _consequence(place: Place, mended: FilledCell) -> Iterator[Finding]:
    """A computed cell that would print otherwise if no neighbour were typed over with a wrong number."""
    if mended.text == place.cell.text or not isinstance(mended.value, Decimal):
        return
    message = (
        f"{place.title}：{place.name} 印的是 {place.cell.text}，是按写错的数算的；改正后应为 {mended.text}"
    )
    finding = place.finding(RULES[Verdict.FOLLOWS], Severity.NOTE, message)
    yield replace(finding, found=place.cell.text, expected=mended.text)
