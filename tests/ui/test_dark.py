"""In the dark: boxes without a tick are seen, and the theme goes with the system while the program runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qdesk.app import make_application
from qdesk.ui.style import apply_style, color


@pytest.fixture
def app() -> Iterator[QApplication]:
    made = make_application()
    before = made.palette()
    yield made
    made.setPalette(before)
    apply_style(made)


def turn_dark(app: QApplication) -> None:
    """As the system does it: the palette, then the hint."""
    dark = QPalette(app.palette())
    dark.setColor(QPalette.ColorRole.Window, QColor("#202020"))
    dark.setColor(QPalette.ColorRole.Base, QColor("#101010"))
    app.setPalette(dark)
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)


def test_the_theme_goes_with_the_system(app: QApplication, qtbot: QtBot) -> None:
    light = color("card").lightness()
    turn_dark(app)
    qtbot.waitUntil(lambda: color("card").lightness() < 80)
    assert light > 200


def test_boxes_without_a_tick_are_seen(app: QApplication, qtbot: QtBot) -> None:
    turn_dark(app)
    qtbot.waitUntil(lambda: color("card").lightness() < 80)
    window, items = QWidget(), QListWidget()
    window.setObjectName("page")
    qtbot.addWidget(window)
    item = QListWidgetItem("甲")
    item.setCheckState(Qt.CheckState.Unchecked)
    items.addItem(item)
    layout = QVBoxLayout(window)
    for one in (QCheckBox("乙"), items):
        layout.addWidget(one)
    window.resize(200, 120)
    window.show()
    qtbot.waitExposed(window)
    edge = color("secondary")
    for one in (window.findChildren(QCheckBox)[0], items.viewport()):
        shown = one.grab().toImage()
        places = ((x, y) for x in range(min(24, shown.width())) for y in range(min(40, shown.height())))
        near = sum(abs(shown.pixelColor(x, y).lightness() - edge.lightness()) < 25 for x, y in places)
        assert near >= 30, near  # the four sides of a box
