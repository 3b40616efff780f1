"""Windows over the desk whose F1 leads to their page of the help."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from qdesk.ui.help_window import MAIN_WAY, show_help


class HelpedDialog(QDialog):
    """`help_page` is the heading of its page in the help, "" for that of the place below it."""

    help_page = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """F1 opens the page beside the dialog."""
        if event.key() == Qt.Key.Key_F1:
            show_help(self, self.help_page or help_page_at(self.parentWidget()))
        else:
            super().keyPressEvent(event)


class BesideWindow(QWidget):
    """A window that stays open beside the desk; Escape closes it, F1 opens its page of the help."""

    help_page = MAIN_WAY

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, Qt.WindowType.Dialog)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """What the control that has the focus left over."""
        if event.key() == Qt.Key.Key_F1:
            show_help(self, self.help_page)
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def help_page_at(widget: QWidget | None) -> str:
    """The page of the nearest place around a widget that has one."""
    while widget is not None:
        page = getattr(widget, "help_page", None)
        if isinstance(page, str) and page:
            return page
        widget = widget.parentWidget()
    return MAIN_WAY
