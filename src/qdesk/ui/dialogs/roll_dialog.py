"""Rolling forward: which year comes next, and what will happen."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from qdesk.actions.workspace import library
from qdesk.model.period import Period
from qdesk.model.report import Report
from qdesk.ui.dialogs.form import choice
from qdesk.ui.style import make_primary

_YEARS = 3


def ask_next_period(parent: QWidget, report: Report) -> tuple[Period, str] | None:
    """The period and the standard that the user wants to go on with, or None."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("开始下一年度")
    dialog.setMinimumWidth(420)
    years = QComboBox()
    years.setAccessibleName("新年度")
    for step in range(1, _YEARS + 1):
        period = report.period.shift(step)
        years.addItem(period.title, period)
    standards = [one for one in library().standards if one.level is report.level]
    kept = next((one.name for one in standards if one.id == report.standard), "现在的编写规范")
    others = [(one.name, one.id) for one in standards if one.id != report.standard]
    frames = choice([(f"不变：{kept}", report.standard), *others], report.standard, "编写规范")
    text = QLabel(
        f"{report.period.title}的数值将作为上年值列在新报告里，正文留在旁边供参考。\n"
        "上年的数以后再更正，新报告会跟着变。"
    )
    text.setWordWrap(True)
    buttons = QDialogButtonBox()
    agree = buttons.addButton("开始新年度", QDialogButtonBox.ButtonRole.AcceptRole)
    make_primary(agree)
    buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.addWidget(QLabel("新年度"))
    layout.addWidget(years)
    layout.addWidget(QLabel("编写规范"))
    layout.addWidget(frames)
    layout.addWidget(text)
    layout.addWidget(buttons)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    chosen = years.currentData()
    return (chosen, str(frames.currentData())) if isinstance(chosen, Period) else None
