"""An open store with its archive: where every edit is stamped, applied and committed."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from qdesk.errors import UserError
from qdesk.model.archive import Archive
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.following import with_mentions
from qdesk.model.report import Report
from qdesk.model.report_view import ReportView
from qdesk.storage.commit_queue import CommitQueue
from qdesk.storage.report_store import ReportStore

OPEN_REPORT = "open_report"


def now() -> str:
    """The present moment in ISO form with its time zone."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def current_user() -> str:
    """The name that history lines carry."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


class Workspace:
    """A store being worked on. `do` is the only way to change it.

    `commit` writes an edit durably; the default does so before `do` returns, a window hands in
    one that queues. An edit that cannot be written by the default leaves the archive as it was.
    """

    def __init__(
        self, store: ReportStore, archive: Archive, commit: Callable[[Edit], None] | None = None
    ) -> None:
        self.store = store
        self.archive = archive
        self.commit = commit or store.commit

    @classmethod
    def open(cls, path: Path) -> Workspace:
        """Open a store and read all of it; UserError says why it cannot be."""
        store = ReportStore.open(path)
        try:
            archive = store.load()
        except UserError:
            store.close()
            raise
        return cls(store, archive)

    def do(self, edit: Edit) -> Edit:
        """Stamp, commit and apply an edit; returns it as it was made.

        Sentences that mention what it numbers otherwise (见表 1-2) are a part of it.
        """
        return self.repeat(with_mentions(self.view(), edit) if self.archive.reports else edit)

    def repeat(self, edit: Edit) -> Edit:
        """The same for an edit that was made before, or is the reverse of one: it is complete."""
        stamped = replace(edit, actor=edit.actor or current_user(), at=edit.at or now())
        self.commit(stamped)
        self.archive.apply(stamped)
        return stamped

    def save_in_background(
        self,
        on_saved: Callable[[int], None],
        on_failed: Callable[[Edit, UserError], None],
        on_lost: Callable[[], None],
    ) -> CommitQueue:
        """From now on edits are written on a thread of their own; the callbacks run there."""
        queue = CommitQueue(self.store, on_saved, on_failed, on_lost)
        self.commit = queue.put
        return queue

    @property
    def report(self) -> Report:
        """The report that is open; UserError where the store has none."""
        chosen = self.archive.get(Kind.REPORT, (self.archive.setting(OPEN_REPORT),))
        if isinstance(chosen, Report):
            return chosen
        if not self.archive.reports:
            raise UserError("这个数据文件里还没有报告", str(self.store.path), "请先新建一份报告")
        return self.archive.reports[0]

    def view(self) -> ReportView:
        """The open report as one reads it."""
        return ReportView(self.archive, self.report)

    def open_report_change(self, report_id: str) -> FieldChange:
        """The change that makes another report the open one."""
        return self.archive.change(Kind.SETTING, (OPEN_REPORT,), report_id)

    def edits_since(self, moment: str) -> list[Edit]:
        """The edits from a moment on, newest first, as far as they are on the disk."""
        return self.store.edits_since(moment)

    def close(self) -> None:
        """Close the store."""
        self.store.close()
