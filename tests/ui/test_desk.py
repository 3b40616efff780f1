"""The desk as a user meets it: real window, real store, keys and mouse."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from desk_hands import card, show, shown
from examples import empty, tidy_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from qdesk.actions.workspace import Workspace
from qdesk.files.tabbed_text import parse_block
from qdesk.ui.importing.import_dialog import ImportDialog
from qdesk.ui.main_window import MainWindow
from qdesk.word.office_pages import OfficePages


def test_the_window_opens_on_a_start_page_with_menus(window: MainWindow) -> None:
    assert window.start.isVisible()
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles == ["文件(&F)", "编辑(&E)", "报告(&R)", "查看(&V)", "帮助(&H)"]


def test_typing_goes_down_and_updates_what_follows(desk: MainWindow, qtbot: QtBot) -> None:
    view = card(desk).view
    view.choose(3, 2)
    qtbot.keyClicks(view, "1")
    editor = view.focusWidget()
    qtbot.keyClicks(editor, "205")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert shown(desk, 3, 2) == "1205"
    assert (shown(desk, 2, 2), shown(desk, 3, 3)) == ("1893", "118.14")
    assert (view.currentIndex().row(), view.currentIndex().column()) == (4, 2)


def test_a_locked_cell_says_why(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.session is not None
    view = card(desk).view
    for column, word in ((1, "上年值已锁定"), (3, "由程序计算"), (0, "表头或标签")):
        view.choose(1, column)
        with qtbot.waitSignal(desk.session.hint) as hint:
            qtbot.keyClick(view, Qt.Key.Key_5)
        assert hint.args is not None
        assert word in hint.args[0]
    assert shown(desk, 1, 1) == "636"


def test_undo_and_redo_in_the_window(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.session is not None
    view = card(desk).view
    view.choose(1, 2)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert shown(desk, 1, 2) == ""
    desk.session.undo_stack.undo()
    assert shown(desk, 1, 2) == "859"
    desk.session.undo_stack.redo()
    assert shown(desk, 1, 2) == ""
    assert "清除" in desk.session.undo_stack.undoText()


def test_blocks_travel_between_a_spreadsheet_and_the_table(desk: MainWindow, qtbot: QtBot) -> None:
    view = card(desk).view
    view.choose(1, 1)
    view.setCurrentIndex(view.model().index(1, 1))
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\n")[0] == "636"
    assert 'x:num="636"' in QGuiApplication.clipboard().mimeData().html()
    QGuiApplication.clipboard().setText("1,500人\r\n610\r\n95.5%\r\n")
    view.choose(5, 2)
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [shown(desk, row, 2) for row in (5, 6, 7)] == ["1500", "610", "95.5"]


def test_what_was_typed_is_there_after_closing(desk: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    assert desk.desk is not None
    view = card(desk).view
    view.choose(1, 2)
    qtbot.keyClicks(view, "9")
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Return)
    prose = desk.desk.page.prose
    assert prose is not None
    prose.editor.setFocus()
    prose.editor.setPlainText("本学年招生稳定。")
    section = desk.desk.page.section_id
    assert desk.close_store()
    store = next(tmp_path.glob("*.qdesk"))
    assert [one.name for one in tmp_path.glob("*.qdesk*")] == [store.name]
    again = Workspace.open(store)
    assert again.view().text(section) == "本学年招生稳定。"
    table = again.view().tables[1]
    assert again.view().filled(table).grid[1][2].text == "9"
    again.close()


def test_an_open_cell_editor_is_kept_on_closing(desk: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    view = card(desk).view
    view.choose(1, 2)
    qtbot.keyClicks(view, "9")
    qtbot.keyClicks(view.focusWidget(), "01")
    assert desk.close_store()
    again = Workspace.open(next(tmp_path.glob("*.qdesk")))
    assert again.view().filled(again.view().tables[1]).grid[1][2].text == "901"
    again.close()


def test_looking_at_another_year_is_no_step_to_undo(desk: MainWindow) -> None:
    assert desk.session is not None
    reports = desk.session.workspace.archive.reports
    desk.session.open_report(reports[-1].id)
    assert desk.session.view.report.id == reports[-1].id
    assert desk.session.undo_stack.count() == 0


def test_prose_is_kept_after_a_pause_and_undone_by_the_report(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.desk is not None
    assert desk.session is not None
    page, session = desk.desk.page, desk.session
    assert page.prose is not None
    before = session.view.text(page.section_id)
    page.prose.editor.moveCursor(page.prose.editor.textCursor().MoveOperation.End)
    qtbot.keyClicks(page.prose.editor, "abc")
    qtbot.waitUntil(lambda: session.view.text(page.section_id) == before + "abc", timeout=3000)
    session.undo_stack.undo()
    assert page.prose.editor.stored_text() == before


def test_last_years_text_stands_beside_and_can_be_taken_over(desk: MainWindow) -> None:
    assert desk.desk is not None
    assert desk.session is not None
    show(desk, "1.1.2")
    section = desk.desk.page.section_id
    before = desk.session.view.text(section)
    desk.desk.helper.take_over.emit("上年的一句话。")
    assert desk.session.view.text(section) == f"{before}\n上年的一句话。"


def seen_labels(window: MainWindow) -> list[QLabel]:
    assert window.desk is not None
    return [one for one in window.desk.page.findChildren(QLabel) if one.isVisible()]


def test_import_shows_a_preview_and_is_one_undo_step(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_workspace(empty(tmp_path))
    assert any("还没有数据" in one.text() for one in seen_labels(window))
    seen: list[str] = []

    def look(dialog: ImportDialog) -> int:
        seen.append(dialog.windowTitle())
        return int(ImportDialog.DialogCode.Accepted)

    monkeypatch.setattr(ImportDialog, "exec", look)
    path = tidy_workbook(tmp_path / "上年.xlsx")
    window.controller.take_file(path)
    assert window.session is not None
    qtbot.waitUntil(
        lambda: window.session is not None and window.session.undo_stack.count() == 1, timeout=15000
    )
    assert seen == ["导入　上年.xlsx"]
    assert not any("还没有数据" in one.text() for one in seen_labels(window))
    show(window, "1.2.2")
    assert shown(window, 1, 2) == "650"
    window.session.undo_stack.undo()
    show(window, "1.2.2")
    assert shown(window, 1, 2) == ""


def test_a_file_that_is_no_workbook_gets_a_message(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_workspace(empty(tmp_path))
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.text()))
    bad = tmp_path / "不是.xlsx"
    bad.write_text("x", encoding="utf-8")
    window.controller.take_file(bad)
    qtbot.waitUntil(lambda: bool(said), timeout=10000)
    assert "不是 Excel 工作簿" in said[0]


def test_tables_are_exported_as_a_workbook(
    desk: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "表格"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    said: list[str] = []
    icons: list[QMessageBox.Icon] = []

    def read(box: QMessageBox) -> None:
        said.append(box.text())
        icons.append(box.icon())

    monkeypatch.setattr(QMessageBox, "exec", read)
    desk.controller.exports.tables()
    qtbot.waitUntil(lambda: bool(said), timeout=20000)
    assert "已导出 表格.xlsx" in said[0]
    assert icons == [QMessageBox.Icon.Information]
    assert target.with_suffix(".xlsx").exists()


def test_page_numbers_come_from_the_word_processor_until_that_is_switched_off(
    desk: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(_document: Path, own: dict[str, int], waiting: Callable[[], None]) -> OfficePages:
        waiting()
        return OfficePages("WPS", own)

    monkeypatch.setattr("qdesk.actions.printed_numbers.word_processor", lambda: "WPS")
    monkeypatch.setattr("qdesk.word.office_pages.office_pages", asked)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "报告.docx"), ""))
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.informativeText()))
    desk.controller.exports.word()
    qtbot.waitUntil(lambda: len(said) == 1, timeout=20000)
    assert "页码取自 WPS" in said[0]
    switches = [one for one in desk.findChildren(QAction) if one.text().startswith("目录页码取自")]
    assert len(switches) == 1
    switches[0].setEnabled(True)  # this machine may have no word processor
    switches[0].setChecked(True)
    switches[0].trigger()
    desk.controller.exports.word()
    qtbot.waitUntil(lambda: len(said) == 2, timeout=20000)
    assert "页码由本程序排版计算" in said[1]


def test_a_pdf_is_printed_by_the_word_processor_until_that_is_switched_off(
    desk: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(
        document: Path, own: dict[str, int], waiting: Callable[[], None], *, printed: bool
    ) -> OfficePages:
        waiting()
        assert printed
        pdf = document.with_suffix(".pdf")
        pdf.write_bytes(b"%PDF-printed")
        return OfficePages("WPS", own, pdf, 23)

    monkeypatch.setattr("qdesk.actions.export_pdf.office_program", lambda: "WPS")
    monkeypatch.setattr("qdesk.actions.export_pdf.office_pages", asked)
    target = tmp_path / "报告.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.informativeText()))
    desk.controller.exports.pdf()
    qtbot.waitUntil(lambda: len(said) == 1, timeout=20000)
    assert said[0].startswith("23 页，由 WPS 生成。")
    assert target.read_bytes() == b"%PDF-printed"
    switches = [one for one in desk.findChildren(QAction) if one.text().startswith("PDF 由 ")]
    assert len(switches) == 1
    switches[0].setEnabled(True)  # this machine may have no word processor
    switches[0].setChecked(True)
    switches[0].trigger()
    desk.controller.exports.pdf()
    qtbot.waitUntil(lambda: len(said) == 2, timeout=20000)
    assert "由本程序生成" in said[1]
    assert target.stat().st_size > 10_000


@pytest.mark.skipif(os.name != "nt", reason="only Windows locks an open file")
def test_a_target_that_is_open_in_word_leads_to_another_name(
    desk: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "报告.docx"
    target.write_bytes(b"old")
    suggested: list[str] = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        suggested.append(name)
        return (name if len(suggested) > 1 else str(target), "")

    said: list[str] = []

    def agree(box: QMessageBox) -> None:
        said.append(box.text())
        if len(said) == 1:
            next(one for one in box.buttons() if one.text() == "换一个文件名…").click()

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    monkeypatch.setattr(QMessageBox, "exec", agree)
    with target.open("rb"):
        desk.controller.exports.word()
        qtbot.waitUntil(lambda: len(said) == 2, timeout=20000)
    assert "其他程序打开" in said[0]
    assert Path(suggested[1]) == tmp_path / "报告（2）.docx"
    assert Path(suggested[1]).exists()
    assert target.read_bytes() == b"old"


def test_a_store_open_elsewhere_gets_a_message_and_the_desk_stays(
    desk: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = empty(tmp_path, name="别处.qdesk")
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.text()))
    desk.controller.stores.open_path(other.store.path)
    qtbot.waitUntil(lambda: bool(said), timeout=10_000)
    assert "正在另一个窗口" in said[0]
    assert desk.desk is not None
    other.close()


def test_search_leads_to_the_place(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.desk is not None
    bar = desk.desk.top_bar
    bar.search.setFocus()
    qtbot.keyClicks(bar.search, "8.01")
    qtbot.keyClick(bar.search, Qt.Key.Key_Return)
    assert desk.session is not None
    heading = desk.session.view.heading(desk.desk.page.section_id)
    assert heading is not None
    assert heading.number == "1.1.2"


def test_places_are_offered_after_a_pause_and_leave_with_enter(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.desk is not None
    search = desk.desk.top_bar.search
    offered = search.completer().popup()
    search.setFocus()
    qtbot.keyClicks(search, "8.01")
    qtbot.waitUntil(lambda: offered.isVisible() and offered.model().rowCount() > 0)
    assert "8.01" in str(offered.model().index(0, 0).data())
    qtbot.keyClick(offered, Qt.Key.Key_Escape)
    qtbot.keyClicks(search, "x")
    qtbot.keyClick(search, Qt.Key.Key_Backspace)
    qtbot.keyClick(search, Qt.Key.Key_Return)
    qtbot.wait(250)
    assert not offered.isVisible()


def test_models_keep_qts_rules(desk: MainWindow) -> None:
    assert desk.desk is not None
    strict = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(desk.desk.outline.model, strict)
    for one in desk.desk.page.cards:
        QAbstractItemModelTester(one.view.model(), strict)


@pytest.mark.parametrize("size", [(1366, 740), (1280, 690), (2400, 1300)])
def test_nothing_is_cut_off_on_schools_screens(desk: MainWindow, size: tuple[int, int]) -> None:
    desk.resize(*size)
    assert desk.desk is not None
    assert desk.desk.page.width() >= 420
    assert desk.desk.outline.width() >= 180
    corner = desk.desk.top_bar.mapTo(desk, QPoint(desk.desk.top_bar.width(), 0))
    assert corner.x() <= desk.width()


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("1\t2\n3\t4\n", [["1", "2"], ["3", "4"]]),
        ('"两\n行"\t"带""引号"""', [["两\n行", '带"引号"']]),
        ("", []),
        ("一格", [["一格"]]),
        ("a\r\nb", [["a"], ["b"]]),
    ],
)
def test_clipboard_text_of_spreadsheets(text: str, block: list[list[str]]) -> None:
    assert parse_block(text) == block
