"""Photos come into a section: chosen in a dialog, dropped as files, or pasted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QImageWriter, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractScrollArea, QFileDialog, QWidget

from qdesk.actions.edit_photos import PICTURE_SUFFIXES, ReadPhotos, add_photos, pasted_photo, read_photos
from qdesk.actions.place_parts import place_new
from qdesk.ui.background import BackgroundTask
from qdesk.ui.messages import show_error
from qdesk.ui.report_session import ReportSession

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class PhotoInserter(QObject):
    """Reads pictures off the window's thread and puts them at the end of the section's figures.

    Widgets that it watches take picture files and pasted pictures; all else is left to them.
    """

    def __init__(self, parent: QWidget, session: ReportSession, section: Callable[[], str]) -> None:
        super().__init__(parent)
        self._parent, self._session, self._section = parent, session, section

    def watch(self, widget: QAbstractScrollArea) -> None:
        """Let a widget take photos."""
        widget.viewport().setAcceptDrops(True)
        for one in (widget, widget.viewport()):
            one.installEventFilter(self)

    def ask(self, at: int | None = None) -> None:
        """Let the user choose picture files, to stand before the `at`-th part."""
        pattern = " ".join(f"*{one}" for one in PICTURE_SUFFIXES)
        chosen, _ = QFileDialog.getOpenFileNames(
            self._parent, "插入照片", "", f"照片 ({pattern});;所有文件 (*)"
        )
        self.insert([Path(one) for one in chosen], at)

    def insert(self, paths: Sequence[Path], at: int | None = None) -> None:
        """Insert picture files, where no place is given at the usual one; those that cannot be are named."""
        if paths and self._may_insert:
            section = self._section()
            BackgroundTask(
                self._parent,
                "正在读取照片",
                lambda report: read_photos(paths, report),
                lambda read: self._add(section, read, at),
                lambda error: show_error(self._parent, error),
            )

    def paste(self, picture: QImage) -> None:
        """Insert a picture of the clipboard."""
        if not self._may_insert:
            return
        section = self._section()
        BackgroundTask(
            self._parent,
            "正在读取图片",
            lambda _report: pasted_photo(_png(picture)),
            lambda read: self._add(section, read),
            lambda error: show_error(self._parent, error),
        )

    @property
    def _may_insert(self) -> bool:
        return self._session.view.heading(self._section()) is not None

    def _add(self, section: str, read: ReadPhotos, at: int | None = None) -> None:
        view = self._session.view
        if read.pictures and view.heading(section) is not None:
            edit = add_photos(view, section, read.pictures)
            self._session.do(edit if at is None else place_new(view, section, at, edit))
            where = "在正文后面" if at is None else "在选定的位置"
            self._session.hint.emit(f"已插入 {len(read.pictures)} 张照片，{where}；请写图题")
        if read.problem is not None:
            show_error(self._parent, read.problem)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take what is a picture, before the widget makes text of it."""
        if event.type() in _DRAGS and isinstance(event, QDropEvent):
            return self._dragged(event)
        if event.type() in _KEYS and isinstance(event, QKeyEvent):
            return self._typed(event)
        return super().eventFilter(watched, event)

    def _dragged(self, event: QDropEvent) -> bool:
        files = picture_files(event.mimeData())
        if not files or not self._may_insert:
            return False
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            self.insert(files)
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
                self.insert(files)
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
