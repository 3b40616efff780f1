"""Rule 超过整体: quantities that can never be more than another (升学人数, 毕业生数)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from qdesk.checks.rule import places
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity
from qdesk.model.indicator import Indicator
from qdesk.model.observation import WHOLE
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text
from qdesk.recognition.spoken_names import bare_name

_PART = re.compile(r"^(?:其中|内)[:：]?")


def inequalities(view: ReportView, table: ReportTable, pairs: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    """A cell of the table that is more than the same year's value of what it cannot exceed."""
    for place in places(view, table):
        cell = place.cell
        if cell.role is not CellRole.VALUE or cell.key is None or not isinstance(cell.value, Decimal):
            continue
        indicator = view.data.indicator(cell.indicator)
        told = cell.key.member == WHOLE or view.report.standard
        for less, more in pairs if indicator and told else ():
            if indicator is None or not _is_called(indicator, less):
                continue
            for whole in view.archive.catalogue:
                value = (
                    view.data.value(cell.key._replace(indicator=whole.id))
                    if _is_called(whole, more)
                    else None
                )
                if isinstance(value, Decimal) and whole.unit == indicator.unit and cell.value > value:
                    message = f"{place.title}：{place.name} 是 {cell.text}，不应超过{whole.name} {value:f}"
                    finding = place.finding("part_beyond_whole", Severity.MUST, message)
                    yield replace(finding, found=cell.text, expected=f"不超过 {value:f}")


def _is_called(indicator: Indicator, name: str) -> bool:
    """Whether an indicator goes by a name, also as sentences have it: 毕业生总数, 毕业生人数."""
    return bare_name(fold_text(name)) in _names(indicator.name, indicator.aliases)


@lru_cache(maxsize=20_000)
def _names(name: str, aliases: tuple[str, ...]) -> frozenset[str]:
    every = (_PART.sub("", fold_text(one)) for one in (name, *aliases))
    return frozenset(bare_name(one) for one in every)
