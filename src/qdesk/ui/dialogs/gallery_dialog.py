"""A new table: a shape from the gallery, names of the user's own, and what it will look like."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.library import library
from qdesk.actions.new_table import Wishes, new_table, preview_table
from qdesk.errors import UserError
from qdesk.model.edit import Edit
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import Per
from qdesk.model.table_lines import Side
from qdesk.model.table_shape import TableShape
from qdesk.ui.dialogs.form import lines_editor
from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.style import make_primary
from qdesk.ui.table.table_model import TableModel
from qdesk.ui.table.table_view import TableView

_PAUSE_MS = 250
_ITEM_PX = 30
_LISTED = 6
_USUAL_BASE = "全日制在校生数"


class GalleryDialog(HelpedDialog):
    """Shapes on the left, what they ask for in the middle, the table as it will stand below.

    `edit` is the answer once the dialog was accepted.
    """

    help_page = "改表和新建表"

    def __init__(self, parent: QWidget | None, view: ReportView, section: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("新建数据表")
        self.resize(980, 640)
        self._view, self._section = view, section
        self.edit: Edit | None = None
        self._shapes = QListWidget()
        self._shapes.setFixedWidth(220)
        self._shapes.setAccessibleName("表样")
        for shape in library().shapes:
            item = QListWidgetItem(shape.title)
            item.setData(Qt.ItemDataRole.UserRole, shape)
            item.setToolTip(shape.hint)
            item.setSizeHint(QSize(0, _ITEM_PX))
            self._shapes.addItem(item)
        self._hint = QLabel()
        self._hint.setObjectName("secondary")
        self._hint.setWordWrap(True)
        self._caption = QLineEdit()
        self._caption.setAccessibleName("表题")
        self._names: dict[Side, QPlainTextEdit] = {side: lines_editor("", 110, side.word) for side in Side}
        self._asked = {side: QLabel() for side in Side}
        self._options = QHBoxLayout()
        self._ticks: dict[str, QCheckBox] = {}
        self._base = QComboBox()
        self._base.setAccessibleName("按什么平均")
        self._reuse = QCheckBox("报告里已有的同名指标直接引用（数值一处改、处处改）")
        self._reuse.setChecked(True)
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        self._model: TableModel | None = None
        self._table: TableView | None = None
        self._place = QVBoxLayout()
        self._buttons = QDialogButtonBox()
        self._agree = self._buttons.addButton("放进本节", QDialogButtonBox.ButtonRole.AcceptRole)
        make_primary(self._agree)
        self._buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._fill_bases()
        self._build()
        self._shapes.setCurrentRow(0)

    def _fill_bases(self) -> None:
        counted = [
            one for one in self._view.archive.catalogue if one.unit in ("人", "") and one.formula is None
        ]
        for one in sorted(
            counted, key=lambda one: (one.name != _USUAL_BASE, "在校生" not in one.name, one.name)
        ):
            self._base.addItem(one.name, one.id)

    def _build(self) -> None:
        form = QFormLayout()
        form.addRow(self._hint)
        form.addRow("表题", self._caption)
        names = QHBoxLayout()
        for side in Side:
            self._asked[side].setWordWrap(True)
            column = QVBoxLayout()
            column.addWidget(self._asked[side])
            column.addWidget(self._names[side])
            names.addLayout(column, 1)
        form.addRow(names)
        form.addRow("按什么平均", self._base)
        form.addRow("包括", self._options)
        form.addRow(self._reuse)
        self._form = form
        right = QVBoxLayout()
        right.addLayout(form)
        right.addWidget(QLabel("预览（报告里还没有的数，先用示意数代替）"))
        right.addLayout(self._place, 1)
        right.addWidget(self._problem)
        right.addWidget(self._buttons)
        layout = QHBoxLayout(self)
        layout.addWidget(self._shapes)
        layout.addLayout(right, 1)
        self._shapes.currentRowChanged.connect(self._suit)
        self._caption.textChanged.connect(self._pause.start)
        for editor in self._names.values():
            editor.textChanged.connect(self._pause.start)
        self._base.currentIndexChanged.connect(self._pause.start)
        self._reuse.toggled.connect(self._pause.start)
        self._pause.timeout.connect(self._show)
        self._buttons.accepted.connect(self._take)
        self._buttons.rejected.connect(self.reject)

    def _shape(self) -> TableShape:
        return self._shapes.currentItem().data(Qt.ItemDataRole.UserRole)

    def _suit(self) -> None:
        """Ask for what the chosen shape needs, with its example filled in."""
        shape = self._shape()
        self._hint.setText(shape.hint)
        self._caption.setText(shape.caption)
        for side in Side:
            asked = shape.asks.get(side, "")
            self._asked[side].setVisible(bool(asked))
            self._names[side].setVisible(bool(asked))
            self._asked[side].setText(f"{side.word}：{asked}")
            self._names[side].setPlainText("\n".join(self._examples(shape, side)))
        while (item := self._options.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._ticks = {}
        for name, title in shape.options.items():
            tick = QCheckBox(title)
            tick.setChecked(name in shape.chosen)
            tick.toggled.connect(self._pause.start)
            self._options.addWidget(tick)
            self._ticks[name] = tick
        self._options.addStretch(1)
        self._form.setRowVisible(self._options, bool(shape.options))
        averaged = any(isinstance(one.line.compute, Per) for one in (*shape.rows, *shape.columns))
        self._form.setRowVisible(self._base, averaged)
        self._show()

    def _examples(self, shape: TableShape, side: Side) -> list[str]:
        """The shape's own names; of a list that the report has, the names in it."""
        listed = [one.name for one in self._view.archive.members(shape.breakdown)] if shape.breakdown else []
        if side is Side.ROWS and listed:
            return listed[:_LISTED]
        return [*shape.examples.get(side, ())]

    def _wishes(self) -> Wishes:
        return Wishes(
            self._caption.text(),
            {side: editor.toPlainText() for side, editor in self._names.items()},
            frozenset(name for name, tick in self._ticks.items() if tick.isChecked()),
            str(self._base.currentData() or ""),
            self._reuse.isChecked(),
        )

    def _show(self) -> None:
        try:
            self.edit = new_table(self._view, self._section, self._shape(), self._wishes())
            filled = preview_table(self._view, self.edit)
        except UserError as error:
            self.edit = None
            self._problem.setText(str(error))
            self._agree.setEnabled(False)
            return
        self._problem.setText("")
        self._agree.setEnabled(True)
        if self._table is not None:
            self._place.removeWidget(self._table)
            self._table.deleteLater()
        self._model = TableModel(filled)
        self._table = TableView(self._model)
        self._table.setEnabled(False)
        self._place.addWidget(self._table, 0, Qt.AlignmentFlag.AlignTop)

    def _take(self) -> None:
        self._pause.stop()
        self._show()
        if self.edit is not None:
            self.accept()
