"""What was understood of a table: every value under its name and year, and where it came from."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from qdesk.actions.imported import ImportedTable, ImportedValue, ImportPreview, Verdict
from qdesk.model.edit import Kind
from qdesk.model.entity import Member
from qdesk.model.period import Period
from qdesk.model.value import plain_text
from qdesk.recognition.owner import NEW_SCHOOL
from qdesk.ui.style import color, ui_font

_LOOKS = {
    Verdict.NEW: ("新", "done"),
    Verdict.CHANGED: ("改", "look"),
    Verdict.CONFLICT: ("冲突", "must"),
    Verdict.SAME: ("同", "secondary"),
    Verdict.COMPUTED: ("程序计算", "computed_text"),
}
_MOST_ROWS = 800


def name_of(one: ImportedValue, preview: ImportPreview) -> str:
    """What a value is of: the row in the file's words, the measure, what the column is of, the school."""
    read = one.read
    names = {entity.id: entity.name for entity in preview.view.archive.entities}
    parts = [read.parent if read.parent != read.row else "", read.row]
    if read.printed and read.printed not in read.row and read.row not in read.printed:
        parts.append(read.printed)
    if read.member:
        member = _member_name(read.member, preview)
        parts.append("" if member in read.row or read.row in member else member)
    if read.entity:
        school = names.get(read.entity, read.entity.removeprefix(NEW_SCHOOL))
        parts.append("" if school in read.row else school)
    text = "　".join(part for part in parts if part)
    return f"{text}（{read.unit}）" if read.unit and read.unit not in text else text


def _member_name(member: str, preview: ImportPreview) -> str:
    """A member that the report knows by its name; a new one goes by the name that the file has."""
    known = preview.view.archive.all_of(Kind.MEMBER)
    return next((one.name for _, one in known if isinstance(one, Member) and one.id == member), member)


class UnderstoodView(QTableWidget):
    """One line a thing, one column a year; `pointed` is given the cell of a value that was clicked."""

    pointed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFont(ui_font())
        self.setAccessibleName("识别结果")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        self.cellClicked.connect(self._point)

    def show_table(self, table: ImportedTable, preview: ImportPreview) -> None:
        """Show a table's values."""
        rows: dict[tuple[str, ...], dict[int, list[ImportedValue]]] = {}
        for one in table.values:
            read = one.read
            key = (read.parent, read.row, read.printed or read.measure, read.member, read.entity)
            rows.setdefault(key, {}).setdefault(read.offset if read.has_period else 99, []).append(one)
        offsets = sorted({offset for found in rows.values() for offset in found})
        self.clear()
        kind, year = preview.view.report.period.kind, preview.proposal.current_year
        heads = ["变化" if offset == 99 else Period(kind, year + offset).code for offset in offsets]
        self.setColumnCount(len(offsets) + 2)
        self.setHorizontalHeaderLabels(["指标或项目", *heads, "来源"])
        lines = [
            (found, at)
            for found in rows.values()
            for at in range(max(len(values) for values in found.values()))
        ][:_MOST_ROWS]
        self.setRowCount(len(lines))
        for row, (found, at) in enumerate(lines):
            here = {offset: values[at] for offset, values in found.items() if at < len(values)}
            self._show_line(row, here, offsets, preview)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _show_line(
        self, row: int, found: dict[int, ImportedValue], offsets: list[int], preview: ImportPreview
    ) -> None:
        first = next(iter(found.values()))
        name = QTableWidgetItem(name_of(first, preview))
        name.setToolTip(f"指标：{first.read.measure}" if first.read.measure else name.text())
        self.setItem(row, 0, name)
        for column, offset in enumerate(offsets, 1):
            one = found.get(offset)
            self.setItem(row, column, self._value_item(one) if one else QTableWidgetItem(""))
        source = QTableWidgetItem("、".join(one.read.cell for one in found.values()))
        source.setForeground(QBrush(color("secondary")))
        self.setItem(row, len(offsets) + 1, source)

    @staticmethod
    def _value_item(one: ImportedValue) -> QTableWidgetItem:
        read = one.read
        word, role = _LOOKS[one.verdict]
        text = plain_text(read.value)
        hint = word
        if read.doubt:
            text, role, hint = (
                f"{text} ？",
                "look",
                f"存疑：{read.doubt}" + ("（已采用）" if one.taken else "（未采用）"),
            )
        elif one.verdict is Verdict.CONFLICT and one.stored is not None:
            text, hint = f"{text} ≠ {plain_text(one.stored)}", f"已保存的来自 {one.stored_from or '填写'}"
        elif one.verdict is Verdict.CHANGED and one.stored is not None:
            text = f"{plain_text(one.stored)} → {text}"
        elif read.disagrees:
            text, role, hint = f"{text} 不符", "must", read.disagrees
        elif one.verdict is Verdict.NEW:
            text = f"{text} 新" if text else ""
        item = QTableWidgetItem(text)
        item.setForeground(QBrush(color(role)))
        item.setToolTip(f"{hint}　{read.cell}：{read.raw}")
        item.setData(Qt.ItemDataRole.UserRole, read.cell)
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _point(self, row: int, column: int) -> None:
        item = self.item(row, column)
        cell = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if cell:
            self.pointed.emit(str(cell))
