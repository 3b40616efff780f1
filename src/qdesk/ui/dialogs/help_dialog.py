"""Help without a network: the main way, the keys, where data lie."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from qdesk.places import resources_dir


class HelpDialog(QDialog):
    """Shows the help page shipped with the program."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("使用说明")
        self.resize(780, 680)
        browser = QTextBrowser()
        browser.setOpenExternalLinks(False)
        browser.setAccessibleName("使用说明")
        page = resources_dir() / "help" / "index.md"
        browser.setSearchPaths([str(page.parent)])  # for its pictures
        text = page.read_text(encoding="utf-8") if page.is_file() else "没有找到说明文件，请重新安装 qdesk。"
        browser.setMarkdown(text)
        layout = QVBoxLayout(self)
        layout.addWidget(browser)
