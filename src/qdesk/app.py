"""Puts the desk together: application, log, crash handler, Qt's own Chinese texts, window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from qdesk import __version__
from qdesk.places import resources_dir
from qdesk.ui.collector import collect_here
from qdesk.ui.main_window import MainWindow
from qdesk.ui.style import apply_style, follow_system


def run_desk(words: list[str]) -> int:
    """Open the desk, with a store if one is named; returns the exit status."""
    if not _has_screen():
        sys.stderr.write("这里没有可以打开窗口的屏幕，请在有桌面的环境中运行，或使用命令行（qdesk -h）。\n")
        return 2
    app = make_application()
    window = MainWindow()
    window.show()
    # The window is painted first; what it does not need for that is loaded afterwards.
    QTimer.singleShot(0, _start_log)
    QTimer.singleShot(0, lambda: app.setWindowIcon(QIcon(str(resources_dir() / "icons" / "qdesk.svg"))))
    QTimer.singleShot(0, window.load_rest)
    stores = [Path(word) for word in words if not word.startswith("-")]
    if stores:
        QTimer.singleShot(0, lambda: window.controller.stores.open_path(stores[0]))
    status = app.exec()
    _finish_quiet_work()
    return status


def _finish_quiet_work() -> None:
    from qdesk.ui.quiet_work import quiet_work

    quiet_work().finish()


def _has_screen() -> bool:
    """Whether a window can be shown: on Linux Qt would abort where there is none."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def make_application() -> QApplication:
    """The Qt application with Chinese texts, fonts and style."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    collect_here(app)
    app.setApplicationName("qdesk")
    app.setApplicationVersion(__version__)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
    apply_style(app)
    follow_system(app)
    return app


def _start_log() -> None:
    from qdesk.ui.crash_log import start_log

    start_log()


def selftest_window(folder: Path) -> None:
    """Show the window once, off screen if there is no screen, and keep a picture of it."""
    make_application()
    window = MainWindow(recent=False)
    window.show()
    window.load_rest()
    QApplication.processEvents()
    window.grab().save(str(folder / "window.png"))
    window.close()
