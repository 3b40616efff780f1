"""A chart as a card of the section page, drawn as it prints and following its table."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from qdesk.actions.edit_figures import place_figure, put_figure, remove_figure
from qdesk.actions.print_pages import figure_size, paint_figure
from qdesk.model.axis import fill_years
from qdesk.model.edit import Edit, Kind
from qdesk.model.figure import CHART_TITLES, Figure
from qdesk.ui.attempt import attempt
from qdesk.ui.dialogs.chart_dialog import ChartDialog
from qdesk.ui.dialogs.form import FormDialog, choice
from qdesk.ui.report_session import ReportSession

_PIXELS_A_POINT = 1.5
_MOST_IN_DIALOG = 320  # pixels: high charts leave the buttons on a small screen


class ChartPicture(QWidget):
    """Paints a chart on white, in every theme, at a fixed scale, but no higher than `most` pixels."""

    def __init__(self, session: ReportSession, most: float = math.inf) -> None:
        super().__init__()
        self._session, self._most, self._scale = session, most, _PIXELS_A_POINT
        self._figure: Figure | None = None

    def show_figure(self, figure: Figure | None) -> None:
        """Show a figure, stored or not."""
        self._figure = figure
        width, height = figure_size(self._session.view, figure) if figure else (0.0, 0.0)
        self._scale = min(_PIXELS_A_POINT, self._most / height) if height else _PIXELS_A_POINT
        self.setFixedSize(round(width * self._scale), round(height * self._scale))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the chart."""
        if self._figure is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor("white"))
        painter.scale(self._scale, self._scale)
        size = self.width() / self._scale, self.height() / self._scale
        paint_figure(self._session.view, self._figure, painter, *size)


class FigureCard(QFrame):
    """Shows one figure; `move_request` asks for a place further up (-1) or down (1)."""

    help_page = "统计图、照片和案例"

    move_request = Signal(int)

    def __init__(self, session: ReportSession, figure_id: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.figure_id = figure_id
        self._session = session
        self._caption = QLabel()
        self._caption.setObjectName("cardTitle")
        self._from = QLabel()
        self._from.setObjectName("secondary")
        self.picture = ChartPicture(session)
        self._empty = QLabel("表里还没有可以画的数；填了数，图就会出来，没有数时不印。")
        self._empty.setObjectName("secondary")
        self.tools = QToolButton()
        self.tools.setText("⋯")
        self.tools.setToolTip("图的菜单")
        self.tools.setAccessibleName("图的菜单")
        self.tools.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.tools)
        menu.addAction("修改…", self.change)
        menu.addAction("上移", lambda: self.move_request.emit(-1))
        menu.addAction("下移", lambda: self.move_request.emit(1))
        menu.addAction("移到别的章节…", self._place)
        menu.addAction("删除图", self._remove)
        self.tools.setMenu(menu)
        head = QHBoxLayout()
        head.addWidget(self._caption)
        head.addWidget(self._from, 1)
        head.addWidget(self.tools)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.addLayout(head)
        layout.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._empty)
        self.refresh()

    @property
    def figure(self) -> Figure | None:
        """The figure as it is stored."""
        found = self._session.view.archive.get(Kind.FIGURE, (self.figure_id,))
        return found if isinstance(found, Figure) else None

    def refresh(self) -> None:
        """Draw the figure anew."""
        figure, view = self.figure, self._session.view
        if figure is None:
            return
        number = view.caption_numbers.get(figure.id)
        title = fill_years(figure.title, view.data.year)
        self._caption.setText(number.line(title) if number else title)
        table = view.table_numbers.get(figure.table, "")
        self._from.setText(f"{CHART_TITLES[figure.kind]}，取自{table or '（表已删除）'}")
        self.picture.show_figure(figure)
        self._empty.setVisible(self.picture.height() == 0)

    def change(self) -> None:
        """Ask what to draw and how."""
        if (figure := self.figure) is not None:
            ask_for_chart(self, self._session, figure, "修改统计图")

    def _place(self) -> None:
        figure, view = self.figure, self._session.view
        if figure is None:
            return
        form = FormDialog(self, "移到别的章节")
        options = [(view.title_of(one), one.section.id) for one in view.headings if not one.skipped]
        sections = choice(options, figure.section, "章节")
        form.form.addRow("章节", sections)
        if form.agreed():
            self._session.do(place_figure(view, figure, str(sections.currentData())))

    def _remove(self) -> None:
        if (figure := self.figure) is not None:
            self._session.do(remove_figure(self._session.view, figure))


def ask_for_chart(
    parent: QWidget,
    session: ReportSession,
    figure: Figure,
    title: str,
    place: Callable[[Edit], Edit] = lambda edit: edit,
) -> bool:
    """Let the user choose what a figure draws, and keep it where `place` puts it; whether it is kept."""

    def make() -> Edit | None:
        edit = put_figure(session.view, dialog.figure)
        return place(edit) if edit is not None else None

    dialog = ChartDialog(parent, title, session.view, figure, ChartPicture(session, _MOST_IN_DIALOG))
    while dialog.agreed():
        if attempt(parent, session, make):
            return True
    return False
