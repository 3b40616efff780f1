"""Rule 编号 for a document that qdesk did not make: headings and captions whose typed numbers skip one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qdesk.checks.texts.numbering_gaps import numeral
from qdesk.model.finding import Finding, Severity
from qdesk.model.value import fold_text
from qdesk.recognition.report_text import TextBlock

_POINTS = re.compile(r"^(?P<before>(?:\d{1,2}\.)*)(?P<n>\d{1,2})(?=[.、\s]?[一-龥（(《“])")
_SIGNS = (
    re.compile(r"^第(?P<n>[一二三四五六七八九十]{1,3})[章节部分篇]+"),
    re.compile(r"^(?P<n>[一二三四五六七八九十]{1,3})、"),
    re.compile(r"^\((?P<n>[一二三四五六七八九十]{1,3})\)"),
)
_LONGEST = 24
_FEWEST = 3
"""So many of a kind show that they are counted."""


def headings_out_of_order(blocks: Sequence[TextBlock]) -> Iterator[Finding]:
    """Headings of one level under one heading whose numbers do not go on one by one."""
    runs: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
    beside: dict[str, set[int]] = defaultdict(set)  # paragraphs: not all headings have a style
    for block in blocks:
        numbers = list(_numbers(fold_text(block.text)))
        if block.level <= 0:
            for scheme, number in numbers:
                beside[scheme].add(number)
            continue
        for scheme, level in [one for one in runs if one[1] > block.level]:
            yield from _judge(runs.pop((scheme, level)), beside.pop(scheme, set()))
        for scheme, number in numbers:
            runs[scheme, block.level].append((number, block.text))
    for (scheme, _), run in runs.items():
        yield from _judge(run, beside[scheme])


def _numbers(text: str) -> Iterator[tuple[str, int]]:
    if match := _POINTS.match(text):
        yield "points " + match["before"], int(match["n"])
    for sign in _SIGNS:
        if match := sign.match(text):
            yield sign.pattern, numeral(match["n"])


def captions_out_of_order(captions: Sequence[tuple[str, str, str]]) -> Iterator[Finding]:
    """Captions (kind, number, title) whose numbers skip one: 表 1, 表 2, 表 4."""
    runs: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for kind, number, title in captions:
        chapter, dash, own = re.sub(r"[－—.]", "-", number).rpartition("-")
        if own.isdigit():
            runs[kind, chapter + dash].append((int(own), f"{kind} {number} {title}"))
    for run in runs.values():
        yield from _judge(run, set())


def _judge(run: Sequence[tuple[int, str]], beside: set[int]) -> Iterator[Finding]:
    """The first number of a run that does not follow; twice the same is told by another rule."""
    if len(run) < (_FEWEST if run[0][0] != 1 else 2):
        return
    for (before, told), (number, text) in pairwise(run):
        if number in (1, before, before + 1) or set(range(before + 1, number)) & beside:
            continue  # counted anew, told by another rule, or in order
        what = "缺号" if number > before else "次序乱了"
        message = f"编号{what}：“{_short(told)}”后面是“{_short(text)}”"
        yield Finding("numbering_gap", Severity.LOOK, message, found=text, quote=text)
        return


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
