"""A table as a card of the section page: caption, tools, the table, its notes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout

from qdesk.actions.edit_table import add_line, recompare, remove_line
from qdesk.actions.edit_values import back_to_computed, clear_cells, paste_block, set_cell
from qdesk.errors import UserError
from qdesk.model.comparison import CHANGE_TITLES, ChangeKind
from qdesk.model.filled_cell import CellRole
from qdesk.model.report import ReportTable
from qdesk.ui.dialogs.ask_text import ask_text
from qdesk.ui.messages import ask, inform, show_error
from qdesk.ui.report_session import ReportSession
from qdesk.ui.table.table_model import TableModel
from qdesk.ui.table.table_view import TableView

_LISTED = 8


class TableCard(QFrame):
    """Shows one table of the report and turns what the user does into edits."""

    cell_chosen = Signal(str, int, int)

    def __init__(self, session: ReportSession, table: ReportTable) -> None:
        super().__init__()
        self.setObjectName("card")
        self.table_id = table.id
        self._session = session
        self._model = TableModel(session.view.filled(table))
        self.view = TableView(self._model)
        self._caption = QLabel()
        self._caption.setObjectName("cardTitle")
        self._caption.setWordWrap(True)
        self._subcaption = QLabel()
        self._subcaption.setObjectName("secondary")
        self._unit = QLabel()
        self._unit.setObjectName("secondary")
        self._unit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._notes = QLabel()
        self._notes.setObjectName("secondary")
        self._notes.setWordWrap(True)
        self._build()
        self._connect()
        self._show_frame(table)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._caption)
        head.addWidget(self._subcaption, 1)
        self._add_row = QToolButton()
        self._add_row.setText("＋ 行")
        self._add_row.setToolTip("在末尾（合计之前）加一行")
        self._tools = QToolButton()
        self._tools.setText("⋯")
        self._tools.setToolTip("表格菜单")
        self._tools.setAccessibleName("表格菜单")
        self._tools.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = self._menu()
        self._tools.setMenu(menu)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(
            lambda point: menu.exec(self.view.viewport().mapToGlobal(point))
        )
        head.addWidget(self._add_row)
        head.addWidget(self._tools)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._unit)
        layout.addWidget(self.view)
        layout.addWidget(self._notes)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        self._unlock_prior = QAction("解锁上年值（允许更正）", menu, checkable=True)
        self._unlock_prior.toggled.connect(self._set_prior_unlocked)
        self._overwrite = QAction("改写计算值（用已公布的数）", menu, checkable=True)
        self._overwrite.toggled.connect(self._set_computed_unlocked)
        back = QAction("恢复为计算值", menu)
        back.triggered.connect(self._back_to_computed)
        menu.addActions([self._unlock_prior, self._overwrite, back])
        menu.addSeparator()
        compare = menu.addMenu("比较方式")
        for kind, title in CHANGE_TITLES.items():
            if kind is not ChangeKind.NONE:
                compare.addAction(title, lambda kind=kind: self._recompare(kind))
        menu.addSeparator()
        menu.addAction("加一行", self._append_row)
        menu.addAction("删除所选行", self._remove_row)
        menu.addSeparator()
        menu.addAction("复制（Ctrl+C）", self.view.copy)
        menu.addAction("粘贴（Ctrl+V）", self.view.paste)
        return menu

    def _connect(self) -> None:
        self._model.typed.connect(self._type)
        self.view.pasted.connect(self._paste)
        self.view.cleared.connect(self._clear)
        self.view.refused.connect(self._refuse)
        self.view.cell_chosen.connect(lambda row, column: self.cell_chosen.emit(self.table_id, row, column))
        self._add_row.clicked.connect(self._append_row)

    # -- showing

    def _table(self) -> ReportTable | None:
        return self._session.view.table(self.table_id)

    def refresh(self) -> None:
        """Show the newest state of the table."""
        table = self._table()
        if table is None:
            return
        if self._model.show(self._session.view.filled(table)):
            self.view.lay_out()
        self._show_frame(table)

    def _show_frame(self, table: ReportTable) -> None:
        filled = self._session.view.filled(table)
        number = self._session.view.table_numbers.get(table.id, "")
        self._caption.setText(f"{number}　{filled.caption}".strip("　"))
        self._subcaption.setText(filled.subcaption)
        self._unit.setText(f"单位：{filled.unit_line}" if filled.unit_line else "")
        self._unit.setVisible(bool(filled.unit_line))
        self._notes.setText("\n".join(filled.notes))
        self._notes.setVisible(bool(filled.notes))

    # -- what the user does

    def _type(self, row: int, column: int, text: str) -> None:
        self._try(
            lambda table: set_cell(
                self._session.view, table, row, column, text, overwrite=self._model.computed_unlocked
            )
        )

    def _try(self, make) -> None:  # noqa: ANN001 - a function from table to edit
        table = self._table()
        if table is None:
            return
        try:
            edit = make(table)
        except UserError as error:
            show_error(self, error)
            return
        if edit is not None:
            self._session.do(edit)

    def _paste(self, row: int, column: int, block: list[list[str]]) -> None:
        table = self._table()
        if table is None:
            return
        result = paste_block(self._session.view, table, row, column, block)
        if result.edit is not None:
            self._session.do(result.edit)
        if result.refused:
            listed = "\n".join(f"· {one}" for one in result.refused[:_LISTED])
            more = len(result.refused) - _LISTED
            rest = f"\n……另有 {more} 处" if more > 0 else ""
            inform(self, "粘贴", f"粘贴了 {result.taken} 格，{len(result.refused)} 处没有改动", listed + rest)

    def _clear(self, places: list[tuple[int, int]]) -> None:
        inside = [
            (row, column) for row, column in places if self._model.is_open(self._model.cell(row, column))
        ]
        self._try(lambda table: clear_cells(self._session.view, table, inside))

    def _refuse(self, row: int, column: int) -> None:
        cell = self._model.cell(row, column)
        if cell.role is CellRole.COMPUTED:
            self._session.hint.emit(
                f"这一格由程序计算（{cell.explanation}）。要用已公布的数，请在表格菜单“⋯”中选“改写计算值”"
            )
        elif cell.role is CellRole.VALUE and cell.offset < 0:
            self._session.hint.emit("上年值已锁定，以免误改。需要更正时，请在表格菜单“⋯”中选“解锁上年值”")
        else:
            self._session.hint.emit("这一格是表头或标签，不能在这里填数")

    def _set_prior_unlocked(self, on: bool) -> None:  # noqa: FBT001 - a Qt slot
        self._model.prior_unlocked = on

    def _set_computed_unlocked(self, on: bool) -> None:  # noqa: FBT001 - a Qt slot
        self._model.computed_unlocked = on

    def _back_to_computed(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self._try(lambda table: back_to_computed(self._session.view, table, index.row(), index.column()))

    def _recompare(self, kind: ChangeKind) -> None:
        self._try(lambda table: recompare(self._session.view, table, kind))

    def _append_row(self) -> None:
        name = ask_text(self, "加一行", "新的一行叫什么？", "例如：数控技术应用，或 获奖人数（人）")
        if name is not None:
            self._try(lambda table: add_line(self._session.view, table, name))

    def _remove_row(self) -> None:
        index = self.view.currentIndex()
        if not index.isValid():
            return
        row = self._model.cell(index.row(), index.column()).row_id
        label = next((c.text for c in self._model.filled.grid[index.row()] if c.role is CellRole.LABEL), "")
        sure = ask(
            self,
            "删除行",
            f"从这张表删除“{' '.join(label.split())}”这一行？",
            "已填的数值仍然保留，可以撤销。",
            "删除",
        )
        if sure:
            self._try(lambda table: remove_line(self._session.view, table, row))
