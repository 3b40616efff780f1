"""How far each section is: values filled, prose written, marked done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qdesk.model.filled_cell import CellRole
from qdesk.model.report import ReportTable, SectionState
from qdesk.model.report_view import ReportView


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of a section; a chapter gathers those below it."""

    begun: bool = False
    is_done: bool = False
    not_applicable: bool = False
    is_leaf: bool = True
    missing: int = 0
    tables: int = 0
    full_tables: int = 0
    characters: int = 0

    @property
    def word(self) -> str:
        """The state in a word."""
        if self.not_applicable:
            return "不适用"
        return "已完成" if self.is_done else "进行中" if self.begun else "未开始"

    @property
    def sentence(self) -> str:
        """The state with what is left to do."""
        left = f"，还有 {self.missing} 个数未填" if self.missing else ""
        return f"{self.word}{left}"


def section_progress(view: ReportView) -> dict[str, Progress]:
    """Section id → progress, chapters included.

    A section is done when its tables of this year are full and it has prose (or the user says
    so); a section with full tables needs no prose.
    """
    own: dict[str, Progress] = {}
    children: dict[str, list[str]] = {}
    for heading in view.headings:
        children.setdefault(heading.section.parent, []).append(heading.section.id)
    for heading in reversed(view.headings):
        section = heading.section
        below = [own[child] for child in children.get(section.id, [])]
        own[section.id] = _progress(view, section.id, section.state, heading.tables, below)
    return own


def _progress(
    view: ReportView,
    section_id: str,
    state: SectionState,
    tables: Sequence[ReportTable],
    below: Sequence[Progress],
) -> Progress:
    text = view.text(section_id).strip()
    missing = full = entered = 0
    for table in tables:
        cells = [cell for row in view.filled(table).body for cell in row if cell.offset == 0]
        places = [cell for cell in cells if cell.role in (CellRole.VALUE, CellRole.FIELD)]
        holes = sum(cell.is_missing and cell.role is CellRole.VALUE for cell in places)
        missing += holes
        entered += sum(not cell.is_missing for cell in places)
        full += bool(places) and not holes
    counted = [one for one in below if not one.not_applicable]
    written = bool(text) or bool(tables)
    own_done = state is SectionState.DONE or (written and not missing and (bool(text) or entered > 0))
    if below and not text and not tables:
        own_done = True
    done = own_done and all(one.is_done for one in counted)
    return Progress(
        begun=bool(text) or entered > 0 or any(one.begun for one in counted),
        is_done=done,
        not_applicable=state is SectionState.NOT_APPLICABLE,
        is_leaf=not below,
        missing=missing + sum(one.missing for one in counted),
        tables=len(tables),
        full_tables=full,
        characters=len(text),
    )
