"""Checks in steps: a long text is gone through rule by rule, and nothing is found otherwise for it."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from examples import sample

from qdesk.actions.edit_text import set_text
from qdesk.actions.run_checks import CheckedReport
from qdesk.checks.texts.placed_texts import placed_texts


def test_steps_find_what_a_look_at_everything_finds(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    view = workspace.view()
    section = next(one.section.id for one in view.headings if one.number == "1.2.2")
    edit = set_text(view, section, "在校生 999 人。\n" * 50)
    assert edit is not None
    workspace.do(edit)
    view = workspace.view()
    stepped = CheckedReport(view)
    pieces = len(list(view.tables)) + len(list(placed_texts(view)))
    steps = sum(1 for _ in stepped.ahead())
    assert steps > pieces + 20  # rules are steps of their own
    assert stepped.findings() == CheckedReport(view).findings()
    assert sum(1 for _ in stepped.ahead()) == pieces  # what is known is not looked at again


def test_steps_may_be_left_anywhere(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    view = workspace.view()
    for left_at in (1, 40, 60, 75):
        stepped = CheckedReport(view)
        list(islice(stepped.ahead(), left_at))
        assert stepped.findings() == CheckedReport(view).findings()
