"""Every window that a menu opens, and every page: names that are read aloud, and F1 for the help."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from photo_files import photo
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QMenu,
    QMessageBox,
    QProgressDialog,
    QPushButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from spoken_names import nameless

from qdesk.actions.edit_front_matter import FRONT_MATTER
from qdesk.actions.edit_photos import add_photos, read_photos
from qdesk.actions.export_word import export_word
from qdesk.actions.keep_export import keep_export
from qdesk.places import resources_dir
from qdesk.ui.background import BackgroundTask
from qdesk.ui.dialogs.limits_dialog import LimitsDialog
from qdesk.ui.dialogs.meters_dialog import MetersDialog
from qdesk.ui.help_window import HelpWindow, help_pages
from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.main_window import MainWindow
from qdesk.ui.report_session import ReportSession

_LEAVE = {"退出", "关闭", "打开…"}
"""What would close the desk."""
_ROOM_PX = 680
"""What 1280 × 720 has for a window."""


class Walker:
    """Looks at every modal window that opens, then refuses it; `seen` are titles, `faults` what is wrong."""

    def __init__(self, window: MainWindow) -> None:
        self.seen: list[str] = []
        self.faults: list[str] = []
        self.helped: set[str] = set()
        self._window = window
        self._timer = QTimer(window)
        self._timer.setInterval(20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QPrintDialog):  # the system's own on Windows; elsewhere Qt's
            self.seen.append(dialog.windowTitle())
            dialog.reject()
        elif isinstance(dialog, QDialog) and not isinstance(dialog, QProgressDialog):
            self.check(dialog)
            if isinstance(dialog, HelpedDialog):
                self.helped |= {dialog.help_page} - {""}
            elif not isinstance(dialog, QMessageBox):
                self.faults.append(f"{dialog.windowTitle()}: F1 leads nowhere")
            dialog.reject()

    def check(self, window: QWidget) -> None:
        self.seen.append(window.windowTitle())
        self.faults += [f"{window.windowTitle()}: {one}" for one in nameless(window)]
        if (height := window.minimumSizeHint().height()) > _ROOM_PX:
            self.faults.append(f"{window.windowTitle()}: {height} px high at least")

    def others(self) -> list[QWidget]:
        """Windows that stay open beside the desk."""
        return [
            one
            for one in QApplication.topLevelWidgets()
            if one.isVisible()
            and one is not self._window
            and one.windowTitle()
            and not isinstance(one, QMenu)
        ]

    def stop(self) -> None:
        self._timer.stop()


@pytest.fixture
def walker(desk: MainWindow) -> Iterator[Walker]:
    made = Walker(desk)
    yield made
    made.stop()


def returned(desk: MainWindow, path: Path) -> Path:
    """The document of the report, with a sentence changed by somebody."""
    assert desk.session is not None
    export = export_word(desk.session.view, path).export
    desk.session.record(keep_export(desk.session.view, export))
    document = Document(str(path))
    changed = next(one for one in document.paragraphs if one.text.startswith("学校占地面积"))
    changed.runs[0].text = "本校占地面积"
    document.save(str(path))
    return path


def actions(desk: MainWindow) -> list[QAction]:
    found = [action for menu in desk.menuBar().findChildren(QMenu) for action in menu.actions()]
    return [one for one in found if not one.isSeparator() and not one.isCheckable() and one.isEnabled()]


def test_every_control_of_every_window_of_the_menus_has_a_name(
    desk: MainWindow, walker: Walker, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = resources_dir() / "sample" / "上年数据.xlsx"
    document = returned(desk, tmp_path / "报告.docx")
    files = {"读回导出以后改过的 Word 文档": document}
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda _parent, title, *_: (str(files.get(title, workbook)), "")
    )
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)
    for action in actions(desk):
        if action.text() in _LEAVE:
            continue
        action.trigger()
        qtbot.waitUntil(
            lambda: not desk.findChildren(BackgroundTask) and QApplication.activeModalWidget() is None,
            timeout=60_000,
        )
        for window in walker.others():
            walker.check(window)
            window.close()
    assert not walker.faults, "\n".join(dict.fromkeys(walker.faults))
    printers = sys.platform != "win32" or bool(QPrinterInfo.availablePrinterNames())
    assert ("打印" in walker.seen) == printers
    assert {"导入　上年数据.xlsx", "读回 报告.docx", "填写 上年数据.xlsx"} < set(walker.seen)
    assert walker.helped <= help_pages().keys()


def test_f1_opens_the_page_of_the_place(desk: MainWindow, qtbot: QtBot) -> None:
    """In the prose, in a table, in a list beside the desk; a dialog's own opens over it."""
    assert desk.desk is not None

    def page_for(widget: QWidget) -> str:
        widget.window().activateWindow()
        widget.setFocus()
        qtbot.waitUntil(widget.hasFocus)
        qtbot.keyClick(widget, Qt.Key.Key_F1)
        window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, HelpWindow))
        title = window.titles.currentItem().text()
        assert title in window.browser.toPlainText()
        window.close()
        qtbot.waitUntil(
            lambda: not any(isinstance(one, HelpWindow) for one in QApplication.topLevelWidgets())
        )
        return title

    page = desk.desk.page
    assert page_for(page.passages[0][1].editor) == "写正文"
    assert page_for(page.cards[0].view) == "填数"
    assert page_for(desk.desk.outline.findChildren(QTreeView)[0]) == "提纲"
    dialog = LimitsDialog(desk, page_session(desk))
    qtbot.addWidget(dialog)
    dialog.show()
    assert page_for(dialog.findChildren(QPushButton)[0]) == "办学条件"


def test_a_list_beside_the_desk_is_closed_by_escape(desk: MainWindow, qtbot: QtBot) -> None:
    shown = MetersDialog(desk, page_session(desk).view)
    shown.show()
    with qtbot.waitSignal(shown.destroyed):
        qtbot.keyClick(shown.table, Qt.Key.Key_Escape)


def page_session(desk: MainWindow) -> ReportSession:
    assert desk.session is not None
    return desk.session


def test_every_control_of_every_page_has_a_name(desk: MainWindow, tmp_path: Path) -> None:
    assert desk.session is not None
    assert desk.desk is not None
    view, page = desk.session.view, desk.desk.page
    read = read_photos([photo(tmp_path / "校园.jpg")])
    desk.session.do(add_photos(view, page.section_id, read.pictures))
    page.parts.case()
    desk.desk.toggle_preview()
    faults: list[str] = []
    for section in (FRONT_MATTER, *(one.section.id for one in view.headings)):
        desk.desk.outline.choose(section)
        faults += nameless(desk)
    assert not faults, "\n".join(dict.fromkeys(faults))


def test_every_control_of_the_start_page_has_a_name(desk: MainWindow) -> None:
    desk.close_store()
    assert desk.start.isVisible()
    assert nameless(desk) == []
