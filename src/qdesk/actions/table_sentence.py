"""A sentence for a table: its numbers of this year and how they changed, in words that follow the data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qdesk.errors import UserError
from qdesk.model.filled_cell import CellRole
from qdesk.model.indicator import IndicatorKind
from qdesk.model.prose import Link, LinkForm, literal, write_link
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView

_MOST = 4
"""More would be a list, not a sentence."""


def table_sentence(view: ReportView, table: ReportTable) -> str:
    """A paragraph as it is stored, every number in it linked; UserError where the table has no number."""
    parts: list[str] = []
    for link in _links(view, table):
        if view.number(link).is_missing:
            continue
        parts.append(_part(view, link))
        if len(parts) == _MOST:
            break
    if not parts:
        raise UserError("这张表还没有可以写进句子的数", view.filled(table).caption, "请先填本年的数")
    name = view.table_numbers.get(table.id, "")
    seen = f"（见{name}）" if name else ""
    return f"{'；'.join(parts)}{seen}。"


def _part(view: ReportView, link: Link) -> str:
    """A number by its name, and how it changed where last year's is known."""
    indicator = view.data.indicator(link.indicator)
    said = f"{literal(indicator.name if indicator else '')}{write_link(link)}"
    phrase = replace(link, form=LinkForm.PHRASE)
    return said if view.number(phrase).is_missing else f"{said}，{write_link(phrase)}"


def _links(view: ReportView, table: ReportTable) -> Iterator[Link]:
    """The table's numbers of this year as wholes, in printed order."""
    seen: set[str] = set()
    for row in view.filled(table).body:
        for cell in row:
            indicator = view.data.indicator(cell.indicator) if cell.indicator else None
            if cell.offset or cell.role not in (CellRole.VALUE, CellRole.COMPUTED) or indicator is None:
                continue
            if indicator.kind is IndicatorKind.TEXT or indicator.id in seen:
                continue
            seen.add(indicator.id)
            yield Link(indicator.id)
