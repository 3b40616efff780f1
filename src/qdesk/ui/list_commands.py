"""Opens the lists over the whole report that lead to their places; they stay open beside the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from qdesk.ui.dialogs.changes_dialog import ChangesDialog
from qdesk.ui.dialogs.days_work_dialog import DaysWorkDialog
from qdesk.ui.dialogs.place_list import PlaceList

if TYPE_CHECKING:
    from qdesk.ui.desk import Desk
    from qdesk.ui.main_window import MainWindow


class ListCommands(QObject):
    """Without an open report they do nothing; a list goes with its report."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def changes(self) -> None:
        """List what differs most from last year."""
        if (desk := self._window.settled_desk()) is not None:
            self._show(desk, ChangesDialog(self._window, desk.session))

    def days_work(self) -> None:
        """List what was changed today."""
        if (desk := self._window.settled_desk()) is not None:
            self._show(desk, DaysWorkDialog(self._window, desk.session))

    @staticmethod
    def _show(desk: Desk, shown: PlaceList) -> None:
        shown.go_to.connect(desk.go_to_place)
        desk.destroyed.connect(shown.close)
        shown.show()
