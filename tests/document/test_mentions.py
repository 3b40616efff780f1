"""What prose says of tables, figures and cases leads to them; everything else stays text."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from examples import sample
from hypothesis import given
from hypothesis import strategies as st

from qdesk.actions.edit_text import set_text
from qdesk.actions.export_word import export_word
from qdesk.document.mentions import mention_runs
from qdesk.model.mention import names_of_captions
from qdesk.model.numbering import caption_number

NAMES = names_of_captions(
    {
        "t1": caption_number("表 {n} ", 1),
        "t12": caption_number("表 {n} ", 12),
        "a1": caption_number("附表 {n} ", 1),
        "c": caption_number("表 {c}-{n} ", 2, "1"),
        "f": caption_number("图{n}：", 3),
        "k": caption_number("案例{N}：", 2),
        "free": caption_number("【案例分享】", 0),
    }
)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("见表 1。", ["t1"]),
        ("见表1、表 12 和附表1", ["t1", "t12", "a1"]),
        ("（表 1-2）与图3", ["c", "f"]),
        ("案例二写到", ["k"]),
        ("表 2 没有；代表 1 人；图表 1", []),
        ("表 123、表 1%", []),
        ("图三十", []),
        ("", []),
    ],
)
def test_only_what_there_is_is_linked(text: str, links: list[str]) -> None:
    runs = mention_runs(text, NAMES)
    assert "".join(run.text for run in runs) == text
    assert [run.reference for run in runs if run.reference] == links


@given(st.text(alphabet="表图附案例12一二-－ 代，", max_size=30))
def test_no_text_is_changed(text: str) -> None:
    assert "".join(run.text for run in mention_runs(text, NAMES)) == text


def test_word_gets_a_field_that_follows(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    view = workspace.view()
    edit = set_text(view, view.headings[0].section.id, "学生人数见表 2。")
    assert edit is not None
    workspace.do(edit)
    export_word(workspace.view(), tmp_path / "a.docx")
    workspace.close()
    paragraph = next(one for one in Document(str(tmp_path / "a.docx")).paragraphs if "学生人数见" in one.text)
    assert "学生人数见表 2。" in paragraph.text
    assert " REF _Toc" in paragraph._p.xml  # noqa: SLF001  # pyright: ignore[reportUnknownMemberType, reportPrivateUsage]
