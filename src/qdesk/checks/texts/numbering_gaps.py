"""Rule 编号: numbers typed in the prose that skip one, or say one twice: 一是…二是…四是, （1）（2）（4）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qdesk.checks.texts.placed_texts import PlacedText
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView

_DIGITS = "一二三四五六七八九"
_SCHEMES = (
    re.compile(r"(?:^|[。；;，,：:\n])\s*(?P<n>[一二三四五六七八九十]{1,3})是(?=[^否的])"),
    re.compile(r"(?:^|[。；;：:\n])\s*[（(](?P<n>[一二三四五六七八九十]{1,3})[）)]"),
    re.compile(r"(?:^|\n)\s*(?P<n>[一二三四五六七八九十]{1,3})、"),
    re.compile(r"(?:^|[。；;：:\n])\s*[（(](?P<n>\d{1,2})[）)](?!\s*[%％人名年月])"),
    re.compile(r"(?:^|\n)\s*(?P<n>\d{1,2})[.．、](?!\d)"),
    re.compile(r"(?P<n>[①②③④⑤⑥⑦⑧⑨⑩])"),
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_FEWEST = 3
"""So many numbers show that they are counted: two may be a choice of a longer list."""


def numbering_gaps(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """Numbers of one kind that begin with one and do not go on one by one."""
    printed = "\n".join(text.printed(view))
    for scheme in _SCHEMES:
        numbers = [
            (numeral(match["n"]), match[0].strip("。；;，,：: \n")) for match in scheme.finditer(printed)
        ]
        for run in _runs(numbers):
            yield from _judge(text, run)


def _runs(numbers: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """The numbers of a scheme, parted where they begin anew with one."""
    run: list[tuple[int, str]] = []
    for one in numbers:
        if one[0] == 1 and run:
            yield run
            run = []
        run.append(one)
    yield run


def _judge(text: PlacedText, run: Sequence[tuple[int, str]]) -> Iterator[Finding]:
    if len(run) < _FEWEST or run[0][0] != 1:
        return
    for (before, told), (number, sign) in pairwise(run):
        if number == before + 1:
            continue
        what = (
            "用了两次" if number == before else f"前面是“{told}”，中间缺号" if number > before else "次序乱了"
        )
        message = f"编号“{sign}”{what}"
        yield text.finding("numbering_gap", Severity.LOOK, message, sign, found=sign)
        return


def numeral(sign: str) -> int:
    """The number that a sign of a list says: 四, 十二, 7, ③."""
    if sign in _CIRCLED:
        return _CIRCLED.index(sign) + 1
    if sign.isdigit():
        return int(sign)
    tens, ten, ones = sign.rpartition("十")
    if not ten:
        return _DIGITS.index(sign[0]) + 1
    return (_DIGITS.index(tens[0]) + 1 if tens else 1) * 10 + (_DIGITS.index(ones[0]) + 1 if ones else 0)
