"""How the tables of a returned document differ: cells as values, rows of registers as records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from qdesk.actions.entered_value import entered_value
from qdesk.actions.keep_export import printed_grid
from qdesk.actions.returned_difference import Difference, What
from qdesk.actions.returned_tables import CellChange, RowChange, table_changes
from qdesk.errors import UserError
from qdesk.model.exported import ExportedTable
from qdesk.model.filled_cell import CellRole
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import LayoutKind
from qdesk.model.value import Value


@dataclass(slots=True)
class TableComparison:
    """Compares one table of the document after the other with its export and the store."""

    view: ReportView
    grids: Mapping[str, tuple[tuple[str, ...], ...]]
    """What the document has, by id of the table."""

    def differences(self, table: ExportedTable, place: str) -> Iterator[Difference]:
        """What is different in a table of the section at `place`; nothing for one that is gone here."""
        found = self.grids.get(table.id)
        stored = self.view.table(table.id)
        where = f"{place} › {table.caption}"
        if stored is None:
            return
        if found is None:
            note = "文档里没有找到这张表；不要的表请在程序里移出"
            yield Difference(What.TABLE, where, table.caption, "", table.section, refusal=note)
            return
        changes = table_changes(table, found)
        if changes is None:
            note = "表的列变了，请用“导入”读这张表"
            yield Difference(What.TABLE, where, "", "列数不同", table.section, refusal=note)
            return
        current = printed_grid(self.view, table.id)
        same_shape = [len(row) for row in current] == [len(row) for row in table.grid]
        seen: set[tuple[str, str, str]] = set()
        for change in changes:
            if isinstance(change, RowChange):
                if not self._has_row(change, current, table):
                    yield self._row(change, table, where)
                continue
            if not same_shape:
                note = "这张表后来在程序里改过行列，请在程序里改"
                yield Difference(What.CELL, where, change.before, change.after, table.section, refusal=note)
                continue
            difference = self._cell(change, table, where, current[change.row][change.column])
            if difference is not None:
                mark = (difference.place, change.before, change.after)
                if mark not in seen:  # a merged cell stands at several places
                    seen.add(mark)
                    yield difference

    def _cell(self, change: CellChange, table: ExportedTable, where: str, now: str) -> Difference | None:
        if now == change.after:
            return None
        stored = self.view.table(table.id)
        if stored is None:
            return None
        filled = self.view.filled(stored)
        cell = filled.grid[change.row][change.column]
        refusal = note = ""
        taken = cell.role is not CellRole.COMPUTED
        value: Value | None = None
        if change.unsure:
            refusal = "这一行或这一列的名称也改了，请在程序里核对后再改"
        elif cell.role is CellRole.COMPUTED:
            note = "这一格由程序计算，采用就是改写计算值"
        elif cell.role not in (CellRole.VALUE, CellRole.FIELD):
            refusal = "表头和标签请在程序里改"
        elif cell.role is CellRole.VALUE:
            try:
                value = entered_value(change.after, self.view.data.indicator(cell.indicator))
            except UserError as error:
                refusal = str(error)
            if value is not None and value == cell.value:
                return None
            if not isinstance(value, Decimal) and isinstance(cell.value, Decimal):
                taken, note = False, "原来是数，改成了空白或文字"
        label = next((one.text for one in filled.grid[change.row] if one.role is CellRole.LABEL), "")
        head = filled.grid[filled.header_rows - 1][change.column].text if filled.header_rows else ""
        name = " ".join(f"{label} {head}".split())
        return Difference(
            *(What.CELL, f"{where} › {name}", change.before, change.after, table.section),
            now=now if now != change.before else "",
            taken=taken,
            refusal=refusal,
            note=note,
            key=cell.key if cell.role is CellRole.VALUE else None,
            value=value,
            table=table.id,
            cell=change,
        )

    def _has_row(self, change: RowChange, current: tuple[tuple[str, ...], ...], table: ExportedTable) -> bool:
        """Whether the store has an added row by now, or a removed one no more."""
        bare = [tuple(t for n, t in enumerate(row) if n not in table.serial_columns) for row in current]
        mine = tuple(t for n, t in enumerate(change.texts) if n not in table.serial_columns)
        return (mine in bare) == change.added

    def _row(self, change: RowChange, table: ExportedTable, where: str) -> Difference:
        stored = self.view.table(table.id)
        register = stored is not None and stored.layout.kind is LayoutKind.REGISTER
        text = "　".join(dict.fromkeys(one for one in change.texts if one))
        refusal = ""
        if not change.added:
            refusal = "少了的行请在程序里删"
        elif not register:
            refusal = "多出的行请在程序里加"
        before, after = ("", text) if change.added else (text, "")
        return Difference(
            *(What.ROW, where, before, after, table.section), refusal=refusal, table=table.id, row=change
        )
