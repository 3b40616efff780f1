"""Asking for one line of text."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.style import make_primary


def ask_text(parent: QWidget, title: str, question: str, hint: str = "", text: str = "") -> str | None:
    """The text that the user typed, or None for a cancel."""
    dialog = HelpedDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setMinimumWidth(380)
    line = QLineEdit(text)
    line.setPlaceholderText(hint)
    line.setAccessibleName(question)
    buttons = QDialogButtonBox()
    agree = buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole)
    make_primary(agree)
    buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    label = QLabel(question)
    label.setWordWrap(True)
    layout.addWidget(label)
    layout.addWidget(line)
    layout.addWidget(buttons)
    return line.text() if dialog.exec() == QDialog.DialogCode.Accepted else None
