"""A user who does anything with the sample school; what every such user may do and must find."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from examples import sample
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from qdesk.actions.workspace import Workspace
from qdesk.model.edit import Edit
from qdesk.model.report_view import ReportView


class RandomUse(RuleBasedStateMachine):
    """Keeps a view up to date edit by edit; all is undone in the end."""

    @initialize()
    def open_sample(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.workspace: Workspace = sample(self.folder)
        self.view: ReportView = self.workspace.view()
        self.first = self.printed(self.view)
        self.done: list[Edit] = []

    @staticmethod
    def printed(view: ReportView) -> Sequence[object]:
        """What of a report is compared."""
        raise NotImplementedError

    def do(self, edit: Edit | None) -> None:
        """Make an edit and remember it."""
        if edit is not None and edit.changes:
            done = self.workspace.do(edit)
            self.view.note(done)
            self.done.append(done)

    @precondition(lambda self: bool(self.done))
    @rule()
    def undo(self) -> None:
        self.view.note(self.workspace.do(self.done.pop().reversed()))

    @rule()
    def close_and_reopen(self) -> None:
        path = self.workspace.store.path
        before = self.printed(self.view)
        self.workspace.close()
        self.workspace = Workspace.open(path)
        self.view = self.workspace.view()
        assert self.printed(self.view) == before

    @invariant()
    def what_is_kept_up_to_date_equals_what_is_read_anew(self) -> None:
        assert self.printed(self.view) == self.printed(self.workspace.view())

    def teardown(self) -> None:
        while self.done:
            self.view.note(self.workspace.do(self.done.pop().reversed()))
        assert self.printed(self.view) == self.first
        self.workspace.close()
        shutil.rmtree(self.folder)
