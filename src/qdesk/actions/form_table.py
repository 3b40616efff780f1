"""A table of somebody else's form over the report's data: what the report has for each of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from qdesk.actions.imported import ImportedTable
from qdesk.actions.known_names import (
    KnownNames,
    is_change,
    names_of_own,
    parts_of_lines,
    with_coordinates,
)
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.filled_table import FilledTable, fill
from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.observation import WHOLE
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import BY_INDICATOR, At, Layout, walk
from qdesk.model.value import fold_text
from qdesk.recognition.owner import is_own
from qdesk.recognition.proposal import TableProposal

Place = tuple[int, int]
_NUMBERS = (CellRole.VALUE, CellRole.COMPUTED)


class FormTable:
    """The file's own lines, filled with what the report has; places are those of the file.

    An indicator that the file seems to bring is the report's own where name and unit say so beyond doubt.
    """

    def __init__(self, view: ReportView, table: ImportedTable, known: KnownNames) -> None:
        proposal = table.proposal
        names = names_of_own(view)
        own = _own_indicators(proposal, names, known)
        self._filled = fill(_in_own_names(view, proposal, names, own), view.data)
        self._rows = list(proposal.understood.region.body_rows)
        self._columns = list(proposal.understood.region.columns)
        foreign = [one for one in proposal.indicators if one.id not in own]
        self._foreign = {one.id: one.name for one in foreign if one.kind is not IndicatorKind.TEXT}
        asked = {one.id: one.name for one in proposal.indicators}
        self._called = {
            found.id: found.name
            for name, found in own.items()
            if fold_text(asked[name]) != fold_text(found.name)
        }
        self._incomplete = dict(self._incomplete_lines(known.totals))

    @property
    def fits(self) -> bool:
        """Whether the lines are those of the file, one for one."""
        return len(self._filled.body) == len(self._rows) and self._filled.column_count == len(self._columns)

    def cells(self) -> Iterator[tuple[Place, str, FilledCell]]:
        """Every cell that takes a number: its place, its name for the user, and what the report has."""
        for row, column, cell in _places(self._filled):
            if cell.role in _NUMBERS or (cell.role is CellRole.FIXED and cell.indicator in self._foreign):
                yield (self._rows[row], self._columns[column]), self._name(row, column, cell), cell

    def reason_against(self, place: Place, cell: FilledCell) -> str:
        """Why nothing is written there whatever the report has; "" where there is no reason."""
        if cell.indicator in self._foreign:
            return f"报告里没有叫“{self._foreign[cell.indicator]}”、单位也合适的数，或不止一个"
        if cell.is_total and place[0] in self._incomplete:
            here, of_all = self._incomplete[place[0]]
            return f"这里列的各项合计是 {here:f}，报告里合计是 {of_all:f}，请核对后自己填"
        return ""

    def _name(self, row: int, column: int, cell: FilledCell) -> str:
        labels = [one.text for one in self._filled.body[row] if one.role is CellRole.LABEL and one.text]
        heads = dict.fromkeys(line[column].text for line in self._filled.header)
        name = " · ".join(" ".join(text.split()) for text in (*labels, *heads) if text)
        called = self._called.get(cell.indicator)
        return f"{name}（报告里是“{called}”）" if called else name

    def _incomplete_lines(
        self, totals: Mapping[tuple[str, int], Decimal]
    ) -> Iterator[tuple[int, tuple[Decimal, Decimal]]]:
        """Rows of totals over fewer parts than the report has: what they come to here, and there."""
        for row, column, cell in _places(self._filled):
            of_all = totals.get((cell.indicator, cell.offset))
            if not cell.is_total or of_all is None or is_change(self._filled, row, column):
                continue
            if isinstance(cell.value, Decimal) and cell.value != of_all:
                yield self._rows[row], (cell.value, of_all)


def _own_indicators(proposal: TableProposal, names: Sequence[str], known: KnownNames) -> dict[str, Indicator]:
    """The report's own indicators for those that the file seems to bring, by the id that it was given."""
    lines = (*walk(proposal.layout.rows), *walk(proposal.layout.columns))
    members = {line.at.member for line in lines} - {None, WHOLE, BY_INDICATOR}
    whole = all(is_own(member, names) for member in members if member)
    parts = parts_of_lines(proposal)
    found = {
        one.id: known.find(one.name, one.unit, whole=whole)
        for one in proposal.indicators
        if one.id not in parts
    }
    return {name: one for name, one in found.items() if one is not None}


def _in_own_names(
    view: ReportView, proposal: TableProposal, names: Sequence[str], own: Mapping[str, Indicator]
) -> Layout:
    """The layout with the report's own indicators; what is told of the report's own unit needs no name."""
    selves = {one for one, name in proposal.schools.items() if is_own(name, names)} | {view.report.entity}

    def change(at: At) -> At:
        found = own.get(at.indicator or "")
        return at._replace(
            indicator=found.id if found else at.indicator,
            entity=None if at.entity in selves else at.entity,
            member=None if at.member and is_own(at.member, names) else at.member,
        )

    return with_coordinates(proposal.layout, change)


def _places(filled: FilledTable) -> Iterator[tuple[int, int, FilledCell]]:
    for row, cells in enumerate(filled.body):
        for column, cell in enumerate(cells):
            yield row, column, cell
