"""Compares a returned document with what its export printed and with the store, section by section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from rapidfuzz import fuzz

from qdesk.actions.entered_value import entered_value
from qdesk.actions.keep_export import exported_lines
from qdesk.actions.returned_cells import TableComparison
from qdesk.actions.returned_difference import Difference, What
from qdesk.actions.returned_front import (
    FrontParts,
    as_text,
    field_differences,
    page_of,
    stray_differences,
)
from qdesk.actions.returned_parts import NewSection, ReturnedParts
from qdesk.actions.returned_prose import LineChange, NumberInText, even, line_changes
from qdesk.document.front_matter import front_text
from qdesk.document.prose_blocks import link_mark
from qdesk.document.returned import ReturnedComment
from qdesk.errors import UserError
from qdesk.model.case import Case
from qdesk.model.edit import Kind
from qdesk.model.exported import Export, ExportedLine, ExportedTable, ExportedText, TextOwner
from qdesk.model.prose import Link, read_prose
from qdesk.model.report_view import ReportView
from qdesk.model.value import Value
from qdesk.word.oxml import mark_name

_ALIKE = 50
_NUMBERING = re.compile(
    r"[（(【]?(?:第|案例|附表)?\s*[0-9一二三四五六七八九十百.．、\-—]*\s*[章节]?[)）】、.．：:]?"
)


@dataclass(slots=True)
class Comparison:
    """One pass over an export: each of its texts and tables against the document and the store."""

    view: ReportView
    export: Export
    parts: ReturnedParts
    front: FrontParts

    _links: dict[str, tuple[Link, str]] = field(init=False)
    _gone_lines: dict[str, str] = field(init=False)
    _tables: TableComparison = field(init=False)

    def __post_init__(self) -> None:
        """Gather the marks of all linked numbers, and the lines of sections whose heading is not there."""
        self._tables = TableComparison(self.view, self.parts.tables)
        self._links = {}
        self._gone_lines = {}
        for text in (*self.export.texts, *map(as_text, self.export.front)):
            for (line, count), mark in _marks(text).items():
                exported = text.lines[line]
                link = read_prose(exported.stored)[0].links[count]
                self._links[mark] = (link, exported.numbers[count])
            if text.owner not in self.parts.texts:
                self._gone_lines |= {even(one.printed): text.title for one in text.lines}

    def all(self) -> Iterator[Difference]:
        """The front pages; section by section: title, prose with its numbers, tables; new, gone, comments."""
        yield from self._front()
        tables: dict[str, list[ExportedTable]] = {}
        for table in self.export.tables:
            tables.setdefault(table.section, []).append(table)
        for text in self.export.texts:
            place = self._place(text)
            if text.owner not in self.parts.texts:
                yield from self._gone(text, place)
                continue
            yield from self._title(text, place)
            yield from self._prose(text, place)
            for table in tables.get(text.owner, ()):
                yield from self._tables.differences(table, place)
        for section in self.parts.new:
            if self._has_section(section):
                continue
            body = "\n".join(one.text for one in section.lines)
            yield Difference(What.NEW_SECTION, section.title, "", body or section.title, section=section)
        for section, count in self.parts.new_tables.items():
            yield Difference(
                What.TABLE,
                self._title_of(section),
                "",
                f"{count} 张新的表",
                section,
                refusal="文档里新加的表请用“导入”读入，或在程序里新建",
            )
        for comment, section, quote in self.parts.comments:
            if not self._has_comment(comment):
                place = self._title_of(section) or "封面和目录"
                yield Difference(What.COMMENT, place, quote, comment.text, section, comment=comment)

    def _front(self) -> Iterator[Difference]:
        """Text and title of each page as those of a section, then its fields."""
        for page in self.export.front:
            text = as_text(page)
            if text.owner in self.parts.texts:
                yield from self._title(text, page.title)
                yield from self._prose(text, page.title)
            elif page.page in self.front.pages:
                pass  # the cover has no text
            elif self._stored(text) is not None:
                before = "\n".join(one.printed for one in page.lines) or page.title
                note = "不要的前置部分请在“封面、声明与目录”里关掉"
                yield Difference(What.GONE, page.title, before, "", text.owner, refusal=note)
                continue
            yield from field_differences(self.view, page, self.front)
        yield from stray_differences(self.front)

    def _has_section(self, section: NewSection) -> bool:
        """Whether the report has a section of that title and text by now."""
        wanted = [even(one.text) for one in section.lines]
        return any(
            self.view.section_title(one) == section.title
            and [even(a) for a in self.view.plain_text(one.section.id).splitlines() if a.strip()] == wanted
            for one in self.view.headings
        )

    # -- texts

    def _place(self, text: ExportedText) -> str:
        heading = self.view.heading(text.owner) if text.kind is TextOwner.SECTION else None
        if heading is not None:
            return self.view.title_of(heading)
        return f"案例 {text.title}" if text.kind is TextOwner.CASE else text.title

    def _title_of(self, section: str) -> str:
        heading = self.view.heading(section)
        return self.view.title_of(heading) if heading is not None else ""

    def _stored(self, text: ExportedText) -> str | None:
        """The text as it is stored now; None where its section or case is gone."""
        if text.kind is TextOwner.SECTION:
            return self.view.text(text.owner) if self.view.heading(text.owner) is not None else None
        if text.kind is TextOwner.FRONT:
            page = page_of(self.view, text.owner)
            return front_text(self.view, page) if page is not None and page.shown else None
        case = self.view.archive.get(Kind.CASE, (text.owner,))
        return case.text if isinstance(case, Case) else None

    def _gone(self, text: ExportedText, place: str) -> Iterator[Difference]:
        if self._stored(text) is None:
            return
        before = "\n".join(one.printed for one in text.lines) or text.title
        yield Difference(
            What.GONE, place, before, "", text.owner, taken=False, note="采用后移到“待安置”，可以放回"
        )

    def _title(self, text: ExportedText, place: str) -> Iterator[Difference]:
        found = self.parts.titles.get(text.owner, "")
        bare = self._bare_title(text, found)
        if not found or even(bare) == even(text.title) or self._stored(text) is None:
            return
        now = self._title_now(text)
        if not bare or bare in (now, text.title):
            return
        third = now if now != text.title else ""
        yield Difference(What.TITLE, place, text.title, bare, text.owner, third)

    def _title_now(self, text: ExportedText) -> str:
        if text.kind is TextOwner.SECTION:
            heading = self.view.heading(text.owner)
            return self.view.section_title(heading) if heading else ""
        if text.kind is TextOwner.FRONT:
            page = page_of(self.view, text.owner)
            return page.name if page is not None else ""
        case = self.view.archive.get(Kind.CASE, (text.owner,))
        return case.title if isinstance(case, Case) else ""

    def _bare_title(self, text: ExportedText, found: str) -> str:
        """The title without the number that stands before it as text."""
        number = self.view.caption_numbers.get(text.owner)
        heading = self.view.heading(text.owner)
        if number and found.strip() == number.line("").strip():
            return ""
        fronts = [number.label + number.number + number.separator] if number else []
        fronts += [heading.line("")] if heading else []
        for front in fronts:
            if front.strip() and found.startswith(front.strip()):
                return found[len(front.strip()) :].strip()
        # A number that has changed since is text before the title that was exported.
        rest = found.removesuffix(text.title)
        if rest != found and _NUMBERING.fullmatch(rest.strip()):
            return text.title
        return found.strip()

    def _prose(self, text: ExportedText, place: str) -> Iterator[Difference]:
        stored = self._stored(text)
        current = exported_lines(self.view, stored or "")
        found = self.parts.texts[text.owner]
        if stored is not None and [even(a.printed) for a in current] == [even(b.text) for b in found]:
            return  # all of it has been taken over already
        changes = list(line_changes(text.lines, found, _marks(text), self._links))
        removed = {even(one.before) for one in changes if one.before is not None and one.after is None}
        moved = removed & {even(one.after) for one in changes if one.before is None and one.after is not None}
        for change in changes:
            if stored is None:
                yield Difference(
                    *(What.PROSE, place, change.before or "", change.after or "", text.owner),
                    refusal="这一节后来在程序里移走了",
                )
                continue
            for number in change.numbers:
                yield from self._number(number, text, place)
            if not change.only_numbers:
                yield from self._line(change, text, current, place, moved)

    def _line(
        self,
        change: LineChange,
        text: ExportedText,
        current: tuple[ExportedLine, ...],
        place: str,
        moved: set[str],
    ) -> Iterator[Difference]:
        """A paragraph that differs; `moved` are those that are here both less and more."""
        printed = [even(one.printed) for one in current]
        after = None if change.after is None else even(change.after)
        found = [even(one.text) for one in self.parts.texts[text.owner]]
        if after is not None and after not in moved and printed.count(after) >= found.count(after):
            return  # somebody has taken it over already
        now = ""
        if change.before is not None:
            before = even(change.before)
            stands = printed.count(before) + sum(text.lines[change.at].stored == a.stored for a in current)
            if after is None and before not in moved and printed.count(before) <= found.count(before):
                return  # gone already
            if not stands:
                near = max(current, key=lambda one: fuzz.ratio(one.printed, before), default=None)
                alike = near is not None and fuzz.ratio(near.printed, before) >= _ALIKE
                now = near.printed if near is not None and alike else "（这一段已不在）"
        what = What.PROSE
        if change.before is None or change.after is None:
            what = What.ADDED if change.before is None else What.REMOVED
        notes: list[str] = []
        if change.cut:
            notes.append(f"采用后有 {change.cut} 个数变成普通文字，不再随数据变")
        elsewhere = self._gone_lines.get(after or "") if change.before is None else None
        if elsewhere:
            notes.append(f"这一段原在“{elsewhere}”，那一节的标题在文档里不见了")
        anchor = text.lines[change.at] if change.at >= 0 else None
        same = [one.stored for one in text.lines[: change.at]] if anchor is not None else []
        sides = (change.before or "", change.after or "")
        yield Difference(
            *(what, place, *sides, text.owner, now),
            taken=not elsewhere,
            note="；".join(notes),
            line=change,
            anchor=anchor,
            occurrence=same.count(anchor.stored) if anchor is not None else 0,
        )

    def _number(self, number: NumberInText, text: ExportedText, place: str) -> Iterator[Difference]:
        """A number within a linked place, as a change of the data."""
        view, link = self.view, number.link
        current = view.number(link)
        if current.text == number.found:
            return
        indicator = view.data.indicator(link.indicator)
        value, refusal = self._entered(number.found, link.indicator)
        if value is not None and value == current.value:
            return
        if current.key is None or indicator is None or view.archive.observation(current.key) is None:
            refusal = f"这个数由程序算出（{current.explanation or '按公式'}），请改它依据的数"
        now = current.text if current.text != number.printed else ""
        name = indicator.name if indicator else ""
        yield Difference(
            *(What.NUMBER, f"{place} › {name}", number.printed, number.found, text.owner, now),
            taken=not number.unsure,
            refusal=refusal,
            note="标记已不在原处，请核对是不是这个数" if number.unsure else "",
            key=current.key,
            value=value,
        )

    def _entered(self, text: str, indicator: str) -> tuple[Value | None, str]:
        try:
            value = entered_value(text, self.view.data.indicator(indicator))
        except UserError as error:
            return None, str(error)
        return (value, "") if isinstance(value, Decimal) else (None, f"“{text}”不是数")

    def _has_comment(self, comment: ReturnedComment) -> bool:
        known = self.view.archive.comments(self.view.report.id)
        return any(
            (one.author, one.at, one.text) == (comment.author, comment.at, comment.text) for one in known
        )


def _marks(text: ExportedText) -> dict[tuple[int, int], str]:
    """The mark of the n-th link of the m-th exported line."""
    found: dict[tuple[int, int], str] = {}
    count = 0
    for m, line in enumerate(text.lines):
        for n, link in enumerate(read_prose(line.stored)[0].links):
            found[m, n] = mark_name(link_mark(text.owner, link, count))
            count += 1
    return found
