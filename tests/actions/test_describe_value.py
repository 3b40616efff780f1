"""What the side pane says of a value."""

from __future__ import annotations

from pathlib import Path

from examples import sample

from qdesk.actions.describe_value import describe_value


def test_a_percentage_has_one_sign(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    view = workspace.view()
    cells = [
        cell
        for table in view.tables
        for row in view.filled(table).grid
        for cell in row
        if cell.key is not None and cell.text
    ]
    titles = [describe_value(view, one._replace(text="96.5%"), "", str).title for one in cells]
    assert titles
    assert not any("% %" in one for one in titles)
    assert "96.5%" in titles
    workspace.close()
