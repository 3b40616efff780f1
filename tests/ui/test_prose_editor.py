"""The editor keeps what it shows: numbers that follow the data, lists, bold, numbers that wait."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from examples import sample
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from qdesk.actions.open_store import read_store
from qdesk.model.prose import Link, LinkForm, ParagraphKind, ProseParagraph, Span, write_link, write_prose
from qdesk.ui.narrative.number_popup import NumberPopup
from qdesk.ui.narrative.number_source import NumberSource
from qdesk.ui.narrative.prose_document import document_text, fill_document
from qdesk.ui.narrative.prose_editor import ProseEdit
from qdesk.ui.report_session import ReportSession


@pytest.fixture
def editor(qtbot: QtBot, tmp_path: Path) -> Iterator[ProseEdit]:
    session = ReportSession(read_store(sample(tmp_path)))
    made = ProseEdit(NumberSource(session))
    qtbot.addWidget(made)
    made.show()
    yield made
    session.close()


STUDENTS = Link("XS03")
spans = st.one_of(
    st.builds(Span, st.text("在校生人数，。⟦⟧b", min_size=1, max_size=6), st.booleans()),
    st.builds(Span, st.just(""), st.booleans(), st.just(STUDENTS)),
    st.builds(Span, st.integers(1, 99).map(str), is_open=st.just(value=True)),
)
KIND_STARTS = {kind: f"⟦{kind.value}⟧" for kind in ParagraphKind if kind.value not in ("", "|")}
kinds = st.sampled_from([one for one in ParagraphKind if one is not ParagraphKind.BREAK])
paragraphs = st.builds(ProseParagraph, st.lists(spans, max_size=4).map(tuple), kinds)


def without_bold(text: str) -> str:
    """In a sub-heading everything is bold; numbers that touch are one stretch in the editor."""
    return text.replace("⟦b⟧", "").replace("⟦/b⟧", "").replace("⟧⟦?", "")


@given(st.lists(paragraphs, min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@pytest.mark.usefixtures("qapp")
def test_a_text_comes_back_as_it_was_shown(written: list[ProseParagraph]) -> None:
    document = QTextDocument()
    text = write_prose(written)
    fill_document(document, text)
    once = document_text(document)
    fill_document(document, once)
    assert document_text(document) == once
    assert without_bold(once) == without_bold(text)


def test_a_number_is_chosen_by_letters_and_follows_the_data(editor: ProseEdit, qtbot: QtBot) -> None:
    editor.setFocus()
    editor.insertPlainText("巩固率为")
    qtbot.keyClicks(editor, "/")
    popup = editor.findChild(NumberPopup)
    assert popup is not None
    qtbot.keyClicks(popup.wanted, "ggl")
    qtbot.keyClick(popup.wanted, Qt.Key.Key_Return)
    editor.insertPlainText("。")
    assert editor.stored_text() == f"巩固率为{write_link(Link('XS09'))}。"
    assert editor.printed_text() == "巩固率为94%。"


def test_a_slash_stays_a_slash_where_no_number_is_chosen(editor: ProseEdit, qtbot: QtBot) -> None:
    editor.setFocus()
    qtbot.keyClicks(editor, "1")
    qtbot.keyClicks(editor, "/")
    popup = editor.findChild(NumberPopup)
    assert popup is not None
    qtbot.keyClick(popup.wanted, Qt.Key.Key_Escape)
    popup.close()
    qtbot.keyClicks(editor, "3")
    assert editor.stored_text() == "1/3"


@pytest.mark.parametrize("slash", ["/", "／"])
def test_a_slash_of_an_input_method_asks_as_well(editor: ProseEdit, qtbot: QtBot, slash: str) -> None:
    editor.setFocus()
    typed = QInputMethodEvent("", [])
    typed.setCommitString(slash)
    QApplication.sendEvent(editor, typed)
    popup = editor.findChild(NumberPopup)
    assert popup is not None
    qtbot.keyClick(popup.wanted, Qt.Key.Key_Escape)
    popup.close()
    assert editor.stored_text() == slash


def test_what_is_composed_stands_beside_a_number_in_plain_letters(editor: ProseEdit) -> None:
    """The letters that are not decided yet are no text, also when a pause is made meanwhile."""
    editor.setFocus()
    editor.show_text(f"共{write_link(STUDENTS)}")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QApplication.sendEvent(editor, QInputMethodEvent("duo", []))
    assert editor.stored_text() == f"共{write_link(STUDENTS)}"
    editor.show_text(editor.stored_text())
    done = QInputMethodEvent("", [])
    done.setCommitString("多")
    QApplication.sendEvent(editor, done)
    assert editor.stored_text() == f"共{write_link(STUDENTS)}多"


def test_a_number_is_deleted_and_copied_as_a_whole(editor: ProseEdit, qtbot: QtBot) -> None:
    text = f"在校{write_link(STUDENTS)}人"
    editor.show_text(text)
    editor.selectAll()
    copied = editor.createMimeDataFromSelection()
    assert copied.text() == "在校1883人人"
    editor.show_text("")
    editor.insertFromMimeData(copied)
    assert editor.stored_text() == text
    cursor = editor.textCursor()
    cursor.setPosition(3)
    editor.setTextCursor(cursor)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.stored_text() == "在校人"


def test_what_is_pasted_from_elsewhere_is_plain(editor: ProseEdit) -> None:
    data = QMimeData()
    data.setHtml("<h1>标题</h1><p style='color:red'>甲</p>")
    data.setText("标题\r\n\r\n  甲 ⟦b⟧")
    editor.insertFromMimeData(data)
    assert editor.printed_text() == "标题\n甲 ⟦b⟧"


def test_lists_go_on_and_end(editor: ProseEdit, qtbot: QtBot) -> None:
    editor.setFocus()
    editor.toggle_kind(ParagraphKind.BULLET)
    editor.insertPlainText("甲")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    editor.insertPlainText("乙")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    editor.insertPlainText("丙")
    assert editor.stored_text() == "⟦-⟧甲\n⟦-⟧乙\n丙"


def test_a_sub_heading_ends_with_its_line(editor: ProseEdit, qtbot: QtBot) -> None:
    editor.setFocus()
    editor.insertPlainText("师资")
    editor.toggle_kind(ParagraphKind.HEADING)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    editor.insertPlainText("正文")
    assert editor.stored_text() == "⟦#⟧师资\n正文"


def test_numbers_that_wait_are_gone_through(editor: ProseEdit) -> None:
    editor.show_text("⟦?2019年⟧教室⟦?90间⟧")
    editor.setFocus()
    assert editor.waiting.count() == 2
    assert editor.next_open()
    assert editor.textCursor().selectedText() == "2019年"
    editor.decide()
    assert editor.waiting.count() == 1
    assert editor.next_open()
    editor.insertPlainText("95间")
    assert editor.waiting.count() == 0
    assert editor.stored_text() == "2019年教室95间"


def test_a_digit_typed_into_a_waiting_number_decides_it(editor: ProseEdit, qtbot: QtBot) -> None:
    editor.show_text("教室⟦?90间⟧。")
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(3)
    editor.setTextCursor(cursor)
    qtbot.keyClicks(editor, "1")
    qtbot.waitUntil(lambda: editor.waiting.count() == 0)
    assert editor.stored_text() == "教室910间。"


def test_bold_is_kept(editor: ProseEdit, qtbot: QtBot) -> None:
    editor.setFocus()
    editor.insertPlainText("一")
    qtbot.keyClick(editor, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    editor.insertPlainText("二")
    qtbot.keyClick(editor, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    editor.insertPlainText("三")
    assert editor.stored_text() == "一⟦b⟧二⟦/b⟧三"


def test_another_form_of_a_number(editor: ProseEdit) -> None:
    editor.insert_number(Link("XS03", form=LinkForm.PHRASE))
    assert editor.printed_text() == "较上年增加15人，增长0.80%"


def test_words_are_chosen_where_they_stand(editor: ProseEdit) -> None:
    editor.show_text(f"在校{write_link(STUDENTS)}，毕业603人")
    assert editor.choose("603人")
    assert editor.textCursor().selectedText() == "603人"
    assert editor.choose("1883人")
    assert editor.textCursor().selectionStart() == 2
    assert not editor.choose("没有的话")


@pytest.mark.parametrize(
    ("text", "start", "end", "typed", "left"),
    [
        ("甲⟦?90间⟧", 1, 4, "95", "甲95"),
        ("⟦?90间⟧", 0, 3, "95", "95"),
        ("教室⟦?90间⟧。", 2, 4, "95", "教室95间。"),
        ("教室⟦?90间⟧。", 2, 3, "8", "教室80间。"),
    ],
)
def test_a_waiting_number_that_is_typed_over_is_decided(
    editor: ProseEdit, qtbot: QtBot, text: str, start: int, end: int, typed: str, left: str
) -> None:
    editor.show_text(text)
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    qtbot.keyClicks(editor, typed)
    qtbot.waitUntil(lambda: editor.waiting.count() == 0)
    assert editor.stored_text() == left


def test_what_is_typed_stays_when_numbers_change_meanwhile(editor: ProseEdit, qtbot: QtBot) -> None:
    text = f"在校{write_link(STUDENTS)}"
    editor.show_text(text)
    editor.setFocus()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(editor, "abc")
    editor.show_text(text)  # a value changed: the section is shown again
    assert editor.stored_text() == f"{text}abc"


def test_a_list_keeps_what_is_bold(editor: ProseEdit) -> None:
    editor.show_text("一⟦b⟧二⟦/b⟧三")
    editor.toggle_kind(ParagraphKind.BULLET)
    assert editor.stored_text() == "⟦-⟧一⟦b⟧二⟦/b⟧三"


def plain(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    return data


@pytest.mark.parametrize("kind", list(KIND_STARTS))
def test_plain_lines_behind_a_heading_or_item_are_none(editor: ProseEdit, kind: ParagraphKind) -> None:
    editor.show_text(f"{KIND_STARTS[kind]}甲")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.insertFromMimeData(plain("乙\n丙\n丁"))
    assert editor.stored_text() == f"{KIND_STARTS[kind]}甲乙\n丙\n丁"


def test_a_long_paste_is_one_change(editor: ProseEdit, qtbot: QtBot) -> None:
    lines = [f"第{at}段，在校生{at + 1000}人。" for at in range(5000)]
    changes: list[None] = []
    editor.textChanged.connect(lambda: changes.append(None))
    with qtbot.waitSignal(editor.settled, timeout=10_000):
        editor.insertFromMimeData(plain("\n".join(lines)))
    assert len(changes) == 1
    assert editor.stored_text() == editor.printed_text() == "\n".join(lines)


def test_a_paste_that_no_section_can_hold_is_refused_and_says_what_to_do(editor: ProseEdit) -> None:
    editor.show_text("甲")
    told: list[str] = []

    def read() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        told.append(box.text() + box.informativeText())
        box.accept()

    QTimer.singleShot(50, read)
    editor.insertFromMimeData(plain("字" * 200_000))
    assert editor.stored_text() == "甲"
    assert "太长" in told[0]
    assert "分到几个章节" in told[0]


def test_bold_and_lists_of_word_are_pasted(editor: ProseEdit) -> None:
    data = QMimeData()
    data.setHtml("<p>甲<b>乙</b></p><ul><li>丙</li></ul>")
    data.setText("甲乙\n丙")
    editor.insertFromMimeData(data)
    assert editor.stored_text() == "甲⟦b⟧乙⟦/b⟧\n⟦-⟧丙"
