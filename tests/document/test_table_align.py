"""How the texts of a column are aligned: all alike, whatever single cells are."""

from __future__ import annotations

from qdesk.document.blocks import Cell, Table
from qdesk.document.table_align import cell_align
from qdesk.document.table_grid import measure
from qdesk.places import templates_dir
from qdesk.word.load_style import load_style

STYLE = load_style(templates_dir() / "styles" / "report.toml")
HEAD = (Cell("项目", 0, 0, role="header"), Cell("数量", 0, 1, role="header"))
LONG = "液压与气动系统调试与维护"


def aligns(*labels: Cell) -> list[str]:
    """The alignments of the labels of a table's first column."""
    rows = max(cell.row + cell.row_span for cell in labels)
    numbers = tuple(Cell(str(row), row, 1) for row in range(1, rows))
    table = Table((*HEAD, *labels, *numbers), 2)
    grid = measure(table, STYLE)
    return [cell_align(cell, grid, STYLE) for cell in labels]


def label(text: str, row: int, rows: int = 1, indent: int = 0) -> Cell:
    return Cell(text, row, 0, row_span=rows, role="label", indent=indent)


def test_short_labels_are_centred() -> None:
    assert aligns(label("护理", 1), label("会计", 2)) == ["center", "center"]


def test_long_labels_stand_at_the_left() -> None:
    assert aligns(label(LONG, 1), label("焊工", 2)) == ["left", "left"]


def test_some_names_over_two_rows_stand_as_the_others_do() -> None:
    assert aligns(label(LONG, 1, 2), label("焊工", 3), label("会计", 4)) == ["left", "left", "left"]


def test_groups_over_several_rows_are_centred_together() -> None:
    assert aligns(label(LONG, 1, 2), label("焊工", 3, 2), label("会计", 5)) == ["center", "center", "center"]


def test_parts_and_their_whole_stand_at_the_left() -> None:
    assert aligns(label("在校生", 1), label("其中：女生", 2, indent=1)) == ["left", "left"]
