"""A style goes to Word as a document, is restyled there, and comes back as the user's own."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from examples import sample
from openxml_audit import OpenXmlValidator  # pyright: ignore[reportMissingTypeStubs]

from qdesk.actions.base_document import (
    is_own_style,
    keep_style,
    read_base_document,
    remove_style,
    save_base_document,
)
from qdesk.actions.export_word import export_word
from qdesk.actions.print_pages import printed_report
from qdesk.actions.report_styles import all_styles, forget_styles, set_style, style_of
from qdesk.actions.workspace import Workspace
from qdesk.document.style import DocumentStyle
from qdesk.document.text_labels import TEXT_LABELS
from qdesk.errors import UserError
from qdesk.files.office import convert
from qdesk.model.edit import Edit, Kind
from qdesk.word.read_returned import export_of

IDS = ["report", "official", "three-line"]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("QDESK_HOME", str(tmp_path / "home"))
    forget_styles()
    yield tmp_path / "home" / "templates" / "styles"
    forget_styles()


def style(style_id: str = "report") -> DocumentStyle:
    return next(one for one in all_styles() if one.id == style_id)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    save_base_document(style(), tmp_path / "版式.docx")
    return tmp_path / "版式.docx"


def restyle(path: Path, **looks: Callable[[ParagraphStyle], object]) -> None:
    """Change styles of a base document as a user of Word does, by names with _ for a blank."""
    document = Document(str(path))
    for name, change in looks.items():
        found = document.styles[name.replace("_", " ")]
        assert isinstance(found, ParagraphStyle)
        change(found)
    document.save(str(path))


@pytest.mark.parametrize("style_id", IDS)
def test_an_unchanged_document_says_nothing(style_id: str, tmp_path: Path) -> None:
    save_base_document(style(style_id), tmp_path / "a.docx")
    assert OpenXmlValidator().validate(str(tmp_path / "a.docx")).errors == []
    reading = read_base_document(tmp_path / "a.docx")
    assert (reading.of.id, reading.form, reading.taken, reading.refused) == (style_id, {}, (), ())
    assert export_of(tmp_path / "a.docx") == ""
    with pytest.raises(UserError, match="没有能采用的改动"):
        keep_style(reading, "我的")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("style_id", IDS)
def test_a_word_processor_that_only_saves_it_changes_nothing(style_id: str, tmp_path: Path) -> None:
    save_base_document(style(style_id), tmp_path / "a.docx")
    convert(tmp_path / "a.docx", tmp_path / "saved", "docx", tmp_path / "profile")
    reading = read_base_document(tmp_path / "saved" / "a.docx")
    assert (reading.form, reading.taken, reading.refused) == ({}, (), ())


def test_it_shows_every_kind_of_text(base: Path) -> None:
    with zipfile.ZipFile(base) as package:
        body = "".join(
            package.read(one).decode() for one in package.namelist() if re.search("document.xml$|footer", one)
        )
    for label in set(TEXT_LABELS.values()) - {"图片", "表后间隔", "页码"}:
        assert re.search(rf"<w:t[^>]*>[^<]*{label}", body), label
    for used in ("TableofFigures", "ContinuedCaption", "Footer", "AfterTable"):
        assert f'<w:pStyle w:val="{used}"/>' in body


def edit_part(path: Path, name: str, *changes: tuple[str, str]) -> None:
    """Change the XML of a part: what python-docx has no words for."""
    with zipfile.ZipFile(path) as package:
        parts = {one: package.read(one) for one in package.namelist()}
    text = parts[name].decode()
    for pattern, after in changes:
        text, count = re.subn(pattern, after, text, count=1, flags=re.DOTALL)
        assert count, pattern
    parts[name] = text.encode()
    with zipfile.ZipFile(path, "w") as package:
        for one, content in parts.items():
            package.writestr(one, content)


def test_what_was_changed_arrives_in_every_output(base: Path, tmp_path: Path) -> None:
    def heading(one: ParagraphStyle) -> None:
        one.font.size, one.font.bold, one.font.color.rgb = Pt(18), True, RGBColor(0xC0, 0, 0)
        one.paragraph_format.line_spacing = Pt(44)
        one.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def body(one: ParagraphStyle) -> None:
        one.font.name, one.font.size = "Arial", Pt(14)
        one.paragraph_format.line_spacing = Pt(28)

    restyle(base, heading_1=heading, Body_Text=body)
    document = Document(str(base))
    for section in document.sections:
        section.left_margin = Mm(35)
    document.save(str(base))
    heading_font = r'(w:name w:val="heading 1".*?w:eastAsia=")黑体'
    edit_part(base, "word/styles.xml", (heading_font, r"\1微软雅黑"))

    reading = read_base_document(base)
    assert reading.refused == ()
    made = keep_style(reading, "本校版式")
    assert is_own_style(made)
    assert made.page == replace(style().page, left=35.0)
    assert made.texts["heading1"] == replace(
        style().texts["heading1"],
        font="微软雅黑",
        size=18.0,
        bold=True,
        color="C00000",
        line_pt=44.0,
        align="center",
    )
    wanted = replace(style().texts["body"], latin="Arial", size=14.0, line_pt=28.0)
    assert made.texts["body"] == wanted
    changed = {name for name, look in made.texts.items() if look != style().texts[name]}
    assert changed == {"heading1", "body"}
    assert {one.name: one.alternative for one in made.fonts}["微软雅黑"] == "Microsoft YaHei"

    school = sample(tmp_path)
    before = printed_report(school.view()).count
    edit = set_style(school.view(), made.id)
    assert edit is not None
    school.do(edit)
    assert style_of(school.view()) == made
    assert printed_report(school.view()).count > before
    export_word(school.view(), tmp_path / "报告.docx")
    school.close()
    written = Document(str(tmp_path / "报告.docx"))
    found = written.styles["heading 1"]
    assert isinstance(found, ParagraphStyle)
    assert (found.font.size, found.font.color.rgb) == (Pt(18), RGBColor(0xC0, 0, 0))
    assert written.sections[-1].left_margin == pytest.approx(Mm(35), abs=700)
    assert OpenXmlValidator().validate(str(tmp_path / "报告.docx")).errors == []


def test_a_sample_that_was_formatted_by_hand_counts(base: Path) -> None:
    document = Document(str(base))
    sample_of = next(one for one in document.paragraphs if one.text.startswith("案例正文"))
    for run in sample_of.runs:
        run.font.size = Pt(11)
        run.font.italic = True
    document.save(str(base))
    line = 'w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
    sides = "".join(f"<w:{one} {line}" for one in ("top", "left", "bottom", "right", "insideH", "insideV"))
    edit_part(
        base,
        "word/document.xml",
        (r'<w:pStyle w:val="CaseText"/>', r'\g<0><w:ind w:firstLineChars="0" w:firstLine="660"/>'),
        (
            r'<w:jc w:val="center"/><w:tblLayout',
            f'<w:jc w:val="center"/><w:tblBorders>{sides}</w:tblBorders><w:tblLayout',
        ),
    )
    reading = read_base_document(base)
    assert reading.form == {
        "texts": {"case": {"size": 11.0, "italic": True, "first_line": 3.0}},
        "table": {"lines": "grid", "border": 1.0},
    }
    assert keep_style(reading, "我的").table.border == 1.0


def test_what_cannot_be_taken_is_named(base: Path) -> None:
    def loose(one: ParagraphStyle) -> None:
        one.paragraph_format.line_spacing_rule = WD_LINE_SPACING.ONE_POINT_FIVE
        one.paragraph_format.space_after = Pt(6)
        one.font.underline = True

    def cut(one: ParagraphStyle) -> None:
        one.font.size = Pt(40)

    def distributed(one: ParagraphStyle) -> None:
        one.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.DISTRIBUTE

    restyle(base, Body_Text=loose, heading_2=cut, 图片=cut, 表注=distributed)
    document = Document(str(base))
    document.sections[-1].header.paragraphs[0].text = "某某学校"
    document.sections[0].top_margin = Mm(50)
    document.save(str(base))
    reading = read_base_document(base)
    assert reading.taken == ()
    told = "\n".join(reading.refused)
    for words in (
        "“正文”的行距应是“固定值”",
        "“正文”的段后间距应是 0",
        "“正文”的下划线不采用",
        "“二级标题”的字号 40 磅比固定行距 30 磅大",
        "“图片”是排版用的",
        "“表注”的对齐方式",
        "“页面”的页眉的文字不采用",
        "“页面”的各节不同的纸张和页边距",
    ):
        assert words in told, told


def test_a_sample_of_several_looks_is_not_guessed_from(base: Path) -> None:
    document = Document(str(base))
    body = next(one for one in document.paragraphs if one.text.startswith("正文。"))
    body.add_run("大字").font.size = Pt(30)
    document.save(str(base))
    reading = read_base_document(base)
    assert reading.form == {}
    assert reading.refused == ("“正文”的示例段落里格式不一致，只看它的样式",)


def test_a_style_of_ones_own_is_restyled_again_and_stands_alone(base: Path, tmp_path: Path) -> None:
    restyle(base, heading_1=lambda one: setattr(one.font, "bold", True))
    first = keep_style(read_base_document(base), "一")
    save_base_document(first, tmp_path / "二.docx")
    restyle(tmp_path / "二.docx", heading_2=lambda one: setattr(one.font, "bold", True))
    second = keep_style(read_base_document(tmp_path / "二.docx"), "二")
    remove_style(first)
    found = style(second.id)
    assert (found.texts["heading1"].bold, found.texts["heading2"].bold) == (True, True)
    assert [one.name for one in all_styles()].count("一") == 0
    save_base_document(found, tmp_path / "三.docx")
    restyle(tmp_path / "三.docx", heading_3=lambda one: setattr(one.font, "italic", True))
    again = keep_style(read_base_document(tmp_path / "三.docx"), "二")
    assert again.id == second.id, "one of the same name is replaced"
    assert (again.texts["heading2"].bold, again.texts["heading3"].italic) == (True, True)


def carried(base: Path, tmp_path: Path) -> tuple[Path, str]:
    """A data file whose report prints in a style of the user's own, which this computer has no more."""
    restyle(base, Body_Text=lambda look: setattr(look.font, "size", Pt(13)))
    made = keep_style(read_base_document(base), "本校版式")
    folder = tmp_path / "带走"
    folder.mkdir()
    store = sample(folder)
    path = store.store.path
    edit = set_style(store.view(), made.id)
    assert edit is not None
    store.do(edit)
    store.close()
    remove_style(made)
    return path, made.id


