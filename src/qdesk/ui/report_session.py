"""The open report of a window: edits, undo, saving, and who has to look again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from qdesk.actions.open_store import OpenStore
from qdesk.actions.run_checks import CheckedReport
from qdesk.errors import UserError
from qdesk.model.axis import fill_years
from qdesk.model.edit import Edit, Kind
from qdesk.model.finding import Finding
from qdesk.model.report_view import ReportView, Touched
from qdesk.ui.quiet_work import Breathe, QuietTask, quiet_work

_WRITING_S = 5.0


class ReportSession(QObject):
    """One open store. Panels ask `do(edit)`; it says what was touched.

    Edits are written on a thread of their own; `save_failed` says that one could not be, and
    nothing more is written until `retry_saving`.
    """

    touched = Signal(Touched)
    report_switched = Signal()
    hint = Signal(str)
    saved = Signal()
    save_failed = Signal(UserError)
    stepped = Signal(str, Edit, Touched)
    """An edit was undone or made again: what it is called, what it changed, what that touched."""
    store_lost = Signal()
    """The file was renamed, moved or deleted while it is open."""

    def __init__(self, store: OpenStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace = store.workspace
        self._checked = store.checked
        self.view: ReportView = store.checked.view
        self.undo_stack = QUndoStack(self)
        self.pending = 0
        self._touched = Touched()
        self._saver = workspace.save_in_background(self._on_saved, self._on_failed, self.store_lost.emit)

    def do(self, edit: Edit) -> None:
        """Make an edit, remember how to take it back, and tell the panels."""
        if not edit.changes:
            return
        done = self._apply(edit)
        self.undo_stack.push(_EditCommand(self, done))

    def record(self, edit: Edit) -> None:
        """Keep what is no work of the user's (that a document was exported); it is no step to undo."""
        self._apply(edit)

    def apply_again(self, edit: Edit) -> None:
        """Make an edit that the undo stack already knows (undo and redo), and tell of it."""
        done = self._apply(edit, self.workspace.repeat)
        self.stepped.emit(self.named(edit), done, self._touched)

    def named(self, edit: Edit) -> str:
        """What an edit is called, with the years of the report."""
        return fill_years(edit.title, self.view.data.year)

    def _apply(self, edit: Edit, make: Callable[[Edit], Edit] | None = None) -> Edit:
        self.pending += 1
        done = (make or self.workspace.do)(edit)
        if self.workspace.report.id != self.view.report.id:
            self.view = self.workspace.view()
            self._checked = CheckedReport(self.view)
            self._touched = Touched()
            self.report_switched.emit()
        else:
            self._touched = self.view.note(done)
            self.touched.emit(self._touched)
        return done

    def open_report(self, report_id: str) -> None:
        """Show another report of the store; looking at it is no step to undo."""
        change = self.workspace.open_report_change(report_id)
        self._apply(Edit("切换报告", (change,)))

    @property
    def has_values(self) -> bool:
        """Whether the store holds any value yet."""
        return next(self.workspace.archive.all_of(Kind.OBSERVATION), None) is not None

    def findings(self) -> list[Finding]:
        """All findings of the open report."""
        return self._checked.findings()

    def check_ahead(self) -> Iterator[None]:
        """Look for them step by step, so that the window lives meanwhile; `findings` is quick at the end."""
        return self._checked.ahead()

    def ask_history(self, since: str, done: Callable[[list[Edit]], None]) -> QuietTask:
        """Have the edits from a moment on read, newest first; waits for those that are being written."""
        saver, workspace = self._saver, self.workspace

        def work(_breathe: Breathe) -> list[Edit]:
            saver.flush(_WRITING_S)
            return workspace.edits_since(since)

        return quiet_work().ask(work, done)

    def _on_saved(self, waiting: int) -> None:
        self.pending = waiting
        self.saved.emit()

    def _on_failed(self, _edit: Edit, error: UserError) -> None:
        self.save_failed.emit(error)

    def back_up(self, what: str) -> None:
        """Keep a copy of all that was done so far, before `what`; nobody waits for it."""
        self._saver.between(partial(self.workspace.store.back_up, what))

    def write_copy(self, target: Path) -> None:
        """Write all that was done so far as a file of its own; fit for another thread."""
        self._saver.flush(_WRITING_S)
        self.workspace.store.copy_to(target)

    def retry_saving(self) -> None:
        """Try to write what could not be written."""
        self._saver.retry()

    def close(self) -> bool:
        """Write what is left and close the store; False if something could not be written."""
        # Commands are Python's: a stack that outlives the interpreter would free them a second time.
        self.undo_stack.clear()
        complete = self._saver.close()
        self.workspace.close()
        return complete


class _EditCommand(QUndoCommand):
    """The one undo command: an edit and its reverse."""

    def __init__(self, session: ReportSession, edit: Edit) -> None:
        super().__init__(session.named(edit))
        self._session, self._edit = session, edit
        self._made = True

    def redo(self) -> None:
        """Make the edit again; the first time it has been made already."""
        if self._made:
            self._made = False
            return
        self._session.apply_again(replace(self._edit, title=f"重做：{self._edit.title}"))

    def undo(self) -> None:
        """Take the edit back."""
        reverse = self._edit.reversed()
        self._session.apply_again(Edit(f"撤销：{self._edit.title}", reverse.changes))
