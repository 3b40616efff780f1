"""Photos at the desk: chosen, dropped and pasted; captioned, set side by side, moved, removed and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from photo_files import photo
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QFrame, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from qdesk.actions.edit_photos import add_photos, read_photos
from qdesk.actions.print_pages import printed_section
from qdesk.ui.main_window import MainWindow
from qdesk.ui.preview.page_strip import PageStrip
from qdesk.ui.section.photo_card import PhotoCard
from qdesk.ui.section.section_page import SectionPage


def page_of(window: MainWindow) -> SectionPage:
    assert window.desk is not None
    return window.desk.page


def captions(window: MainWindow) -> list[str]:
    return [card.caption.text() for card in page_of(window).photos]


@pytest.fixture
def with_two(desk: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """Two photos chosen in the dialog."""
    files = [str(photo(tmp_path / name)) for name in ("开学典礼.jpg", "实训课堂.jpg")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (files, ""))
    page_of(desk).inserter.ask()
    qtbot.waitUntil(lambda: len(captions(desk)) == 2)
    return desk


def first(window: MainWindow) -> PhotoCard:
    return page_of(window).photos[0]


def test_chosen_photos_stand_below_the_prose_with_their_picture(with_two: MainWindow, qtbot: QtBot) -> None:
    """The picture is made ready on another thread and then painted: its corner is red."""
    assert captions(with_two) == ["开学典礼", "实训课堂"]
    picture = first(with_two).picture

    def is_red() -> None:
        color = picture.grab().toImage().pixelColor(20, 20)
        assert color.red() > 180 > color.green()

    qtbot.waitUntil(is_red)
    assert picture.accessibleName() == "开学典礼"


def test_files_are_dropped_on_the_page(desk: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """On the prose as well, which would write their paths otherwise; other files are left alone."""
    page = page_of(desk)
    assert page.prose is not None
    target = page.prose.editor.viewport()

    def drop(*files: Path) -> bool:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(one)) for one in files])
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, none)
        QApplication.sendEvent(target, enter)
        if page.inserter.eventFilter(target, enter):
            QApplication.sendEvent(
                target,
                QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none, QEvent.Type.Drop),
            )
            return True
        return False

    assert not drop(tmp_path / "表.xlsx")
    assert desk.session is not None
    before = desk.session.view.plain_text(page.section_id).split()
    assert drop(photo(tmp_path / "运动会.jpg"))
    qtbot.waitUntil(lambda: captions(desk) == ["运动会"])
    assert desk.session.view.plain_text(page.section_id).split() == before


def test_a_photo_lands_where_it_is_dropped_and_a_line_shows_the_place(
    desk: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """Between two tables, at the end, and between two paragraphs, whose prose is divided for it."""
    page = page_of(desk)
    prose = page.passages[0][1]
    prose.editor.setPlainText("第一段。\n第二段。")
    qtbot.waitUntil(lambda: page.widget().height() > 300)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo(tmp_path / "运动会.jpg")))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction

    def drag(over: QWidget, place: QPoint) -> QFrame | None:
        QApplication.sendEvent(over, QDragEnterEvent(place, copy, data, left, none))
        QApplication.sendEvent(over, QDragMoveEvent(place, copy, data, left, none))
        return page.inserter.line.line

    def drop(over: QWidget, place: QPoint) -> None:
        drag(over, place)
        event = QDropEvent(QPointF(place), copy, data, left, none, QEvent.Type.Drop)
        QApplication.sendEvent(over, event)
        qtbot.waitUntil(lambda: len(page.photos) == 1)
        assert page.inserter.line.line is None

    def kinds() -> list[str]:
        return [type(one).__name__ for one in page.shown]

    assert desk.session is not None
    second = page.shown[2]
    above = page.viewport().mapFromGlobal(second.mapToGlobal(QPoint(30, 5)))
    line = drag(page.viewport(), above)
    assert line is not None
    assert abs(line.y() - second.y()) < 8
    QApplication.sendEvent(page.viewport(), QDragLeaveEvent())
    assert page.inserter.line.line is None
    drop(page.viewport(), above)
    assert kinds() == ["TableCard", "FigureCard", "PhotoCard", "TableCard", "ProseCard"]
    qtbot.waitUntil(page.photos[0].caption.hasFocus)
    desk.session.undo_stack.undo()
    editor = page.passages[0][1].editor
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    between = QPoint(40, editor.cursorRect().bottom() + 12)
    assert drag(editor.viewport(), between) is not None
    drop(editor.viewport(), between)
    assert kinds()[-3:] == ["ProseCard", "PhotoCard", "ProseCard"]
    assert [one.editor.stored_text() for _, one in page.passages] == ["第一段。", "第二段。"]
    desk.session.undo_stack.undo()
    assert kinds()[-1] == "ProseCard"
    drop(page.viewport(), QPoint(30, page.viewport().height() - 2))
    assert page.photos[0].caption.text() == "运动会"


def test_a_copied_picture_is_pasted_and_text_beside_it_stays_text(desk: MainWindow, qtbot: QtBot) -> None:
    page = page_of(desk)
    assert page.prose is not None
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)
    qtbot.keyClick(page.prose.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: captions(desk) == ["照片"])
    data = QMimeData()
    data.setImageData(image)
    data.setText("复制的文字")
    QGuiApplication.clipboard().setMimeData(data)
    assert page.prose is not None
    qtbot.keyClick(page.prose.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "复制的文字" in page.prose.editor.stored_text()
    assert captions(desk) == ["照片"]


def test_a_caption_is_typed_and_undone(with_two: MainWindow, qtbot: QtBot) -> None:
    """The card stays where it is, so that the next caption can be typed at once."""
    line = first(with_two).caption
    line.selectAll()
    qtbot.keyClicks(line, "2019 open day")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert captions(with_two) == ["2019 open day", "实训课堂"]
    assert first(with_two).caption is line
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Space)
    page_of(with_two).settle()
    assert captions(with_two)[0] == "2019 open day"
    assert with_two.session is not None
    with_two.session.undo_stack.undo()
    assert captions(with_two) == ["开学典礼", "实训课堂"]


def test_width_place_and_removal_are_one_step_each(with_two: MainWindow) -> None:
    session = with_two.session
    assert session is not None
    card = first(with_two)
    wide = card.picture.width()
    card.width_choice.setCurrentIndex(1)
    card.width_choice.activated.emit(1)
    assert first(with_two).picture.width() == pytest.approx(wide / 2, abs=1)
    first(with_two).move_request.emit(1)
    assert captions(with_two) == ["实训课堂", "开学典礼"]
    first(with_two).remove()
    assert captions(with_two) == ["开学典礼"]
    for _ in range(3):
        session.undo_stack.undo()
    assert captions(with_two) == ["开学典礼", "实训课堂"]
    session.undo_stack.undo()
    assert captions(with_two) == []
    session.undo_stack.redo()
    assert captions(with_two) == ["开学典礼", "实训课堂"]


def test_what_is_no_photo_is_said(desk: MainWindow, tmp_path: Path, answer, qtbot: QtBot) -> None:  # noqa: ANN001
    told: list[str] = []
    bad = tmp_path / "坏.jpg"
    bad.write_bytes(b"no picture")

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        told.append(dialog.text())

    answer(read)
    page_of(desk).inserter.insert([bad])
    qtbot.waitUntil(lambda: bool(told))
    assert "不是照片" in told[0]
    assert captions(desk) == []


def test_printed_pages_are_shown_before_their_photos_are_ready(
    desk: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """A grey field stands there; the page is painted again by itself."""
    assert desk.session is not None
    section = page_of(desk).section_id
    read = read_photos([photo(tmp_path / "开学典礼.jpg", size=(810, 610))])
    desk.session.workspace.do(add_photos(desk.session.view, section, read.pictures))
    pages = printed_section(desk.session.workspace.view(), section)
    assert not pages.is_ready
    strip = PageStrip(400)
    qtbot.addWidget(strip)

    def has_red() -> bool:
        image = strip.grab().toImage()
        return any(
            image.pixelColor(x, y).red() > 200 and image.pixelColor(x, y).green() < 90
            for x in range(0, image.width(), 8)
            for y in range(0, image.height(), 8)
        )

    assert not has_red()
    strip.show_pages(pages)
    qtbot.waitUntil(lambda: pages.is_ready)
    assert has_red()


def test_an_emptied_caption_comes_back_with_a_word(with_two: MainWindow, qtbot: QtBot) -> None:
    assert with_two.session is not None
    caption = first(with_two).caption
    caption.setFocus()
    caption.selectAll()
    qtbot.keyClick(caption, Qt.Key.Key_Delete)
    with qtbot.waitSignal(with_two.session.hint) as said:
        qtbot.keyClick(caption, Qt.Key.Key_Return)
    assert said.args == ["图题不能是空的，仍是“开学典礼”"]
    assert captions(with_two)[0] == "开学典礼"
