"""The import under way: its preview, the corrections made so far, and the way back."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from qdesk.actions.import_preview import understood_again
from qdesk.actions.import_questions import Answer
from qdesk.actions.imported import ImportedTable, ImportPreview
from qdesk.model.period import Period
from qdesk.recognition.marks import Mark, Marks


class ImportWork(QObject):
    """What the pages of the dialog share; `changed` says that the file was understood anew."""

    changed = Signal()
    chosen = Signal()

    def __init__(self, preview: ImportPreview) -> None:
        super().__init__()
        self.preview = preview
        self._before: list[ImportPreview] = []
        self.is_touched = False
        """Whether the user has corrected or chosen anything, which would be lost by leaving."""

    @property
    def can_undo(self) -> bool:
        """Whether a correction can be taken back."""
        return bool(self._before)

    def mark(self, marks: Iterable[Mark]) -> None:
        """Take account of corrections and understand the file again."""
        said = self.preview.marks
        for one in marks:
            said = said.with_mark(one)
        self._again(said, None)

    def forget_remembered(self) -> None:
        """Understand the file without what was said of earlier ones."""
        self._again(Marks(), None)
        self.preview.remembered = 0
        self.changed.emit()

    def set_period(self, period: Period) -> None:
        """What the file calls its current year."""
        self._again(self.preview.marks, period)

    def answer(self, answer: Answer) -> None:
        """One answer for all values that wait for it."""
        said = self.preview.marks
        for one in answer.marks:
            said = said.with_mark(one)
        self._again(said, answer.period)

    def undo(self) -> None:
        """Take back the last correction."""
        if self._before:
            self.preview = self._before.pop()
            self.is_touched = bool(self._before)
            self.changed.emit()

    def _again(self, marks: Marks, period: Period | None) -> None:
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            fresh = understood_again(self.preview, marks, period)
        finally:
            QApplication.restoreOverrideCursor()
        untaken = {_place(table) for table in self.preview.tables if not table.taken}
        for table in fresh.tables:
            table.taken = _place(table) not in untaken
        self._before.append(self.preview)
        self.is_touched = True
        self.preview = fresh
        self.changed.emit()

    def choices_changed(self) -> None:
        """A value or a table was chosen or left."""
        self.is_touched = True
        self.chosen.emit()


def _place(table: ImportedTable) -> tuple[str, int, int]:
    region = table.proposal.understood.region
    return table.sheet, region.top, region.left
