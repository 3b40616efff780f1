"""Any table of two axes survives screen model, Word, Excel and back: one filled table feeds them all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from examples import empty, texts
from hypothesis import given, settings
from PySide6.QtCore import Qt
from random_tables import MadeTable, any_table, usual_table

from qdesk.actions.export_word import export_word
from qdesk.actions.export_workbook import export_workbook
from qdesk.actions.import_preview import preview_import
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.read_source import read_source
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.filled_table import FilledTable
from qdesk.recognition.grid import Grid
from qdesk.ui.table.table_model import TableModel


@pytest.fixture(scope="module")
def stores() -> Iterator[tuple[Workspace, Workspace]]:
    """A store for the made table, and an empty one that imports it; both are left as they were."""
    folder = Path(tempfile.mkdtemp())
    first, second = empty(folder, name="原.qdesk"), empty(folder, name="新.qdesk")
    for one in (first, second):
        tables = [FieldChange(Kind.TABLE, (table.id,), table, None) for table in one.view().tables]
        one.do(Edit("清空", tuple(tables)))
    yield first, second
    first.close()
    second.close()
    shutil.rmtree(folder)


def on_screen(filled: FilledTable) -> list[list[str]]:
    model = TableModel(filled)
    return [
        [
            model.data(model.index(row, column), Qt.ItemDataRole.DisplayRole)
            for column in range(model.columnCount())
        ]
        for row in range(model.rowCount())
    ]


def written(workspace: Workspace, made: MadeTable, folder: Path) -> tuple[FilledTable, dict[str, Path]]:
    """The made table as it prints, and the files that hold it."""
    view = workspace.view()
    table = view.table(made.layout.id)
    assert table is not None
    files = {"word": folder / "表.docx", "excel": folder / "表.xlsx"}
    export_word(view, files["word"])
    export_workbook(view, files["excel"])
    return view.filled(table), files


def assert_same(grid: Grid, filled: FilledTable, way: str) -> None:
    """The grid of a file shows the filled table below its lines, with the same merges."""
    top = 1 + bool(filled.subcaption) + bool(filled.unit_line)
    rows = range(top, top + len(filled.grid))
    shown = [[grid.at(row, column).text for column in range(filled.column_count)] for row in rows]
    assert shown == texts(filled), way
    merges = {(t - top, left, b - top, right) for t, left, b, right in grid.merges if t in rows}
    assert merges == set(filled.merges), way


def lines(filled: FilledTable) -> list[object]:
    """What stands around the grid."""
    return [filled.caption, filled.subcaption, filled.unit_line, filled.notes, filled.header_rows]


@settings(max_examples=60)
@given(made=any_table())
def test_any_table_survives_the_screen_word_and_excel(
    stores: tuple[Workspace, Workspace], made: MadeTable
) -> None:
    workspace, other = stores
    done = workspace.do(made.edit(workspace))
    with tempfile.TemporaryDirectory() as folder:
        filled, files = written(workspace, made, Path(folder))
        assert on_screen(filled) == texts(filled)
        for way, path in files.items():
            [grid] = read_source(path)
            assert_same(grid, filled, way)
            # What its labels do not say nobody can know, but every table gets an answer.
            with suppress(UserError):
                import_edit(preview_import(other.view(), path))
    workspace.do(done.reversed())


@settings(max_examples=80)
@given(made=usual_table())
def test_a_usual_table_is_imported_as_it_was(stores: tuple[Workspace, Workspace], made: MadeTable) -> None:
    """What recognition understands of a file prints the same grid again, as a table of its own."""
    first, second = stores
    done = first.do(made.edit(first))
    try:
        with tempfile.TemporaryDirectory() as folder:
            filled, files = written(first, made, Path(folder))
            for way, path in files.items():
                assert_comes_back(second, filled, path, way)
    finally:
        first.do(done.reversed())  # else the next example would find two tables


def assert_comes_back(second: Workspace, filled: FilledTable, path: Path, way: str) -> None:
    """The only table of the second store, when it has imported the file, is the filled one."""
    preview = preview_import(second.view(), path)
    preview.take_doubtful()
    imported = second.do(import_edit(preview))
    try:
        view = second.view()
        again = next(found for one in view.tables if (found := view.filled(one)).body)
        assert texts(again) == texts(filled), way
        assert set(again.merges) == set(filled.merges), way
        assert lines(again) == lines(filled), way
    finally:
        second.do(imported.reversed())
