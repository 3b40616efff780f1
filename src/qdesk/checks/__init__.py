"""The checks: each a function, a table or a report in, findings out."""

from qdesk.checks.change_words import change_words
from qdesk.checks.completeness import missing_values, unwritten_sections
from qdesk.checks.jumps import jumps
from qdesk.checks.left_open import left_open
from qdesk.checks.mentions import unknown_mentions
from qdesk.checks.no_ratio import changes_without_ratio
from qdesk.checks.numbers_in_text import numbers_in_text
from qdesk.checks.odd_values import odd_values
from qdesk.checks.overwritten import overwritten_cells
from qdesk.checks.personal_data import personal_data
from qdesk.checks.rule import ReportCheck, TableCheck
from qdesk.checks.texts import TextCheck
from qdesk.checks.totals import wrong_totals

TABLE_CHECKS: tuple[TableCheck, ...] = (
    missing_values,
    wrong_totals,
    odd_values,
    jumps,
    changes_without_ratio,
    overwritten_cells,
)
"""Checks of single tables, in the order in which their findings are shown."""

REPORT_CHECKS: tuple[ReportCheck, ...] = (unwritten_sections,)
"""Checks of the report as a whole."""

TEXT_CHECKS: tuple[TextCheck, ...] = (
    numbers_in_text,
    change_words,
    left_open,
    unknown_mentions,
    personal_data,
)
"""Checks of single texts."""
