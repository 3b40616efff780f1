"""A table as a card of the section page: caption, tools, the table, its notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout

from qdesk.actions.cell_names import cell_name
from qdesk.actions.clipboard import copied_html
from qdesk.actions.edit_values import PasteResult, back_to_computed, clear_cells, paste_block, set_cell
from qdesk.actions.entered_value import is_no_number
from qdesk.actions.fill_down import fill_down
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.finding import Finding
from qdesk.model.report import ReportTable
from qdesk.model.table_lines import Side
from qdesk.ui.dialogs.web_form_dialog import WebFormDialog
from qdesk.ui.messages import ask, inform
from qdesk.ui.report_session import ReportSession
from qdesk.ui.style import color
from qdesk.ui.table.caption_label import CaptionLabel
from qdesk.ui.table.cell_notes import NO_NUMBER, CellNotes
from qdesk.ui.table.column_widths import ColumnWidths
from qdesk.ui.table.cursor import place_after, same_lines
from qdesk.ui.table.line_commands import LineCommands, Make
from qdesk.ui.table.table_menu import fill_line_menus, fill_width_menu
from qdesk.ui.table.table_model import TableModel, is_label
from qdesk.ui.table.table_view import TableView
from qdesk.ui.table.whole_table import WholeTable

_LISTED = 8
_MANY_ROWS = 2000
"""More are hardly meant: a whole column was copied."""


class TableCard(QFrame):
    """Shows one table of the report and turns what the user does into edits.

    `move_request` asks for a place further up (-1) or down (1).
    """

    help_page = "填数"

    cell_chosen = Signal(str, int, int)
    chart_request = Signal(str)
    sentence_request = Signal(str)
    move_request = Signal(int)

    def __init__(self, session: ReportSession, table: ReportTable) -> None:
        super().__init__()
        self.setObjectName("card")
        self.table_id = table.id
        self._session = session
        self._model = TableModel(session.view.filled(table), notes=CellNotes(session, table.id))
        self.view = TableView(self._model, ColumnWidths(table.id))
        self._lines = LineCommands(self, session, table.id, self._here, self.view.selected)
        self._whole = WholeTable(self, session, self._lines)
        self._caption = CaptionLabel()
        self._caption.asked.connect(self._whole.describe)
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
        head.addWidget(self._caption, 1)
        lines, own = self._lines, self.table_id
        self._change = _tool("＋ 变化", "加一列变化，与上年比；没有上年一列的一起加", lines.add_change)
        tools = _tool("⋯", "表格菜单", None)
        tools.setAccessibleName("表格菜单")
        for button in (
            _tool("＋ 行", "加一行（在合计之前）", lambda: lines.ask_and_add(Side.ROWS)),
            _tool("＋ 列", "加一列（在变化之前）", lambda: lines.ask_and_add(Side.COLUMNS)),
            self._change,
            _tool("统计图", "用这张表的数做统计图", lambda: self.chart_request.emit(own)),
            _tool("写一句", "在正文里写一句，数字随表更新", lambda: self.sentence_request.emit(own)),
            tools,
        ):
            head.addWidget(button)
        tools.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        tools.setMenu(self._menu)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._open_menu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._unit)
        layout.addWidget(self.view)
        layout.addWidget(self._notes)

    def _open_menu(self, point: QPoint) -> None:
        index = self.view.indexAt(point)
        chosen = {(one.row(), one.column()) for one in self.view.selectedIndexes()}
        if index.isValid() and (index.row(), index.column()) not in chosen:
            self.view.setCurrentIndex(index)
        self._menu.exec(self.view.viewport().mapToGlobal(point))

    def _fill_menu(self) -> None:
        menu = self._menu
        menu.clear()
        for old in menu.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            old.setParent(None)
            old.deleteLater()
        cell = self._cell_here()
        if cell is not None and cell.overwritten:
            menu.addAction("恢复为计算值", self.back_to_computed)
        for title, on, slot in (
            ("改写计算值（用已公布的数）", self._model.computed_unlocked, self._set_computed_unlocked),
            ("解锁上年值（允许更正）", self._model.prior_unlocked, self._set_prior_unlocked),
        ):
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(on)
            action.toggled.connect(slot)
        menu.addAction("复制\tCtrl+C", self.view.copy)
        menu.addAction("粘贴\tCtrl+V", self.view.paste)
        menu.addAction("网页填报：按顺序复制…", self._copy_for_a_form)
        menu.addAction("向下填充\tCtrl+D", self.view.fill_down)
        menu.addSeparator()
        fill_line_menus(menu, self._lines)
        fill_width_menu(menu.addMenu("列宽"), self.view)
        menu.addSeparator()
        self._whole.fill_menu(menu)
        menu.addAction("这张表上移", lambda: self.move_request.emit(-1))
        menu.addAction("这张表下移", lambda: self.move_request.emit(1))
        menu.addAction("移到别的章节…", self._whole.place_elsewhere)
        menu.addAction("删除这张表…", self._whole.remove)

    def _copy_for_a_form(self) -> None:
        """It stays when another section is shown: the browser asks in an order of its own."""
        WebFormDialog(self.window(), self._session, self.table_id).show()

    def _connect(self) -> None:
        self._model.typed.connect(self._type)
        self.view.html_of = lambda area: copied_html(self._session.view, self.view.filled, area)
        self.view.pasted.connect(self._paste)
        self.view.cleared.connect(self._clear)
        self.view.filled_down.connect(self._fill_down)
        self.view.refused.connect(self._refuse)
        self.view.line_wanted.connect(self._do_with_line)
        self.view.cell_chosen.connect(lambda row, column: self.cell_chosen.emit(self.table_id, row, column))

    def _do_with_line(self, wish: str) -> None:
        match wish:
            case "up" | "down":
                self._lines.move(Side.ROWS, -1 if wish == "up" else 1)
            case "left" | "right":
                self._lines.move(Side.COLUMNS, -1 if wish == "left" else 1)
            case "add":
                self._lines.ask_and_add(self._side_here(), after=True)
            case _:
                self._lines.remove(self._side_here())

    def _side_here(self) -> Side:
        """A heading speaks of its column, everything else of its row."""
        return Side.ROWS if Side.ROWS in self._lines.names() else Side.COLUMNS

    def _here(self) -> tuple[int, int]:
        index = self.view.currentIndex()
        return (index.row(), index.column()) if index.isValid() else (-1, -1)

    def _cell_here(self) -> FilledCell | None:
        row, column = self._here()
        return self._model.cell(row, column) if row >= 0 else None

    # -- showing

    def _table(self) -> ReportTable | None:
        return self._session.view.table(self.table_id)

    def refresh(self) -> None:
        """Show the newest state of the table, with the cursor on the same cell or on what is new."""
        table = self._table()
        if table is None:
            return
        before, here = self._model.filled, self._here()
        reshaped = self._model.show(self._session.view.filled(table))
        if reshaped:
            self.view.lay_out()
        else:
            self.view.make_room(before)
        if reshaped or not same_lines(before, self._model.filled):
            place = place_after(before, self._model.filled, here)
            if place is not None:
                # A dialog that asked for the change still has the focus.
                QTimer.singleShot(0, lambda: self.view.choose(*place, focus=self._is_in_front()))
        self._show_frame(table)

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Mark the cells that these findings name."""
        self._model.show_findings(findings)

    def first_place(self) -> tuple[int, int]:
        """The first empty cell of this year, or the first one below the header."""
        filled = self._model.filled
        for row, cells in enumerate(filled.grid):
            for column, cell in enumerate(cells):
                if cell.is_missing and cell.offset >= 0:
                    return row, column
        return min(filled.header_rows, len(filled.grid) - 1), filled.column_count - 1

    def _is_in_front(self) -> bool:
        """Whether the user is at this table, or at nothing that would lose what is typed."""
        focused = QApplication.focusWidget()
        return focused is None or self.isAncestorOf(focused)

    def _show_frame(self, table: ReportTable) -> None:
        filled = self._session.view.filled(table)
        number = self._session.view.table_numbers.get(table.id, "")
        title, below = escape(f"{number}　{filled.caption}".strip("　")), escape(filled.subcaption)
        shade = color("secondary").name()
        self._caption.setText(f'<b>{title}</b>　<span style="color:{shade}">{below}</span>')
        self._unit.setText(f"单位：{filled.unit_line}" if filled.unit_line else "")
        self._unit.setVisible(bool(filled.unit_line))
        self._change.setVisible(self._lines.side_for_change() is not None)
        self._notes.setText("\n".join(filled.notes))
        self._notes.setVisible(bool(filled.notes))

    # -- what the user does

    def _type(self, row: int, column: int, text: str) -> None:
        if is_label(self._model.cell(row, column)):
            self._lines.relabel(row, column, text)
            return
        self._try(
            lambda table: set_cell(
                self._session.view, table, row, column, text, overwrite=self._model.computed_unlocked
            )
        )
        self._say_what_is_no_number((row, column, row, column))

    def _try(self, make: Make) -> None:
        self._lines.attempt(make)

    def _paste(self, row: int, column: int, block: list[list[str]]) -> None:
        table = self._table()
        if table is None:
            return
        if self._lines.is_register and len(block) > _MANY_ROWS:
            details = (
                f"这张表会有约 {len(block)} 行，要印很多页。只要其中一部分时，请在 Excel 里只选那些行再复制。"
            )
            if not ask(self, "粘贴", f"要粘贴 {len(block)} 行吗？", details, "全部粘贴"):
                return
        locked = not self._model.prior_unlocked
        bottom, right = row + len(block) - 1, column + max(map(len, block)) - 1
        pasted = paste_block(self._session.view, table, row, column, block, prior_locked=locked)
        self._put(pasted, (row, column, bottom, right))

    def _fill_down(self, area: tuple[int, int, int, int]) -> None:
        table = self._table()
        if table is not None:
            locked = not self._model.prior_unlocked
            self._put(fill_down(self._session.view, table, area, prior_locked=locked))

    def _put(self, result: PasteResult, area: tuple[int, int, int, int] | None = None) -> None:
        """Do a paste and list what did not fit; `area` is where words may stand for numbers now."""
        if result.edit is not None:
            self._session.do(result.edit)
        words = self._say_what_is_no_number(area) if area is not None else ""
        if result.refused:
            listed = "\n".join(f"· {one}" for one in result.refused[:_LISTED])
            more = len(result.refused) - _LISTED
            rest = f"\n……另有 {more} 处" if more > 0 else ""
            said = f"粘贴了 {result.taken} 格，{len(result.refused)} 处没有改动"
            inform(self, "粘贴", said, "\n".join(part for part in (words, listed + rest) if part))

    def _say_what_is_no_number(self, area: tuple[int, int, int, int]) -> str:
        """What was put there is kept; where words stand for numbers, the user is told how many and where."""
        view, filled = self._session.view, self._model.filled
        top, left, bottom, right = area
        words = [
            (row, column)
            for row in range(top, min(bottom + 1, len(filled.grid)))
            for column in range(left, min(right + 1, filled.column_count))
            if is_no_number(view, filled, column, filled.grid[row][column])
        ]
        if not words:
            return ""
        if area[:2] == area[2:]:
            self._session.hint.emit(NO_NUMBER)
            return ""
        row, column = words[0]
        first = f"{cell_name(filled, row, column)}“{filled.grid[row][column].text}”"
        said = f"{len(words)} 格里是文字，已标出，第一处是 {first}。"
        self._session.hint.emit(said + NO_NUMBER)
        return said

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
            self._session.hint.emit("这一格是表头或标签，不能在这里填数；要改文字请按 F2 或双击")

    def _set_prior_unlocked(self, on: bool) -> None:  # noqa: FBT001 - a Qt slot
        self._model.prior_unlocked = on

    def _set_computed_unlocked(self, on: bool) -> None:  # noqa: FBT001 - a Qt slot
        self._model.computed_unlocked = on

    def back_to_computed(self) -> None:
        """Give the overwritten cell at the cursor its computed value back."""
        index = self.view.currentIndex()
        if index.isValid():
            self._try(lambda table: back_to_computed(self._session.view, table, index.row(), index.column()))


def _tool(title: str, tip: str, slot: Callable[[], None] | None) -> QToolButton:
    button = QToolButton()
    button.setText(title)
    button.setToolTip(tip)
    button.setAccessibleName(title)
    if slot is not None:
        button.clicked.connect(lambda _=False: slot())
    return button
