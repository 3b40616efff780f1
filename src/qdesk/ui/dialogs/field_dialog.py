"""What a register's column takes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qdesk.model.table_layout import FieldType, Line
from qdesk.ui.dialogs.form import FormDialog, choice, lines_editor

FIELD_TITLES = {
    FieldType.TEXT: "文字（可以多行）",
    FieldType.NUMBER: "数值",
    FieldType.DATE: "日期",
    FieldType.CHOICE: "选项",
}


class FieldDialog(FormDialog):
    """`kind` and, for a choice, `choices`."""

    help_page = "改表和新建表"

    def __init__(self, parent: QWidget | None, field: Line) -> None:
        super().__init__(parent, f"列“{' '.join((field.label or '').split())}”的类型")
        self._kind = choice([(title, kind) for kind, title in FIELD_TITLES.items()], field.field, "类型")
        self._choices = lines_editor("\n".join(field.choices), 110, "可选项")
        self._choices.setPlaceholderText("扩招\n缩招\n未调整")
        self.form.addRow("类型", self._kind)
        self.form.addRow("可选项", self._choices)
        self.add_hint("已经填好的内容不会改动；以后填写时按这里的类型检查。")
        self._kind.currentIndexChanged.connect(self._suit)
        self._suit()

    def _suit(self) -> None:
        self.form.setRowVisible(self._choices, self.kind is FieldType.CHOICE)

    @property
    def kind(self) -> FieldType:
        """The chosen type."""
        return FieldType(self._kind.currentData())

    @property
    def choices(self) -> list[str]:
        """What may be chosen."""
        return self._choices.toPlainText().splitlines()
