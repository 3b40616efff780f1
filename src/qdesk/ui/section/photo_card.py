"""A photo as a card of the section page: its caption, and the picture as it prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.edit_figures import place_figure, put_figure, remove_figure
from qdesk.actions.edit_photos import set_half, small_photo_note
from qdesk.actions.print_pages import PhotoPrint, photo_print
from qdesk.model.axis import fill_years
from qdesk.model.edit import Edit, Kind
from qdesk.model.figure import Figure
from qdesk.model.report_view import ReportView
from qdesk.ui.attempt import attempt
from qdesk.ui.dialogs.form import FormDialog, choice
from qdesk.ui.picture_work import picture_work
from qdesk.ui.report_session import ReportSession

_PIXELS_A_POINT = 1.2
_WIDTHS = ("整行", "一行两张")


class PhotoPicture(QWidget):
    """Paints a photo at a fixed scale, as soon as it is ready."""

    def __init__(self) -> None:
        super().__init__()
        self._print: PhotoPrint | None = None
        picture_work().made.connect(self.update)

    def show_photo(self, shown: PhotoPrint | None) -> None:
        """Show a photo, None for none."""
        self._print = shown
        width, height = (shown.width, shown.height) if shown else (0, 0)
        self.setFixedSize(round(width * _PIXELS_A_POINT), round(height * _PIXELS_A_POINT))
        if shown is not None and not shown.is_ready:
            picture_work().ask(shown.prepare)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the photo."""
        if self._print is None:
            return
        painter = QPainter(self)
        painter.scale(_PIXELS_A_POINT, _PIXELS_A_POINT)
        self._print.paint(painter)


class PhotoCard(QFrame):
    """Shows one photo; its caption is what is read aloud, too.

    `move_request` asks for a place further up (-1) or down (1).
    """

    help_page = "统计图、照片和案例"

    move_request = Signal(int)

    def __init__(self, session: ReportSession, figure_id: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.figure_id = figure_id
        self._session = session
        self._number = QLabel()
        self._number.setObjectName("cardTitle")
        self.caption = QLineEdit()
        self.caption.setPlaceholderText("写图题，例如：学生技能竞赛现场")
        self.caption.setAccessibleName("照片的图题")
        self.width_choice = QComboBox()
        self.width_choice.addItems(_WIDTHS)
        self.width_choice.setToolTip("相邻的两张都选“一行两张”，就并排印在一行")
        self.width_choice.setAccessibleName("照片的宽度")
        self.picture = PhotoPicture()
        self._gone = QLabel("数据文件里没有这张照片的内容，不会印出；请删去它，重新插入。")
        self._gone.setObjectName("secondary")
        self.note = QLabel()
        self.note.setObjectName("secondary")
        head = QHBoxLayout()
        head.addWidget(self._number)
        head.addWidget(self.caption, 1)
        head.addWidget(self.width_choice)
        head.addWidget(self._menu())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.addLayout(head)
        layout.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.note)
        layout.addWidget(self._gone)
        self.refresh()
        self.caption.editingFinished.connect(self.settle)
        self.width_choice.activated.connect(self._choose_width)

    def _menu(self) -> QToolButton:
        tools = QToolButton()
        tools.setText("⋯")
        tools.setToolTip("照片的菜单")
        tools.setAccessibleName("照片的菜单")
        tools.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(tools)
        menu.addAction("上移", lambda: self.move_request.emit(-1))
        menu.addAction("下移", lambda: self.move_request.emit(1))
        menu.addAction("移到别的章节…", self._place)
        menu.addAction("删除照片", self.remove)
        tools.setMenu(menu)
        return tools

    @property
    def figure(self) -> Figure | None:
        """The photo as it is stored."""
        found = self._session.view.archive.get(Kind.FIGURE, (self.figure_id,))
        return found if isinstance(found, Figure) else None

    def refresh(self) -> None:
        """Show the photo as it is stored."""
        figure, view = self.figure, self._session.view
        if figure is None:
            return
        number = view.caption_numbers.get(figure.id)
        title = fill_years(figure.title, view.data.year)
        self._number.setText(number.text if number else "图")
        self.caption.setText(title)
        self.width_choice.setCurrentIndex(int(figure.half))
        shown = photo_print(view, figure)
        self.picture.show_photo(shown)
        self.picture.setAccessibleName(title)
        self._gone.setVisible(shown is None)
        note = small_photo_note(view, figure)
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def settle(self) -> None:
        """Keep the caption that is being typed; an empty one goes back to what it was."""
        figure, view = self.figure, self._session.view
        if figure is None or not self.caption.isModified():
            return
        self.caption.setModified(False)
        typed = self.caption.text().strip()
        before = fill_years(figure.title, view.data.year)
        if not typed:
            self.caption.setText(before)
            self._session.hint.emit(f"图题不能是空的，仍是“{before}”")
        elif typed != before:
            self._do(lambda view, figure: put_figure(view, replace(figure, title=typed)))

    def remove(self) -> None:
        """Take the photo out of the report; undo brings it back."""
        self._do(remove_figure)

    def _choose_width(self, index: int) -> None:
        self._do(lambda view, figure: set_half(view, figure, half=index == 1))

    def _place(self) -> None:
        figure, view = self.figure, self._session.view
        if figure is None:
            return
        form = FormDialog(self, "移到别的章节")
        options = [(view.title_of(one), one.section.id) for one in view.headings if not one.skipped]
        sections = choice(options, figure.section, "章节")
        form.form.addRow("章节", sections)
        if form.agreed():
            self._do(lambda view, figure: place_figure(view, figure, str(sections.currentData())))

    def _do(self, make: Callable[[ReportView, Figure], Edit | None]) -> None:
        if (figure := self.figure) is not None:
            attempt(self, self._session, lambda: make(self._session.view, figure))
