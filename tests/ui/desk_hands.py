"""What tests of the window do again and again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from qdesk.ui.main_window import MainWindow
from qdesk.ui.table.table_card import TableCard


def show(window: MainWindow, number: str) -> None:
    assert window.session is not None
    assert window.desk is not None
    heading = next(one for one in window.session.view.headings if one.number == number)
    window.desk.outline.choose(heading.section.id)


def card(window: MainWindow, at: int = 0) -> TableCard:
    assert window.desk is not None
    return window.desk.page.cards[at]


def shown(window: MainWindow, row: int, column: int) -> str:
    model = card(window).view.model()
    return str(model.data(model.index(row, column)))


def open_path(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    """Open a store as a double click does, and wait until it is on the desk."""
    window.controller.stores.open_path(path)

    def is_open() -> bool:
        return window.session is not None and window.session.workspace.store.path == path

    qtbot.waitUntil(is_open, timeout=20_000)


class Answer(Protocol):
    """Hands that fill in the next dialog and agree; an error in them fails the test."""

    def __call__(self, fill: Callable[[QDialog], None], /) -> None: ...
