"""What a file that is to be read really is: its content decides, never its name."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path

from qdesk.errors import UserError

MAX_UNPACKED = 400_000_000
_OLE2 = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"
_OLE2_SEARCHED = 4_000_000
_AGAIN = "请在 Excel、Word 或 WPS 中"


class FileKind(StrEnum):
    """The kinds of file that hold tables which can be read."""

    WORKBOOK = "workbook"
    DOCUMENT = "document"


def kind_of(path: Path) -> FileKind:
    """Whether a file is a workbook (.xlsx, .xlsm) or a document (.docx).

    Raises UserError with a remedy for what is neither, is protected, damaged or absurdly large.
    """
    if not path.is_file():
        raise UserError("找不到要导入的文件", str(path), "请检查路径")
    try:
        with path.open("rb") as file:
            head = file.read(_OLE2_SEARCHED)
    except OSError as error:
        raise UserError("读不到要导入的文件", str(path), "请检查它是否正被别的程序独占") from error
    if head.startswith(_OLE2):
        raise _ole2_error(path, head)
    if not zipfile.is_zipfile(path):
        if head.startswith(_ZIP):
            raise UserError(
                "工作簿或文档打不开，可能已损坏", path.name, f"{_AGAIN}打开，另存为 .xlsx 或 .docx 再导入"
            )
        raise _neither(path)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if sum(one.file_size for one in archive.infolist()) > MAX_UNPACKED:
            raise UserError("文件解开后过大，未读取", path.name, "请删去无关的内容后再导入")
    if any(name.startswith("xl/") for name in names):
        return FileKind.WORKBOOK
    if any(name.startswith("word/") for name in names):
        return FileKind.DOCUMENT
    raise _neither(path)


def _neither(path: Path) -> UserError:
    return UserError(
        "这不是 Excel 工作簿，也不是 Word 文档",
        path.name,
        f"请选择 .xlsx 或 .docx 文件，或{_AGAIN.removeprefix('请')}另存为这样的文件",
    )


def _ole2_error(path: Path, content: bytes) -> UserError:
    """Old binary formats and encrypted files look the same from outside; their streams tell."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        return UserError("文件有打开密码", path.name, f"{_AGAIN}取消密码后再导入")
    if holds("WordDocument"):
        return UserError("这是旧版 Word（.doc）文件", path.name, "请在 Word 或 WPS 中另存为 .docx 后再导入")
    return UserError("这是旧版 Excel（.xls）文件", path.name, "请在 Excel 或 WPS 中另存为 .xlsx 后再导入")
