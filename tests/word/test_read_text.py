"""Prose of a document as it prints: tracked changes as if accepted, text boxes as paragraphs."""

from __future__ import annotations

import zipfile
from pathlib import Path

from qdesk.recognition.report_text import BlockKind
from qdesk.word.read_report_text import read_report_text

_SPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in (
        ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("v", "urn:schemas-microsoft-com:vml"),
    )
)
_END_DELETED = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"


def read(folder: Path, body: str) -> list[tuple[BlockKind, str]]:
    path = folder / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>")
    return [(one.kind, one.text) for one in read_report_text(path)]


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def box(text: str) -> str:
    """A text box as Word writes it: twice, for itself and for programs that know none."""
    inner = f"<w:txbxContent>{p(text)}{p('又一行')}</w:txbxContent>"
    new = f"<w:drawing><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
    both = f'<mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    return (
        f"<w:p><w:r><w:t>前文</w:t></w:r><w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r></w:p>"
    )


def test_a_text_box_is_read_once_and_is_no_picture(tmp_path: Path) -> None:
    text = BlockKind.TEXT
    assert read(tmp_path, box("框里的话")) == [(text, "前文"), (text, "框里的话"), (text, "又一行")]


def test_a_drawing_with_a_picture_is_one(tmp_path: Path) -> None:
    picture = "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"
    assert read(tmp_path, picture) == [(BlockKind.PICTURE, "")]


def test_paragraphs_whose_end_was_deleted_run_together(tmp_path: Path) -> None:
    body = (
        p("学校现有", _END_DELETED)
        + p("在校生 1883 人，", _END_DELETED)
        + p("专任教师 139 人。")
        + p("下一段")
    )
    assert [text for _, text in read(tmp_path, body)] == [
        "学校现有在校生 1883 人，专任教师 139 人。",
        "下一段",
    ]


def test_a_paragraph_that_was_deleted_whole_leaves_the_next_alone(tmp_path: Path) -> None:
    gone = f"<w:p>{_END_DELETED}<w:del><w:r><w:delText>删去</w:delText></w:r></w:del></w:p>"
    assert [text for _, text in read(tmp_path, gone + p("留下"))] == ["留下"]


def test_the_end_before_a_table_stays(tmp_path: Path) -> None:
    body = p("表前", _END_DELETED) + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>" + p("表后")
    assert read(tmp_path, body) == [
        (BlockKind.TEXT, "表前"),
        (BlockKind.TABLE, ""),
        (BlockKind.TEXT, "表后"),
    ]
