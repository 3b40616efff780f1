"""Rolling forward: which year comes next, and what will happen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qdesk.actions.library import library
from qdesk.model.period import Period
from qdesk.model.report import Report
from qdesk.ui.dialogs.form import FormDialog, choice

_YEARS = 3


def ask_next_period(parent: QWidget, report: Report) -> tuple[Period, str] | None:
    """The period and the standard that the user wants to go on with, or None."""
    dialog = FormDialog(parent, "开始下一年度", "开始新年度")
    periods = [report.period.shift(step) for step in range(1, _YEARS + 1)]
    years = choice([(one.title, one) for one in periods], None, "新年度")
    standards = [one for one in library().standards if one.level is report.level]
    kept = next((one.name for one in standards if one.id == report.standard), "现在的编写规范")
    others = [(one.name, one.id) for one in standards if one.id != report.standard]
    frames = choice([(f"不变：{kept}", report.standard), *others], report.standard, "编写规范")
    dialog.form.addRow("新年度", years)
    dialog.form.addRow("编写规范", frames)
    dialog.add_hint(
        f"{report.period.title}的数值将作为上年值列在新报告里，正文留在旁边供参考。\n"
        "上年的数以后再更正，新报告会跟着变。"
    )
    if not dialog.agreed():
        return None
    chosen = years.currentData()
    return (chosen, str(frames.currentData())) if isinstance(chosen, Period) else None
