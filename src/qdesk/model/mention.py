"""How sentences name tables, figures and cases: 见表 1-2, 图3, 案例二."""

from __future__ import annotations

import re

MENTION = re.compile(
    r"(?<![附图表代报])(?:附表|表|图|案例)\s?(?:\d{1,3}(?:[-－—.]\d{1,3})?|[一二三四五六七八九十百零]{1,5})(?![\d%])"
)
