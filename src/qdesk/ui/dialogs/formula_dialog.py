"""The formula of a row or column, written in names."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QLabel, QListWidget, QWidget

from qdesk.errors import UserError
from qdesk.ui.dialogs.form import FormDialog, lines_editor


class FormulaDialog(FormDialog):
    """Asks for a formula; `check` raises UserError for one that cannot be understood."""

    help_page = "改表和新建表"

    def __init__(
        self,
        parent: QWidget | None,
        name: str,
        text: str,
        names: Mapping[str, str],
        check: Callable[[str], object],
    ) -> None:
        super().__init__(parent, f"“{name}”的算法")
        self.setMinimumWidth(560)
        self._check = check
        self._text = lines_editor(text, 64, "公式")
        self._text.setPlaceholderText("{就业人数} ÷ {毕业生数} × 100")
        self._names = QListWidget()
        self._names.addItems([one for one in names if one])
        self._names.setFixedHeight(150)
        self._names.itemActivated.connect(lambda item: self._insert(f"{{{item.text()}}}"))
        self._names.itemDoubleClicked.connect(lambda item: self._insert(f"{{{item.text()}}}"))
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        self.form.addRow("公式", self._text)
        self.form.addRow("", self._problem)
        self.form.addRow("本表的指标", self._names)
        self.add_hint(
            "双击指标放进公式。可以用 + − × ÷ 和括号；上年的数写 {指标@-1}，各分项之和写 sum({指标})。\n"
            "空着就是手工填写。"
        )
        self._text.textChanged.connect(self._show_problem)
        self._show_problem()

    def _insert(self, text: str) -> None:
        self._text.insertPlainText(text)
        self._text.setFocus()

    def _show_problem(self) -> None:
        problem = ""
        if self.text.strip():
            try:
                self._check(self.text)
            except UserError as error:
                problem = error.what
        self._problem.setText(problem or "可以")
        self.agree.setEnabled(not problem)

    @property
    def text(self) -> str:
        """The formula as written."""
        return self._text.toPlainText()
