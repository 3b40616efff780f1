"""Dialogs fit a small screen and refuse what cannot be where it can be mended."""

from __future__ import annotations

from desk_hands import Answer, card
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from qdesk.ui.dialogs.chart_dialog import ChartDialog
from qdesk.ui.dialogs.table_settings_dialog import TableSettingsDialog
from qdesk.ui.main_window import MainWindow
from qdesk.ui.section.figure_card import ChartPicture
from qdesk.ui.table.caption_label import CaptionLabel


def test_the_chart_dialog_shows_its_buttons_at_720_lines(desk: MainWindow) -> None:
    assert desk.desk is not None
    heights: list[int] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ChartDialog)
        heights.extend((dialog.minimumSizeHint().height(), dialog.height()))
        dialog.reject()

    QTimer.singleShot(100, look)
    desk.desk.page._make_chart(card(desk).table_id)  # noqa: SLF001 - what its button does
    assert heights
    assert max(heights) <= 660


def test_a_high_chart_is_shown_smaller_in_the_dialog(desk: MainWindow, qtbot: QtBot) -> None:
    """All of it: its shape stays the same."""
    assert desk.desk is not None
    usual = desk.desk.page.figures[0]
    small = ChartPicture(desk.desk.session, 100)
    qtbot.addWidget(small)
    small.show_figure(usual.figure)
    whole = usual.picture.size()
    assert whole.height() > small.height() == 100
    assert abs(small.width() / small.height() - whole.width() / whole.height()) < 0.02
    image = small.grab().toImage()
    colours = {image.pixel(x, y) for x in range(image.width()) for y in range(80, image.height())}
    assert len(colours) > 2, "what stands at its foot is painted"


def test_an_empty_caption_is_refused_in_the_dialog(desk: MainWindow, answer: Answer) -> None:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, TableSettingsDialog)
        agree = next(one for one in dialog.findChildren(QPushButton) if one.text() == "确定")
        caption = dialog.findChildren(QLineEdit)[0]
        caption.clear()
        assert not agree.isEnabled()
        caption.setText("学生情况")
        assert agree.isEnabled()

    answer(fill)
    card(desk)._whole.describe()  # noqa: SLF001 - what its menu does
    assert card(desk).view.filled.caption == "学生情况"


def test_a_double_click_on_the_caption_asks_for_it(desk: MainWindow, qtbot: QtBot, answer: Answer) -> None:
    (caption,) = card(desk).findChildren(CaptionLabel)

    def fill(dialog: QDialog) -> None:
        focused = dialog.focusWidget()
        assert isinstance(focused, QLineEdit)
        assert focused.text() == "学生情况对比表"
        focused.setText("学生情况一览")

    answer(fill)
    qtbot.mouseDClick(caption, Qt.MouseButton.LeftButton)
    assert card(desk).view.filled.caption == "学生情况一览"
