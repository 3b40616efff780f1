"""The least that PySide6 can show: what the start of qdesk is measured against."""

from __future__ import annotations

import sys

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow


def main() -> int:
    """Show an empty window until it is closed."""
    app = QApplication(sys.argv)
    window = QMainWindow()
    window.setWindowTitle("qdesk bare")
    window.resize(1366, 740)
    QShortcut(QKeySequence("Ctrl+Q"), window).activated.connect(window.close)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
