"""Old documents (.doc, .wps) are opened by the word processor that the machine has, and read as .docx."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from qdesk.errors import UserError
from qdesk.files.office import convert, for_word

_SAVE = "$doc.SaveAs([ref]$env:QDESK_NEW,[ref]16)"  # 16: .docx


@contextmanager
def as_docx(path: Path) -> Generator[Path]:
    """The document as a .docx in a folder of its own, which goes again afterwards.

    Raises UserError with the remedy where no word processor is found or it does not open the file.
    """
    with TemporaryDirectory(prefix="qdesk-doc-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "old.doc"
        target = Path(folder) / "out" / "old.docx"
        target.parent.mkdir()
        shutil.copyfile(path, source)
        if not _converted(source, target):
            raise UserError(
                "这是旧版 Word（.doc 或 .wps）文件，本机没有能打开它的程序",
                path.name,
                "请在 Word 或 WPS 中另存为 .docx 后再导入",
            )
        yield target


def _converted(source: Path, target: Path) -> bool:
    convert(source, target.parent, "docx", source.parent / "profile")
    if not target.is_file():
        for_word(_SAVE, source, target)
    return target.is_file() and target.stat().st_size > 0
