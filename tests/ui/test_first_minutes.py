"""The first minutes: last year's file becomes this year's report; what a start loads and what it does not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from desk_hands import Answer, card, open_path, shown
from examples import empty, tidy_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from qdesk.ui.dialogs.missing_dialog import MissingDialog
from qdesk.ui.main_window import MainWindow
from qdesk.ui.settings import recent_files
from qdesk.ui.start.start_page import FROM_LAST_YEAR


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Last year's file, which the user chooses when asked."""
    path = tidy_workbook(tmp_path / "青云县职业技术学校数据.xlsx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    return path


def press(window: MainWindow, title: str) -> None:
    button = next(one for one in window.start.findChildren(QPushButton) if one.text() == title)
    button.click()


def agree_to_2016(dialog: QDialog) -> None:
    """The name and the year are those of the file; the standard is chosen."""
    assert [one.text() for one in dialog.findChildren(QLineEdit) if one.isVisible()] == ["青云县职业技术学校"]
    boxes = {one.accessibleName(): one for one in dialog.findChildren(QComboBox)}
    standards = boxes["编写规范"]
    at = next(n for n in range(standards.count()) if standards.itemData(n).id == "school-2016")
    standards.setCurrentIndex(at)
    assert boxes["年度"].currentText() == "2020-2021学年"


def test_last_years_file_becomes_this_years_report(
    window: MainWindow, file: Path, qtbot: QtBot, answer: Answer
) -> None:
    assert file.exists()
    answer(agree_to_2016)
    answer(lambda _: None)
    press(window, FROM_LAST_YEAR)
    qtbot.waitUntil(lambda: window.session is not None and len(years(window)) == 2, timeout=20_000)
    assert years(window) == {"2019-2020", "2020-2021"}
    assert window.session is not None
    assert window.session.view.report.period.code == "2020-2021"
    assert re.search(r"上年的 \d+ 张表，\d+ 个值 已列为上年值", hint(window))
    # the first section with last year's numbers is shown
    assert (shown(window, 1, 1), shown(window, 1, 2)) == ("650", "")
    view = card(window).view
    view.choose(1, 2)
    qtbot.keyClicks(view, "7")
    editor = view.focusWidget()
    qtbot.keyClicks(editor, "15")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(window, 1, 3) == "110", timeout=5_000)


def test_nothing_is_left_of_a_report_that_was_not_begun(
    window: MainWindow, file: Path, tmp_path: Path, qtbot: QtBot, answer: Answer
) -> None:
    other = empty(tmp_path, name="别的.qdesk")
    path = other.store.path
    other.close()
    open_path(window, path, qtbot)
    before = set(tmp_path.rglob("*.qdesk"))
    answer(agree_to_2016)
    answer(lambda dialog: dialog.reject())
    window.controller.stores.begin_with(file)
    qtbot.waitUntil(lambda: is_open(window, path) and "没有新建报告" in hint(window), timeout=20_000)
    assert set(tmp_path.rglob("*.qdesk")) - set(tmp_path.rglob("backups/*/*.qdesk")) <= before
    assert [one.name for one in recent_files()] == [path.name]


def is_open(window: MainWindow, path: Path) -> bool:
    return window.session is not None and window.session.workspace.store.path == path


def hint(window: MainWindow) -> str:
    return " ".join(one.text() for one in window.statusBar().findChildren(QLabel))


def test_a_file_dropped_on_the_start_page_begins_a_report(
    window: MainWindow, file: Path, qtbot: QtBot, answer: Answer
) -> None:
    answer(agree_to_2016)
    answer(lambda _: None)
    window.controller.take_file(file)
    qtbot.waitUntil(lambda: window.session is not None and len(years(window)) == 2, timeout=20_000)


def test_the_missing_list_shows_last_years_numbers_first(
    window: MainWindow, file: Path, qtbot: QtBot, answer: Answer
) -> None:
    answer(agree_to_2016)
    answer(lambda _: None)
    window.controller.take_file(file)
    qtbot.waitUntil(lambda: window.session is not None and len(years(window)) == 2, timeout=20_000)
    window.controller.report.missing()
    dialog = window.findChild(MissingDialog)
    assert dialog is not None
    first = [item.text() if (item := dialog.table.item(0, column)) else "" for column in range(4)]
    assert first[1].startswith("招生人数")
    assert first[2:] == ["650", ""]
    narrow = dialog.table.rowCount()
    dialog.which.setCurrentIndex(0)
    assert dialog.table.rowCount() > narrow


def test_a_backup_is_restored_beside_what_there_is(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = empty(tmp_path, name="甲.qdesk")
    path = workspace.store.path
    workspace.close()
    open_path(window, path, qtbot)
    window.close_store()
    target = tmp_path / "恢复的.qdesk"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    answer(lambda _: None)
    press(window, "从备份恢复…")
    qtbot.waitUntil(lambda: window.session is not None, timeout=20_000)
    assert window.session is not None
    assert window.session.workspace.store.path == target
    assert path.exists()


_START = """
import sys
from qdesk.app import make_application
from qdesk.ui.main_window import MainWindow
app = make_application()
window = MainWindow()
window.show()
app.processEvents()
window.load_rest()
app.processEvents()
if len(sys.argv) > 1:
    from pathlib import Path
    from qdesk.actions.workspace import Workspace
    window.open_workspace(Workspace.open(Path(sys.argv[1])))
    app.processEvents()
print(*sorted({name.partition(".")[0] for name in sys.modules}), flush=True)
import os
os._exit(0)
"""


def loaded(home: Path, *words: str) -> set[str]:
    """The packages that a window in a process of its own has loaded."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QDESK_HOME": str(home)}
    command = [sys.executable, "-c", _START, *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_start_page_loads_no_database_and_no_reader_or_writer(tmp_path: Path) -> None:
    heavy = {"sqlalchemy", "openpyxl", "xlrd", "xlsxwriter", "pypdf", "lxml", "docx", "PIL", "rapidfuzz"}
    assert not loaded(tmp_path) & heavy


def test_a_day_of_typing_loads_no_reader_and_no_writer(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    workspace.close()
    heavy = {"openpyxl", "xlrd", "xlsxwriter", "pypdf", "lxml", "docx"}
    assert not loaded(tmp_path, str(workspace.store.path)) & heavy


def years(window: MainWindow) -> set[str]:
    assert window.session is not None
    return {one.period.code for one in window.session.workspace.archive.reports}
