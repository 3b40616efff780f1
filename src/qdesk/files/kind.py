"""What a file that is to be read really is: its content decides, never its name."""

from __future__ import annotations

import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

from qdesk.errors import UserError
from qdesk.files.text_table import decoded, separator_of

MAX_UNPACKED = 400_000_000
MAX_TEXT = 50_000_000
_MOST_INFLATED = 200
"""How many times larger a part may be than it is packed; sheets of a report reach 40."""
_BOMB = 100_000_000
_OLE2 = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"
_OLE2_SEARCHED = 4_000_000
_UNREADABLE = (
    *(zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError),
    zlib.error,
)
_AGAIN = "请在 Excel、Word 或 WPS 中"


class FileKind(StrEnum):
    """The kinds of file that hold tables which can be read."""

    WORKBOOK = "workbook"
    OLD_WORKBOOK = "old workbook"
    OPEN_WORKBOOK = "open workbook"
    DOCUMENT = "document"
    OLD_DOCUMENT = "old document"
    TEXT = "text"


def kind_of(path: Path) -> FileKind:
    """What a file is: .xlsx, .xls or .et, .ods, .docx, .doc or .wps, .csv.

    Raises UserError with a remedy for what is none of these, is protected, damaged or absurdly large.
    """
    if not path.is_file():
        raise UserError("找不到这个文件", str(path), "请检查路径")
    try:
        with path.open("rb") as file:
            head = file.read(_OLE2_SEARCHED)
    except OSError as error:
        raise UserError("读不到这个文件", str(path), "请检查它是否正被别的程序独占") from error
    if head.startswith(_OLE2):
        return _ole2_kind(path, head)
    if zipfile.is_zipfile(path):
        return _zip_kind(path)
    if head.startswith(_ZIP):
        raise _damaged(path)
    return _text_kind(path, head)


def _zip_kind(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            opened = archive.read("mimetype") if "mimetype" in archive.namelist() else b""
    except _UNREADABLE as error:
        raise _damaged(path) from error
    blown = any(
        one.file_size > _BOMB and one.file_size > _MOST_INFLATED * max(one.compress_size, 1) for one in parts
    )
    if blown or sum(one.file_size for one in parts) > MAX_UNPACKED:
        raise UserError("文件解开后过大，未读取", path.name, "请删去无关的内容后再打开")
    names = [one.filename for one in parts]
    if any(name.startswith("xl/") for name in names):
        if "xl/workbook.bin" in names:
            raise UserError(
                "这是二进制工作簿（.xlsb）", path.name, "请在 Excel 或 WPS 中另存为 .xlsx 后再打开"
            )
        return FileKind.WORKBOOK
    if any(name.startswith("word/") for name in names):
        return FileKind.DOCUMENT
    if b"opendocument.spreadsheet" in opened:
        return FileKind.OPEN_WORKBOOK
    if b"opendocument.text" in opened:
        raise UserError("这是 OpenDocument 文档（.odt）", path.name, "请另存为 .docx 后再打开")
    raise _neither(path)


def _text_kind(path: Path, head: bytes) -> FileKind:
    """A text counts as a table where its lines have columns."""
    if path.stat().st_size > MAX_TEXT:
        raise UserError("文件过大，未读取", path.name, "请删去无关的内容后再打开")
    whole = path.read_bytes() if len(head) == _OLE2_SEARCHED else head
    text = decoded(whole)
    if text is None:
        raise _neither(path)
    if text.lstrip()[:200].lower().startswith(("<html", "<!doctype", "<?xml", "<table")):
        raise UserError("这是网页或 XML 文件", path.name, f"{_AGAIN}打开，另存为 .xlsx 或 .docx 再试")
    if not separator_of(text):
        raise _neither(path)
    return FileKind.TEXT


def _damaged(path: Path) -> UserError:
    what = "工作簿或文档打不开，可能已损坏"
    return UserError(what, path.name, f"{_AGAIN}打开，另存为 .xlsx 或 .docx 再试")


def _neither(path: Path) -> UserError:
    return UserError(
        "这不是 Excel 工作簿，也不是 Word 文档",
        path.name,
        f"请选择 .xlsx、.xls、.et、.ods、.csv 或 .docx 文件，或{_AGAIN.removeprefix('请')}另存为这样的文件",
    )


def _ole2_kind(path: Path, content: bytes) -> FileKind:
    """Old binary formats and encrypted files look the same from outside; their streams tell."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        raise UserError("文件有打开密码", path.name, f"{_AGAIN}取消密码后再打开")
    if holds("WordDocument"):
        return FileKind.OLD_DOCUMENT
    if holds("Workbook") or holds("Book"):
        return FileKind.OLD_WORKBOOK
    raise UserError(
        "这是旧格式的文件，看不出是工作簿还是文档", path.name, f"{_AGAIN}打开，另存为 .xlsx 或 .docx 再试"
    )
