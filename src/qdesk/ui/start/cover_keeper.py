"""Keeps the picture of the open report's first page and its progress up to date, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from qdesk.actions.print_pages import first_page
from qdesk.actions.progress import ReportProgress
from qdesk.model.report import STATUS_TITLES
from qdesk.model.report_view import ReportView
from qdesk.ui.quiet_work import Breathe, quiet_work
from qdesk.ui.report_session import ReportSession
from qdesk.ui.settings import recent_files
from qdesk.ui.start.cover import Cover, forget_others, picture_file, write_cover

_WIDTH = 320
_PAUSE_MS = 4000
_EDGE = "#c8ced6"
"""Of the paper, in every theme: the paper is white."""


class CoverKeeper(QObject):
    """One for an open store; `finish` when it is closed."""

    def __init__(self, session: ReportSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._store = session.workspace.store.path
        self._stale = True
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._keep)
        session.touched.connect(self._note)
        session.report_switched.connect(self._note)
        self._pause.start()

    def _note(self) -> None:
        """Something changed; while it goes on changing, the picture waits."""
        self._stale = True
        self._pause.start()

    def _keep(self) -> None:
        self.finish(lambda _: None)

    def finish(self, done: Callable[[object], None]) -> None:
        """Keep the report as it is now; `done` when the picture is there, at once where it is already."""
        self._pause.stop()
        if not self._stale:
            done(None)
            return
        self._stale = False
        view, store, recent = self._session.view.snapshot(), self._store, recent_files()
        target = picture_file(store)
        quiet_work().ask(lambda breathe: _keep_cover(view, target, recent, breathe), done)


def _keep_cover(view: ReportView, target: Path, recent: list[Path], breathe: Breathe) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    pages = first_page(view)
    breathe()
    if pages is not None and pages.count:
        width, height = pages.size(0)
        scale = _WIDTH / width
        image = QImage(_WIDTH, round(height * scale), QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        pages.prepare()
        pages.paint(painter, 0)
        painter.resetTransform()
        painter.setPen(QPen(QColor(_EDGE), 4))
        painter.drawRect(image.rect())
        painter.end()
        image.save(str(target))
    breathe()
    totals = ReportProgress(view).totals()
    school = next((one.name for one in view.archive.entities if one.id == view.report.entity), "")
    report = view.report
    status = STATUS_TITLES[report.status]
    cover = Cover(
        school, report.period.title, status, totals.percent, totals.done, totals.sections, totals.missing
    )
    write_cover(target, cover)
    forget_others(recent)