def test_a_style_of_ones_own_goes_along_in_the_data_file(
    base: Path, tmp_path: Path, own_folder: Path
) -> None:
    path, made = carried(base, tmp_path)
    assert made not in {one.id for one in all_styles()}
    store = Workspace.open(path)
    assert style_of(store.view()).texts["body"].size == 13
    assert (own_folder / f"{made}.toml").is_file()
    assert "本校版式" in {one.name for one in all_styles()}
    store.close()


def test_a_style_that_is_there_is_not_replaced_by_a_carried_one(
    base: Path, tmp_path: Path, own_folder: Path
) -> None:
    path, made = carried(base, tmp_path)
    own_folder.mkdir(parents=True, exist_ok=True)
    text = f'id = "{made}"\nlike = "report"\nname = "本校版式"\n[texts.body]\nsize = 15\n'
    (own_folder / f"{made}.toml").write_text(text, encoding="utf-8")
    forget_styles()
    store = Workspace.open(path)
    assert style_of(store.view()).texts["body"].size == 15
    store.close()


@pytest.mark.parametrize("text", ["", "no toml [", 'id = "other"', 'id = "{}"\nunknown = 1'])
def test_a_carried_style_that_is_none_leaves_the_usual_one(
    text: str, base: Path, tmp_path: Path, own_folder: Path
) -> None:
    path, made = carried(base, tmp_path)
    store = Workspace.open(path)
    store.do(Edit("x", (store.archive.change(Kind.SETTING, ("style",), text.format(made)),)))
    assert style_of(store.view()).id == "report"
    assert not list(own_folder.glob("*"))
    store.close()


