"""The annex begins a page of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from qdesk.actions.new_report import new_store, period_from
from qdesk.document.blocks import Heading, PageBreak
from qdesk.document.compose import compose


def test_the_annex_begins_a_page(tmp_path: Path) -> None:
    workspace = new_store(tmp_path / "a.qdesk", "示例学校", "school-2022", period_from("2022-2023"))
    view = workspace.view()
    blocks = compose(view, date(2023, 12, 1)).blocks
    annex = {one.section.id for one in view.headings if one.section.annex and one.level == 1}
    before = [
        blocks[at - 1] for at, one in enumerate(blocks) if isinstance(one, Heading) and one.bookmark in annex
    ]
    assert before == [PageBreak()]
    workspace.close()
