"""Reading a file that holds tables: the one place that knows which reader takes which file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qdesk.excel.read_workbook import read_workbook
from qdesk.files.kind import FileKind, kind_of
from qdesk.recognition.grid import Grid
from qdesk.word.read_document import read_document


def read_source(path: Path, progress: Callable[[str], None] = lambda _: None) -> list[Grid]:
    """The tables of a workbook or a document as grids of cells; `progress` is told their names.

    Raises UserError, with a remedy, for a file that cannot be read.
    """
    match kind_of(path):
        case FileKind.WORKBOOK:
            return read_workbook(path, progress)
        case FileKind.DOCUMENT:
            return read_document(path, progress)
