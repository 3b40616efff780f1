"""Rule 单位符号: cells of a printed table that lack the sign (%) which their column has everywhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qdesk.checks.rule import Place
from qdesk.model.finding import Finding, Severity

_SIGN = re.compile(r"^[+\-−]?\d+(?:\.\d+)?\s*(?P<sign>[%％])$")
_BARE = re.compile(r"^[+\-−]?\d*\.?\d+$")
_LEAST = 3


def missing_signs(column: Sequence[tuple[Place, str]]) -> Iterator[Finding]:
    """The cells of one column with what the document prints in each; a zero may stand bare."""
    texts = [text.strip() for _, text in column]
    signed = sum(bool(_SIGN.match(one)) for one in texts)
    bare = [
        (place, text.strip())
        for place, text in column
        if _BARE.match(text.strip()) and text.strip().strip("+-−0.") != ""
    ]
    if signed < _LEAST or not bare or len(bare) * 2 > signed + 1:
        return
    for place, text in bare:
        message = f"{place.title}：{place.name} 写的是 {text}，同列其他格带“%”"
        finding = place.finding("missing_sign", Severity.MUST, message)
        yield replace(finding, found=text, expected=f"{text}%")
