"""Totals that a list states for numbered parts: 一、收入合计 over 1., 2., or 收入合计 below 一、, 二、."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from qdesk.model.value import fold_text
from qdesk.recognition.file_table import FileTable, number_of
from qdesk.recognition.grid import cell_name
from qdesk.recognition.labels import LineRole
from qdesk.recognition.numbered_rows import numbering
from qdesk.recognition.proposal import TableProposal
from qdesk.recognition.understood_table import Subject, UnderstoodLine

_STATES_SUM = re.compile(r"(?:合计|总计|总额|小计)(?:\([^()]+\))?$")
_LEAST = 2


def compare_stated_sums(table: FileTable, proposal: TableProposal) -> None:
    """Say where such a total is not the sum of its parts, if in another column it is."""
    understood = table.skeleton.understood
    if understood.row_subject not in (Subject.INDICATORS, Subject.MEMBERS):
        return
    reads = {read.cell: read for read in proposal.values}
    for whole, parts in _sums(understood.rows):
        found: dict[str, tuple[Decimal, Decimal]] = {}
        for column in understood.of_role(LineRole.VALUE):
            numbers = [number_of(understood.grid.at(one.index, column.index)) for one in (whole, *parts)]
            told = [one for one in numbers if one is not None]
            if len(told) == len(numbers):
                found[cell_name(whole.index, column.index)] = (told[0], sum(told[1:], Decimal(0)))
        if not any(stated == summed for stated, summed in found.values()):
            continue  # nothing shows that these are its parts
        where = "下面" if parts[0].index > whole.index else "上面"
        for cell, (stated, summed) in found.items():
            if stated != summed and cell in reads:
                reads[cell].disagrees = f"文件里是 {stated:f}，{where} {len(parts)} 项相加是 {summed:f}"


def _sums(rows: Sequence[UnderstoodLine]) -> Iterator[tuple[UnderstoodLine, list[UnderstoodLine]]]:
    """Each total with the rows of the next lower numbering that follow it."""
    for at, whole in enumerate(rows):
        own = numbering(whole)
        if whole.role is not LineRole.VALUE or not _STATES_SUM.search(fold_text(whole.label)):
            continue
        if own is None and len(above := _above(rows[:at])) >= _LEAST:
            yield whole, above
            continue
        parts: list[UnderstoodLine] = []
        lower: int | None = None
        for row in rows[at + 1 :]:
            style = numbering(row)
            if style is None:
                continue
            if style == own or _STATES_SUM.search(fold_text(row.label)):
                break
            lower = style if lower is None else lower
            if style == lower:
                parts.append(row)
        if len(parts) >= _LEAST:
            yield whole, parts


def _above(rows: Sequence[UnderstoodLine]) -> list[UnderstoodLine]:
    """The rows of the highest numbering above an unnumbered total, up to the total before."""
    totals = [at for at, row in enumerate(rows) if _STATES_SUM.search(fold_text(row.label))]
    rows = rows[totals[-1] + 1 :] if totals else rows
    styles = [style for row in rows if (style := numbering(row)) is not None]
    return [row for row in rows if styles and numbering(row) == min(styles)]
