"""No line begins with the punctuation behind a linked number, at any width; the text is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from examples import sample
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qdesk.actions.open_store import read_store
from qdesk.model.prose import Link, write_link
from qdesk.ui.narrative.number_source import NumberSource
from qdesk.ui.narrative.prose_editor import ProseEdit
from qdesk.ui.report_session import ReportSession

CHIP = write_link(Link("XS03"))
PASSAGE = "\n".join(
    f"{'本校在校生' * n}共{CHIP}，其中女生{CHIP}；毕业生{CHIP}。"
    f"招生{CHIP}、转入{CHIP}（转出{CHIP}），增长{CHIP}%。"
    for n in range(1, 6)
)
FORBIDDEN = "，。、；）%"


@pytest.fixture
def editor(qtbot: QtBot, tmp_path: Path) -> Iterator[ProseEdit]:
    session = ReportSession(read_store(sample(tmp_path)))
    made = ProseEdit(NumberSource(session))
    qtbot.addWidget(made)
    made.show()
    yield made
    session.close()


def line_starts(editor: ProseEdit) -> list[str]:
    found: list[str] = []
    block = editor.document().begin()
    while block.isValid():
        layout = block.layout()
        starts = [layout.lineAt(at).textStart() for at in range(1, layout.lineCount())]
        found += [block.text()[start] for start in starts]
        block = block.next()
    return found


def bad(editor: ProseEdit) -> list[str]:
    return [one for one in line_starts(editor) if one in FORBIDDEN]


def test_at_every_width(editor: ProseEdit) -> None:
    editor.show_text(PASSAGE)
    lines = 0
    for width in range(240, 900, 3):
        editor.resize(width, editor.height())
        assert bad(editor) == [], width
        lines += len(line_starts(editor))
    assert lines > 1500
    assert editor.stored_text() == PASSAGE
    assert editor.printed_text() == PASSAGE.replace(CHIP, "1883人")
    editor.selectAll()
    copied = editor.createMimeDataFromSelection()
    assert copied.text() == PASSAGE.replace(CHIP, "1883人")


def test_while_somebody_types(editor: ProseEdit, qtbot: QtBot) -> None:
    editor.show_text(PASSAGE)
    editor.resize(500, editor.height())
    for _ in range(60):
        qtbot.keyClick(editor, Qt.Key.Key_A)
        assert bad(editor) == []
    for _ in range(60):
        qtbot.keyClick(editor, Qt.Key.Key_Backspace)
        assert bad(editor) == []
    assert editor.stored_text() == PASSAGE
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert bad(editor) == []
    for cut in range(0, len(PASSAGE), 97):
        editor.show_text(PASSAGE[cut:].partition("\n")[2] + "\n" + PASSAGE)
        assert bad(editor) == []


def test_a_number_is_as_wide_as_usual_where_it_need_not_move(editor: ProseEdit) -> None:
    """What was wider in a narrow editor is not in a wide one."""
    editor.show_text(f"共{CHIP}，")
    editor.resize(800, editor.height())
    usual = editor.document().idealWidth()
    for width in range(60, 140, 2):
        editor.resize(width, editor.height())
    editor.resize(800, editor.height())
    assert editor.document().idealWidth() == usual
