"""Rule 前后不一, of tables: 开设 8 个专业, above a table that lists six with their total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qdesk.checks.rule import places
from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.checks.texts.sentences import own_words, printed_sentences
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import LayoutKind
from qdesk.model.value import fold_text

_OFFERED = re.compile(r"(?:共|现|已)?(?:开设|设有|设置)(?:有|了)?$")
_MAJORS = re.compile(r"^(?:中职|中等职业)?专业(?![一-龥])")
_LISTED = re.compile(r"^专业(?:名称)?$")
_EVERY = re.compile(r"各专业|专业设置|分专业")


def counted_lines(view: ReportView, text: PlacedText, tables: Sequence[ReportTable]) -> Iterator[Finding]:
    """The number of majors that a sentence tells against those of the one table that lists them all."""
    listed = [one for table in tables if (one := _majors(view, table)) is not None]
    if len(listed) != 1:
        return
    caption, count = listed[0]
    for paragraph in text.paragraphs():
        for sentence in printed_sentences(view, paragraph):
            for number in sentence.own:
                words = own_words(number)
                behind = fold_text(sentence.text[number.end : number.end + 8])
                if number.unit != "个" or not _OFFERED.search(words) or not _MAJORS.match(behind):
                    continue
                if number.value != count and not number.about:
                    where = around(sentence.text, number.start, number.end + 1)
                    message = f"“{where}”：{caption}列了 {count} 个"
                    sides = {"found": number.text, "expected": f"{count}个"}
                    yield text.finding("told_twice", Severity.LOOK, message, number.text, **sides)


def _majors(view: ReportView, table: ReportTable) -> tuple[str, int] | None:
    """Caption and number of the majors of a table on all of them, which ends in their total."""
    filled = view.filled(table)
    if filled.layout.kind is not LayoutKind.AXES or not _EVERY.search(filled.caption):
        return None
    labels = [one for one in places(view, table) if one.cell.role is CellRole.LABEL and one.cell.text.strip()]
    heads = {fold_text(one.head.split(" ")[-1]) for one in labels}
    if not any(_LISTED.match(one) for one in heads):
        return None
    own = [one for one in labels if _LISTED.match(fold_text(one.head.split(" ")[-1]))]
    totals = {one.row for one in labels if one.cell.is_total}
    names = {fold_text(one.cell.text) for one in own if one.row not in totals}
    return (f"{view.table_numbers[table.id]} {filled.caption}".strip(), len(names)) if totals else None
