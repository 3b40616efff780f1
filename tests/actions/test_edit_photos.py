"""Photos of a section: numbered with the charts, side by side, kept once, upright and nameless in Word."""

from __future__ import annotations

import re
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from examples import sample, table_named
from openxml_audit import OpenXmlValidator  # pyright: ignore[reportMissingTypeStubs]
from photo_files import photo, picture_bytes, scene

from qdesk.actions.convert_report import conversion_edit
from qdesk.actions.edit_figures import new_figure, place_figure, put_figure, remove_figure
from qdesk.actions.edit_front_matter import switch_page
from qdesk.actions.edit_photos import add_photos, pasted_photo, read_photos, set_half, small_photo_note
from qdesk.actions.export_pdf import export_pdf
from qdesk.actions.export_word import export_word
from qdesk.actions.keep_export import keep_export
from qdesk.actions.place_parts import move_part
from qdesk.actions.plan_conversion import plan_conversion
from qdesk.actions.returned import preview_returned
from qdesk.actions.roll_year import roll_edit
from qdesk.actions.run_checks import run_checks
from qdesk.actions.workspace import Workspace
from qdesk.document.blocks import Caption, PictureRow
from qdesk.document.blocks import Picture as Block
from qdesk.document.compose import compose
from qdesk.files.picture import PictureFile
from qdesk.model.edit import Edit, Kind
from qdesk.model.figure import Figure
from qdesk.model.finding import Severity
from qdesk.model.period import Period, PeriodKind
from qdesk.model.section_parts import names_of
from qdesk.word.read_document import read_document
from qdesk.word.read_returned import read_returned


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    """The sample school without the charts that it comes with."""
    workspace = sample(tmp_path)
    for figure in workspace.archive.figures(workspace.report.id):
        workspace.do(remove_figure(workspace.view(), figure))
    yield workspace
    workspace.close()


def do(school: Workspace, edit: Edit | None) -> Edit:
    assert edit is not None
    return school.do(edit)


def section_of(school: Workspace) -> str:
    return table_named(school.view(), "学生情况对比表").section


def four(folder: Path) -> tuple[PictureFile, ...]:
    """Photos of four shapes and makes, named as schools name them."""
    folder.mkdir(exist_ok=True)
    files = [
        photo(folder / "校园开放日.jpg", gps=True),
        photo(folder / "技能竞赛.jpg", turn=6, size=(600, 800), gps=True),
        photo(folder / "IMG_0042.jpg", size=(640, 480)),
        photo(folder / "实训基地 2020年.jpg", size=(500, 400)),
    ]
    read = read_photos(files)
    assert read.refused == ()
    return read.pictures


def placed(school: Workspace, tmp_path: Path) -> list[Figure]:
    """Those four in a section."""
    do(school, add_photos(school.view(), section_of(school), four(tmp_path / "照片")))
    return list(school.archive.figures(school.report.id))


def blocks(school: Workspace) -> list[Block | PictureRow | Caption]:
    document = compose(school.view(), date(2026, 1, 1))
    kinds = (Block, PictureRow)
    found = [one for one in document.blocks if isinstance(one, (*kinds, Caption))]
    return [one for one in found if not isinstance(one, Caption) or one.kind == "figure"]


def printed_captions(school: Workspace) -> list[str]:
    found: list[str] = []
    for one in blocks(school):
        found += [one.line] if isinstance(one, Caption) else []
        found += [caption.line for caption in one.captions] if isinstance(one, PictureRow) else []
    return found


def test_photos_are_numbered_with_the_charts(school: Workspace, tmp_path: Path) -> None:
    """A chart of the section's table prints before them; a camera's number is no caption."""
    placed(school, tmp_path)
    view = school.view()
    do(school, put_figure(view, new_figure(view, table_named(view, "学生情况对比表"))))
    assert printed_captions(school) == [
        "图 1 学生情况对比图",
        "图 2 校园开放日",
        "图 3 技能竞赛",
        "图 4 照片",
        "图 5 实训基地 2020年",
    ]


def test_sides_keep_their_proportion_and_an_upright_photo_is_not_too_high(
    school: Workspace, tmp_path: Path
) -> None:
    first, second, *_ = placed(school, tmp_path)
    do(school, set_half(school.view(), first, half=True))
    sizes = {one.id: (one.width_mm, one.height_mm) for one in blocks(school) if isinstance(one, Block)}
    assert sizes[first.picture] == (70, 52.5)
    assert sizes[second.picture] == (82.5, 110)


