"""A store that is open for the length of one command."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from qdesk.actions.workspace import Workspace


@contextmanager
def opened(path: Path) -> Generator[Workspace]:
    """Open a store and close it again, whatever happens."""
    workspace = Workspace.open(path)
    gc.freeze()  # a store is most of what there is, and lives as long as its command: nothing to collect
    try:
        yield workspace
    finally:
        gc.unfreeze()
        workspace.close()
