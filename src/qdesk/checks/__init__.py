"""The checks: each a function, a report in, findings out."""

from qdesk.checks.completeness import missing_values, unwritten_sections
from qdesk.checks.odd_values import odd_values
from qdesk.checks.overwritten import overwritten_cells
from qdesk.checks.rule import Check
from qdesk.checks.totals import wrong_totals

ALL_CHECKS: tuple[Check, ...] = (
    missing_values,
    unwritten_sections,
    wrong_totals,
    odd_values,
    overwritten_cells,
)
"""Every check, in the order in which findings are shown."""
