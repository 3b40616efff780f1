"""A file's content says what it is, whatever its name; what cannot be read gets a remedy."""

from __future__ import annotations

import zipfile
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


def test_old_formats_are_told_apart_by_their_streams(tmp_path: Path) -> None:
    for stream, kind in (("WordDocument", FileKind.OLD_DOCUMENT), ("Workbook", FileKind.OLD_WORKBOOK)):
        path = tmp_path / "a.bin"
        path.write_bytes(_OLE2 + stream.encode("utf-16-le"))
        assert kind_of(path) is kind


def test_a_part_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 120_000_000)
    assert path.stat().st_size < 200_000
    with pytest.raises(UserError, match="过大"):
        kind_of(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (_OLE2 + "EncryptedPackage".encode("utf-16-le"), "密码.*取消密码"),
        (_OLE2 + b"\0" * 600, "旧格式.*另存为 .xlsx"),
        (b"<html><table>", "网页.*另存为 .xlsx"),
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
