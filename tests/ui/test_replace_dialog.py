"""The window of find and replace: ticked places are replaced, one step to undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from examples import sample
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from qdesk.actions.edit_text import set_text
from qdesk.actions.open_store import read_store
from qdesk.ui.dialogs.replace_dialog import ReplaceDialog
from qdesk.ui.report_session import ReportSession


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ReportSession]:
    made = ReportSession(read_store(sample(tmp_path)))
    yield made
    made.close()


def test_ticked_places_are_replaced(qtbot: QtBot, session: ReportSession) -> None:
    section = session.view.headings[1].section.id
    edit = set_text(session.view, section, "子丑子丑子")
    assert edit is not None
    session.do(edit)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ReplaceDialog(window, session)
    dialog.words.setText("子")
    dialog.search()
    assert dialog.list.rowCount() >= 3
    rows = [
        row
        for row in range(dialog.list.rowCount())
        if (item := dialog.list.item(row, 2)) is not None and "丑" in item.text()
    ]
    for row in range(dialog.list.rowCount()):
        item = dialog.list.item(row, 0)
        assert item is not None
        item.setCheckState(Qt.CheckState.Checked if row == rows[0] else Qt.CheckState.Unchecked)
    dialog.by.setText("寅")
    dialog.replace.click()
    assert session.view.text(section) == "寅丑子丑子"
    session.undo_stack.undo()
    assert session.view.text(section) == "子丑子丑子"


def test_what_was_just_replaced_is_not_told_to_be_missing(qtbot: QtBot, session: ReportSession) -> None:
    edit = set_text(session.view, session.view.headings[1].section.id, "子丑")
    assert edit is not None
    session.do(edit)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ReplaceDialog(window, session)
    assert said(dialog) == ""
    dialog.words.setText("子丑")
    dialog.search()
    dialog.by.setText("寅")
    dialog.replace.click()
    assert said(dialog) == "已替换 1 处"
    session.undo_stack.undo()
    qtbot.waitUntil(lambda: said(dialog) == "1 处，在 1 节里")
    dialog.words.setText("没有这几个字")
    qtbot.waitUntil(lambda: said(dialog) == "没有找到")


def said(dialog: ReplaceDialog) -> str:
    return next(one.text() for one in dialog.findChildren(QLabel) if one.objectName() == "secondary")
