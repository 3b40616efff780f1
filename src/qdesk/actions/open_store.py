"""Opening a store: all of it read, every table filled, the report checked; fit for a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qdesk.actions.run_checks import CheckedReport
from qdesk.actions.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OpenStore:
    """A store with its open report read and checked, so that a window shows it at once."""

    workspace: Workspace
    checked: CheckedReport


def open_store(path: Path, progress: Callable[[str], None] = lambda _: None) -> OpenStore:
    """Open a store; UserError says why it cannot be. `progress` may raise Cancelled."""
    progress(f"正在打开 {path.name}")
    return read_store(Workspace.open(path), progress)


def read_store(workspace: Workspace, progress: Callable[[str], None] = lambda _: None) -> OpenStore:
    """The same for a store that is open already; it is closed where that fails."""
    try:
        view = workspace.view()
        for count, table in enumerate(view.tables, 1):
            progress(f"正在计算第 {count} 张表，共 {len(view.tables)} 张")
            view.filled(table)
        progress("正在核查")
        checked = CheckedReport(view)
        checked.findings()
    except BaseException:
        workspace.close()
        raise
    return OpenStore(workspace, checked)
