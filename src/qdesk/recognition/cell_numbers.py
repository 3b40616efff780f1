"""Whether a cell holds a number, or a text that reads as one."""

from __future__ import annotations

import re
from decimal import Decimal

from qdesk.model.value import Range, fold_text, parse_value
from qdesk.recognition.grid import GridCell

_ABOUT = re.compile(r"^(?:大?约|近|逾|超过?|不足|[¥￥])|(?<=\d)[余多](?=\D|$)")
_RATIO = re.compile(r"\d+:\d[\d.]*")


def is_number(cell: GridCell) -> bool:
    """Whether a cell holds a number or a text that reads as one."""
    if isinstance(cell.value, Decimal):
        return True
    return isinstance(cell.value, str) and isinstance(parse_value(cell.value).value, Decimal | Range)


def stands_for_number(cell: GridCell) -> bool:
    """Whether a number belongs into a cell: it holds one, or gives it roughly (约12万册, 300多人, 1:13.6)."""
    if is_number(cell):
        return True
    if not isinstance(cell.value, str):
        return False
    text = fold_text(cell.value)
    bare = _ABOUT.sub("", text)
    return bool(_RATIO.fullmatch(text)) or (bare != text and isinstance(parse_value(bare).value, Decimal))


def number_of(cell: GridCell) -> Decimal | None:
    """The number that a cell holds or reads as, or None."""
    value = parse_value(cell.value).value if isinstance(cell.value, str) else cell.value
    return value if isinstance(value, Decimal) else None
