"""The standards on this computer: what they are, how sure; saved to files, installed, removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.exchange_standard import (
    SUFFIX,
    install_standard,
    is_own,
    remove_standard,
    save_standard_file,
)
from qdesk.actions.library import library
from qdesk.errors import UserError
from qdesk.model.entity import Level
from qdesk.model.standard import Standard
from qdesk.ui.dialogs.listing import listing
from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.messages import ask, inform, show_error

_COLUMNS = ("编写规范", "用于", "章节", "表", "来源", "把握")
_STATES = {"read": "读自公开规定", "seen": "见于已公开报告", "default": "默认，可改"}
_KINDS = f"编写规范 (*{SUFFIX})"


class StandardsDialog(HelpedDialog):
    """Lists every standard, and says which files had to be left out and why."""

    help_page = "换编写规范"

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("编写规范")
        self.resize(860, 420)
        self._shown: list[Standard] = []
        self.table = listing(_COLUMNS, "编写规范", stretch=0)
        self._problems = QLabel()
        self._problems.setWordWrap(True)
        self._problems.setObjectName("look")
        self._problems.setMargin(6)
        row = QHBoxLayout()
        row.addStretch(1)
        for title, slot in (
            ("安装…", self._install),
            ("存成文件…", self._save),
            ("删除", self._remove),
            ("关闭", self.accept),
        ):
            button = QPushButton(title)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._problems)
        layout.addLayout(row)
        self._fill()

    def _fill(self) -> None:
        self._shown = list(library().standards)
        self.table.setRowCount(len(self._shown))
        for row, one in enumerate(self._shown):
            level = "市" if one.level is Level.CITY else "学校"
            state = "自己的" if is_own(one) else _STATES[one.state]
            counts = str(len(list(one.sections()))), str(len(one.tables))
            for column, text in enumerate((one.name, level, *counts, one.source, state)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        problems = library().problems
        self._problems.setVisible(bool(problems))
        self._problems.setText("没有用上的文件：\n" + "\n".join(f"· {one}" for one in problems[:8]))

    def _try(self, action: Callable[[], None]) -> None:
        try:
            action()
        except UserError as error:
            show_error(self, error)
        self._fill()

    def _chosen(self) -> Standard | None:
        row = self.table.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _install(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "安装编写规范", "", f"{_KINDS};;所有文件 (*)")
        if not name:
            return

        def install() -> None:
            made = install_standard(Path(name))
            inform(self, "编写规范", f"已安装“{made.name}”", "新建报告和“改用另一个编写规范”时可以选用。")

        self._try(install)

    def _save(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        suggested = str(Path.home() / f"{chosen.name}{SUFFIX}")
        name, _ = QFileDialog.getSaveFileName(self, "把编写规范存成文件", suggested, _KINDS)
        if name:
            target = Path(name if name.endswith(SUFFIX) else f"{name}{SUFFIX}")
            self._try(lambda: save_standard_file(chosen, target))

    def _remove(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        if not is_own(chosen):
            self._try(lambda: remove_standard(chosen))
            return
        if ask(
            self, "删除编写规范", f"删除“{chosen.name}”？", "用它建立的报告不受影响。此操作不能撤销。", "删除"
        ):
            self._try(lambda: remove_standard(chosen))
