"""The main window: start page or desk, menus, status bar. It places and connects, nothing else.

Only what the first paint needs is imported here; the desk and the actions behind it come after. The
namespace `Qt` is not among it: PySide makes its hundreds of enumerations when it is first named, a tenth of
the whole start.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QPushButton, QStackedWidget
from shiboken6 import isValid

from qdesk.errors import UserError
from qdesk.places import own_templates_dir
from qdesk.ui.messages import ask, show_error
from qdesk.ui.settings import keep, kept, remember_file
from qdesk.ui.start.start_page import StartPage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from qdesk.actions.open_store import OpenStore
    from qdesk.actions.workspace import Workspace
    from qdesk.ui.controller import Controller
    from qdesk.ui.desk import Desk
    from qdesk.ui.report_session import ReportSession
    from qdesk.ui.start.cover_keeper import CoverKeeper

_HINT_MS = 9000


_USUAL = QSize(1366, 740)
_FRAME_PX = 40
"""What a window's title and borders take of a screen's height."""


def _fitting(screen: QSize) -> QSize:
    """The usual size, or what a smaller screen has room for (1080p at 150 %)."""
    return _USUAL.boundedTo(QSize(screen.width(), screen.height() - _FRAME_PX))


class MainWindow(QMainWindow):
    """Shows the start page first; `ready` says that the menus are there too.

    `recent` False leaves the names of the user's files out (for a picture that is sent around).
    """

    ready = Signal()

    def __init__(self, *, recent: bool = True) -> None:
        super().__init__()
        self.setWindowTitle("qdesk · 质量年度报告")
        self.setMinimumSize(960, 600)
        self.resize(_fitting(self.screen().availableSize()))
        self.setAcceptDrops(True)
        self.start = StartPage(recent=recent)
        self.session: ReportSession | None = None
        self.desk: Desk | None = None
        self._cover: CoverKeeper | None = None
        self._controller: Controller | None = None
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start)
        self.setCentralWidget(self._pages)
        self._saved = QLabel()
        self._hint = QLabel()
        self._value = QLabel()
        self._go = QPushButton()
        self._go_there: Callable[[], None] = lambda: None
        self._build_status()
        if (geometry := kept("window/geometry")) is not None:
            self.restoreGeometry(geometry)
        self._connect_start()

    def _connect_start(self) -> None:
        """What is asked for on the start page, carried out by commands that are loaded then."""
        start = self.start
        start.last_year_request.connect(lambda: self.controller.stores.from_last_year())
        start.new_request.connect(lambda: self.controller.stores.new_report())
        start.open_request.connect(lambda: self.controller.stores.open_file())
        start.sample_request.connect(lambda: self.controller.stores.open_sample())
        start.restore_request.connect(lambda: self.controller.stores.restore())
        start.file_request.connect(lambda path: self.controller.stores.open_path(path))

    def _build_status(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self._saved)
        bar.addWidget(self._hint)
        self._go.setObjectName("link")
        self._go.setAccessibleName("去刚才说的地方")
        self._go.hide()
        self._go.clicked.connect(lambda: self._go_there())
        bar.addWidget(self._go)
        bar.addWidget(QLabel(), 1)
        bar.addPermanentWidget(self._value)
        self._hint_timer = QTimer(self)
        self._hint_timer.setSingleShot(True)
        self._hint_timer.timeout.connect(self.clear_hint)

    @property
    def controller(self) -> Controller:
        """What carries out the great actions; loaded when first needed."""
        if self._controller is None:
            from qdesk.ui.controller import Controller

            self._controller = Controller(self)
        return self._controller

    def load_rest(self) -> None:
        """Load what the first paint did not need, and build the menus."""
        self.controller.build_menus()
        # The program's own templates are proven by its tests: only the user's need to be read already.
        if any(own_templates_dir().rglob("*.toml")):
            from qdesk.actions.library import library

            self.start.show_problems(library().problems)
        self.ready.emit()

    # -- one store at a time

    def open_workspace(self, workspace: Workspace) -> None:
        """Read a store that is open, and put it on the desk."""
        from qdesk.actions.open_store import read_store

        self.show_store(read_store(workspace))

    def show_store(self, store: OpenStore) -> None:
        """Put a store that has been read on the desk."""
        from qdesk.ui.desk import Desk
        from qdesk.ui.report_session import ReportSession
        from qdesk.ui.start.cover_keeper import CoverKeeper

        self.close_store()
        session = ReportSession(store, self)
        desk = Desk(session)
        self.session, self.desk = session, desk
        self._cover = CoverKeeper(session, session)
        session.saved.connect(self._show_saved)
        session.save_failed.connect(self._save_failed)
        session.store_lost.connect(self._tell_lost)
        session.hint.connect(self.show_hint)
        desk.value_shown.connect(self._value.setText)
        self._pages.addWidget(desk)
        self._pages.setCurrentWidget(desk)
        desk.outline.tree.setFocus()
        self.controller.connect_desk(desk)
        path = store.workspace.store.path
        remember_file(path)
        self.setWindowTitle(f"{path.stem} — qdesk")
        self._saved.setText("✓ 已自动保存")
        # What was loaded stays while the store is open: the collector need not walk it at each edit.
        gc.collect()
        gc.freeze()

    def close_store(self) -> bool:
        """Save all, close the store and go back to the start page; False if the user stays."""
        if self.session is None or self.desk is None:
            return True
        self.desk.settle()
        self.desk.remember()
        if not self.session.close():
            stay = ask(
                self, "没有存完", "最后的修改没有写进磁盘", "请检查磁盘空间和权限。", "仍然关闭", "返回"
            )
            if not stay:
                return False
        gc.unfreeze()
        if self._cover is not None:
            self._cover.finish(self._show_start)
            self._cover = None
        desk, session = self.desk, self.session
        self.desk = self.session = None
        # The stack lets go of its commands first, while those who listen are still there.
        session.undo_stack.clear()
        self._pages.removeWidget(desk)
        desk.deleteLater()
        session.deleteLater()
        self.start.refresh()
        self._pages.setCurrentWidget(self.start)
        self.clear_hint()
        for label in (self._saved, self._value):
            label.clear()
        self.setWindowTitle("qdesk · 质量年度报告")
        self.controller.refresh_menus()
        return True

    def _show_start(self, _kept: object) -> None:
        """The picture of the report that was closed is there; the window may be gone by then."""
        if isValid(self) and self.session is None:
            self.start.refresh()

    # -- status bar

    def _show_saved(self) -> None:
        pending = self.session.pending if self.session else 0
        self._saved.setText("✓ 已自动保存" if not pending else "正在保存…")

    def _save_failed(self, error: UserError) -> None:
        self._saved.setText("⚠ 没有存上")
        again = ask(
            self,
            "没有存上",
            error.what,
            f"{error.where}\n{error.remedy}\n修改仍在窗口里，没有丢失。",
            "再试一次",
            "稍后",
        )
        if again and self.session is not None:
            self.session.retry_saving()

    def _tell_lost(self) -> None:
        self.controller.stores.tell_lost()

    def show_hint(self, text: str, link: str = "", go: Callable[[], None] = lambda: None) -> None:
        """Say something in the status bar for a while; `link` names a place that `go` leads to."""
        self._hint.setText(text)
        self._go.setText(link)
        self._go.setVisible(bool(link))
        self._go_there = go
        self._hint_timer.start(_HINT_MS * 3 if link else _HINT_MS)

    def clear_hint(self) -> None:
        """What was said is not true any more, or has been there for long enough."""
        self.show_hint("")
        self._hint_timer.stop()

    # -- Qt's own events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files may be dropped anywhere."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """A store is opened, anything else is imported."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        for path in paths:
            QTimer.singleShot(0, lambda path=path: self.controller.take_file(path))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Save all before closing."""
        keep("window/geometry", self.saveGeometry())
        if self.close_store():
            event.accept()
        else:
            event.ignore()

    def settled_desk(self) -> Desk | None:
        """The desk, with all that was being typed kept; None without an open report."""
        if self.desk is not None:
            self.desk.settle()
        return self.desk

    def fail(self, error: UserError) -> None:
        """Show what could not be done."""
        self.unsetCursor()
        show_error(self, error)
