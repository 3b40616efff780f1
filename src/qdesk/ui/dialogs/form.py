"""What small dialogs share: a form over two named answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.style import make_primary


class FormDialog(HelpedDialog):
    """A dialog with a form; Enter agrees, Escape does not."""

    def __init__(self, parent: QWidget | None, title: str, agree: str = "确定") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.buttons = QDialogButtonBox()
        self.agree: QPushButton = self.buttons.addButton(agree, QDialogButtonBox.ButtonRole.AcceptRole)
        make_primary(self.agree)
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(self.form)
        layout.addWidget(self.buttons)

    def add_hint(self, text: str) -> QLabel:
        """A line of explanation over the whole width."""
        hint = QLabel(text)
        hint.setObjectName("secondary")
        hint.setWordWrap(True)
        self.form.addRow(hint)
        return hint

    def agreed(self) -> bool:
        """Show the dialog; whether the user agreed."""
        return self.exec() == QDialog.DialogCode.Accepted


def choice(options: Sequence[tuple[str, object]], chosen: object = None, name: str = "") -> QComboBox:
    """A list of titled choices."""
    box = QComboBox()
    for title, value in options:
        box.addItem(title, value)
    at = next((n for n, (_, value) in enumerate(options) if value == chosen), 0)
    box.setCurrentIndex(at)
    box.setAccessibleName(name)
    return box


def lines_editor(text: str, height: int, name: str = "") -> QPlainTextEdit:
    """An editor of several lines with a frame; Tab leaves it."""
    editor = QPlainTextEdit(text)
    editor.setObjectName("lines")
    editor.setTabChangesFocus(True)
    editor.setFixedHeight(height)
    editor.setAccessibleName(name)
    return editor
