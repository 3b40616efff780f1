"""The checks: each a function, a table or a report in, findings out."""

from qdesk.checks.completeness import missing_values, unwritten_sections
from qdesk.checks.no_ratio import changes_without_ratio
from qdesk.checks.odd_values import odd_values
from qdesk.checks.overwritten import overwritten_cells
from qdesk.checks.rule import ReportCheck, TableCheck
from qdesk.checks.totals import wrong_totals

TABLE_CHECKS: tuple[TableCheck, ...] = (
    missing_values,
    wrong_totals,
    odd_values,
    changes_without_ratio,
    overwritten_cells,
)
"""Checks of single tables, in the order in which their findings are shown."""

REPORT_CHECKS: tuple[ReportCheck, ...] = (unwritten_sections,)
"""Checks of the report as a whole."""
