"""Finding text anywhere in a report: headings, tables, prose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text

_AROUND = 14


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the text stands; `table` "" is the heading or the prose of the section."""

    text: str
    section: str
    table: str = ""
    row: int = -1
    column: int = -1


def find_in_report(view: ReportView, text: str, most: int = 50) -> list[Hit]:
    """The first `most` places in the order of the report; width and white space do not count."""
    wanted = fold_text(text).lower()
    return list(islice(_hits(view, wanted), most)) if wanted else []


def _hits(view: ReportView, wanted: str) -> Iterator[Hit]:
    for heading in view.headings:
        section, title = heading.section.id, view.title_of(heading)
        if wanted in fold_text(title).lower():
            yield Hit(title, section)
        for table in heading.tables:
            filled = view.filled(table)
            number = view.table_numbers.get(table.id, "")
            if wanted in fold_text(f"{number}{filled.caption}").lower():
                yield Hit(f"{number} {filled.caption}", section, table.id, 0, 0)
            for row, cells in enumerate(filled.grid):
                for column, cell in enumerate(cells):
                    if wanted in fold_text(cell.text).lower():
                        shown = " ".join(cell.text.split())
                        yield Hit(f"{number} {shown}（第 {row + 1} 行）", section, table.id, row, column)
        for place, line in enumerate(view.plain_text(section).splitlines(), 1):
            folded = fold_text(line).lower()
            if (at := folded.find(wanted)) >= 0:
                around = folded[max(0, at - _AROUND) : at + len(wanted) + _AROUND]
                yield Hit(f"{heading.number} 正文第 {place} 段：…{around}…", section)
