"""A document that came back: what is ticked is taken over, comments stand beside their section."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from examples import sample
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qdesk.actions.export_word import export_word
from qdesk.actions.keep_export import keep_export
from qdesk.actions.open_store import read_store
from qdesk.actions.returned import preview_returned
from qdesk.actions.returned_difference import What
from qdesk.actions.take_returned import returned_edit
from qdesk.ui.helper.helper_pane import HelperPane
from qdesk.ui.report_session import ReportSession
from qdesk.ui.returning.returned_dialog import ReturnedDialog


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ReportSession]:
    made = ReportSession(read_store(sample(tmp_path)))
    yield made
    made.close()


def edited(session: ReportSession, tmp_path: Path) -> Path:
    path = tmp_path / "报告.docx"
    session.record(keep_export(session.view, export_word(session.view, path).export))
    document = Document(str(path))
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("学校占地面积") and paragraph.runs:
            paragraph.runs[0].text = "本校占地面积"
            document.add_comment(paragraph.runs[0], text="核对", author="李", initials="L")
        if "在校生巩固率为" in paragraph.text:
            next(one for one in paragraph.runs if one.text == "94%").text = "95%"
    document.save(str(path))
    return path


def test_what_is_ticked_is_taken_over(qtbot: QtBot, session: ReportSession, tmp_path: Path) -> None:
    returned = preview_returned(session.view, edited(session, tmp_path))
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ReturnedDialog(window, returned)
    assert [one.what for one in returned.differences] == [What.PROSE, What.NUMBER, What.COMMENT]
    assert dialog.take.text() == "采用 3 处"
    tick = dialog.list.item(0, 0)
    assert tick is not None
    tick.setCheckState(Qt.CheckState.Unchecked)
    assert dialog.take.text() == "采用 2 处"
    session.do(returned_edit(returned))
    section = returned.differences[0].owner
    assert session.view.plain_text(section).startswith("学校占地面积")
    pane = HelperPane(session)
    qtbot.addWidget(pane)
    pane.show_section(section)
    done = next(one for one in pane.findChildren(QPushButton) if one.text() == "已处理")
    done.click()
    pane.show_comments()
    assert session.view.archive.comments(session.view.report.id)[0].done
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert session.view.archive.comments(session.view.report.id) == []
    assert session.undo_stack.count() == 2  # the export itself is no step to undo


def test_none_and_all(qtbot: QtBot, session: ReportSession, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ReturnedDialog(window, preview_returned(session.view, edited(session, tmp_path)))
    buttons = {one.text(): one for one in dialog.findChildren(QPushButton)}
    buttons["全不选"].click()
    assert not dialog.take.isEnabled()
    buttons["全选"].click()
    assert dialog.take.text() == "采用 3 处"
