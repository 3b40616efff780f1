"""Photos come into a section: chosen in a dialog, dropped as files, or pasted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QImageWriter, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractScrollArea, QFileDialog, QWidget

from qdesk.actions.edit_photos import PICTURE_SUFFIXES, ReadPhotos, add_photos, pasted_photo, read_photos
from qdesk.actions.place_parts import Place, place_new
from qdesk.model.edit import Kind
from qdesk.ui.background import BackgroundTask
from qdesk.ui.messages import show_error
from qdesk.ui.report_session import ReportSession
from qdesk.ui.section.drop_line import DropLine

if TYPE_CHECKING:
    from qdesk.ui.section.section_page import SectionPage

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class PhotoInserter(QObject):
    """Reads pictures off the window's thread and puts them where they were dropped, pasted or chosen.

    Widgets that it watches take picture files and pasted pictures; all else is left to them. `inserted`
    names the first photo.
    """

    inserted = Signal(str)

    def __init__(self, page: SectionPage, session: ReportSession) -> None:
        super().__init__(page)
        self._page, self._session = page, session
        self.line = DropLine(page)

    def watch(self, widget: QAbstractScrollArea) -> None:
        """Let a widget take photos."""
        widget.viewport().setAcceptDrops(True)
        for one in (widget, widget.viewport()):
            one.installEventFilter(self)

    def ask(self, place: Place | None = None) -> None:
        """Let the user choose picture files."""
        pattern = " ".join(f"*{one}" for one in PICTURE_SUFFIXES)
        chosen, _ = QFileDialog.getOpenFileNames(
            self._page, "插入照片", "", f"照片 ({pattern});;所有文件 (*)"
        )
        self.insert([Path(one) for one in chosen], place)

    def insert(self, paths: Sequence[Path], place: Place | None = None) -> None:
        """Insert picture files, where no place is given at the usual one; those that cannot be are named."""
        if paths and self._may_insert:
            section = self._page.section_id
            BackgroundTask(
                self._page,
                "正在读取照片",
                lambda report: read_photos(paths, report),
                lambda read: self._add(section, read, place),
                lambda error: show_error(self._page, error),
            )

    def paste(self, picture: QImage) -> None:
        """Insert a picture of the clipboard."""
        if not self._may_insert:
            return
        section, place = self._page.section_id, self._page.place_in_work()
        BackgroundTask(
            self._page,
            "正在读取图片",
            lambda _report: pasted_photo(_png(picture)),
            lambda read: self._add(section, read, place),
            lambda error: show_error(self._page, error),
        )

    @property
    def _may_insert(self) -> bool:
        return self._session.view.heading(self._page.section_id) is not None

    def _add(self, section: str, read: ReadPhotos, place: Place | None) -> None:
        self._page.settle()
        view = self._session.view
        if read.pictures and view.heading(section) is not None:
            edit = add_photos(view, section, read.pictures)
            self._session.do(edit if place is None else place_new(view, section, place, edit))
            where = "在正文后面" if place is None else "在选定的位置"
            self._session.hint.emit(f"已插入 {len(read.pictures)} 张照片，{where}；请写图题")
            made = [one.key[0] for one in edit.changes if one.kind is Kind.FIGURE]
            self.inserted.emit(made[0])
        if read.problem is not None:
            show_error(self._page, read.problem)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take what is a picture, before the widget makes text of it."""
        if event.type() in _DRAGS and isinstance(event, QDropEvent) and isinstance(watched, QWidget):
            return self._dragged(watched, event)
        if event.type() is QEvent.Type.DragLeave:
            self.line.hide()
        if event.type() in _KEYS and isinstance(event, QKeyEvent):
            return self._typed(event)
        return super().eventFilter(watched, event)

    def _dragged(self, over: QWidget, event: QDropEvent) -> bool:
        files = picture_files(event.mimeData())
        if not files or not self._may_insert:
            return False
        event.acceptProposedAction()
        place = self.line.drag(over.mapToGlobal(event.position().toPoint()))
        if event.type() is QEvent.Type.Drop:
            self.line.hide()
            self.insert(files, place)
        return True

    def _typed(self, event: QKeyEvent) -> bool:
        if not event.matches(QKeySequence.StandardKey.Paste) or not self._may_insert:
            return False
        data = QGuiApplication.clipboard().mimeData()
        files = picture_files(data)
        # Word and Excel put a picture of a text beside it: the text is what is meant.
        if not files and (data is None or data.hasText() or not data.hasImage()):
            return False
        event.accept()
        if event.type() is QEvent.Type.KeyPress:
            if files:
                self.insert(files, self._page.place_in_work())
            else:
                self.paste(QGuiApplication.clipboard().image())
        return True


def picture_files(data: QMimeData | None) -> list[Path]:
    """The files that are dragged or copied, if all look like pictures; else none."""
    if data is None or not data.hasUrls():
        return []
    files = [Path(one.toLocalFile()) for one in data.urls() if one.isLocalFile()]
    photos = [one for one in files if one.suffix.lower() in (*PICTURE_SUFFIXES, ".heic", ".heif")]
    return photos if len(photos) == len(data.urls()) else []


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(picture)
    return bytes(buffer.data().data())
