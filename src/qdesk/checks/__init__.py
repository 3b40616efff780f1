"""The checks: each a function, a report in, findings out."""

from qdesk.checks.completeness import missing_values, unwritten_sections
from qdesk.checks.no_ratio import changes_without_ratio
from qdesk.checks.odd_values import odd_values
from qdesk.checks.overwritten import overwritten_cells
from qdesk.checks.rule import Check
from qdesk.checks.totals import wrong_totals

ALL_CHECKS: tuple[Check, ...] = (
    missing_values,
    unwritten_sections,
    wrong_totals,
    odd_values,
    changes_without_ratio,
    overwritten_cells,
)
"""Every check, in the order in which findings are shown."""
