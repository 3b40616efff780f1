"""Rule 合计: totals and derived values that were typed over and do not follow from their parts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from qdesk.model.filled_table import CellRole, FilledCell
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView
from qdesk.model.value import parse_value


def wrong_totals(view: ReportView) -> Iterator[Finding]:
    """Overwritten computed cells whose number differs from what the data give."""
    for table in view.tables:
        filled = view.filled(table)
        number = view.table_numbers[table.id]
        for row, cells in enumerate(filled.grid):
            for column, cell in enumerate(cells):
                if not (cell.overwritten and _differs(cell)):
                    continue
                label = next((one.text for one in cells if one.role is CellRole.LABEL and one.text), "")
                what = "合计" if cell.is_total else "计算值"
                yield Finding(
                    rule="wrong_total" if cell.is_total else "wrong_derived_value",
                    severity=Severity.MUST,
                    message=(
                        f"{number} {filled.caption}：{' '.join(label.split())} 的{what}写的是 {cell.text}，"
                        f"按数据应为 {cell.behind}（{cell.explanation}）"
                    ),
                    section=table.section,
                    table=table.id,
                    row=row,
                    column=column,
                    found=cell.text,
                    expected=cell.behind,
                )


def _differs(cell: FilledCell) -> bool:
    stands, follows = parse_value(cell.text).value, parse_value(cell.behind).value
    return isinstance(stands, Decimal) and isinstance(follows, Decimal) and stands != follows
