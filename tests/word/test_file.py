"""The finished file: valid, readable by others, and never half written."""

import os
import re
import sys
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from openxml_audit import OpenXmlValidator  # pyright: ignore[reportMissingTypeStubs]
from word_sample import STYLE_FILE, sample_document

from qdesk.document.blocks import Cover, Document, Paragraph, Picture, plain
from qdesk.document.style import DocumentStyle
from qdesk.errors import UserError
from qdesk.word.load_style import load_style
from qdesk.word.write import write_docx

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def root(file: Path, part: str) -> ET.Element:
    """Return the root element of a part of the file."""
    with zipfile.ZipFile(file) as package:
        return ET.fromstring(package.read(f"word/{part}.xml"))


def findings(file: Path) -> list[str]:
    """Return what the Open XML validator has to say against a file.

    It looks for a list 0, but numId 0 is how the standard (17.9.18) says "in no list".
    """
    errors = [str(error) for error in OpenXmlValidator().validate(str(file)).errors]
    return [error for error in errors if "Numbering definition '0' referenced" not in error]


def test_sample_is_valid(sample_file: Path) -> None:
    """Word opens it without repair."""
    assert findings(sample_file) == []


def test_validator_would_have_noticed(sample_file: Path, tmp_path: Path) -> None:
    """The check above means something: children in a wrong order are reported."""
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(sample_file) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            swapped = re.sub(rb'(<w:pStyle w:val="Caption"/>)(<w:keepNext/>)', rb"\2\1", old.read(name))
            new.writestr(name, swapped)
    assert findings(broken)


def test_empty_document_and_picture_are_valid(style: DocumentStyle, tmp_path: Path) -> None:
    """The smallest document, and one with a picture that is stored once."""
    picture = Picture(sha256(PNG).hexdigest(), 20, 20, "一点", lambda: PNG)
    blocks = (picture, replace(picture, description=""))
    target = tmp_path / "a.docx"
    for document in (Document((), ""), Document(blocks, "图 & 文")):
        write_docx(document, style, target)
        assert findings(target) == []
    with zipfile.ZipFile(target) as package:
        assert package.read("word/media/image1.png").startswith(PNG[:4])
        assert len([name for name in package.namelist() if "media" in name]) == 1


def test_others_read_headings_captions_and_tables(sample_file: Path) -> None:
    """What python-docx finds in the file."""
    report = docx.Document(str(sample_file))
    assert report.core_properties.title == "中等职业教育质量年度报告（2025年度）"
    names = [(item.style.name, item.text) for item in report.paragraphs if item.style]
    assert [name for name, _ in names if name and name.startswith("Heading")][:4] == [
        "Heading 1",
        "Heading 1",
        "Heading 2",
        "Heading 2",
    ]
    assert ("Heading 1", "学校情况") in names
    assert ("Caption", "表 2 学生资助情况") in names
    first, second, third, fourth = report.tables
    assert [cell.text for cell in first.rows[1].cells] == ["在校生数", "2314", "2442", "+128"]
    assert second.cell(0, 2).text == second.cell(0, 3).text == "2023—2024学年"
    assert second.cell(4, 0).text == second.cell(6, 0).text == "免学费"
    assert len(third.rows) == 46
    assert len(fourth.columns) == 15
    tables = root(sample_file, "document").iter(f"{W}tbl")
    assert [len(list(table.iter(f"{W}tblHeader"))) for table in tables] == [1, 2, 1, 1]
    orientations = [section.orientation for section in report.sections]
    assert [int(orientation or 0) for orientation in orientations] == [0, 0, 0, 1, 0]


