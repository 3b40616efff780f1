"""The styles on this computer: saved as Word documents to be restyled, read back, removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.base_document import (
    StyleReading,
    is_own_style,
    keep_style,
    read_base_document,
    remove_style,
    save_base_document,
)
from qdesk.actions.report_styles import all_styles
from qdesk.document.style import DocumentStyle
from qdesk.errors import UserError
from qdesk.ui.dialogs.form import FormDialog
from qdesk.ui.dialogs.listing import listing
from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.messages import ask, inform, show_error

_KINDS = "Word 文档 (*.docx)"
_HOW = (
    "选一种版式，存成 Word 文档；在 Word 或 WPS 里改它的样式（或直接改示例段落）、页边距和纸张，存盘后读回，"
    "就成为自己的版式：页码、预览、PDF 和导出的 Word 都按它排。"
)


class StyleReadingDialog(FormDialog):
    """What is taken of a restyled document and what is not, and the name of the new style."""

    help_page = "版式和编号"

    def __init__(self, parent: QWidget | None, reading: StyleReading, name: str) -> None:
        super().__init__(parent, "读回改过的版式", "存为我的版式")
        self.setMinimumSize(560, 420)
        self._name = QLineEdit(name)
        self._name.setAccessibleName("版式名称")
        self.form.addRow("名称", self._name)
        self.text = QTextBrowser()
        self.text.setAccessibleName("读到的改动")
        self.text.setPlainText("\n".join(_lines(reading)))
        self.form.addRow(self.text)
        self.agree.setEnabled(bool(reading.form))

    @property
    def name(self) -> str:
        """The name that was given."""
        return self._name.text()


def _lines(reading: StyleReading) -> list[str]:
    lines = [
        f"在“{reading.of.name}”上采用 {len(reading.taken)} 处改动：",
        *(f"· {one}" for one in reading.taken),
    ]
    if not reading.taken:
        lines = [f"与“{reading.of.name}”没有能采用的不同。"]
    if reading.refused:
        lines += ["", "不采用：", *(f"· {one}" for one in reading.refused)]
    return lines


class StylesDialog(HelpedDialog):
    """Lists every style; `made` is the one that was made last, None where none was."""

    help_page = "版式和编号"

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("在 Word 里改版式")
        self.resize(760, 380)
        self.made: DocumentStyle | None = None
        self._shown: list[DocumentStyle] = []
        self._touched: set[str] = set()
        self.table = listing(("版式", "来源", ""), "版式", stretch=1)
        how = QLabel(_HOW)
        how.setWordWrap(True)
        how.setObjectName("secondary")
        row = QHBoxLayout()
        row.addStretch(1)
        for title, slot in (
            ("存成 Word 文档…", self._save),
            ("读回改过的文档…", self._read),
            ("删除", self._remove),
            ("关闭", self.accept),
        ):
            button = QPushButton(title)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(how)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        self._fill()

    def touched(self, style: str) -> bool:
        """Whether that style was replaced or removed."""
        return style in self._touched

    def _fill(self) -> None:
        chosen = max(self.table.currentRow(), 0)
        self._shown = all_styles()
        self.table.setRowCount(len(self._shown))
        for row, one in enumerate(self._shown):
            texts = (one.name, one.source, "自己的" if is_own_style(one) else "随程序提供")
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        self.table.selectRow(min(chosen, len(self._shown) - 1))

    def _try(self, action: Callable[[], None]) -> None:
        try:
            action()
        except UserError as error:
            show_error(self, error)
        self._fill()

    def _chosen(self) -> DocumentStyle | None:
        row = self.table.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _save(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        suggested = str(Path.home() / f"版式：{chosen.name}.docx".replace("/", " ").replace("：", " "))
        name, _ = QFileDialog.getSaveFileName(self, "把版式存成 Word 文档", suggested, _KINDS)
        if not name:
            return
        target = Path(name if name.lower().endswith(".docx") else f"{name}.docx")

        def save() -> None:
            save_base_document(chosen, target)
            inform(
                self,
                "版式",
                f"已存为 {target.name}",
                f"在 Word 里改好、存盘后，再点“读回改过的文档…”。\n{target.parent}",
            )

        self._try(save)

    def _read(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "读回改过的版式文档", str(Path.home()), _KINDS)
        if name:
            self._try(lambda: self._take(Path(name)))

    def _take(self, path: Path) -> None:
        reading = read_base_document(path)
        own = reading.of.name if is_own_style(reading.of) else f"{reading.of.name}（本校）"
        dialog = StyleReadingDialog(self, reading, own)
        if dialog.agreed():
            self.made = keep_style(reading, dialog.name)
            self._touched.add(self.made.id)

    def _remove(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        words = "打开着的报告如果用它，改按“年度报告样式”印；别的数据文件自己带着它。此操作不能撤销。"
        if not is_own_style(chosen) or ask(self, "删除版式", f"删除“{chosen.name}”？", words, "删除"):
            self._touched.add(chosen.id)
            self._try(lambda: remove_style(chosen))
