"""Divides the blocks into sections: cover, front matter, body, and landscape pages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from qdesk.document.blocks import Block, BodyStart, Caption, Contents, Cover, Heading, Paragraph, Table
from qdesk.document.style import DocumentStyle
from qdesk.document.table_grid import TableGrid, measure

_MANY = 5  # headings without a text between them: more stand in a report that is hardly filled


@dataclass(frozen=True, slots=True)
class Section:
    """What sets a section apart from its neighbours."""

    kind: Literal["cover", "front", "body"]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The section of every block, and every table measured, by the block's index.

    `table_breaks` names the rows before which a table goes on under 续表, by the same index: the layout of
    the pages finds them. `loose` headings do not stay with the next block.
    """

    sections: tuple[Section, ...]
    grids: dict[int, TableGrid]
    table_breaks: Mapping[int, tuple[int, ...]] = field(default_factory=dict[int, tuple[int, ...]])
    loose: frozenset[int] = frozenset()


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
    return Plan(tuple(sections), grids, loose=frozenset(_loose_headings(blocks)))


def _loose_headings(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the headings of empty sections among many: they have neither text nor parts to stay with."""
    start = 0
    for index in range(len(blocks) + 1):
        if index < len(blocks) and isinstance(blocks[index], Heading):
            continue
        if index - start > _MANY:
            run = [one for one in blocks[start:index] if isinstance(one, Heading)]
            yield from (
                start + place
                for place, (one, following) in enumerate(pairwise(run))
                if following.level <= one.level
            )
        start = index + 1


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
