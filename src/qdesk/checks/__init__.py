"""The checks: each a function, a report in, findings out."""

from qdesk.checks.completeness import missing_values, unwritten_sections
from qdesk.checks.overwritten import overwritten_cells
from qdesk.checks.rule import Check
from qdesk.checks.totals import wrong_totals

ALL_CHECKS: tuple[Check, ...] = (missing_values, unwritten_sections, wrong_totals, overwritten_cells)
"""Every check, in the order in which findings are shown."""
