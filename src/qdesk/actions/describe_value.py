"""What is known of a value: date, scope, source, history, and how it was computed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice, pairwise

from qdesk.actions.limits import standings_of
from qdesk.model.filled_cell import FilledCell
from qdesk.model.observation import WHOLE, Claim, Key
from qdesk.model.report_view import ReportView
from qdesk.model.value import MISSING, Value, plain_text

SOURCE_TITLES = {
    "typed": "手工填写",
    "pasted": "粘贴",
    "imported": "导入",
    "rolled": "滚动",
    "sample": "示例数据",
    "returned": "读回的文档",
    "converted": "换编写规范时带入",
}
_HISTORY = 4


@dataclass(frozen=True, slots=True)
class DescribedValue:
    """A title, lines below it, and the user's own note."""

    title: str
    lines: tuple[str, ...]
    note: str = ""


def describe_value(
    view: ReportView, cell: FilledCell, name: str, moment: Callable[[str], str]
) -> DescribedValue:
    """Everything that the helper pane says of a chosen cell; `moment` writes moments for the user."""
    indicator = view.data.indicator(cell.indicator) if cell.indicator else None
    unit = f" {indicator.unit}" if indicator and indicator.unit and cell.text and cell.key else ""
    if unit and cell.text.endswith(unit.strip()):
        unit = ""  # 96.5% has its own
    title = " · ".join(
        dict.fromkeys(part for part in (name, f"{cell.text}{unit}" if cell.text else "未填") if part)
    )
    lines: list[str] = []
    if indicator and (indicator.reference_date or indicator.scope):
        parts = (("时点", indicator.reference_date), ("口径", indicator.scope))
        lines.append("；".join(f"{label}：{text}" for label, text in parts if text))
    if indicator and indicator.definition:
        lines.append(indicator.definition)
    if cell.overwritten:
        lines.append(f"已改写；计算值是 {cell.behind or '（无）'}")
    if cell.explanation:
        lines.append(f"算法：{cell.explanation}")
    stored = view.archive.observation(cell.key) if cell.key else None
    if stored is not None:
        lines.extend(source_lines(view, cell.key, moment))
    elif cell.is_computed:
        lines.append("来源：由程序计算")
    if indicator and cell.offset == 0 and (cell.key is None or cell.key.member == WHOLE):
        lines.extend(f"办学条件：{one.sentence}" for one in standings_of(view, indicator.id))
    return DescribedValue(title, tuple(lines), stored.note if stored else "")


def source_line(view: ReportView, cell: FilledCell, moment: Callable[[str], str]) -> str:
    """One short line for the status bar."""
    stored = view.archive.observation(cell.key) if cell.key else None
    if stored is not None:
        return f"来源：{_source(stored.chosen, moment)}"
    return "由程序计算" if cell.is_computed else ""


def source_lines(view: ReportView, key: Key | None, moment: Callable[[str], str]) -> list[str]:
    """Where a stored value comes from and what it was before; [] where nothing is stored."""
    stored = view.archive.observation(key) if key else None
    if stored is None:
        return []
    chosen = stored.chosen
    if chosen.value == MISSING:  # emptied, by whatever hand
        said = f"清空：{'，'.join(part for part in (chosen.actor, moment(chosen.at)) if part)}"
    else:
        said = f"来源：{_source(chosen, moment)}"
    return [said, *_history(stored.claims, moment)]


def _source(claim: Claim, moment: Callable[[str], str]) -> str:
    title = SOURCE_TITLES.get(claim.source.kind, claim.source.kind)
    parts = (f"{title} {claim.source.place}".strip(), claim.actor, moment(claim.at))
    return "，".join(part for part in parts if part)


def _history(claims: tuple[Claim, ...], moment: Callable[[str], str]) -> list[str]:
    return [
        f"改动：{_word(older.value)} → {_word(newer.value)}，{moment(newer.at)}"
        for newer, older in islice(pairwise(claims), _HISTORY)
    ]


def _word(value: Value) -> str:
    return plain_text(value) or "（空）"
