"""Lists that begin at once: names with their numbers from the first line on, and no head above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from qdesk.model.value import Range, parse_value
from qdesk.recognition.labels import is_period, is_unit_word

_LEAST = 2
_ENTRIES = 3
"""Lines that tell whether a list has no head."""
_STUB = re.compile(
    r"(?:项目|指标|名称|内容|类别|类型|专业|年级|班级|部门|学校|单位|科目|月份|年度|学年|年份|时间|级别|分类|序号)(?:名称|类别)?"
)


def is_headless(lines: Sequence[Sequence[str]]) -> bool:
    """Whether the texts of a table's lines are entries of a list from the first on."""
    return all(map(_is_entry, lines[:_ENTRIES])) and not _counts_up(lines[0])


def _is_entry(texts: Sequence[str]) -> bool:
    """Whether a line is a name and its number, with a serial number and a unit at most beside them."""
    told = [text for text in texts if text]
    if told and told[0].isdigit() and len(told) > _LEAST:
        told = told[1:]
    if len(told) < _LEAST or _is_numeral(told[0]) or _STUB.fullmatch(told[0]):
        return False
    numbers = [text for text in told[1:] if not is_unit_word(text)]
    return bool(numbers) and all(_is_numeral(text) and not is_period(text) for text in numbers)


def _counts_up(texts: Sequence[str]) -> bool:
    """Whether what stands behind the name are 1, 2, 3: classes or months, and so a head."""
    numbers = [text for text in texts[1:] if text]
    return len(numbers) > 1 and numbers == [str(at) for at in range(1, len(numbers) + 1)]


def _is_numeral(text: str) -> bool:
    return isinstance(parse_value(text).value, Decimal | Range)
