"""One committed edit: qdesk's store (history line included) against a 4 KiB append with fsync."""

from __future__ import annotations

import os
from decimal import Decimal
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from measure import in_turn, report, timed

from qdesk.actions.demo import create_demo
from qdesk.actions.workspace import Workspace
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.observation import Claim, Key, Observation, Source

ROUNDS = 300


def next_edit(workspace: Workspace, number: int) -> Edit:
    """Another value for the first observation of the store."""
    key, _ = next(iter(workspace.archive.all_of(Kind.OBSERVATION)))
    claim = Claim(Decimal(number), Source("typed"))
    change: FieldChange = workspace.archive.change(Kind.OBSERVATION, Key(*key), Observation((claim,)))
    return Edit("修改", (change,))


def main() -> None:
    """Append, commit to the store, and the whole way through the workspace, in turn."""
    numbers = count(1)
    with TemporaryDirectory(dir=".") as folder, (Path(folder) / "log").open("ab", buffering=0) as log:
        workspace = create_demo(Path(folder) / "store.qdesk")

        def append() -> None:
            log.write(b"x" * 4096)
            os.fsync(log.fileno())

        def commit() -> None:
            workspace.store.commit(next_edit(workspace, next(numbers)))

        def do() -> None:
            workspace.do(next_edit(workspace, next(numbers)))

        contestants = {
            "floor: append 4 KiB, fsync": timed(append),
            "ReportStore.commit": timed(commit),
            "Workspace.do": timed(do),
        }
        report("one committed edit", in_turn(contestants, ROUNDS))
        workspace.close()


if __name__ == "__main__":
    main()
