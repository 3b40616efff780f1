"""The checks: each a function, a table or a report in, findings out."""

from qdesk.checks.completeness import missing_values, unwritten_sections
from qdesk.checks.left_standing import rows_left_standing, sentences_left_standing
from qdesk.checks.old_years import old_years
from qdesk.checks.personal_data import personal_data, students_listed
from qdesk.checks.rule import ReportCheck, SetTableCheck, StandardCheck, TableCheck
from qdesk.checks.slips_of_writing import lost_slashes, written_twice
from qdesk.checks.small_photos import small_photos
from qdesk.checks.spelled_twice import persons_spelled_twice, spelled_twice
from qdesk.checks.standard_asks import lengths, required_sections, required_tables
from qdesk.checks.tables.bands import bands
from qdesk.checks.tables.computed_cells import computed_cells
from qdesk.checks.tables.form_of_tables import form_of_tables
from qdesk.checks.tables.group_totals import group_totals
from qdesk.checks.tables.heads_implied import heads_implied
from qdesk.checks.tables.jumps import jumps
from qdesk.checks.tables.means import means
from qdesk.checks.tables.no_ratio import changes_without_ratio
from qdesk.checks.tables.odd_values import odd_values
from qdesk.checks.tables.overwritten import overwritten_cells
from qdesk.checks.tables.parts_and_wholes import parts_and_wholes
from qdesk.checks.tables.per_student import per_student
from qdesk.checks.tables.prior_values import prior_printed
from qdesk.checks.tables.quantities import RelationCheck
from qdesk.checks.tables.quotient_rows import quotient_rows
from qdesk.checks.tables.shares import shares
from qdesk.checks.tables.subtotals import subtotals
from qdesk.checks.tables.typed_changes import typed_changes
from qdesk.checks.texts.bare_shares import bare_shares
from qdesk.checks.texts.beyond_graduates import beyond_graduates
from qdesk.checks.texts.cells_in_text import cells_in_text
from qdesk.checks.texts.change_words import change_words
from qdesk.checks.texts.changes_in_text import changes_in_text
from qdesk.checks.texts.changes_of_data import changes_of_data
from qdesk.checks.texts.counted_lines import counted_lines
from qdesk.checks.texts.differences_in_text import differences_in_text
from qdesk.checks.texts.equipment_in_text import equipment_in_text
from qdesk.checks.texts.heads_in_text import heads_in_text
from qdesk.checks.texts.left_open import left_open
from qdesk.checks.texts.lists_in_text import lists_in_text
from qdesk.checks.texts.mentions import unknown_mentions
from qdesk.checks.texts.mixed_base import mixed_base
from qdesk.checks.texts.names_in_text import names_in_text
from qdesk.checks.texts.numbering_gaps import numbering_gaps
from qdesk.checks.texts.numbers_in_text import numbers_in_text
from qdesk.checks.texts.over_hundred import over_hundred
from qdesk.checks.texts.parts_in_text import parts_in_text
from qdesk.checks.texts.per_head_in_text import per_head_in_text
from qdesk.checks.texts.placed_texts import SectionCheck, TextCheck, TextsCheck
from qdesk.checks.texts.points import points_called_per_cent
from qdesk.checks.texts.said_both_ways import said_both_ways, still_and_new
from qdesk.checks.texts.shares_in_text import shares_in_text
from qdesk.checks.texts.shares_in_turn import shares_in_turn
from qdesk.checks.texts.sweeping import sweeping_statements
from qdesk.checks.texts.told_twice import counted_otherwise, told_twice

TABLE_CHECKS: tuple[TableCheck, ...] = (
    missing_values,
    computed_cells,
    form_of_tables,
    group_totals,
    lost_slashes,
    odd_values,
    prior_printed,
    changes_without_ratio,
    quotient_rows,
    typed_changes,
    subtotals,
    students_listed,
    overwritten_cells,
)
"""Checks of single tables, in the order in which their findings are shown."""

RELATION_CHECKS: tuple[RelationCheck, ...] = (
    shares,
    parts_and_wholes,
    means,
    per_student,
    heads_implied,
    bands,
)
"""Checks that learn from a single table how its numbers belong together."""

SET_TABLE_CHECKS: tuple[SetTableCheck, ...] = (jumps, rows_left_standing)
"""Checks of single tables by numbers that a school may set."""

STANDARD_CHECKS: tuple[StandardCheck, ...] = (required_sections, required_tables, lengths)
"""Checks of the report against the standard that it follows."""

REPORT_CHECKS: tuple[ReportCheck, ...] = (unwritten_sections, small_photos)
"""Checks of the report as a whole."""

FRAME_CHECKS: tuple[ReportCheck, ...] = (spelled_twice, old_years)
"""Checks of outline, tables and names; values and texts do not matter to them."""

TEXTS_CHECKS: tuple[TextsCheck, ...] = (
    told_twice,
    counted_otherwise,
    equipment_in_text,
    mixed_base,
    persons_spelled_twice,
    names_in_text,
)
"""Checks of all texts together."""

TEXT_CHECKS: tuple[TextCheck, ...] = (
    numbers_in_text,
    changes_of_data,
    points_called_per_cent,
    sentences_left_standing,
    shares_in_text,
    bare_shares,
    shares_in_turn,
    lists_in_text,
    sweeping_statements,
    said_both_ways,
    still_and_new,
    over_hundred,
    parts_in_text,
    beyond_graduates,
    per_head_in_text,
    heads_in_text,
    differences_in_text,
    written_twice,
    changes_in_text,
    change_words,
    left_open,
    unknown_mentions,
    numbering_gaps,
    personal_data,
)
"""Checks of single texts."""

SECTION_CHECKS: tuple[SectionCheck, ...] = (cells_in_text, counted_lines)
"""Checks of single texts beside the tables of their sections."""
