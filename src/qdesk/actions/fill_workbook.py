"""Filling the authority's own workbook with the report's numbers: which cells, with what, and why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from qdesk.actions.form_fields import FormField, form_fields
from qdesk.actions.form_table import FormTable
from qdesk.actions.import_preview import preview_import
from qdesk.actions.imported import ImportedTable, Purpose
from qdesk.actions.known_names import KnownNames
from qdesk.actions.lone_labels import lone_cells
from qdesk.errors import UserError
from qdesk.excel.fill_cells import OpenCells, Place, write_filled
from qdesk.files.kind import FileKind, kind_of
from qdesk.files.write_whole import write_whole
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.report_view import ReportView
from qdesk.model.unit_scale import factor_between, in_unit
from qdesk.model.value import Value, parse_value, plain_text
from qdesk.recognition.grid import Grid, GridCell, cell_name

_HUNDRED = Decimal(100)
_NUMBERS = (CellRole.VALUE, CellRole.COMPUTED)


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """A cell of the workbook: what belongs there, what will be written, or why it stays as it is."""

    sheet: str
    place: Place
    name: str
    text: str
    value: Decimal | str | None = None
    reason: str = ""

    @property
    def cell(self) -> str:
        """The cell as Excel names it."""
        return cell_name(*self.place)


@dataclass(slots=True)
class FillPlan:
    """What would be written into a workbook; nothing is, before `fill_workbook`."""

    path: Path
    cells: list[PlannedCell] = field(default_factory=list[PlannedCell])
    left_out: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    """Sheet, cell, and why what stands there is not filled."""
    alike: int = 0
    """So many cells hold already what the report says."""

    @property
    def filled(self) -> list[PlannedCell]:
        """The cells that get a value."""
        return [one for one in self.cells if one.value is not None]

    @property
    def kept(self) -> list[PlannedCell]:
        """The cells that stay as they are although something belongs there, with the reason."""
        return [one for one in self.cells if one.value is None]


def plan_filling(view: ReportView, path: Path, progress: Callable[[str], None] = lambda _: None) -> FillPlan:
    """Recognise the cells of a workbook (.xlsx, .xlsm) and find the report's value of each.

    Raises UserError for a file that is no such workbook, holds no table of the report or is about
    another year.
    """
    if kind_of(path) is not FileKind.WORKBOOK:
        raise UserError("只能填写 .xlsx 工作簿", path.name, "请用 Excel 或 WPS 打开后另存为 .xlsx")
    preview = preview_import(view, path, None, progress, purpose=Purpose.FILL)
    year = view.report.period.year
    if preview.proposal.year_named and preview.proposal.current_year != year:
        named = preview.proposal.current_year
        raise UserError(
            f"这份表是 {named} 年的，打开的报告是 {year} 年的", path.name, "请打开同一年的报告再填"
        )
    grids = {grid.name: grid for grid in preview.grids}
    opened = OpenCells(path)
    plan = FillPlan(path)
    known = KnownNames(view)
    for table in preview.tables:
        _plan_table(view, table, known, grids, opened, plan)
    labels: set[tuple[str, str]] = set()
    for grid in preview.grids:
        tables = [one.proposal.understood for one in preview.tables]
        regions = [one.region for one in tables if one.grid.name == grid.name]
        for one in lone_cells(view, known, grid, regions) if grid.state == "visible" else ():
            row, column = one.place
            labels.add((grid.name, cell_name(row, column - 1)))
            empty = PlannedCell(grid.name, one.place, one.name, "")
            value = _value(view, one.cell, one.unit)
            plan.cells += _planned(empty, grid.own(row, column), one.cell, value, opened)
        for asked in form_fields(view, grid, regions) if grid.state == "visible" else ():
            labels.add((grid.name, cell_name(*asked.place)))
            plan.cells.append(_planned_field(grid.name, asked, opened))
    for sheet in preview.proposal.sheets:
        left = [one for one in sheet.left_out if (sheet.name, one.cell) not in labels]
        plan.left_out += [(sheet.name, one.cell, one.reason) for one in left]
    return plan


def _plan_table(
    view: ReportView,
    table: ImportedTable,
    known: KnownNames,
    grids: Mapping[str, Grid],
    opened: OpenCells,
    plan: FillPlan,
) -> None:
    region = table.proposal.understood.region
    first = cell_name(region.top, region.left)
    if table.is_register:
        plan.left_out.append((table.sheet, first, f"{table.title}：名单，请复制粘贴"))
        return
    form = FormTable(view, table, known)
    if not form.fits:
        plan.left_out.append((table.sheet, first, f"{table.title}：行列对不上，请用导入窗口核对"))
        return
    units = {one.read.cell: one.read.unit for one in table.values}
    grid = grids[table.sheet]
    for place, name, cell in form.cells():
        said = grid.own(*place)
        empty = PlannedCell(table.sheet, place, name, "")
        reason = form.reason_against(place, cell)
        if not reason:
            value = _value(view, cell, units.get(empty.cell, ""))
            plan.cells += _planned(empty, said, cell, value, opened)
            plan.alike += isinstance(value, Decimal) and said.value == value
        elif said.is_empty:
            plan.cells.append(replace(empty, reason=reason))


def _planned(
    empty: PlannedCell, said: GridCell, cell: FilledCell, value: Decimal | str | None, opened: OpenCells
) -> Iterator[PlannedCell]:
    """The plan for one cell; nothing where the file says the same already, or neither says anything."""
    if not said.is_empty:
        if isinstance(value, Decimal) and isinstance(said.value, Decimal) and said.value != value:
            reason = f"已填 {said.text}，报告里是 {plain_text(value)}，没有改"
            yield replace(empty, text=said.text, reason=reason)
        return
    if value is None:
        if cell.is_missing:
            yield replace(empty, reason="报告里还没有这个数")
        return
    if opened.is_formula(empty.sheet, empty.place):
        return
    if opened.is_locked(empty.sheet, empty.place):
        yield replace(empty, reason="工作表有保护，这一格是锁定的")
        return
    shown = plain_text(value)
    if isinstance(value, Decimal) and opened.is_percentage(empty.sheet, empty.place):
        value, shown = value / _HUNDRED, f"{shown}%"
    yield replace(empty, text=shown, value=value)


def _planned_field(sheet: str, asked: FormField, opened: OpenCells) -> PlannedCell:
    planned = PlannedCell(sheet, asked.place, asked.name, asked.text, asked.text)
    if opened.is_formula(sheet, asked.place) or opened.is_locked(sheet, asked.place):
        return replace(planned, value=None, reason="工作表有保护，这一格是锁定的")
    return planned


def _value(view: ReportView, cell: FilledCell, unit: str) -> Decimal | str | None:
    """What the report prints there, in the unit of the file; None where it has no value."""
    if not cell.text or cell.is_missing:
        return None
    if not isinstance(cell.value, Decimal):
        return cell.text if isinstance(cell.value, str) else None
    printed: Value = parse_value(cell.text).value
    number = printed if isinstance(printed, Decimal) else cell.value
    indicator = view.data.indicator(cell.indicator) if cell.indicator else None
    if indicator is None or not unit or unit == indicator.unit or cell.is_computed:
        return number
    factor = factor_between(indicator.unit, unit)
    return number if factor is None else in_unit(number, factor)


def fill_workbook(plan: FillPlan, target: Path) -> int:
    """Write the copy of the workbook with what was planned; returns how many cells were filled.

    Raises UserError where nothing is to be filled, or the target cannot be written; an old file stays.
    """
    values: dict[str, dict[Place, Decimal | str]] = defaultdict(dict)
    for one in plan.filled:
        if one.value is not None:
            values[one.sheet][one.place] = one.value
    if not values:
        raise UserError("没有可以填的格", plan.path.name, "请看清单里每一格的原因")
    if target.suffix.lower() != plan.path.suffix.lower():
        raise UserError(f"另存的文件名应以 {plan.path.suffix} 结尾", target.name, "请改一个文件名")
    write_whole(target, lambda file: write_filled(plan.path, values, file), "Excel")
    return len(plan.filled)
