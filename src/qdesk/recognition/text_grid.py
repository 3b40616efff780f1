"""Rows of texts (.csv, a pasted block) as a grid of cells."""

from __future__ import annotations

from collections.abc import Sequence

from qdesk.recognition.grid import Grid, GridCell


def text_grid(name: str, rows: Sequence[Sequence[str]]) -> Grid:
    """A grid of the same rows; texts stay texts, recognition reads the numbers in them."""
    cells: dict[tuple[int, int], GridCell] = {}
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts[:512]):
            if text.strip():
                cells[row, column] = GridCell(text, text, raw=text)
    return Grid(name, cells)
