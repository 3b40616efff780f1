"""Caption, lines around a table, and how it compares."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from qdesk.model.comparison import CHANGE_TITLES, ChangeKind
from qdesk.model.filled_table import FilledTable
from qdesk.ui.dialogs.form import FormDialog, choice, lines_editor


class TableSettingsDialog(FormDialog):
    """What is said about a table as a whole; the properties are the answers."""

    help_page = "改表和新建表"

    def __init__(self, parent: QWidget | None, filled: FilledTable) -> None:
        super().__init__(parent, "表格设置")
        self.setMinimumWidth(560)
        self._caption = QLineEdit(filled.caption)
        self._caption.setAccessibleName("表题")
        self._caption.setPlaceholderText("表题不能是空的")
        self._caption.textChanged.connect(self._may_agree)
        self._subcaption = QLineEdit(filled.subcaption)
        self._subcaption.setPlaceholderText("例如（与 2018-2019 学年比较），可以空着")
        self._unit = QLineEdit(filled.unit_line)
        self._unit.setPlaceholderText("整张表同一个单位时写，例如 万元")
        self._notes = lines_editor("\n".join(filled.notes), 84, "表下说明")
        self._notes.setPlaceholderText("说明：…… 一行一条")
        kinds = [(title, kind) for kind, title in CHANGE_TITLES.items() if kind is not ChangeKind.NONE]
        self._compare = choice(kinds, filled.layout.compare, "比较方式")
        self.form.addRow("表题", self._caption)
        self.form.addRow("副题", self._subcaption)
        self.form.addRow("单位", self._unit)
        self.form.addRow("表下说明", self._notes)
        self.form.addRow("比较方式", self._compare)
        self.add_hint("表题和说明里写出的年份会随报告的年度自动变化；表号由程序排。")
        self._caption.setFocus()

    def _may_agree(self, text: str) -> None:
        """A table without a caption is refused here, where it can be mended."""
        self.agree.setEnabled(bool(text.strip()))
        self.agree.setToolTip("" if text.strip() else "请先写出表题")

    @property
    def caption(self) -> str:
        """The caption."""
        return self._caption.text()

    @property
    def subcaption(self) -> str:
        """The line under it."""
        return self._subcaption.text()

    @property
    def unit_line(self) -> str:
        """The unit of the whole table."""
        return self._unit.text()

    @property
    def notes(self) -> list[str]:
        """The notes below."""
        return self._notes.toPlainText().splitlines()

    @property
    def compare(self) -> ChangeKind:
        """How the years are compared."""
        return ChangeKind(self._compare.currentData())
