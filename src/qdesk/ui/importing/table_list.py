"""The tables of a file, and the sheets that are left out, each with what there is to say of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from qdesk.actions.imported import ImportedTable, ImportPreview, Verdict
from qdesk.recognition.proposal import SheetProposal
from qdesk.ui.style import color


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list: a table, or a sheet without any that is imported."""

    sheet: str
    table: ImportedTable | None = None
    left: SheetProposal | None = None


class TableList(QListWidget):
    """`shown` is given the entry that is now current; a tick decides whether a table is imported."""

    shown = Signal(object)
    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("认出的表")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._entries: list[Entry] = []
        self._filling = False
        self.currentRowChanged.connect(self._show)
        self.itemChanged.connect(self._tick)

    @property
    def current(self) -> Entry | None:
        """The entry that is shown."""
        at = self.currentRow()
        return self._entries[at] if 0 <= at < len(self._entries) else None

    def fill(self, preview: ImportPreview) -> None:
        """Show the tables of a preview; the current one stays current as far as it is still there."""
        before = max(self.currentRow(), 0)
        self._filling = True
        self.clear()
        self._entries = []
        for sheet in preview.proposal.sheets:
            tables = [one for one in preview.tables if one.sheet == sheet.name]
            for table in tables:
                self._add_table(table)
            unread = any("看不出" in one.reason or "选择" in one.reason for one in sheet.left_out)
            if not tables or unread:
                self._add_sheet(sheet)
        self._filling = False
        self.setCurrentRow(min(before, self.count() - 1))
        self._show(self.currentRow())

    def refresh(self) -> None:
        """Show counts and signs anew."""
        self._filling = True
        for at, entry in enumerate(self._entries):
            if entry.table is not None:
                self._dress(self.item(at), entry.table)
        self._filling = False

    def _add_table(self, table: ImportedTable) -> None:
        item = QListWidgetItem()
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        self._dress(item, table)
        self.addItem(item)
        self._entries.append(Entry(table.sheet, table))

    @staticmethod
    def _dress(item: QListWidgetItem, table: ImportedTable) -> None:
        open_ones = [one.read.cause for one in table.values if one.read.doubt and not one.taken]
        asked = sum(cause.is_of_file for cause in open_ones)
        open_doubts = len(open_ones) - asked
        open_conflicts = sum(not one.taken for one in table.conflicts)
        count = sum(one.verdict is not Verdict.COMPUTED for one in table.values)
        signs = ["是哪张表？"] if table.asks_where else []
        signs += [f"等上面的回答 {asked}"] if asked else []
        signs += [f"存疑 {open_doubts}"] if open_doubts else []
        signs += [f"冲突 {open_conflicts}"] if open_conflicts else []
        lead = "？ " if signs else ""
        item.setText(f"{lead}{table.name}\n{'　'.join(signs) or f'{count} 格'}")
        item.setToolTip(f"{table.sheet}：{table.name}，{count} 个值")
        item.setCheckState(Qt.CheckState.Checked if table.taken else Qt.CheckState.Unchecked)
        item.setForeground(QBrush(color("look" if signs else "text")))

    def _add_sheet(self, sheet: SheetProposal) -> None:
        item = QListWidgetItem(f"— {sheet.name}　不导入")
        reasons = {one.reason for one in sheet.left_out} or {"没有内容"}
        item.setToolTip("；".join(sorted(reasons)))
        item.setForeground(QBrush(color("secondary")))
        self.addItem(item)
        self._entries.append(Entry(sheet.name, left=sheet))

    def _show(self, row: int) -> None:
        if not self._filling and 0 <= row < len(self._entries):
            self.shown.emit(self._entries[row])

    def _tick(self, item: QListWidgetItem) -> None:
        entry = self._entries[self.row(item)] if not self._filling else None
        if entry is not None and entry.table is not None:
            entry.table.taken = item.checkState() == Qt.CheckState.Checked
            self.ticked.emit()
