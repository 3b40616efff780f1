"""A report's outline: numbered headings in order, with the tables of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qdesk.model.report import ReportTable, Section, SectionState

_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Heading:
    """A section with its printed number ("1.2", "（一）", "" where it is not applicable)."""

    section: Section
    number: str
    level: int
    tables: tuple[ReportTable, ...] = ()

    @property
    def title(self) -> str:
        """Number and title as one reads them."""
        return f"{self.number} {self.section.title}".strip()


def number_outline(
    sections: Sequence[Section], tables: Sequence[ReportTable], numbering: str = "decimal"
) -> list[Heading]:
    """All headings in printed order; a section that is not applicable takes no number."""
    children: dict[str, list[Section]] = {}
    for section in sorted(sections, key=lambda one: one.position):
        children.setdefault(section.parent, []).append(section)
    placed: dict[str, list[ReportTable]] = {}
    for table in sorted(tables, key=lambda one: one.position):
        placed.setdefault(table.section, []).append(table)
    found: list[Heading] = []

    def visit(parent: str, path: tuple[int, ...]) -> None:
        count = 0
        for section in children.get(parent, ()):
            skipped = section.state is SectionState.NOT_APPLICABLE
            count += not skipped
            here = (*path, count)
            number = "" if skipped else heading_number(here, numbering)
            found.append(Heading(section, number, len(here), tuple(placed.get(section.id, ()))))
            visit(section.id, here)

    visit("", ())
    return found


def heading_number(path: Sequence[int], numbering: str) -> str:
    """1 / 1.1 / 1.1.1, or 一、/（一）/ 1. /（1）."""
    if numbering != "chinese":
        return ".".join(map(str, path))
    last = path[-1]
    forms = (f"{chinese_number(last)}、", f"（{chinese_number(last)}）", f"{last}.", f"（{last}）")
    return forms[min(len(path), len(forms)) - 1]


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
