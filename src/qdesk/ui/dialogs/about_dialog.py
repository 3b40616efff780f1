"""Which version this is, and whose work it is built on."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QTextBrowser, QVBoxLayout, QWidget

from qdesk import __version__
from qdesk.places import resources_dir
from qdesk.ui.helped_dialog import HelpedDialog


class AboutDialog(HelpedDialog):
    """Version and licences; the texts lie in a folder that can be opened."""

    help_page = "求助"

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("关于 qdesk")
        self.resize(720, 520)
        head = QLabel(f"<h3>qdesk {__version__}</h3>职业教育质量年度报告的编写、核查和导出")
        folder = resources_dir() / "licences"
        browser = QTextBrowser()
        browser.setAccessibleName("开源组件和许可")
        browser.setOpenExternalLinks(False)
        browser.setOpenLinks(False)  # nothing here goes out to a network
        notice = folder / "NOTICE.md"
        browser.setMarkdown(notice.read_text(encoding="utf-8") if notice.is_file() else "")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText("关闭")
        texts = buttons.addButton("打开许可文件夹", QDialogButtonBox.ButtonRole.ActionRole)
        texts.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for part in (head, browser, buttons):
            layout.addWidget(part)
