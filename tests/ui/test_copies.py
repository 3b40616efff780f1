"""Copies of the store that is open: the user's own, the file manager's, those before an import."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_hands import Answer, card, shown
from examples import empty, sample, tidy_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from qdesk.actions.restore_backup import backups
from qdesk.actions.workspace import Workspace
from qdesk.model.edit import Kind
from qdesk.ui.dialogs.restore_dialog import RestoreDialog
from qdesk.ui.main_window import MainWindow


def hint(window: MainWindow) -> str:
    return " ".join(one.text() for one in window.statusBar().findChildren(QLabel))


def store(window: MainWindow) -> Path:
    assert window.session is not None
    return window.session.workspace.store.path


def empty_cell(window: MainWindow, qtbot: QtBot) -> None:
    view = card(window).view
    view.choose(1, 2)
    assert shown(window, 1, 2) == "859"
    qtbot.keyClick(view, Qt.Key.Key_Delete)


def count_of_gaps(path: Path) -> int:
    """How many observations of a store say nothing; the store is opened as on another computer."""
    opened = Workspace.open(path)
    found = len(opened.edits_since(""))
    assert sum(1 for _ in opened.archive.all_of(Kind.OBSERVATION))
    opened.close()
    return found


def test_a_copy_made_in_the_file_manager_is_complete_after_a_rest(
    desk: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    before = tmp_path / "前.qdesk"
    assert desk.session is not None
    empty_cell(desk, qtbot)
    log = store(desk).with_name(store(desk).name + "-wal")
    qtbot.waitUntil(lambda: desk.session is not None and not desk.session.pending, timeout=5_000)
    edits = len(desk.session.workspace.edits_since(""))
    qtbot.waitUntil(lambda: not log.exists() or not log.stat().st_size, timeout=8_000)
    shutil.copyfile(store(desk), before)
    assert count_of_gaps(before) == edits


def test_a_copy_is_one_whole_file_and_never_the_open_one(
    desk: MainWindow, qtbot: QtBot, tmp_path: Path, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.session is not None
    target = tmp_path / "给同事" / "副本"
    target.parent.mkdir()
    names: Iterator[str] = iter([str(target), str(store(desk))])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (next(names), ""))
    empty_cell(desk, qtbot)
    desk.controller.stores.save_copy()
    qtbot.waitUntil(lambda: "副本已存好" in hint(desk), timeout=10_000)
    assert [one.name for one in target.parent.iterdir()] == ["副本.qdesk"]
    edits = len(desk.session.workspace.edits_since(""))
    assert count_of_gaps(target.with_suffix(".qdesk")) == edits
    said: list[str] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        said.append(dialog.text())

    answer(read)
    desk.controller.stores.save_copy()
    qtbot.waitUntil(lambda: bool(said), timeout=10_000)
    assert said == ["这就是正在用的数据文件"]


def test_a_backup_is_taken_before_an_import(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, answer: Answer
) -> None:
    window.open_workspace(empty(tmp_path))
    answer(lambda _: None)
    window.controller.take_file(tidy_workbook(tmp_path / "上年.xlsx"))
    qtbot.waitUntil(lambda: "已导入" in hint(window), timeout=20_000)
    qtbot.waitUntil(lambda: window.session is not None and not window.session.pending, timeout=20_000)
    (made,) = backups()
    assert made.moment.endswith("导入前")
    dialog = RestoreDialog(window)
    qtbot.addWidget(dialog)
    cell = dialog.list.item(0, 1)
    assert cell is not None
    assert "导入前" in cell.text()
    opened = Workspace.open(made.file)
    assert next(opened.archive.all_of(Kind.OBSERVATION), None) is None
    opened.close()


def test_a_store_renamed_while_it_is_open_is_noticed_once(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_workspace(sample(tmp_path))
    saved = tmp_path / "救回.qdesk"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), ""))
    said: list[str] = []

    def agree(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        said.append(dialog.text())
        dialog.buttons()[0].click()

    answer(agree)
    store(window).rename(tmp_path / "改了名.qdesk")
    qtbot.waitUntil(lambda: "副本已存好" in hint(window), timeout=15_000)
    assert "改名、移走或删除" in said[0]
    assert saved.exists()