def test_every_style_names_its_fonts(sample_file: Path) -> None:
    """Four slots each and no theme font, so that no Japanese face can slip in."""
    styles = root(sample_file, "styles")
    with zipfile.ZipFile(sample_file) as package:
        assert "word/stylesWithEffects.xml" not in package.namelist()
        assert b"updateFields" not in package.read("word/settings.xml")
    slots = {f"{W}{slot}" for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
    fonts = list(styles.iter(f"{W}rFonts"))
    assert all(set(font.attrib) == slots for font in fonts)
    kinds = [style.get(f"{W}type") for style in styles.iter(f"{W}style")]
    assert len(fonts) == kinds.count("paragraph") + 1
    language = next(styles.iter(f"{W}lang"))
    assert language.get(f"{W}eastAsia") == "zh-CN"


def test_body_is_indented_by_two_characters(sample_file: Path) -> None:
    """In characters for Word and WPS, in twips for the others."""
    styles = root(sample_file, "styles").iter(f"{W}style")
    body = next(style for style in styles if style.get(f"{W}styleId") == "BodyText")
    indent = body.find(f"{W}pPr/{W}ind")
    assert indent is not None
    assert indent.get(f"{W}firstLineChars") == "200"
    assert indent.get(f"{W}firstLine") in ("480", "640")  # two characters of 12 or 16 points


def test_every_link_leads_to_a_bookmark(sample_file: Path) -> None:
    """Contents, lists and references all find their target, and no name stands twice."""
    body = root(sample_file, "document")
    names = [str(mark.get(f"{W}name")) for mark in body.iter(f"{W}bookmarkStart")]
    targets = {str(link.get(f"{W}anchor")) for link in body.iter(f"{W}hyperlink")}
    assert len(names) == len(set(names))
    assert targets <= set(names)
    assert all(name.startswith(("_Toc", "_QD")) for name in names)


def test_same_document_gives_the_same_bytes(style: DocumentStyle, tmp_path: Path) -> None:
    """No time stamps: two exports can be compared."""
    for name in ("a.docx", "b.docx"):
        write_docx(sample_document(), style, tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_outside_page_numbers_differ_by_side(tmp_path: Path) -> None:
    """Official style: dashes, right on odd pages, left on even ones."""
    text = STYLE_FILE.read_text(encoding="utf-8")
    changed = text.replace('position = "center"', 'position = "outside"\nbefore = "— "')
    (tmp_path / "style.toml").write_text(changed, encoding="utf-8")
    target = tmp_path / "a.docx"
    write_docx(sample_document(), load_style(tmp_path / "style.toml"), target)
    assert findings(target) == []
    with zipfile.ZipFile(target) as package:
        assert b"evenAndOddHeaders" in package.read("word/settings.xml")
        assert b'w:jc w:val="left"' in package.read("word/footer2.xml")


class StopError(Exception):
    """What a test raises to cancel."""


def test_cancel_leaves_the_old_file(style: DocumentStyle, tmp_path: Path) -> None:
    """Progress counts up, and whatever it raises ends the export without a trace."""
    target = tmp_path / "报告.docx"
    target.write_bytes(b"old")

    def stop(done: int, total: int) -> None:
        if done > total / 2:
            raise StopError

    with pytest.raises(StopError):
        write_docx(sample_document(), style, target, progress=stop)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_progress_reaches_the_end(style: DocumentStyle, tmp_path: Path) -> None:
    """One call a block."""
    calls: list[tuple[int, int]] = []

    def note(done: int, total: int) -> None:
        calls.append((done, total))

    document = Document((Cover("甲", "乙"), Paragraph(plain("丙"))), "丁")
    write_docx(document, style, tmp_path / "a.docx", progress=note)
    assert calls == [(1, 2), (2, 2)]


@pytest.mark.skipif(os.name != "nt", reason="only Windows locks an open file")
def test_file_open_elsewhere_is_reported(style: DocumentStyle, tmp_path: Path) -> None:
    """The old one stays, nothing is left behind, and the user is told to close it."""
    target = tmp_path / "报告.docx"
    target.write_bytes(b"old")
    with target.open("rb"), pytest.raises(UserError, match="关闭该文件"):
        write_docx(sample_document(), style, target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_target_that_is_a_folder_is_reported(style: DocumentStyle, tmp_path: Path) -> None:
    """The last step fails: nothing is left behind."""
    target = tmp_path / "报告.docx"
    target.mkdir()
    with pytest.raises(UserError, match="同名的文件夹"):
        write_docx(sample_document(), style, target)
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_failure_in_the_middle_leaves_the_old_file(style: DocumentStyle, tmp_path: Path) -> None:
    """The system refuses to write more after a few thousand bytes."""
    import resource  # noqa: PLC0415  not on Windows

    target = tmp_path / "报告.docx"
    target.write_bytes(b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, limits[1]))
    try:
        with pytest.raises(UserError, match="文件无法写入"):
            write_docx(sample_document(), style, target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_missing_folder_and_picture_are_named(style: DocumentStyle, tmp_path: Path) -> None:
    """The message says which."""
    with pytest.raises(UserError, match="文件夹不存在"):
        write_docx(sample_document(), style, tmp_path / "没有" / "a.docx")
    document = Document((Picture("gone", 10, 10, "校门", lambda: b"no picture"),), "")
    with pytest.raises(UserError, match="校门"):
        write_docx(document, style, tmp_path / "a.docx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the owner of all may write")
def test_read_only_folder_is_reported(style: DocumentStyle, tmp_path: Path) -> None:
    """The user is told to choose another one."""
    tmp_path.chmod(0o500)
    with pytest.raises(UserError, match="权限"):
        write_docx(sample_document(), style, tmp_path / "a.docx")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("size = 12\n", 'size = "12"\n', "size"),
        ("year = 2024\n", "", "year"),
        ('position = "center"', 'position = "middle"', "page_numbers.position"),
        ("[texts.caption]", "[texts.captions]", "texts.captions"),
        ("width = 210", "width 210", "line 9"),
    ],
)
def test_wrong_style_file_is_named_with_its_key(tmp_path: Path, old: str, new: str, named: str) -> None:
    """A style that a user edited badly says where."""
    file = tmp_path / "style.toml"
    text = STYLE_FILE.read_text(encoding="utf-8")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError, match=named):
        load_style(file)
