"""A report prints in the look that was chosen for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from examples import sample

from qdesk.actions.edit_outline import set_numbering
from qdesk.actions.export_word import export_word
from qdesk.actions.report_styles import all_styles, set_style, style_of
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.model.edit import Edit
from qdesk.model.numbering import Numbering


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    workspace = sample(tmp_path)
    yield workspace
    workspace.close()


def do(school: Workspace, edit: Edit | None) -> None:
    assert edit is not None
    school.do(edit)


def test_the_usual_style_stands_first_and_each_says_where_it_is_from() -> None:
    found = all_styles()
    assert [one.id for one in found] == ["report", "official", "three-line"]
    assert all(one.source and one.year for one in found)


def test_official_documents_follow_their_rule(school: Workspace, tmp_path: Path) -> None:
    do(school, set_style(school.view(), "official"))
    export_word(school.view(), tmp_path / "公文.docx")
    document = Document(str(tmp_path / "公文.docx"))
    section = document.sections[-1]
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [round(one.mm) for one in margins if one is not None] == [37, 35, 28, 26]
    assert section.page_height == pytest.approx(Mm(297), abs=700)
    body = document.styles["Body Text"]
    assert isinstance(body, ParagraphStyle)
    assert body.font.size == Pt(16)
    assert document.settings.odd_and_even_pages_header_footer
    height = 297 - 37 - 35
    assert int(height / 25.4 * 72 / style_of(school.view()).texts["body"].line_pt) == 22


def test_the_choice_is_kept_and_undone(school: Workspace) -> None:
    do(school, set_style(school.view(), "official"))
    path = school.store.path
    school.close()
    again = Workspace.open(path)
    assert again.report.style == "official"
    assert set_style(again.view(), "official") is None
    with pytest.raises(UserError, match="没有这种版式"):
        set_style(again.view(), "no-such-style")
    again.close()


def test_a_report_may_want_its_long_tables_continued(school: Workspace) -> None:
    assert not style_of(school.view()).table.continued
    do(school, set_numbering(school.view(), Numbering(continued=True)))
    assert style_of(school.view()).table.continued
    path = school.store.path
    school.close()
    again = Workspace.open(path)
    assert again.report.numbering.continued
    assert style_of(again.view()).table.continued
    again.close()