def test_going_back_to_a_style_of_the_program_carries_nothing(base: Path, tmp_path: Path) -> None:
    path, _ = carried(base, tmp_path)
    store = Workspace.open(path)
    edit = set_style(store.view(), "official")
    assert edit is not None
    store.do(edit)
    assert store.archive.setting("style") == ""
    assert set_style(store.view(), "official") is None
    store.close()


def test_names_are_checked(base: Path) -> None:
    restyle(base, heading_1=lambda one: setattr(one.font, "bold", True))
    reading = read_base_document(base)
    for name, words in ((" ", "要有一个名称"), ("字" * 41, "要有一个名称"), ("年度报告样式", "自带版式")):
        with pytest.raises(UserError, match=words):
            keep_style(reading, name)
    with pytest.raises(UserError, match="不能删除"):
        remove_style(style())


def test_foreign_and_hostile_files_are_refused(base: Path, tmp_path: Path) -> None:
    school: Workspace = sample(tmp_path)
    export_word(school.view(), tmp_path / "报告.docx")
    school.close()
    for path, words in ((tmp_path / "报告.docx", "不是 qdesk 存出的版式文档"), (_empty(tmp_path), "打不开")):
        with pytest.raises(UserError, match=words):
            read_base_document(path)
    for part, content, words in (
        ("word/styles.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>', "打不开"),
        ("word/styles.xml", b"<a/>", "打不开"),
        ("word/document.xml", b"\xff\xfe<", "打不开"),
        ("docProps/custom.xml", b"<a/>", "不是 qdesk 存出的"),
        ("docProps/custom.xml", b'<a><property name="qdesk-style"><b>weg</b></property></a>', "不在本机"),
    ):
        with pytest.raises(UserError, match=words):
            read_base_document(_with(base, part, content, tmp_path))


def _empty(folder: Path) -> Path:
    path = folder / "空.docx"
    path.write_bytes(b"PK\x03\x04")
    return path


def _with(base: Path, part: str, content: bytes, folder: Path) -> Path:
    target = folder / "bad.docx"
    with zipfile.ZipFile(base) as source, zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            package.writestr(name, content if name == part else source.read(name))
    return target
