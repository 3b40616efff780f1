"""Divides the blocks into sections: cover, front matter, body, and landscape pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from qdesk.document.blocks import Block, BodyStart, Caption, Contents, Cover, Heading, Paragraph, Table
from qdesk.document.style import DocumentStyle
from qdesk.document.table_grid import TableGrid, measure


@dataclass(frozen=True, slots=True)
class Section:
    """What sets a section apart from its neighbours."""

    kind: Literal["cover", "front", "body"]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The section of every block, and every table measured, by the block's index.

    `table_breaks` names the rows before which a table goes on under 续表, by the same index: the layout of
    the pages finds them.
    """

    sections: tuple[Section, ...]
    grids: dict[int, TableGrid]
    table_breaks: Mapping[int, tuple[int, ...]] = field(default_factory=dict[int, tuple[int, ...]])


def plan_sections(
    blocks: Sequence[Block], style: DocumentStyle, breathe: Callable[[], None] = lambda: None
) -> Plan:
    """Return the sections of the blocks; a wide table takes what belongs to it along."""
    grids: dict[int, TableGrid] = {}
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            grids[index] = measure(block, style)
            breathe()
    wide: set[int] = set()
    for index, grid in grids.items():
        if grid.landscape:
            wide.update(_belonging(blocks, index))
    start = _body_start(blocks)
    sections: list[Section] = []
    for index, block in enumerate(blocks):
        kind = "body" if index >= start else "front"
        kind = "cover" if isinstance(block, Cover) else kind
        sections.append(Section(kind, index in wide))
    return Plan(tuple(sections), grids)


def _body_start(blocks: Sequence[Block]) -> int:
    marks = [index for index, block in enumerate(blocks) if isinstance(block, BodyStart)]
    if marks:
        return marks[0]
    ends = [index for index, block in enumerate(blocks) if isinstance(block, Cover | Contents)]
    return ends[-1] + 1 if ends else 0


def _belonging(blocks: Sequence[Block], table: int) -> range:
    """Return the table's block with its headings, caption and unit above, its notes below."""
    first, last = table, table + 1
    while first > 0 and _leads(blocks[first - 1]):
        first -= 1
    while last < len(blocks) and is_note(blocks[last]):
        last += 1
    return range(first, last)


def _leads(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return block.role in {"unit", "subcaption"}
    return isinstance(block, Heading) or (isinstance(block, Caption) and block.kind == "table")


def is_note(block: Block | None) -> bool:
    """Return whether a block is a note under a table."""
    return isinstance(block, Paragraph) and block.role == "note"
