"""Reading a file that holds tables: the one place that knows which reader takes which file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from qdesk.errors import UserError
from qdesk.excel.read_ods import read_ods
from qdesk.excel.read_workbook import read_workbook
from qdesk.excel.read_xls import read_xls
from qdesk.files.kind import FileKind, kind_of
from qdesk.files.long_path import reachable
from qdesk.files.text_table import decoded, rows_of
from qdesk.recognition.grid import Grid
from qdesk.recognition.report_text import TextBlock
from qdesk.recognition.text_grid import text_grid
from qdesk.word.old_document import as_docx
from qdesk.word.read_document import read_document
from qdesk.word.read_report_text import read_report_text


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What a file holds: its sheets or tables, and of a document its text."""

    grids: list[Grid]
    text: list[TextBlock] = field(default_factory=list[TextBlock])


def read_whole(path: Path, progress: Callable[[str], None] = lambda _: None) -> SourceFile:
    """The tables of a file, and of a document the prose as well; raises UserError as `read_source` does."""
    path = reachable(path)
    match kind_of(path):
        case FileKind.DOCUMENT:
            return SourceFile(read_document(path, progress), read_report_text(path))
        case FileKind.OLD_DOCUMENT:
            progress("正在用本机的文字处理程序打开")
            with as_docx(path) as converted:
                return SourceFile(read_document(converted, progress), read_report_text(converted))
        case _:
            return SourceFile(read_source(path, progress))


def read_source(path: Path, progress: Callable[[str], None] = lambda _: None) -> list[Grid]:
    """The tables of a workbook, a document or a text as grids of cells; `progress` is told their names.

    Raises UserError, with a remedy, for a file that cannot be read.
    """
    path = reachable(path)
    match kind_of(path):
        case FileKind.WORKBOOK:
            return read_workbook(path, progress)
        case FileKind.OLD_WORKBOOK:
            return read_xls(path, progress)
        case FileKind.OPEN_WORKBOOK:
            return read_ods(path, progress)
        case FileKind.DOCUMENT:
            return read_document(path, progress)
        case FileKind.OLD_DOCUMENT:
            progress("正在用本机的文字处理程序打开")
            with as_docx(path) as converted:
                return read_document(converted, progress)
        case FileKind.TEXT:
            return [text_grid(path.stem, rows_of(decoded(path.read_bytes()) or ""))]


def read_pasted(text: str, name: str = "粘贴的内容") -> list[Grid]:
    """A block of text from the clipboard as a grid; raises UserError where it holds no table."""
    if not text.strip():
        raise UserError("剪贴板里没有文字", name, "请先在 Excel 或 WPS 中复制表格")
    return [text_grid(name, rows_of(text))]
