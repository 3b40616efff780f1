"""Into what a row or column is split: the two years, or names of the user's own."""

from __future__ import annotations

from PySide6.QtWidgets import QRadioButton, QWidget

from qdesk.ui.dialogs.form import FormDialog, lines_editor


class SplitDialog(FormDialog):
    """`by_years` with or without their change, or `names`."""

    help_page = "改表和新建表"

    def __init__(self, parent: QWidget | None, label: str) -> None:
        super().__init__(parent, f"拆分“{label}”", "拆分")
        self._years = QRadioButton("上年、本年")
        self._change = QRadioButton("上年、本年和变化")
        self._own = QRadioButton("自己写名称，一行一个：")
        self._names = lines_editor("", 90, "名称")
        self._names.setPlaceholderText("男\n女")
        self._change.setChecked(True)
        for button in (self._change, self._years, self._own):
            self.form.addRow(button)
        self.form.addRow(self._names)
        self.add_hint("原来的数留作总数：变化列和合计仍按总数计算；拆出的各项另外填写。")
        self._names.textChanged.connect(lambda: self._own.setChecked(True))

    @property
    def by_years(self) -> bool:
        """Whether the years were chosen."""
        return not self._own.isChecked()

    @property
    def with_change(self) -> bool:
        """Whether the change is wanted too."""
        return self._change.isChecked()

    @property
    def names(self) -> list[str]:
        """The names that the user wrote."""
        return self._names.toPlainText().splitlines()
