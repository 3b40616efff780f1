"""What a section's page says at its head."""

from __future__ import annotations

from pathlib import Path

from qdesk.actions.guidance import guidance_for
from qdesk.actions.new_report import new_store, period_from


def test_the_head_of_a_section_says_what_is_a_default(tmp_path: Path) -> None:
    workspace = new_store(tmp_path / "a.qdesk", "某校", "school-2024", period_from("2024"))
    view = workspace.view()
    states = {one.section.title: guidance_for(view, one.section.id).is_default for one in view.headings}
    workspace.close()
    assert (states["人才培养"], states["专业建设"]) == (False, True)
