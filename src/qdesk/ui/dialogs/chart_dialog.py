"""What a chart draws and how, with the chart itself beside the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.edit_figures import lines_to_draw, suits
from qdesk.model.axis import fill_years
from qdesk.model.chart_data import ChartLine
from qdesk.model.figure import CHART_TITLES, ChartKind, Figure
from qdesk.model.report_view import ReportView
from qdesk.ui.dialogs.form import FormDialog, choice

_LIST_HEIGHT = 110


class Picture(Protocol):
    """A widget that draws a figure."""

    def show_figure(self, figure: Figure | None) -> None:
        """Show a figure, stored or not."""
        ...


class ChartDialog(FormDialog):
    """Asks for kind, title, rows and columns; `figure` is the answer."""

    help_page = "统计图、照片和案例"

    def __init__(
        self, parent: QWidget | None, title: str, view: ReportView, figure: Figure, picture: Picture
    ) -> None:
        super().__init__(parent, title)
        self._before, self._picture, self._view = figure, picture, view
        self._kind = choice([(name, kind) for kind, name in CHART_TITLES.items()], figure.kind, "图的种类")
        self._title = QLineEdit(fill_years(figure.title, view.data.year))
        self._title.setAccessibleName("图题")
        rows, columns = lines_to_draw(view, figure)
        self._rows = _ticks(rows, figure.rows, "行")
        self._columns = _ticks(columns, figure.columns, "列")
        self._by_rows = QCheckBox("每一行是一个系列（不勾：每一列是一个系列）")
        self._by_rows.setChecked(figure.by_rows)
        self._labels = QCheckBox("标出数值")
        self._labels.setChecked(figure.labels)
        self._hint = QLabel()
        self._hint.setObjectName("secondary")
        self.form.addRow("种类", self._kind)
        self.form.addRow("图题", self._title)
        self.form.addRow("画哪些", _beside(_under("行", self._rows), _under("列", self._columns)))
        self.form.addRow("", _beside(self._by_rows, self._labels))
        self.form.addRow(self._hint)
        if isinstance(picture, QWidget):
            self.form.addRow(picture)
        self._kind.currentIndexChanged.connect(self._show)
        for ticks in (self._rows, self._columns):
            ticks.itemChanged.connect(self._show)
        for tick in (self._by_rows, self._labels):
            tick.toggled.connect(self._show)
        self._show()

    @property
    def figure(self) -> Figure:
        """The figure as it was asked for."""
        return replace(
            self._before,
            kind=ChartKind(self._kind.currentData()),
            title=self._title.text(),
            rows=tuple(_ticked(self._rows)),
            columns=tuple(_ticked(self._columns)),
            by_rows=self._by_rows.isChecked(),
            labels=self._labels.isChecked(),
        )

    def _show(self) -> None:
        figure = self.figure
        series = figure.rows if figure.by_rows else figure.columns
        self._hint.setText(suits(figure.kind, series))
        self.agree.setEnabled(bool(figure.rows and figure.columns))
        self._picture.show_figure(figure)


def _beside(*parts: QWidget) -> QWidget:
    """Side by side: with the chart below, the dialog is no higher than a small screen."""
    both = QWidget()
    layout = QHBoxLayout(both)
    layout.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        layout.addWidget(part)
    return both


def _under(title: str, part: QWidget) -> QWidget:
    titled = QWidget()
    layout = QVBoxLayout(titled)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(QLabel(title))
    layout.addWidget(part)
    return titled


def _ticks(lines: Sequence[ChartLine], chosen: tuple[str, ...], name: str) -> QListWidget:
    """A list of lines with a tick before each; without a choice those that are usual."""
    ticks = QListWidget()
    ticks.setAccessibleName(f"画哪些{name}")
    ticks.setFixedHeight(_LIST_HEIGHT)
    for one in lines:
        item = QListWidgetItem(one.name or "（无名）")
        item.setData(Qt.ItemDataRole.UserRole, one.id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        on = one.id in chosen if chosen else one.usual
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        ticks.addItem(item)
    return ticks


def _ticked(ticks: QListWidget) -> Iterator[str]:
    for row in range(ticks.count()):
        item = ticks.item(row)
        if item.checkState() is Qt.CheckState.Checked:
            yield str(item.data(Qt.ItemDataRole.UserRole))
