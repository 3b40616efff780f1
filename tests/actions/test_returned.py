"""An exported document, edited by hand and mailed back: what people did is shown, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, cast

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph
from examples import sample

from qdesk.actions.edit_cases import add_case, set_case
from qdesk.actions.edit_text import set_text
from qdesk.actions.edit_values import set_indicator
from qdesk.actions.export_word import export_word
from qdesk.actions.import_history import past_imports
from qdesk.actions.keep_export import keep_export
from qdesk.actions.returned import preview_returned
from qdesk.actions.returned_difference import Difference, Returned, What
from qdesk.actions.take_returned import returned_edit
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.model.prose import Link, links_of, write_link

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Change = Callable[[WordDocument], None]


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    workspace = sample(tmp_path)
    yield workspace
    workspace.close()


@pytest.fixture
def exported(school: Workspace, tmp_path: Path) -> Path:
    path = tmp_path / "报告.docx"
    summary = export_word(school.view(), path)
    school.do(keep_export(school.view(), summary.export))
    return path


def edited(path: Path, change: Change) -> Path:
    document = Document(str(path))
    change(document)
    target = path.with_name("改过.docx")
    document.save(str(target))
    return target


def with_text(document: WordDocument, text: str) -> Paragraph:
    bodies = (one for one in document.paragraphs if one.style and one.style.name == "Body Text")
    return next(one for one in bodies if text in one.text)


def cut(document: WordDocument, first: str, *, to_heading: bool = False) -> None:
    """Delete a paragraph, or all from a heading up to the next one."""
    body = cast("Any", document.element).body
    texts = ["".join(one.itertext()) for one in body]
    likely = [n for n, one in enumerate(texts) if one.startswith(first)]
    start = next(n for n in likely if to_heading <= ("Heading" in _style(body[n])))
    end = start + 1
    while to_heading and "Heading" not in _style(body[end]):
        end += 1
    for one in list(body)[start:end]:
        body.remove(one)


def _style(element: Any) -> str:  # noqa: ANN401 - lxml gives no types
    return next((str(one.get(f"{W}val")) for one in element.iter(f"{W}pStyle")), "")


def put(paragraph: Paragraph, before: str, after: str) -> None:
    """Change a word as somebody who types does: within its run."""
    for run in paragraph.runs:
        if before in run.text:
            run.text = run.text.replace(before, after)
            return
    message = f"{before} is not in one run of {paragraph.text}"
    raise AssertionError(message)


def shown(returned: Returned) -> list[tuple[What, str, str]]:
    return [(one.what, one.before, one.after) for one in returned.differences]


def only(returned: Returned) -> Difference:
    assert len(returned.differences) == 1, shown(returned)
    return returned.differences[0]


def test_a_document_that_nobody_changed_has_no_differences(school: Workspace, exported: Path) -> None:
    returned = preview_returned(school.view(), exported)
    assert returned.known
    assert returned.differences == []
    with pytest.raises(UserError, match="没有选中"):
        returned_edit(returned)


def test_words_of_a_paragraph_keep_its_links(school: Workspace, exported: Path) -> None:
    path = edited(exported, lambda d: put(with_text(d, "学校占地面积"), "学校占地面积", "本校占地面积"))
    returned = preview_returned(school.view(), path)
    found = only(returned)
    assert found.what is What.PROSE
    assert found.place.endswith("学校面积及资产")
    before = links_of(school.view().text(found.owner))
    done = school.do(returned_edit(returned))
    view = school.view()
    assert view.text(found.owner).startswith("本校占地面积⟦=XX01⟧")
    assert links_of(view.text(found.owner)) == before
    assert preview_returned(view, path).differences == []
    school.do(done.reversed())
    assert school.view().text(found.owner).startswith("学校占地面积")


def test_a_number_in_a_linked_place_changes_the_data(school: Workspace, exported: Path) -> None:
    path = edited(exported, lambda d: put(with_text(d, "在校生巩固率"), "94%", "95.5%"))
    returned = preview_returned(school.view(), path)
    found = only(returned)
    assert (found.what, found.before, found.after) == (What.NUMBER, "94%", "95.5%")
    school.do(returned_edit(returned))
    view = school.view()
    assert "在校生巩固率为95.5%" in view.plain_text(found.owner)
    assert preview_returned(view, path).differences == []
    key = found.key
    assert key is not None
    stored = view.archive.observation(key)
    assert stored is not None
    assert stored.chosen.source.kind == "returned"
    assert "改过.docx" in stored.chosen.source.place


def test_a_number_that_is_computed_says_so(school: Workspace, exported: Path) -> None:
    view = school.view()
    rate = view.archive.catalogue.named("就业率")[0]
    section = next(one.section.id for one in view.headings if "学校占地面积" in view.text(one.section.id))
    edit = set_text(view, section, f"就业率为{write_link(Link(rate.id))}，保持稳定。")
    assert edit is not None
    school.do(edit)
    summary = export_word(school.view(), exported)
    school.do(keep_export(school.view(), summary.export))
    printed = school.view().number(Link(rate.id)).text
    path = edited(exported, lambda d: put(with_text(d, "保持稳定"), printed, "97.35%"))
    found = only(preview_returned(school.view(), path))
    assert (found.what, found.before, found.after) == (What.NUMBER, printed, "97.35%")
    assert "由程序算出" in found.refusal


def test_paragraphs_more_and_less(school: Workspace, exported: Path) -> None:
    def change(document: WordDocument) -> None:
        first = with_text(document, "学校占地面积")
        first.insert_paragraph_before("学校位于市区北部。", style="Body Text")
        cut(document, "设备总值增长快于学生数增长")

    returned = preview_returned(school.view(), edited(exported, change))
    assert [one.what for one in returned.differences] == [What.ADDED, What.REMOVED]
    added, removed = returned.differences
    lines = len(school.view().text(removed.owner).splitlines())
    school.do(returned_edit(returned))
    view = school.view()
    assert view.text(added.owner).splitlines()[0] == "学校位于市区北部。"
    assert len(view.text(removed.owner).splitlines()) == lines - 1


def test_a_cell_of_a_table_is_a_value(school: Workspace, exported: Path) -> None:
    def change(document: WordDocument) -> None:
        table = next(one for one in document.tables if "招生人数" in one.cell(1, 0).text)
        table.cell(1, 2).text = "860"

    returned = preview_returned(school.view(), edited(exported, change))
    found = only(returned)
    assert (found.what, found.before, found.after) == (What.CELL, "859", "860")
    school.do(returned_edit(returned))
    view = school.view()
    table = view.table(found.table)
    assert table is not None
    assert any(cell.text == "860" for row in view.filled(table).body for cell in row)


def test_titles_sections_and_comments(school: Workspace, exported: Path) -> None:
    def change(document: WordDocument) -> None:
        heading = next(one for one in document.paragraphs if one.text == "学校面积及资产")
        put(heading, "学校面积及资产", "校园与资产")
        later = next(one for one in document.paragraphs if one.text == "学生情况")
        later.insert_paragraph_before("校园安全", style="Heading 3")
        later.insert_paragraph_before("本学年无安全事故。", style="Body Text")
        place = with_text(document, "教学、实习设备总值")
        document.add_comment(place.runs[0], text="请核对设备总值", author="王", initials="W")

    returned = preview_returned(school.view(), edited(exported, change))
    assert [one.what for one in returned.differences] == [What.TITLE, What.NEW_SECTION, What.COMMENT]
    school.do(returned_edit(returned))
    view = school.view()
    titles = [view.title_of(one) for one in view.headings]
    at = next(n for n, one in enumerate(titles) if one.endswith("校园与资产"))
    assert titles[at + 1] == "1.1.3 校园安全"
    assert view.text(view.headings[at + 1].section.id) == "本学年无安全事故。"
    comment = view.archive.comments(view.report.id)[0]
    assert (comment.author, comment.text) == ("王", "请核对设备总值")
    assert comment.section == view.headings[at].section.id
    assert comment.quote


def test_what_both_sides_changed_is_a_conflict(school: Workspace, exported: Path) -> None:
    path = edited(exported, lambda d: put(with_text(d, "学校占地面积"), "学校占地面积", "本校占地面积"))
    view = school.view()
    section = next(one.section.id for one in view.headings if "学校占地面积" in view.text(one.section.id))
    edit = set_text(view, section, view.text(section).replace("学校占地面积", "校园占地面积", 1))
    assert edit is not None
    school.do(edit)
    returned = preview_returned(school.view(), path)
    found = only(returned)
    assert found.is_conflict
    assert not found.taken
    assert found.now.startswith("校园占地面积")
    found.taken = True
    school.do(returned_edit(returned))
    assert school.view().text(section).startswith("本校占地面积⟦=XX01⟧")


def test_what_only_the_store_changed_is_left_alone(school: Workspace, exported: Path) -> None:
    view = school.view()
    indicator = view.archive.catalogue.named("巩固率")[0]
    period = view.report.period_of(indicator.period_kind, 0).code
    school.do(set_indicator(view, indicator.id, period, "96"))
    assert preview_returned(school.view(), exported).differences == []


def test_a_section_that_is_gone_is_never_taken_unasked(school: Workspace, exported: Path) -> None:
    path = edited(exported, lambda d: cut(d, "培训规模", to_heading=True))
    found = preview_returned(school.view(), path).differences
    assert [one.what for one in found] == [What.GONE]
    assert not found[0].taken


def test_a_document_of_another_report_is_refused(school: Workspace, tmp_path: Path) -> None:
    stranger = Document()
    stranger.add_paragraph("别的文档")
    stranger.save(str(tmp_path / "别的.docx"))
    with pytest.raises(UserError, match="找不到本报告的章节"):
        preview_returned(school.view(), tmp_path / "别的.docx")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 not a document")
    with pytest.raises(UserError):
        preview_returned(school.view(), tmp_path / "坏.docx")


def test_the_protocol_can_be_read_again(school: Workspace, exported: Path) -> None:
    path = edited(exported, lambda d: put(with_text(d, "学校占地面积"), "学校占地面积", "本校占地面积"))
    school.do(returned_edit(preview_returned(school.view(), path)))
    past = past_imports(school.archive)[0]
    assert past.file == "读回 改过.docx"
    assert past.summary == "1 处改动，采用 1"


def xml_of(part: object) -> Any:  # noqa: ANN401 - lxml gives no types
    return cast("Any", part)._element  # noqa: SLF001 - python-docx has no public name for it


def rows_of(document: WordDocument, label: str) -> Any:  # noqa: ANN401 - lxml gives no types
    return xml_of(next(one for one in document.tables if label in one.cell(1, 0).text))


def test_a_table_that_somebody_sorted_says_nothing(school: Workspace, exported: Path) -> None:
    def swap(document: WordDocument) -> None:
        rows = rows_of(document, "招生人数").tr_lst
        rows[2].addnext(rows[1])

    def turn(document: WordDocument) -> None:
        for row in rows_of(document, "招生人数").tr_lst:
            row.tc_lst[2].addnext(row.tc_lst[1])

    for change in (swap, turn):
        assert preview_returned(school.view(), edited(exported, change)).differences == []


def test_a_row_that_was_replaced_is_not_taken_for_its_neighbour(school: Workspace, exported: Path) -> None:
    def change(document: WordDocument) -> None:
        table = next(one for one in document.tables if "招生人数" in one.cell(1, 0).text)
        for cell, text in zip(table.rows[1].cells, ("新项目", "1", "2", "3"), strict=True):
            cell.text = text

    found = preview_returned(school.view(), edited(exported, change)).differences
    assert found
    assert all(one.refusal and not one.taken for one in found)


def test_a_paragraph_that_moved_is_never_lost(school: Workspace, exported: Path) -> None:
    def change(document: WordDocument) -> None:
        first = xml_of(with_text(document, "学校占地面积"))
        first.getnext().addnext(first)

    path = edited(exported, change)
    returned = preview_returned(school.view(), path)
    owner = returned.differences[0].owner
    lines = school.view().text(owner).splitlines()
    school.do(returned_edit(returned))
    view = school.view()
    assert view.text(owner).splitlines() == [lines[1], lines[0]]
    assert preview_returned(view, path).differences == []


def test_neighbouring_numbers_keep_their_own_places(school: Workspace, exported: Path) -> None:
    view = school.view()
    section = view.headings[1].section.id
    edit = set_text(view, section, "招生、毕业⟦=XS01;f=value⟧、⟦=XS08⟧。")
    assert edit is not None
    school.do(edit)
    summary = export_word(school.view(), exported)
    school.do(keep_export(school.view(), summary.export))

    def change(document: WordDocument) -> None:
        paragraph = with_text(document, "招生、毕业")
        put(paragraph, "859", "603")
        put(paragraph, "603人", "343人")

    found = preview_returned(school.view(), edited(exported, change)).differences
    assert [(one.before, one.after) for one in found] == [("859", "603"), ("603人", "343人")]


def test_a_heading_that_is_gone_takes_and_doubles_nothing(school: Workspace, exported: Path) -> None:
    def delete(document: WordDocument) -> None:
        cut(document, "学校面积及资产")

    def slide(document: WordDocument) -> None:
        heading = next(one for one in document.paragraphs if one.text == "学校名称与办学性质")
        element = xml_of(heading)
        following = element.getnext()
        for mark in list(element.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            following.insert(1, mark)
        element.getparent().remove(element)

    for change in (delete, slide):
        found = preview_returned(school.view(), edited(exported, change)).differences
        assert What.GONE in {one.what for one in found}
        assert What.TITLE not in {one.what for one in found}
        assert [one for one in found if one.taken] == []


def test_reading_a_second_time_does_nothing_again(school: Workspace, exported: Path) -> None:
    def change(document: WordDocument) -> None:
        put(with_text(document, "本学年招收全日制新生"), "859人", "1,000人")
        later = next(one for one in document.paragraphs if one.text == "学生情况")
        later.insert_paragraph_before("校园安全", style="Heading 3")
        later.insert_paragraph_before("本学年无安全事故。", style="Body Text")
        place = with_text(document, "学校占地面积")
        for _ in range(2):
            place.insert_paragraph_before("同样的话。", style="Body Text")

    path = edited(exported, change)
    returned = preview_returned(school.view(), path)
    assert len(returned.differences) == 4
    school.do(returned_edit(returned))
    again = preview_returned(school.view(), path)
    assert [one for one in again.differences if one.taken] == [], shown(again)


def test_of_equal_paragraphs_the_right_one_changes(school: Workspace, exported: Path) -> None:
    view = school.view()
    section = view.headings[1].section.id
    edit = set_text(view, section, "甲说的话。\n乙说的话。\n甲说的话。")
    assert edit is not None
    school.do(edit)
    summary = export_word(school.view(), exported)
    school.do(keep_export(school.view(), summary.export))

    def change(document: WordDocument) -> None:
        last = [one for one in document.paragraphs if one.text == "甲说的话。"][1]
        put(last, "甲说的话", "甲说的新话")

    school.do(returned_edit(preview_returned(school.view(), edited(exported, change))))
    assert school.view().text(section) == "甲说的话。\n乙说的话。\n甲说的新话。"


def test_a_number_written_in_words_is_a_change_of_words(school: Workspace, exported: Path) -> None:
    path = edited(exported, lambda d: put(with_text(d, "本学年招收全日制新生"), "859人", "八百余人"))
    found = only(preview_returned(school.view(), path))
    assert found.what is What.PROSE
    assert "变成普通文字" in found.note


def test_lists_come_back_as_lists(school: Workspace, exported: Path) -> None:
    view = school.view()
    section = view.headings[1].section.id
    edit = set_text(view, section, "⟦-⟧甲\n⟦1⟧乙")
    assert edit is not None
    school.do(edit)
    summary = export_word(school.view(), exported)
    school.do(keep_export(school.view(), summary.export))

    def change(document: WordDocument) -> None:
        for text, fresh in (("甲", "甲甲"), ("乙", "乙乙")):
            item = next(one for one in document.paragraphs if one.text == text)
            copied = deepcopy(xml_of(item))
            xml_of(item).addnext(copied)
            next(one for one in copied.iter(f"{W}t")).text = fresh

    school.do(returned_edit(preview_returned(school.view(), edited(exported, change))))
    assert school.view().text(section) == "⟦-⟧甲\n⟦-⟧甲甲\n⟦1⟧乙\n⟦1⟧乙乙"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_marks_survive_libreoffice(school: Workspace, exported: Path, tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        put(with_text(document, "学校占地面积"), "学校占地面积", "本校占地面积")
        put(with_text(document, "在校生巩固率"), "94%", "95%")
        place = with_text(document, "本校占地面积")
        document.add_comment(place.runs[0], text="请核对", author="王", initials="W")

    path = edited(exported, change)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "docx", "--outdir", str(tmp_path / "lo")]
    subprocess.run([*command, str(path)], check=True, capture_output=True)
    again = preview_returned(school.view(), tmp_path / "lo" / path.name)
    assert again.known
    assert [one.what for one in again.differences] == [What.PROSE, What.NUMBER, What.COMMENT]


def test_a_case_without_a_title_comes_back_as_it_went(school: Workspace, tmp_path: Path) -> None:
    view = school.view()
    school.do(add_case(view, view.headings[-1].section.id))
    case = school.archive.cases(view.report.id)[-1]
    edit = set_case(school.view(), case.id, title="", text="它说了什么。")
    assert edit is not None
    school.do(edit)
    path = tmp_path / "报告.docx"
    school.do(keep_export(school.view(), export_word(school.view(), path).export))
    assert not preview_returned(school.view(), path).differences


def test_a_case_counted_in_digits_is_nobodys_change(school: Workspace, tmp_path: Path) -> None:
    """LibreOffice counts 案例一 as 案例1 when it saves."""
    view = school.view()
    section = view.headings[-1].section.id
    school.do(add_case(view, section, "开放日"))
    edit = set_text(school.view(), section, "如案例一所示，如期举行。")
    assert edit is not None
    school.do(edit)
    path = tmp_path / "报告.docx"
    school.do(keep_export(school.view(), export_word(school.view(), path).export))

    def count(document: WordDocument) -> None:
        for one in cast("Any", document.element).body.iter(f"{W}t"):
            one.text = (one.text or "").replace("案例一", "案例1")

    assert not preview_returned(school.view(), edited(path, count)).differences
