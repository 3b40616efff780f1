"""The caption above a table: a double click asks to change it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel


class CaptionLabel(QLabel):
    """`asked` says that the user wants to change what stands there."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setToolTip("双击改表题、单位和说明")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for it."""
        self.asked.emit()
        event.accept()