def test_a_photo_of_few_dots_is_not_blown_up_and_said_to_be_small(school: Workspace, tmp_path: Path) -> None:
    """A stamp of twelve dots would fill half a page; one that nearly has the dots is only smaller."""
    sizes = ((12, 10), (300, 200), (1200, 900), (330, 3300))
    files = [photo(tmp_path / f"第{width}.jpg", size=(width, height)) for width, height in sizes]
    do(school, add_photos(school.view(), section_of(school), read_photos(files).pictures))
    found = [(one.width_mm, one.height_mm) for one in blocks(school) if isinstance(one, Block)]
    assert found == [(30, 25), (79.38, 52.92), (140, 105), (11, 110)]
    told = {one.message: one.severity for one in run_checks(school.view()) if one.rule == "small_photo"}
    assert told == {
        "图 1 第12：照片只有 12×10 像素，太小，印出来是模糊的": Severity.LOOK,
        "图 2 第300：照片只有 300×200 像素，印 140 毫米宽会模糊，只印 79 毫米": Severity.NOTE,
    }
    figures = list(school.archive.figures(school.report.id))
    assert "请换成原图" in small_photo_note(school.view(), figures[0])
    do(school, set_half(school.view(), figures[1], half=True))
    assert small_photo_note(school.view(), school.archive.figures(school.report.id)[1]) == ""


def test_two_halves_that_follow_each_other_stand_side_by_side(school: Workspace, tmp_path: Path) -> None:
    """A third one stands alone; a wide one parts them."""
    one, two, three, four_ = placed(school, tmp_path)
    for figure in (one, two, three):
        do(school, set_half(school.view(), figure, half=True))
    assert [type(block).__name__ for block in blocks(school)] == [
        "PictureRow", "Picture", "Caption", "Picture", "Caption",
    ]  # fmt: skip
    heading = school.view().heading(four_.section)
    assert heading is not None
    at = names_of(heading.parts).index(four_.id)
    move = move_part(school.view(), four_.section, at, -2)
    assert move is not None
    school.do(move.edit)
    assert move.at == at - 2
    assert [type(block).__name__ for block in blocks(school)] == [
        *("Picture", "Caption") * 2, "PictureRow",
    ]  # fmt: skip
    assert printed_captions(school)[1] == "图 2 实训基地 2020年"
    assert move_part(school.view(), one.section, at - 3, -len(heading.parts)) is None


def test_a_picture_is_kept_once_byte_for_byte_and_not_in_the_history(
    school: Workspace, tmp_path: Path
) -> None:
    pictures = four(tmp_path / "照片")
    section = section_of(school)
    for _ in range(2):
        do(school, add_photos(school.view(), section, pictures))
    path = school.store.path
    school.close()
    connection = sqlite3.connect(path)
    kept = connection.execute("SELECT id, content FROM pictures").fetchall()
    told = connection.execute("SELECT after FROM edit_changes WHERE kind = 'picture'").fetchall()
    connection.close()
    assert dict(kept) == {one.id: one.content for one in pictures}
    assert len(told) == 4
    assert all(len(text) < 200 for (text,) in told)


def test_a_store_opened_again_prints_the_same(school: Workspace, tmp_path: Path) -> None:
    """The bytes stay on the disk until they are printed, and a closed store is not opened for them."""
    one, *_ = placed(school, tmp_path)
    do(school, set_half(school.view(), one, half=True))
    before, path = blocks(school), school.store.path
    school.close()
    again = Workspace.open(path)
    assert blocks(again) == before
    original = again.archive.original(one.picture)
    assert original is not None
    assert original.content() == (tmp_path / "照片" / "校园开放日.jpg").read_bytes()
    again.close()
    with pytest.raises(Exception, match="已经关闭"):
        original.content()


def test_a_removed_photo_comes_back_and_its_bytes_go_when_the_store_is_opened_next(
    school: Workspace, tmp_path: Path
) -> None:
    one, *others = placed(school, tmp_path)
    removed = do(school, remove_figure(school.view(), one))
    assert len(printed_captions(school)) == 3
    do(school, removed.reversed())
    assert printed_captions(school)[0] == "图 1 校园开放日"
    do(school, remove_figure(school.view(), one))
    path = school.store.path
    school.close()
    again = Workspace.open(path)
    assert again.archive.original(one.picture) is None
    assert all(again.archive.original(other.picture) for other in others)
    again.close()


