"""Paints a heading of the outline: a mark that fills with progress, the title, the findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QBrush, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from qdesk.actions.progress import Progress
from qdesk.ui.outline.outline_model import FINDINGS, PROGRESS, Index
from qdesk.ui.style import color, ui_font

_MARK = 14


class OutlineTree(QTreeView):
    """A tree whose folding marks are quiet arrows; `key_commands` by the name of their keys."""

    def __init__(self) -> None:
        super().__init__()
        self.key_commands: Mapping[str, Callable[[], None]] = {}

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Commands on the chosen section come before the keys of the tree."""
        command = self.key_commands.get(QKeySequence(event.keyCombination()).toString())
        if command is None:
            super().keyPressEvent(event)
        else:
            command()

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:  # noqa: N802 - Qt's name
        """An arrow before what can be folded."""
        painter.fillRect(rect, color("card"))
        if self.model().hasChildren(index):
            painter.setPen(QPen(color("secondary")))
            painter.setFont(ui_font(11))
            area = QRect(rect.right() - self.indentation() + 2, rect.top(), self.indentation(), rect.height())
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), "▾" if self.isExpanded(index) else "▸")


class HeadingDelegate(QStyledItemDelegate):
    """A mark that fills with progress, the title, and a red count of findings."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one heading."""
        rect: QRect = option.rect  # type: ignore[attr-defined]  # missing in the stubs
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, color("card"))
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent_soft"))
            painter.drawRoundedRect(rect.adjusted(0, 1, -4, -1), 5, 5)
        progress, count = index.data(PROGRESS), index.data(FINDINGS)
        if isinstance(progress, Progress):
            centre = QPoint(rect.left() + 12, rect.center().y() + 1)
            _mark(painter, centre, progress, troubled=bool(count))
        right = rect.right() - 10
        if count:
            right = self._count(painter, rect, int(count))
        chapter = not index.parent().isValid()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.setFont(ui_font(bold=chapter or chosen))
        faded = isinstance(progress, Progress) and progress.not_applicable
        painter.setPen(QPen(color("secondary") if faded else color("text")))
        area = QRect(rect.left() + 26, rect.top(), right - rect.left() - 28, rect.height())
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        painter.restore()

    @staticmethod
    def _count(painter: QPainter, rect: QRect, count: int) -> int:
        text = str(count)
        painter.setFont(ui_font(12))
        width = painter.fontMetrics().horizontalAdvance(text)
        left = rect.right() - 12 - width
        painter.setPen(QPen(color("must")))
        painter.drawText(
            QRect(left, rect.top(), width + 2, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), text
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("must"))
        painter.drawEllipse(QPoint(left - 8, rect.center().y() + 1), 4, 4)
        return left - 14


def _mark(painter: QPainter, centre: QPoint, progress: Progress, *, troubled: bool) -> None:
    """Empty ring, part-filled ring, full green with a tick, dotted for not applicable.

    What is written in full and has findings that must be mended (`troubled`) has its tick in a ring only.
    """
    radius = _MARK // 2 - 1
    if progress.not_applicable:
        painter.setPen(QPen(color("secondary"), 1.4, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, radius, radius)
        return
    if progress.is_done:
        painter.setPen(QPen(color("done"), 1.6) if troubled else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if troubled else QBrush(color("done")))
        painter.drawEllipse(centre, radius + (not troubled), radius + (not troubled))
        painter.setPen(QPen(color("done" if troubled else "card"), 1.6))
        painter.drawLine(centre.x() - 3, centre.y(), centre.x() - 1, centre.y() + 3)
        painter.drawLine(centre.x() - 1, centre.y() + 3, centre.x() + 4, centre.y() - 3)
        return
    painter.setPen(QPen(color("accent") if progress.begun else color("secondary"), 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius, radius)
    if progress.begun:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(color("accent")))
        box = QRect(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawPie(box, 90 * 16, -180 * 16)
