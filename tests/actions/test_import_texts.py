"""After one import of last year's Word report a school stands where a user of many years stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from examples import empty, sample, texts

from qdesk.actions.edit_text import prior_text
from qdesk.actions.export_word import export_word
from qdesk.actions.import_preview import preview_import
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.imported import ImportPreview
from qdesk.actions.workspace import Workspace
from qdesk.model.edit import Kind
from qdesk.model.report import Report, Section

ROWS = [
    ["项目", "2018-2019", "2019-2020"],
    ["招生人数（人）", "636", "859"],
    ["毕业生数（人）", "680", "603"],
]


def last_years_report(path: Path) -> Path:
    """A report as offices write it: numbers at the head of lines, a table, a picture's caption."""
    document = Document()
    for line in (
        "某校质量年度报告",
        "（2019-2020学年）",
        "1 学校情况",
        "1.1 学校概况",
        "学校在城东。",
        "占地很大。",
    ):
        document.add_paragraph(line)
    document.add_paragraph("1.2 学生情况")
    document.add_paragraph("招生增加。")
    document.add_paragraph("表 2 学生情况对比表")
    table = document.add_table(rows=3, cols=3)
    for row, cells in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for line in (
        "1.3 教师队伍",
        "教师很好。",
        "1.4 食堂",
        "饭菜可口。",
        "2 学生发展",
        "2.1 学生素质",
        "素质高。",
    ):
        document.add_paragraph(line)
    document.save(str(path))
    return path


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return empty(tmp_path, "2020-2021")


def imported(workspace: Workspace, folder: Path) -> ImportPreview:
    preview = preview_import(workspace.view(), last_years_report(folder / "上年报告.docx"))
    workspace.do(import_edit(preview))
    return preview


def prose(workspace: Workspace) -> dict[str, str]:
    view = workspace.view()
    found = {view.section_title(one): prior_text(view, one.section.id).printed for one in view.headings}
    return {title: text for title, text in found.items() if text}


def test_prose_becomes_last_years_text_of_its_section(workspace: Workspace, tmp_path: Path) -> None:
    imported(workspace, tmp_path)
    assert prose(workspace) == {
        "学校概况": "学校在城东。\n占地很大。",
        "学生情况": "招生增加。",
        "教师队伍": "教师很好。",
        "学生素质": "素质高。",
    }
    workspace.close()


def test_the_report_of_last_year_is_made_with_its_outline_and_tables(
    workspace: Workspace, tmp_path: Path
) -> None:
    imported(workspace, tmp_path)
    archive = workspace.archive
    prior = next(one for one in archive.reports if one.period.code == "2019-2020")
    assert workspace.report.prior_report == prior.id
    assert len(archive.sections(prior.id)) == len(archive.sections(workspace.report.id))
    captions = [one.layout.caption for one in archive.tables(prior.id)]
    assert captions == [one.layout.caption for one in archive.tables(workspace.report.id)]
    workspace.close()


def test_tables_of_the_report_come_with_it_in_the_same_step(workspace: Workspace, tmp_path: Path) -> None:
    before = {
        kind: len(list(workspace.archive.all_of(kind))) for kind in (Kind.REPORT, Kind.SECTION, Kind.TEXT)
    }
    preview = preview_import(workspace.view(), last_years_report(tmp_path / "上年报告.docx"))
    done = workspace.do(import_edit(preview))
    view = workspace.view()
    table = next(one for one in view.tables if "学生情况" in one.layout.caption)
    assert texts(view.filled(table))[1][:2] == ["招生人数（人）", "859"]
    workspace.do(done.reversed())
    after = {
        kind: len(list(workspace.archive.all_of(kind))) for kind in (Kind.REPORT, Kind.SECTION, Kind.TEXT)
    }
    assert after == before
    assert isinstance(workspace.archive.get(Kind.REPORT, (workspace.report.id,)), Report)
    workspace.close()


