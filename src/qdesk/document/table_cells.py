"""The cells of a table by their columns, none on top of another."""

from __future__ import annotations

from dataclasses import dataclass

from qdesk.document.blocks import Cell, Table


@dataclass(frozen=True, slots=True)
class Arranged:
    """The cells of a table that have a text: those of each column, and those over several columns."""

    table: Table
    columns: list[list[Cell]]
    spanning: list[Cell]
    row_count: int


def arrange(table: Table) -> Arranged:
    """Return the cells by their columns; raise ValueError if cells overlap or leave the table."""
    count = table.column_count
    columns: list[list[Cell]] = [[] for _ in range(count)]
    spanning: list[Cell] = []
    taken: set[int] = set()  # places, counted row by row
    for cell in table.cells:
        text, row, column, rows, span, _, _, _, _ = cell
        if rows < 1 or span < 1 or row < 0 or not 0 <= column <= count - span:
            _refuse(cell, count)
        place = row * count + column
        if rows == span == 1:
            if place in taken:
                _refuse_overlap(cell, place, count)
            taken.add(place)
        else:
            covered = [place + down * count + right for down in range(rows) for right in range(span)]
            if not taken.isdisjoint(covered):
                _refuse_overlap(cell, min(taken.intersection(covered)), count)
            taken.update(covered)
        if span > 1:
            spanning.append(cell)
        elif text:
            columns[column].append(cell)
    return Arranged(table, columns, spanning, max(taken) // count + 1 if taken else 0)


def _refuse(cell: Cell, columns: int) -> None:
    if cell.row < 0 or cell.column < 0 or cell.row_span < 1 or cell.column_span < 1:
        message = f"impossible place or span: {cell}"
    else:
        message = f"cell outside the {columns} columns: {cell}"
    raise ValueError(message)


def _refuse_overlap(cell: Cell, place: int, columns: int) -> None:
    row, column = divmod(place, columns)
    message = f"cells overlap in row {row}, column {column}: {cell}"
    raise ValueError(message)
