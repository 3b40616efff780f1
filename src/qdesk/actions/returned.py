"""A report that was exported, edited by hand and mailed back: what differs, each with its place and sides.

How the marks and the three sides work: docs/dev/returned-documents.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from rapidfuzz import fuzz

from qdesk.actions.entered_value import entered_value
from qdesk.actions.keep_export import exported_lines, printed_grid, snapshot
from qdesk.actions.returned_parts import NewSection, ReturnedParts, sorted_parts
from qdesk.actions.returned_prose import LineChange, NumberInText, even, line_changes
from qdesk.actions.returned_tables import CellChange, RowChange, table_changes
from qdesk.document.prose_blocks import link_mark
from qdesk.document.returned import ReturnedComment
from qdesk.errors import UserError
from qdesk.files.kind import FileKind, kind_of
from qdesk.model.case import Case
from qdesk.model.edit import Kind
from qdesk.model.exported import Export, ExportedLine, ExportedTable, ExportedText, TextOwner
from qdesk.model.filled_cell import CellRole
from qdesk.model.observation import Key
from qdesk.model.prose import Link, read_prose
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import LayoutKind
from qdesk.model.value import Value
from qdesk.word.oxml import mark_name
from qdesk.word.read_returned import read_returned

_ALIKE = 50
_NUMBERING = re.compile(
    r"[（(【]?(?:第|案例|附表)?\s*[0-9一二三四五六七八九十百.．、\-—]*\s*[章节]?[)）】、.．：:]?"
)


class What(StrEnum):
    """What a difference is, as one calls it."""

    NUMBER = "数据"
    PROSE = "正文"
    ADDED = "加的段落"
    REMOVED = "删的段落"
    TITLE = "标题"
    CELL = "表格"
    ROW = "表格的行"
    TABLE = "表"
    NEW_SECTION = "新的章节"
    GONE = "删的章节"
    COMMENT = "批注"


@dataclass(slots=True)
class Difference:
    """One thing that the document says otherwise than the export did.

    `now` is what the store says by now where that is a third thing ("" where it is not): then it is a
    conflict. `refusal` says why it cannot be taken over, `note` what one should know of it.
    """

    what: What
    place: str
    before: str
    after: str
    owner: str = ""
    now: str = ""
    taken: bool = True
    refusal: str = ""
    note: str = ""
    line: LineChange | None = None
    key: Key | None = None
    value: Value | None = None
    table: str = ""
    cell: CellChange | None = None
    row: RowChange | None = None
    section: NewSection | None = None
    comment: ReturnedComment | None = None
    anchor: ExportedLine | None = None
    """The exported paragraph that changed, or behind which one was added; None: before all."""
    occurrence: int = 0
    """How many paragraphs like the anchor stand before it."""

    def __post_init__(self) -> None:
        self.taken = self.taken and not self.refusal and not self.now

    @property
    def is_conflict(self) -> bool:
        """Whether the store was changed at this place as well."""
        return bool(self.now)


@dataclass(slots=True)
class Returned:
    """All differences in the order of the report; `known` says whether the export is remembered."""

    view: ReportView
    file: str
    known: bool
    exported_at: str
    differences: list[Difference] = field(default_factory=list[Difference])

    @property
    def taken(self) -> list[Difference]:
        """Those that would be taken over."""
        return [one for one in self.differences if one.taken and not one.refusal]


def preview_returned(view: ReportView, path: Path) -> Returned:
    """Compare a returned document with what its export printed and with the store; changes nothing.

    Raises UserError for a file that cannot be read, is no .docx, or is of another report.
    """
    if kind_of(path) is not FileKind.DOCUMENT:
        raise UserError("这不是 .docx 文档", path.name, "请在 Word 或 WPS 里另存为 .docx 再读回")
    document = read_returned(path)
    exports = {one.id: one for one in view.archive.exports(view.report.id)}
    known = exports.get(document.export)
    if known is None:
        _refuse_other_report(view, document.export, path)
    export = known or snapshot(view, document.export, path.name)
    parts = sorted_parts(document, export)
    if not parts.texts:
        raise UserError(
            "这份文档里找不到本报告的章节", path.name, "请确认是从 qdesk 导出的文档；别的文档请用“导入”"
        )
    found = Returned(view, path.name, known is not None, export.at if known else "")
    found.differences = list(_Comparison(view, export, parts).all())
    _settle_values(found.differences)
    return found


def _refuse_other_report(view: ReportView, export: str, path: Path) -> None:
    """A document of another report of this store is read back with that one open."""
    for report in view.archive.reports:
        if any(one.id == export for one in view.archive.exports(report.id)):
            raise UserError(
                f"这是 {report.period.title} 报告导出的文档", path.name, "请先切换到那一年的报告再读回"
            )


def _settle_values(differences: list[Difference]) -> None:
    """One value that two places of the document give differently is nobody's choice but the user's."""
    by_key: dict[Key, list[Difference]] = {}
    for one in differences:
        if one.key is not None and one.value is not None:
            by_key.setdefault(one.key, []).append(one)
    for same in by_key.values():
        if len({str(one.value) for one in same}) > 1:
            for one in same:
                one.taken = False
                one.note = "文档里有两处改成了不同的数"


@dataclass(slots=True)
class _Comparison:
    view: ReportView
    export: Export
    parts: ReturnedParts

    _links: dict[str, tuple[Link, str]] = field(init=False)
    _gone_lines: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Gather the marks of all linked numbers, and the lines of sections whose heading is not there."""
        self._links = {}
        self._gone_lines = {}
        for text in self.export.texts:
            for (line, count), mark in _marks(text).items():
                exported = text.lines[line]
                link = read_prose(exported.stored)[0].links[count]
                self._links[mark] = (link, exported.numbers[count])
            if text.owner not in self.parts.texts:
                self._gone_lines |= {even(one.printed): text.title for one in text.lines}

    def all(self) -> Iterator[Difference]:
        """Section by section: title, prose with its numbers, tables; what is new or gone; comments."""
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
                yield from self._table(table, place)
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
        return text.title if text.kind is TextOwner.SECTION else f"案例 {text.title}"

    def _title_of(self, section: str) -> str:
        heading = self.view.heading(section)
        return self.view.title_of(heading) if heading is not None else ""

    def _stored(self, text: ExportedText) -> str | None:
        """The text as it is stored now; None where its section or case is gone."""
        if text.kind is TextOwner.SECTION:
            return self.view.text(text.owner) if self.view.heading(text.owner) is not None else None
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
        case = self.view.archive.get(Kind.CASE, (text.owner,))
        return case.title if isinstance(case, Case) else ""

    def _bare_title(self, text: ExportedText, found: str) -> str:
        """The title without the number that stands before it as text."""
        number = self.view.caption_numbers.get(text.owner)
        heading = self.view.heading(text.owner)
        fronts = [number.line("")] if number else []
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

    # -- tables

    def _table(self, table: ExportedTable, place: str) -> Iterator[Difference]:
        found = self.parts.tables.get(table.id)
        stored = self.view.table(table.id)
        where = f"{place} › {table.caption}"
        if stored is None:
            return
        if found is None:
            note = "文档里没有找到这张表；不要的表请在程序里移出"
            yield Difference(What.TABLE, where, table.caption, "", table.section, refusal=note)
            return
        changes = table_changes(table, found)
        if changes is None:
            note = "表的列变了，请用“导入”读这张表"
            yield Difference(What.TABLE, where, "", "列数不同", table.section, refusal=note)
            return
        current = printed_grid(self.view, table.id)
        same_shape = [len(row) for row in current] == [len(row) for row in table.grid]
        seen: set[tuple[str, str, str]] = set()
        for change in changes:
            if isinstance(change, RowChange):
                if not self._has_row(change, current, table):
                    yield self._row(change, table, where)
                continue
            if not same_shape:
                note = "这张表后来在程序里改过行列，请在程序里改"
                yield Difference(What.CELL, where, change.before, change.after, table.section, refusal=note)
                continue
            difference = self._cell(change, table, where, current[change.row][change.column])
            if difference is not None:
                mark = (difference.place, change.before, change.after)
                if mark not in seen:  # a merged cell stands at several places
                    seen.add(mark)
                    yield difference

    def _cell(self, change: CellChange, table: ExportedTable, where: str, now: str) -> Difference | None:
        if now == change.after:
            return None
        stored = self.view.table(table.id)
        if stored is None:
            return None
        filled = self.view.filled(stored)
        cell = filled.grid[change.row][change.column]
        refusal = note = ""
        taken = cell.role is not CellRole.COMPUTED
        value: Value | None = None
        if change.unsure:
            refusal = "这一行或这一列的名称也改了，请在程序里核对后再改"
        elif cell.role is CellRole.COMPUTED:
            note = "这一格由程序计算，采用就是改写计算值"
        elif cell.role not in (CellRole.VALUE, CellRole.FIELD):
            refusal = "表头和标签请在程序里改"
        elif cell.role is CellRole.VALUE:
            try:
                value = entered_value(change.after, self.view.data.indicator(cell.indicator))
            except UserError as error:
                refusal = str(error)
            if value is not None and value == cell.value:
                return None
            if not isinstance(value, Decimal) and isinstance(cell.value, Decimal):
                taken, note = False, "原来是数，改成了空白或文字"
        label = next((one.text for one in filled.grid[change.row] if one.role is CellRole.LABEL), "")
        head = filled.grid[filled.header_rows - 1][change.column].text if filled.header_rows else ""
        name = " ".join(f"{label} {head}".split())
        return Difference(
            *(What.CELL, f"{where} › {name}", change.before, change.after, table.section),
            now=now if now != change.before else "",
            taken=taken,
            refusal=refusal,
            note=note,
            key=cell.key if cell.role is CellRole.VALUE else None,
            value=value,
            table=table.id,
            cell=change,
        )

    def _has_row(
        self, change: RowChange, current: tuple[tuple[str, ...], ...], table: ExportedTable
    ) -> bool:
        """Whether the store has an added row by now, or a removed one no more."""
        bare = [tuple(t for n, t in enumerate(row) if n not in table.serial_columns) for row in current]
        mine = tuple(t for n, t in enumerate(change.texts) if n not in table.serial_columns)
        return (mine in bare) == change.added

    def _row(self, change: RowChange, table: ExportedTable, where: str) -> Difference:
        stored = self.view.table(table.id)
        register = stored is not None and stored.layout.kind is LayoutKind.REGISTER
        text = "　".join(dict.fromkeys(one for one in change.texts if one))
        refusal = ""
        if not change.added:
            refusal = "少了的行请在程序里删"
        elif not register:
            refusal = "多出的行请在程序里加"
        before, after = ("", text) if change.added else (text, "")
        return Difference(
            *(What.ROW, where, before, after, table.section), refusal=refusal, table=table.id, row=change
        )

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
