"""A case without a title prints its number only."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from examples import sample

from qdesk.actions.edit_cases import add_case
from qdesk.document.blocks import Caption
from qdesk.document.compose import compose


@pytest.mark.parametrize(("title", "separator"), [("", ""), ("校企合作", "：")])
def test_nothing_stands_behind_a_colon(tmp_path: Path, title: str, separator: str) -> None:
    workspace = sample(tmp_path)
    view = workspace.view()
    edit = add_case(view, view.headings[0].section.id, title)
    workspace.do(edit)
    key = edit.changes[0].key[0]
    blocks = compose(workspace.view(), date(2026, 1, 1)).blocks
    (found,) = [one for one in blocks if isinstance(one, Caption) and one.bookmark == key]
    assert found.separator == separator
    workspace.close()
