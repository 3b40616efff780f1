"""Rules of form for tables: codes given twice, captions whose words the table lacks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qdesk.checks.rule import Place, places
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text

_CODE = re.compile(r"代码|编号|证号")
_RATE_WORD = re.compile(r"[一-龥]{2,4}率")


def form_of_tables(view: ReportView, table: ReportTable) -> Iterator[Finding]:
    """What no arithmetic finds: doubled codes, lost zeros, words of the caption."""
    found = list(places(view, table))
    columns: dict[int, list[Place]] = defaultdict(list)
    filled = view.filled(table)
    covered = filled.covered
    for place in found:
        if place.row >= filled.header_rows and (place.row, place.column) not in covered:
            columns[place.column].append(place)
    for cells in columns.values():
        head = cells[0].head
        if _CODE.search(head):
            yield from _codes(cells)
    yield from _caption_words(view, table, found)


def _codes(cells: Sequence[Place]) -> Iterator[Finding]:
    first: dict[str, Place] = {}
    short: list[Place] = []
    codes = [fold_text(place.cell.text) for place in cells]
    lengths = Counter(len(one) for one in codes if one.isdigit())
    usual = max(lengths, key=lambda one: (lengths[one], one), default=0)
    for place, code in zip(cells, codes, strict=True):
        if not code.isdigit():
            continue
        if code in first:
            message = f"{place.title}：{_row(place)}的代码 {code} 与{_row(first[code])}的相同"
            finding = place.finding("code_twice", Severity.MUST, message)
            yield replace(finding, found=code, expected="每项一个代码")
        first.setdefault(code, place)
        if len(code) < usual:
            short.append(place)
    if short:
        told = "、".join(place.cell.text for place in short[:6])
        message = f"{short[0].title}：代码 {told} 不足 {usual} 位，前面的 0 可能丢了"
        right = "、".join(fold_text(place.cell.text).zfill(usual) for place in short[:6])
        yield replace(short[0].finding("code_short", Severity.LOOK, message), found=told, expected=right)


def _row(place: Place) -> str:
    """The row as one speaks of it: its first text that is no number."""
    cells = place.filled.grid[place.row]
    return next(
        (one.text for one in cells if one.text and not fold_text(one.text).isdigit()), f"第{place.row}行"
    )


def _caption_words(view: ReportView, table: ReportTable, found: Sequence[Place]) -> Iterator[Finding]:
    """Rates that the caption announces and the table calls otherwise (合格率, where it says 及格率)."""
    filled = view.filled(table)
    announced = re.split(r"统计|情况|一览", filled.caption)[0]
    words = dict.fromkeys(
        one[-3:] if one[-4:-3] not in "不非" else one[-4:] for one in _RATE_WORD.findall(announced)
    )
    if len(words) < 2 or not found:
        return  # one rate in a caption names the subject in short
    cells = (cell.text for row in filled.grid for cell in row if cell.role in _HEADS)
    heads = dict.fromkeys(word for text in cells for word in _RATE_WORD.findall(fold_text(text)))
    others = [head for head in heads if not any(_is_same_rate(head, word) for word in words)]
    for word in words:
        if others and not any(_is_same_rate(head, word) for head in heads):
            told = "”“".join(others)
            message = f"{found[0].title}：题注写“{word}”，表里是“{told}”"
            yield Finding(
                "caption_words",
                Severity.MUST,
                message,
                table.section,
                table.id,
                found=word,
                expected=others[0],
            )


def _is_same_rate(head: str, word: str) -> bool:
    return head == word or (head.endswith(word) and head[: -len(word)][-1:] not in ("不", "非"))


_HEADS = (CellRole.HEADER, CellRole.LABEL)
