"""How sentences name tables, figures and cases: 见表 1-2, 图3, 案例二."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qdesk.model.numbering import CaptionNumber
from qdesk.model.value import fold_text

MENTION = re.compile(
    r"(?<![附图表代报])(?:附表|表|图|案例)\s?(?:\d{1,3}(?:[-－—.]\d{1,3})?|[一二三四五六七八九十百零]{1,5})(?![\d%])"
)


def names_of_captions(numbers: Mapping[str, CaptionNumber]) -> dict[str, str]:
    """Every caption's number without white space → the id of what bears it."""
    return {fold_text(one.text): name for name, one in numbers.items() if one.number}
