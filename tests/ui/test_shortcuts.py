"""Keys of the menus: none twice, all told by the help; what people press without thinking does something."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from qdesk.places import resources_dir
from qdesk.ui.main_window import MainWindow

_WITHOUT = {
    "改用另一个编写规范…",
    "另存为我的编写规范…",
    "管理编写规范…",
    "数据和日志在哪里",
    "打开备份文件夹",
    "打开日志文件夹",
    "关于 qdesk",
}
"""Once a year or less: no key is spent on them."""
_NAMES = {"PgUp": "PageUp", "PgDown": "PageDown", "Del": "Delete", "Up": "↑", "Down": "↓"}


def actions(window: MainWindow) -> list[QAction]:
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    menus = window.menuBar().findChildren(QMenu, options=direct)
    found = [action for menu in menus if menu.title() for action in menu.actions()]
    return [one for one in found if not one.isSeparator() and not one.isCheckable()]


def told_keys() -> set[str]:
    """Every key of the help's table, written in full: in "Ctrl+Shift+L / M" the second is Ctrl+Shift+M."""
    page = (
        (resources_dir() / "help" / "index.md")
        .read_text(encoding="utf-8")
        .split("## 键盘")[1]
        .split("\n## ")[0]
    )
    found: set[str] = set()
    for cell in re.findall(r"^\| (.+?) \|", page, re.MULTILINE):
        held = ""
        for key in re.split(r" / |，| 或 ", cell):
            held = key.rpartition("+")[0] if "+" in key[:-1] else held
            found |= {key, f"{held}+{key}"}
    return found


def test_every_action_of_the_menus_has_a_key_of_its_own_that_help_tells(desk: MainWindow) -> None:
    keys: dict[str, str] = {}
    told = told_keys()
    for action in actions(desk):
        key = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
        if not key:
            assert action.text() in _WITHOUT, action.text()
            continue
        assert key not in keys, f"{key}: {keys.get(key)}, {action.text()}"
        keys[key] = action.text()
        *held, last = key.split("+") if key[-1] != "+" else [key[:-2], "+"]
        written = "+".join((*held, _NAMES.get(last, last)))
        assert written in told, f"{action.text()}: {written}"


def test_saving_by_key_says_that_all_is_saved(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.desk is not None
    assert desk.session is not None
    assert desk.desk.page.prose is not None
    editor = desk.desk.page.prose.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "abc")
    qtbot.keyClick(desk, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "abc" in desk.session.view.text(desk.desk.page.section_id)
    assert "自动保存" in desk.statusBar().findChildren(type(desk._hint))[1].text()  # noqa: SLF001


def test_sections_are_gone_through_by_keys(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.desk is not None
    here = desk.desk.page.section_id
    qtbot.keyClick(desk, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    after = desk.desk.page.section_id
    assert after != here
    qtbot.keyClick(desk, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert desk.desk.page.section_id == here
