"""Help without a network: a page for each place of the program."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QSplitter, QTextBrowser, QWidget

from qdesk.places import resources_dir

MAIN_WAY = "主要步骤"
_HEADING = re.compile(r"^## (.+)\n", re.MULTILINE)


def help_pages() -> dict[str, str]:
    """Title → text of the pages shipped with the program, in order."""
    page = resources_dir() / "help" / "index.md"
    if not page.is_file():
        return {MAIN_WAY: "没有找到说明文件，请重新安装 qdesk。"}
    _, *pieces = _HEADING.split(page.read_text(encoding="utf-8"))
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


class HelpWindow(QDialog):
    """The pages on the left, the chosen one on the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("使用说明")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(960, 640)
        self._pages = help_pages()
        self.titles = QListWidget()
        self.titles.setAccessibleName("说明的各页")
        self.titles.addItems(list(self._pages))
        self.browser = QTextBrowser()
        self.browser.setOpenExternalLinks(False)
        self.browser.setAccessibleName("使用说明")
        self.browser.setSearchPaths([str(resources_dir() / "help")])  # for its pictures
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.addWidget(self.titles)
        panes.addWidget(self.browser)
        panes.setSizes([180, 780])
        panes.setStretchFactor(1, 1)
        QHBoxLayout(self).addWidget(panes)
        self.titles.currentTextChanged.connect(self._show)
        self.turn_to(MAIN_WAY)

    def turn_to(self, title: str) -> None:
        """Show a page."""
        self.titles.setCurrentRow(list(self._pages).index(title) if title in self._pages else 0)

    def _show(self, title: str) -> None:
        self.browser.setMarkdown(f"## {title}\n\n{self._pages[title]}")


def show_help(over: QWidget, page: str) -> None:
    """Open the help over a window at a page; a dialog that is modal may be read beside it."""
    window = HelpWindow(over)
    window.turn_to(page)
    window.show()
