"""From the start of the process to the first painted window: qdesk against a bare QMainWindow."""

from __future__ import annotations

import os
import subprocess
import sys
from time import monotonic

from measure import Contestant, in_turn, report

# Each child prints the moment at which the first paint of its window ended.
_WATCH = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer

class Watch(QObject):
    def eventFilter(self, thing, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, painted)
        return False

def painted():
    print(time.monotonic(), flush=True)
    import os; os._exit(0)

watch = Watch()
"""
_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.installEventFilter(watch)
window.show()
app.exec()
"""
_QDESK = """
import qdesk.__main__
from qdesk.app import make_application
from qdesk.ui.main_window import MainWindow
app = make_application()
window = MainWindow()
window.installEventFilter(watch)
window.show()
app.exec()
"""
_EAGER = "import sqlalchemy.orm, openpyxl" + _QDESK


def painted(script: str) -> Contestant:
    """Seconds until a script's window was painted, in a process of its own."""

    def run() -> float:
        begun = monotonic()
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
        done = subprocess.run(
            [sys.executable, "-c", _WATCH + script], env=environment, stdout=subprocess.PIPE, check=True
        )
        return float(done.stdout) - begun

    return run


if __name__ == "__main__":
    contestants = {
        "floor: empty QMainWindow": painted(_BARE),
        "qdesk": painted(_QDESK),
        "qdesk after SQLAlchemy and openpyxl": painted(_EAGER),
    }
    report("start to painted", in_turn(contestants, 9))
