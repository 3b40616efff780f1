"""A file's content says what it is, whatever its name; what cannot be read gets a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from qdesk.errors import UserError
from qdesk.files.kind import FileKind, kind_of

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    Document().save(str(tmp_path / "a.xlsx"))
    Workbook().save(tmp_path / "b.docx")
    assert kind_of(tmp_path / "a.xlsx") is FileKind.DOCUMENT
    assert kind_of(tmp_path / "b.docx") is FileKind.WORKBOOK


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (_OLE2 + "EncryptedPackage".encode("utf-16-le"), "密码.*取消密码"),
        (_OLE2 + "WordDocument".encode("utf-16-le"), "旧版 Word.*另存为 .docx"),
        (_OLE2 + "Workbook".encode("utf-16-le"), "旧版 Excel.*另存为 .xlsx"),
        (b"PK\x03\x04 cut off", "损坏.*另存为"),
        (b"%PDF-1.7", "不是 Excel 工作簿，也不是 Word 文档.*请选择"),
        (b"", "不是"),
    ],
)
def test_other_files_get_a_sentence_with_a_remedy(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    with pytest.raises(UserError, match=words):
        kind_of(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到"):
        kind_of(tmp_path / "没有.docx")
