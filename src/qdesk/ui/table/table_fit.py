"""Lays a table out on the screen: merged cells, widths of columns, heights of rows."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView

from qdesk.model.filled_table import FilledTable
from qdesk.ui.style import ROW_PX
from qdesk.ui.table.cell_delegate import PADDING
from qdesk.ui.table.column_widths import ColumnWidths, column_width
from qdesk.ui.table.table_model import shown_text
from qdesk.ui.table.table_zoom import table_zoom

_MAX_HEIGHT = 620
_WRAP = int(Qt.TextFlag.TextWordWrap)
_SCROLL_BAR = 12


def fit(view: QTableView, filled: FilledTable, widths: ColumnWidths) -> None:
    """Lay merged cells, widths and heights anew; the view grows with its rows up to a limit."""
    view.clearSpans()
    for top, left, bottom, right in filled.merges:
        view.setSpan(top, left, bottom - top + 1, right - left + 1)
    needed = _fit_columns(view, filled, widths)
    _fit_rows(view, filled)
    scrolls = view.horizontalScrollBar().isVisible() or needed > view.viewport().width()
    height = sum(view.rowHeight(row) for row in range(len(filled.grid))) + 2 * view.frameWidth() + 3
    view.setFixedHeight(min(height + (_SCROLL_BAR if scrolls else 0), _MAX_HEIGHT))


def _fit_columns(view: QTableView, filled: FilledTable, widths: ColumnWidths) -> int:
    """Columns take what the user or their texts want; the others share what is left over."""
    zoom = table_zoom()
    count = range(filled.column_count)
    own = {column: wish for column in count if (wish := widths.own(filled, column)) is not None}
    room = view.viewport().width()
    wanted: list[int] = []
    for wrap in (1, 2, 3):  # headings wrap where the table would be too wide
        wanted = [
            zoom.scaled(own[one] if one in own else column_width(filled, one, wrap=wrap)) for one in count
        ]
        if sum(wanted) <= room - 2:
            break
    needed = sum(wanted)
    free = [column for column in count if column not in own]
    spare = max(0, room - needed) if free else 0
    shared = sum(wanted[column] for column in free)
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    left = spare
    for column in count:
        more = 0
        if column in free:
            more = left if column == free[-1] else spare * wanted[column] // max(1, shared)
            left -= more
        view.setColumnWidth(column, wanted[column] + more)
    return needed


def _fit_rows(view: QTableView, filled: FilledTable) -> None:
    """Rows are as high as their longest wrapped text."""
    zoom = table_zoom()
    metrics = QFontMetrics(zoom.font(bold=True))
    lowest, spans = zoom.scaled(ROW_PX), filled.spans
    view.verticalHeader().setMinimumSectionSize(lowest)
    for row, cells in enumerate(filled.grid):
        highest = lowest
        for column, cell in enumerate(cells):
            down, across = spans.get((row, column), (1, 1))
            if down > 1 or not cell.text:
                continue
            width = sum(view.columnWidth(at) for at in range(column, column + across)) - 2 * PADDING
            text = shown_text(cell)
            if metrics.horizontalAdvance(text) <= width and "\n" not in text:
                continue
            box = metrics.boundingRect(QRect(0, 0, max(20, width), 4000), _WRAP, text)
            highest = max(highest, box.height() + 9)
        view.setRowHeight(row, highest)