def test_what_fits_nowhere_is_asked_about_and_not_stored(workspace: Workspace, tmp_path: Path) -> None:
    preview = preview_import(workspace.view(), last_years_report(tmp_path / "上年报告.docx"))
    canteen = next(one for one in preview.texts.sections if one.found.title == "食堂")
    assert not canteen.sure
    assert not canteen.taken
    target = next(
        one for one in workspace.view().headings if one.section.title == "后勤服务" or one.number == "3.4"
    )
    canteen.section, canteen.taken = target.section.id, True
    workspace.do(import_edit(preview))
    assert "饭菜可口。" in prior_text(workspace.view(), target.section.id).printed
    workspace.close()


def test_a_text_that_stands_already_is_never_replaced(workspace: Workspace, tmp_path: Path) -> None:
    imported(workspace, tmp_path)
    path = tmp_path / "另一份.docx"
    document = Document(str(tmp_path / "上年报告.docx"))
    document.paragraphs[4].text = "学校在城西。"
    document.save(str(path))
    workspace.do(import_edit(preview_import(workspace.view(), path)))
    assert prose(workspace)["学校概况"] == "学校在城东。\n占地很大。"
    assert len(workspace.archive.reports) == 2
    workspace.close()


def test_a_document_that_was_edited_after_its_export_comes_back_change_by_change(tmp_path: Path) -> None:
    """A paragraph and a number were changed by hand: both are shown against what is stored, and chosen."""
    workspace = sample(tmp_path)
    export_word(workspace.view(), tmp_path / "报告.docx")
    document = Document(str(tmp_path / "报告.docx"))
    paragraph = next(one for one in document.paragraphs if "学校占地面积" in one.text)
    paragraph.text = paragraph.text.replace("学校占地面积", "本校占地面积")
    table = next(one for one in document.tables if "招生人数" in one.cell(1, 0).text)
    table.cell(1, 2).text = "860"
    document.save(str(tmp_path / "改过.docx"))
    view = workspace.view()
    preview = preview_import(view, tmp_path / "改过.docx")
    changed = [one for one in preview.texts.sections if one.differs]
    assert [one.found.title for one in changed] == ["学校面积及资产"]
    assert preview.texts.taken == []
    conflicts = [one for found in preview.tables for one in found.conflicts]
    assert [str(one.read.value) for one in conflicts if one.key] == ["860"]
    workspace.do(import_edit(preview))
    assert "本校占地面积" not in workspace.view().text(changed[0].section)
    again = preview_import(workspace.view(), tmp_path / "改过.docx")
    next(one for one in again.texts.sections if one.differs).taken = True
    done = workspace.do(import_edit(again))
    assert workspace.view().text(changed[0].section).startswith("本校占地面积")
    workspace.do(done.reversed())
    assert workspace.view().text(changed[0].section).startswith("学校占地面积")
    workspace.close()


def test_an_exported_report_comes_back_whole(tmp_path: Path) -> None:
    """Every table and every text of the sample school, out to Word and into an empty store."""
    source = sample(tmp_path)
    view = source.view()
    export_word(view, tmp_path / "报告.docx")
    wanted_texts = {
        view.title_of(one): view.plain_text(one.section.id)
        for one in view.headings
        if view.text(one.section.id)
    }
    wanted = {view.filled(one).caption: texts(view.filled(one)) for one in view.tables}
    fresh = empty(tmp_path)
    preview = preview_import(fresh.view(), tmp_path / "报告.docx")
    preview.take_doubtful()
    fresh.do(import_edit(preview))
    again = fresh.view()
    found = {again.filled(one).caption: texts(again.filled(one)) for one in again.tables}
    assert {title: found[title] for title in wanted} == wanted
    got = {again.title_of(one): again.text(one.section.id) for one in again.headings}
    plain = {title: "".join(text.split()) for title, text in got.items() if text}
    assert plain == {title: "".join(text.split()) for title, text in wanted_texts.items()}
    assert all(isinstance(one, Section) for one in again.archive.sections(again.report.id))
    fresh.close()
    source.close()
