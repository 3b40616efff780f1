"""The pages before the body of a returned document: texts, titles and fields come back, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph
from examples import sample

from qdesk.actions.edit_front_matter import front_page, set_field, set_front_text, switch_page
from qdesk.actions.export_word import export_word
from qdesk.actions.keep_export import keep_export
from qdesk.actions.returned import preview_returned
from qdesk.actions.returned_difference import Difference, Returned, What
from qdesk.actions.take_returned import returned_edit
from qdesk.actions.workspace import Workspace
from qdesk.model.edit import Edit
from qdesk.model.prose import Link, LinkForm, links_of, write_link

Change = Callable[[WordDocument], None]
ENROLLED = "XS01"
PREFACE = "{school}成立于 1985 年。\n本年招生%s人。\n感谢各方支持。"


def do(school: Workspace, edit: Edit | None) -> None:
    assert edit is not None
    school.do(edit)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    """The sample school with a statement, a team and a preface that holds a linked number."""
    workspace = sample(tmp_path)
    for page in ("declaration", "team", "preface"):
        do(workspace, switch_page(workspace.view(), page, shown=True))
    view = workspace.view()
    link = write_link(Link(ENROLLED, form=LinkForm.VALUE))
    do(workspace, set_front_text(view, "preface", PREFACE % link))
    do(workspace, set_field(workspace.view(), "team", "负责人", "张三"))
    yield workspace
    workspace.close()


def export(school: Workspace, path: Path) -> Path:
    summary = export_word(school.view(), path)
    school.do(keep_export(school.view(), summary.export))
    return path


@pytest.fixture
def exported(school: Workspace, tmp_path: Path) -> Path:
    return export(school, tmp_path / "报告.docx")


def edited(path: Path, change: Change) -> Path:
    document = Document(str(path))
    change(document)
    target = path.with_name("改过.docx")
    document.save(str(target))
    return target


def said(document: WordDocument, text: str) -> Paragraph:
    return next(one for one in document.paragraphs if text in one.text)


def put(before: str, after: str) -> Change:
    def change(document: WordDocument) -> None:
        for run in said(document, before).runs:
            if before in run.text:
                run.text = run.text.replace(before, after)
                return
        raise AssertionError(before)

    return change


def added(before: str, text: str) -> Change:
    return lambda document: said(document, before).insert_paragraph_before(text, "Body Text") and None


def removed(text: str) -> Change:
    def change(document: WordDocument) -> None:
        one = cast("Any", said(document, text))._element  # noqa: SLF001 - python-docx has no public name for it
        one.getparent().remove(one)

    return change


def shown(returned: Returned) -> list[tuple[What, str, str, str]]:
    return [(one.what, one.place, one.before, one.after) for one in returned.differences]


def only(returned: Returned) -> Difference:
    assert len(returned.differences) == 1, shown(returned)
    return returned.differences[0]


def texts(path: Path) -> list[str]:
    return [one.text for one in Document(str(path)).paragraphs if one.text.strip()]


def take(school: Workspace, path: Path) -> Edit:
    edit = returned_edit(preview_returned(school.view(), path))
    school.do(edit)
    return edit


def test_pages_that_nobody_changed_have_no_differences(school: Workspace, exported: Path) -> None:
    assert preview_returned(school.view(), exported).differences == []


@pytest.mark.parametrize(
    "change",
    [
        put("感谢各方支持", "感谢社会各界的支持"),
        put("成立于 1985 年", "创办于 1986 年"),
        put("真实准确", "真实、准确、完整"),
        put("前言", "致辞"),
        put("负责人：张三", "负责人：李四"),
        put("职业教育质量年度报告", "中等职业教育质量年度报告"),
        added("感谢", "新加的一段。"),
        added("负责人", "成员：王五、赵六"),
        removed("感谢"),
    ],
)  # fmt: skip
def test_what_is_taken_prints_as_the_document_did_and_is_undone(
    change: Change, school: Workspace, exported: Path, tmp_path: Path
) -> None:
    before = texts(exported)
    path = edited(exported, change)
    found = only(preview_returned(school.view(), path))
    assert found.taken
    edit = take(school, path)
    assert sorted(texts(export(school, tmp_path / "b.docx"))) == sorted(texts(path))
    assert preview_returned(school.view(), path).differences == []  # a second time nothing is offered
    school.do(edit.reversed())
    assert texts(export(school, tmp_path / "c.docx")) == before


def test_what_stands_open_and_what_is_linked_stays_so(school: Workspace, exported: Path) -> None:
    def change(document: WordDocument) -> None:
        put("成立于 1985 年", "创办于 1986 年")(document)
        put("本年招生", "今年共招生")(document)

    take(school, edited(exported, change))
    text = front_page(school.view(), "preface").text
    assert text.startswith("{school}创办于 1986 年。\n今年共招生")
    assert len(links_of(text)) == 1
    take(school, edited(exported, put("本校承诺", "我校郑重承诺")))
    assert front_page(school.view(), "declaration").text.startswith("我校郑重承诺：《{title}》")


def test_a_number_in_the_preface_changes_the_data(school: Workspace, exported: Path) -> None:
    number = only(preview_returned(school.view(), edited(exported, put("859", "860"))))
    assert (number.what, number.before, number.after) == (What.NUMBER, "859", "860")


def test_signature_lines_are_fields(school: Workspace, exported: Path) -> None:
    def change(document: WordDocument) -> None:
        line = said(document, "法定代表人")
        line.runs[0].text = "法定代表人（签名）： 王校长"
        date = next(one for one in document.paragraphs if one.text.startswith("日期："))
        date.runs[0].text = "日期：2020 年 12 月 1 日"

    path = edited(exported, change)
    found = preview_returned(school.view(), path).differences
    assert [(one.what, one.place, one.after) for one in found] == [
        (What.FIELD, "内容真实性责任声明 › 法定代表人（签名）", "王校长"),
        (What.FIELD, "内容真实性责任声明 › 日期", "2020 年 12 月 1 日"),
    ]
    take(school, path)
    assert front_page(school.view(), "declaration").fields["日期"] == "2020 年 12 月 1 日"


def test_a_cover_line_is_its_field_also_without_its_style(school: Workspace, exported: Path) -> None:
    def change(document: WordDocument) -> None:
        line = next(one for one in document.paragraphs if one.style and one.style.name == "封面单位")
        line.style = "Normal"
        line.runs[0].text = "示例职校"

    found = only(preview_returned(school.view(), edited(exported, change)))
    assert (found.what, found.place, found.after) == (What.FIELD, "封面 › 学校名称", "示例职校")


def test_what_cannot_be_taken_is_said(school: Workspace, exported: Path) -> None:
    def change(document: WordDocument) -> None:
        year = next(one for one in document.paragraphs if one.style and one.style.name == "封面年度")
        year.insert_paragraph_before("内部资料", "Body Text")
        for text in ("（2019-2020学年）", "编制组", "负责人"):
            removed(text)(document)

    found = preview_returned(school.view(), edited(exported, change)).differences
    assert [(one.what, one.before, one.after) for one in found] == [
        (What.FIELD, "（2019-2020学年）", ""),
        (What.GONE, "编制组", ""),
        (What.ADDED, "", "内部资料"),
    ]
    assert all(one.refusal and not one.taken for one in found)


def test_what_both_sides_changed_is_a_conflict(school: Workspace, exported: Path) -> None:
    do(school, set_field(school.view(), "team", "负责人", "钱七"))
    do(school, set_front_text(school.view(), "preface", "感谢全校师生的支持。"))

    def change(document: WordDocument) -> None:
        put("负责人：张三", "负责人：李四")(document)
        put("感谢各方支持", "感谢各界支持")(document)

    found = preview_returned(school.view(), edited(exported, change)).differences
    assert [(one.what, one.now, one.taken) for one in found] == [
        (What.FIELD, "钱七", False),
        (What.PROSE, "感谢全校师生的支持。", False),
    ]


def test_a_page_that_is_no_longer_used_is_not_written_to(school: Workspace, exported: Path) -> None:
    do(school, switch_page(school.view(), "preface", shown=False))
    found = only(preview_returned(school.view(), edited(exported, put("感谢各方支持", "感谢各界支持"))))
    assert found.refusal


def test_an_unknown_export_says_nothing_of_the_cover(school: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    export_word(school.view(), path)  # not kept
    path = edited(path, put("感谢各方支持", "感谢各界支持"))
    assert only(preview_returned(school.view(), path)).what is What.PROSE


def test_an_export_is_remembered_with_its_pages(school: Workspace, exported: Path, tmp_path: Path) -> None:
    path = edited(exported, put("感谢各方支持", "感谢各界支持"))
    copy = tmp_path / "copy.qdesk"
    school.close()
    shutil.copyfile(tmp_path / "示例 学校.qdesk", copy)
    other = Workspace.open(copy)
    try:
        assert only(preview_returned(other.view(), path)).what is What.PROSE
    finally:
        other.close()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_pages_survive_libreoffice(school: Workspace, exported: Path, tmp_path: Path) -> None:
    path = edited(exported, put("负责人：张三", "负责人：李四"))
    out = tmp_path / "lo"
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = only(preview_returned(school.view(), out / path.name))
    assert (found.what, found.before, found.after) == (What.FIELD, "张三", "李四")