def test_inserting_is_taken_back_and_done_again(school: Workspace, tmp_path: Path) -> None:
    edit = do(school, add_photos(school.view(), section_of(school), four(tmp_path / "照片")))
    do(school, edit.reversed())
    assert blocks(school) == []
    assert not any(True for _ in school.archive.all_of(Kind.PICTURE))
    do(school, edit)
    assert len(printed_captions(school)) == 4
    path = school.store.path
    school.close()
    again = Workspace.open(path)
    assert len(printed_captions(again)) == 4
    again.close()


def test_word_gets_photos_side_by_side_and_no_place(school: Workspace, tmp_path: Path) -> None:
    """The same picture twice is stored once; each caption is a paragraph, for the list of figures."""
    one, two, three, _ = placed(school, tmp_path)
    for figure in (one, two):
        do(school, set_half(school.view(), figure, half=True))
    again = Figure("again", three.report, three.section, 9, "又一次", "", picture=three.picture)
    do(school, put_figure(school.view(), again))
    do(school, switch_page(school.view(), "list-of-figures", shown=True))
    target = tmp_path / "照片.docx"
    export_word(school.view(), target)
    errors = [str(error) for error in OpenXmlValidator().validate(str(target)).errors]
    assert [error for error in errors if "Numbering definition '0'" not in error] == []
    with zipfile.ZipFile(target) as package:
        media = [one for one in package.infolist() if "media/" in one.filename]
        everything = b"".join(package.read(name) for name in package.namelist())
    assert len(media) == 4
    assert all(one.compress_type == zipfile.ZIP_STORED for one in media)
    for secret in (b"Exif", b"GPS", b"SECRETCAM", b"SECRETNOTE"):
        assert secret not in everything
    document = Document(str(target))
    row = next(table for table in document.tables if "校园开放日" in table.cell(1, 0).text)
    assert [cell.text for cell in row.rows[1].cells] == ["图 1 校园开放日", "图 2 技能竞赛"]
    assert re.search(r'descr="校园开放日"', document.element.xml)
    listed = [one.text for one in document.paragraphs if one.text.startswith("图 2 技能竞赛")]
    assert len(listed) == 1


def test_a_document_with_photos_is_read_back_and_imported_without_a_table_of_them(
    school: Workspace, tmp_path: Path
) -> None:
    target = tmp_path / "照片.docx"
    export_word(school.view(), target)
    tables = len(read_document(target))
    for figure in placed(school, tmp_path):
        do(school, set_half(school.view(), figure, half=True))
    summary = export_word(school.view(), target)
    do(school, keep_export(school.view(), summary.export))
    assert preview_returned(school.view(), target).differences == []
    assert len(read_document(target)) == tables
    texts = [getattr(one, "text", "") for one in read_returned(target).parts]
    assert "图 1 校园开放日" in texts


@pytest.mark.usefixtures("qtbot")
def test_the_pdf_shows_the_photos(school: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "照片.pdf"
    for figure in placed(school, tmp_path)[:2]:
        do(school, set_half(school.view(), figure, half=True))
    export_pdf(school.view(), target)
    assert target.read_bytes().count(b"/Subtype /Image") >= 4
    assert b"SECRETCAM" not in target.read_bytes()


def test_photos_go_with_their_section_but_not_into_the_next_year(school: Workspace, tmp_path: Path) -> None:
    one, *_ = placed(school, tmp_path)
    view = school.view()
    do(school, place_figure(view, one, view.headings[-1].section.id))
    assert printed_captions(school)[-1] == "图 4 校园开放日"
    view = school.view()
    do(school, conversion_edit(view, plan_conversion(view, "school-2024")))
    known = {heading.section.id for heading in school.view().headings}
    assert len(printed_captions(school)) == 4
    assert {figure.section for figure in school.archive.figures(school.report.id)} <= known
    do(school, roll_edit(school, Period(PeriodKind.ACADEMIC, 2021)))
    assert school.archive.figures(school.report.id) == []


def test_what_cannot_be_inserted_is_named_and_the_rest_is(tmp_path: Path) -> None:
    (tmp_path / "坏.jpg").write_bytes(photo(tmp_path / "好.jpg").read_bytes()[:900])
    (tmp_path / "说明.jpg").write_text("不是照片", encoding="utf-8")
    read = read_photos([tmp_path / "坏.jpg", tmp_path / "好.jpg", tmp_path / "说明.jpg"])
    assert [one.name for one in read.pictures] == ["好.jpg"]
    problem = read.problem
    assert problem is not None
    assert problem.what == "2 个文件没有插入"
    assert "坏.jpg" in problem.where
    assert "其余照片已经插入" in problem.remedy
    assert pasted_photo(picture_bytes(scene(), "PNG")).problem is None
    assert pasted_photo(b"").problem is not None
