"""Which version this is, and whose work it is built on."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QTextBrowser
from pytestqt.qtbot import QtBot

from qdesk import __version__
from qdesk.ui.dialogs.about_dialog import AboutDialog


def test_version_and_licences_are_shown(qtbot: QtBot) -> None:
    dialog = AboutDialog(None)
    qtbot.addWidget(dialog)
    assert any(__version__ in label.text() for label in dialog.findChildren(QLabel))
    browser = dialog.findChild(QTextBrowser)
    assert isinstance(browser, QTextBrowser)
    assert "LGPL-3.0" in browser.toPlainText()
