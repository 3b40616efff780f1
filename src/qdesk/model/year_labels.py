"""Labels written for academic years, said in calendar years: 2023-2024 学年 → 2024 年."""

from __future__ import annotations

import re
from dataclasses import replace

from qdesk.model.table_layout import Layout, Line

_SPAN = re.compile(r"\{y-(\d)\}\s*[-—–]\s*\{y(?:-(\d))?\}(?:(\s*)(?:学年度?|年度))?")
_ACADEMIC = re.compile(r"学年度?")


def in_calendar_years(text: str) -> str:
    """`text` with every pattern of an academic year as that of the calendar year in which it ends."""

    def year(match: re.Match[str]) -> str:
        end = int(match[2] or 0)
        if int(match[1]) != end + 1:
            return match.group()
        return f"{{y-{end}}}{match[3] or ''}年" if end else f"{{y}}{match[3] or ''}年"

    return _SPAN.sub(year, text)


def layout_in_calendar_years(layout: Layout) -> Layout:
    """A layout whose caption and labels name calendar years; what it shows is the same."""
    return replace(
        layout,
        caption=in_calendar_years(layout.caption),
        subcaption=in_calendar_years(layout.subcaption),
        notes=tuple(in_calendar_years(one) for one in layout.notes),
        columns=_lines(layout.columns),
        rows=_lines(layout.rows),
    )


def _lines(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(replace(one, label=_label(one), lines=_lines(one.lines)) for one in lines)


def _label(line: Line) -> str | None:
    if line.label is None:
        return None
    label = in_calendar_years(line.label)
    return _ACADEMIC.sub("年度", label) if line.stub else label
