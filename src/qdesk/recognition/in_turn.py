"""Lists told in turn: 甲、乙和丙分别为 1、2 和 3, names on one side and numbers on the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qdesk.recognition.prose_numbers import ProseNumber

IN_TURN = re.compile(r"分别|依次")
_BETWEEN = re.compile(r"^\s*(?:[、，,]?\s*(?:和|及|与|以及)?)\s*(?:为|是)?\s*$")
_LAST = re.compile(r"(?:以及|和|及|与)")
_LEAD = re.compile(r"^.*[,，:：;；]")
_MOST = 12


def numbers_in_turn(text: str, numbers: Sequence[ProseNumber], at: int) -> list[ProseNumber]:
    """The numbers from `at` on that follow one another with nothing but signs and 和 between."""
    found = [numbers[at]]
    for one in numbers[at + 1 :]:
        if one.year or not _BETWEEN.match(text[found[-1].end : one.start]):
            break
        found.append(one)
    return found


def names_in_turn(words: str, count: int) -> list[str]:
    """The `count` names before 分别 in folded words; what only the last has at its end counts for all.

    校园安全、生活和理论学习满意度 are three 满意度. [] where there are not so many.
    """
    match = IN_TURN.search(words)
    phrase = _LEAD.sub("", words[: match.start()] if match else words)
    pieces = [one for one in phrase.split("、") if one]
    if len(pieces) == count - 1 and pieces:
        *first, last = pieces
        for joint in _LAST.finditer(last):
            if joint.start() and joint.end() < len(last):
                return [*first, last[: joint.start()], last[joint.end() :]]
    return pieces if len(pieces) == count and count <= _MOST else []


def with_shared_end(names: Sequence[str], at: int) -> Iterator[str]:
    """A name as it stands, and with longer and longer ends of the last one."""
    yield names[at]
    last = names[-1]
    if at < len(names) - 1:
        for start in range(len(last) - 2, 0, -1):
            yield names[at] + last[start:]
