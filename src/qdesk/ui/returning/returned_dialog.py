"""What a returned document says otherwise: a line a difference, its sides beside it, each with its choice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTableWidgetItem,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.returned_difference import Difference, Returned, What
from qdesk.ui.dialogs.listing import listing
from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.moments import day_text, moment_text
from qdesk.ui.style import color, make_primary
from qdesk.ui.text_difference import marked_difference

_HEADS = ("采用", "种类", "在哪里", "改成")
_SHOWN = 60


def _is_safe(one: Difference) -> bool:
    return not one.refusal and not one.is_conflict and one.what is not What.GONE


class ReturnedDialog(HelpedDialog):
    """Lists the differences; accepted, those that are ticked should be taken over."""

    help_page = "读回改过的 Word"

    def __init__(self, parent: QWidget, returned: Returned) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"读回 {returned.file}")
        self.resize(1180, 640)
        self._returned = returned
        self._filling = False
        self.list = listing(_HEADS, "文档里的改动", 3)
        self._text = QTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName("这一处的前后")
        panes = QSplitter()
        panes.addWidget(self.list)
        panes.addWidget(self._text)
        panes.setSizes([700, 480])
        buttons = QDialogButtonBox()
        self.take = buttons.addButton("采用", QDialogButtonBox.ButtonRole.AcceptRole)
        make_primary(self.take)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._hint())
        layout.addLayout(self._choices())
        layout.addWidget(panes, 1)
        layout.addWidget(buttons)
        self.list.currentCellChanged.connect(lambda row, *_: self._show(row))
        self.list.itemChanged.connect(self._tick)
        self._fill()

    def _hint(self) -> QLabel:
        returned = self._returned
        since = moment_text(returned.exported_at)
        said = (
            f"与 {since} 导出的内容比较：{len(returned.differences)} 处不同。没有改过的地方一概不动。"
            if returned.known
            else "认不出是哪一次导出的，只能与现在的内容比较：现在新写的也会列为“删的”。"
        )
        conflicts = sum(one.is_conflict for one in returned.differences)
        if conflicts:
            said += f" 其中 {conflicts} 处在程序里也改过（冲突），请逐条看。"
        label = QLabel(said)
        label.setWordWrap(True)
        return label

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for title, wanted in (
            ("全选", lambda one: not one.refusal),
            ("只选没有冲突的", _is_safe),
            ("全不选", lambda _: False),
        ):
            button = QPushButton(title)
            button.clicked.connect(lambda _=False, test=wanted: self._choose(test))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _choose(self, wanted: Callable[[Difference], bool]) -> None:
        for one in self._returned.differences:
            one.taken = wanted(one)
        self._fill()

    def _fill(self) -> None:
        self._filling = True
        chosen = max(0, self.list.currentRow())
        self.list.setRowCount(len(self._returned.differences))
        for row, one in enumerate(self._returned.differences):
            tick = QTableWidgetItem()
            if one.refusal:
                tick.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                tick.setText("—")
            else:
                tick.setFlags(tick.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                tick.setCheckState(Qt.CheckState.Checked if one.taken else Qt.CheckState.Unchecked)
            kind = QTableWidgetItem(f"{one.what.value}（冲突）" if one.is_conflict else one.what.value)
            if one.is_conflict or one.refusal:
                kind.setForeground(QBrush(color("must" if one.is_conflict else "look")))
            text = " ".join((one.after or "（删去）").split())
            shown = f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text
            for column, item in enumerate((tick, kind, QTableWidgetItem(one.place), QTableWidgetItem(shown))):
                self.list.setItem(row, column, item)
        self._filling = False
        if self._returned.differences:
            self.list.selectRow(chosen)
        self._show(self.list.currentRow())
        self._count()

    def _tick(self, item: QTableWidgetItem) -> None:
        if self._filling or item.column() != 0:
            return
        self._returned.differences[item.row()].taken = item.checkState() is Qt.CheckState.Checked
        self._count()

    def _count(self) -> None:
        count = len(self._returned.taken)
        self.take.setText(f"采用 {count} 处")
        self.take.setEnabled(count > 0)

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._returned.differences):
            self._text.clear()
            return
        one = self._returned.differences[row]
        before, after = marked_difference(one.before, one.after)
        if one.what is What.COMMENT and one.comment is not None:
            parts = [("批注在", before), (f"{one.comment.author} {day_text(one.comment.at)}", after)]
        else:
            parts = [("导出时", before or "（没有）"), ("文档里", after or "（删去了）")]
        if one.now:
            parts.insert(1, ("现在", marked_difference(one.before, one.now)[1]))
        said = "；".join(text for text in (one.refusal, one.note) if text)
        head = f'<p style="color:{color("look").name()}">{said}</p>' if said else ""
        body = "<hr>".join(f"<p><b>{title}</b></p><p>{text}</p>" for title, text in parts)
        self._text.setHtml(f"<p><b>{one.place}</b></p>{head}{body}")
