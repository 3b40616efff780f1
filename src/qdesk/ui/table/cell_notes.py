"""What is known of a cell beside its text: signs for the eye, lines for the tooltip."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from qdesk.actions.check_settings import check_rules
from qdesk.actions.describe_value import source_lines
from qdesk.actions.entered_value import is_no_number, is_text
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.filled_table import FilledTable
from qdesk.model.finding import Finding, Severity
from qdesk.ui.moments import moment_text
from qdesk.ui.report_session import ReportSession

Place = tuple[int, int]
_GRAVE_FIRST = (Severity.MUST, Severity.LOOK, Severity.NOTE)
_TOLD_OTHERWISE = "missing_value"
"""The cell is hatched, which says it."""

NO_NUMBER = "这一格要填数，写的是文字：不参加计算。请改成数；没有数就写“-”（未调查）或“/”（不适用）"


@dataclass(frozen=True, slots=True)
class CellSigns:
    """What is painted on a cell: how grave its findings are, words for a number, that it was imported."""

    finding: Severity | None = None
    no_number: bool = False
    imported: bool = False
    hole: bool = False
    """Whether it waits for a number; a remark may stay empty."""


class CellNotes:
    """Knows the cells of one table of the open report; `findings` are those of its cells by place."""

    def __init__(self, session: ReportSession, table_id: str) -> None:
        self._session, self._table_id = session, table_id
        self.findings: dict[Place, list[Finding]] = {}

    def put_findings(self, findings: Iterable[Finding]) -> set[Place]:
        """These in place of those before; the places where something else is told now."""
        before = self.findings
        self.findings = {}
        for one in findings:
            if one.table != self._table_id or one.row is None or one.column is None:
                continue
            if one.rule != _TOLD_OTHERWISE:
                self.findings.setdefault((one.row, one.column), []).append(one)
        for found in self.findings.values():
            found.sort(key=lambda one: _GRAVE_FIRST.index(one.severity))
        places = {*before, *self.findings}
        return {place for place in places if before.get(place) != self.findings.get(place)}

    def signs(self, filled: FilledTable, row: int, column: int) -> CellSigns:
        """What is painted on a cell."""
        cell = filled.grid[row][column]
        found = self.findings.get((row, column), ())
        grave = found[0].severity if found and found[0].severity is not Severity.NOTE else None
        no_number = is_no_number(self._session.view, filled, column, cell)
        hole = cell.is_missing and cell.offset >= 0 and not is_text(self._session.view, filled, column, cell)
        return CellSigns(grave, no_number, imported=self._is_imported(cell), hole=hole)

    def _is_imported(self, cell: FilledCell) -> bool:
        """Only of this year: the column of last year is imported as a whole."""
        if cell.role is not CellRole.VALUE or cell.offset < 0 or cell.key is None or cell.is_missing:
            return False
        stored = self._session.view.archive.observation(cell.key)
        return stored is not None and stored.chosen.source.kind == "imported"

    def lines(self, filled: FilledTable, row: int, column: int) -> list[str]:
        """What the tooltip says: what the cell is, what is wrong and what helps, where it comes from."""
        cell = filled.grid[row][column]
        empty = cell.is_missing and is_text(self._session.view, filled, column, cell)
        said = [kind] if not empty and (kind := kind_of(cell)) else []
        found = self.findings.get((row, column), ())
        if is_no_number(self._session.view, filled, column, cell):
            said.append(NO_NUMBER)
            found = [one for one in found if one.rule != "odd_value"]
        rules = check_rules()
        for one in found:
            remedy = rules[one.rule].remedy if one.rule in rules else ""
            said.append(f"核查：{one.message}" + (f"\n怎么改：{remedy}" if remedy else ""))
        return [*said, *source_lines(self._session.view, cell.key, moment_text)]


def kind_of(cell: FilledCell) -> str:
    """What kind of cell it is, where that is not plain to see."""
    if cell.overwritten:
        return f"已改写：计算值是 {cell.behind or '（无）'}（{cell.explanation}）"
    if cell.is_computed:
        return f"由程序计算：{cell.explanation}" if cell.explanation else "由程序计算"
    if cell.is_missing:
        return "未填"
    if cell.role is CellRole.VALUE and cell.offset < 0:
        return "上年值（只读，可在表格菜单中解锁）"
    return ""


def tooltip(lines: Iterable[str]) -> str:
    """Lines as a tooltip that is not wider than one reads; "" for none."""
    text = "<br>".join(escape(line).replace("\n", "<br>") for line in lines)
    return f"<qt>{text}</qt>" if text else ""
