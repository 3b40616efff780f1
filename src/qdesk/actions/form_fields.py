"""The fields of a form that ask who reports and of which year: 填报单位（盖章）：, 学校名称, 填报年度."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qdesk.actions.known_names import names_of_own
from qdesk.model.report_view import ReportView
from qdesk.recognition.grid import Grid
from qdesk.recognition.table_region import TableRegion

Place = tuple[int, int]
_STAMP = r"(?:[(（](?:盖|公)?章[)）])?"
_WHO = rf"(?:填报|报送|上报|填表)?(?:学校|单位)(?:名称|全称)?{_STAMP}"
_WHEN = r"(?:填报|统计|报告)年度"
_ASKED = re.compile(rf"(?:(?P<who>{_WHO})|(?P<when>{_WHEN}))")
_BESIDE = re.compile(rf"(?<!\S){_ASKED.pattern}\s*[:：](?P<room>[\s_＿]*)(?=$|\S+?[:：])")
_APART = 2  # blanks between what is filled in and the next label of the line


@dataclass(frozen=True, slots=True)
class FormField:
    """A cell of the form, what it asks for, the whole text that it gets, and what stands there now."""

    place: Place
    name: str
    text: str
    stands: str = ""


def form_fields(view: ReportView, grid: Grid, tables: Sequence[TableRegion]) -> Iterator[FormField]:
    """Yield the fields outside of the tables that wait to be filled in.

    A label with a colon is followed by its text in the same cell, where it has room to run over its
    neighbours, also among others of the same line; a label without one has the cell behind it.
    """
    own = names_of_own(view)
    said = {"who": own[0] if own else "", "when": view.report.period.title}
    for (row, column), cell in sorted(grid.cells.items()):
        if not isinstance(cell.value, str) or cell.formula is not None:
            continue
        if any(one.top <= row <= one.bottom and one.left <= column <= one.right for one in tables):
            continue
        text = cell.value
        if (alone := _ASKED.fullmatch(text.strip())) and said[alone.lastgroup or ""]:
            behind = (row, column + grid.spans.get((row, column), (1, 1))[1])
            if grid.anchor(*behind) == behind and grid.own(*behind).is_empty:
                yield FormField(behind, text.strip(), said[alone.lastgroup or ""])
        elif (filled := _filled(text, said)) != text:
            yield FormField((row, column), " ".join(text.split()), filled, text)


def _filled(text: str, said: Mapping[str, str]) -> str:
    """A line of labels with what belongs behind those that have nothing yet."""

    def fill(match: re.Match[str]) -> str:
        answer = said["who" if match["who"] else "when"]
        label, room = match[0][: len(match[0]) - len(match["room"])], match["room"]
        if not answer:
            return match[0]
        rest = "" if match.end() == len(text) else room[2 * len(answer) :].ljust(_APART)
        return f"{label}{answer}{rest}"

    return _BESIDE.sub(fill, text)
