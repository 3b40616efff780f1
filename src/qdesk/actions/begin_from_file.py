"""A new report from last year's file: what the file tells of itself, and the three steps as one.

The file's numbers and prose become a report of their own, of the year before; the new one goes on from it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from qdesk.actions.import_preview import preview_grids, understood_again
from qdesk.actions.imported import ImportPreview
from qdesk.actions.new_report import new_store
from qdesk.actions.open_store import OpenStore, read_store
from qdesk.actions.read_source import SourceFile, read_whole
from qdesk.files.long_path import reachable
from qdesk.model.period import Period, PeriodKind, clean_period_text
from qdesk.recognition.labels import split_caption

_FIRST_LINES = 400
_SCHOOL = re.compile(
    r"[\u4e00-\u9fff]{2,16}?(?:职业技术学校|职业学校|技工学校|中等专业学校|职业教育中心|职教中心|职业高级中学|职业中学|学校|学院)"
)
_NO_NAME = re.compile(r"^(?:[本我该各全]|中等|高等|所|由|在|与|和|对|为)")
_ACADEMIC = re.compile(r"(?<!\d)(20\d\d)-(20\d\d)(?:学年|年)?")
_CALENDAR = re.compile(r"(?<![\d-])(20\d\d)年(?!\d{1,2}月)")


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's file, read; `school` and `period` are what it seems to be of, as far as it says so."""

    path: Path
    source: SourceFile
    school: str = ""
    period: Period | None = None


def read_last_year(path: Path, progress: Callable[[str], None] = lambda _: None) -> LastYear:
    """Read a workbook or report; raises UserError for one that cannot be read."""
    source = read_whole(path, progress)
    lines = list(islice(chain([path.stem], _lines(source)), _FIRST_LINES))
    return LastYear(path, source, _school(lines), _period(lines))


def _lines(source: SourceFile) -> Iterator[str]:
    for block in source.text:
        yield block.text
    for grid in source.grids:
        yield grid.name
        for place in sorted(grid.cells):
            yield grid.cells[place].text


def _school(lines: Sequence[str]) -> str:
    """The name that is written most often, the longest among equals."""
    names = Counter(
        name
        for line in lines
        for name in _SCHOOL.findall("".join(line.split()))
        if not _NO_NAME.match(name) and len(name) > len("某某学校")
    )
    return max(names, key=lambda name: (names[name], len(name)), default="")


def _period(lines: Sequence[str]) -> Period | None:
    """The latest year that is named, a school year where the file speaks of such."""
    # 表 3 2019年…: the number of a caption is none of its year.
    texts = [clean_period_text(split_caption(line)[1]) for line in lines]
    spans = [match for text in texts for match in _ACADEMIC.finditer(text)]
    years = [int(one[2]) for one in spans if int(one[2]) - int(one[1]) == 1]
    if years:
        return Period(PeriodKind.ACADEMIC, max(years))
    years = [int(one) for text in texts for one in _CALENDAR.findall(text)]
    return Period(PeriodKind.CALENDAR, max(years)) if years else None


def begin_from_file(
    store: Path,
    school: str,
    standard: str,
    period: Period,
    schools: Sequence[str],
    file: LastYear,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[OpenStore, ImportPreview]:
    """A new store whose report is that of the year before `period`, and what the file would bring into it.

    Nothing is left behind where the file turns out to hold nothing, or where `progress` raises Cancelled.
    """
    workspace = new_store(store, school, standard, period.shift(-1), schools)
    try:
        made = read_store(workspace, progress)
        source = file.source
        preview = preview_grids(made.checked.view, file.path, source.grids, None, progress, source.text)
        if not preview.proposal.year_named:
            preview = understood_again(preview, period=workspace.report.period)  # as the user has just said
    except BaseException:
        workspace.close()
        store.unlink(missing_ok=True)
        raise
    return made, preview


def take_back(store: Path) -> None:
    """Remove a store that `begin_from_file` made, closed again, whose user does not want it after all."""
    with suppress(OSError):  # a scanner has it open: an empty file is no harm
        reachable(store).unlink(missing_ok=True)
