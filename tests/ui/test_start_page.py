"""The start page: go on where one was, with the first page and the progress of every recent report."""

from __future__ import annotations

from pathlib import Path

from desk_hands import card, open_path, show
from examples import empty, sample
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from qdesk.places import covers_dir
from qdesk.ui.main_window import MainWindow
from qdesk.ui.quiet_work import quiet_work
from qdesk.ui.settings import recent_files, settings
from qdesk.ui.start.cover import picture_file, read_cover
from qdesk.ui.start.recent_card import RecentButton


def opened(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    """Open a store and close it again, as one does in a day."""
    open_path(window, path, qtbot)
    assert window.close_store()


def rest(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not quiet_work().is_busy, timeout=20_000)


def test_a_first_start_invites_to_a_new_report(window: MainWindow) -> None:
    assert window.start.go_on is None
    main = [one for one in window.start.findChildren(QPushButton) if one.objectName() == "primary"]
    assert [one.text() for one in main] == ["从上年的文件开始…"]


def test_the_report_of_yesterday_goes_on_with_one_click(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = sample(tmp_path)
    path = workspace.store.path
    workspace.close()
    opened(window, path, qtbot)
    rest(qtbot)
    picture = QPixmap(str(picture_file(path)))
    assert (picture.width(), picture.height() > picture.width()) == (320, True)
    kept = read_cover(path)
    assert kept is not None
    assert (kept.school, kept.percent, kept.missing) == ("示例市职业技术学校", 50, 0)
    assert window.start.go_on is not None
    assert "完成 50%，24/48 节" in window.start.go_on.button.accessibleName()
    window.start.go_on.button.click()
    qtbot.waitUntil(lambda: window.session is not None, timeout=10_000)
    assert window.session is not None
    assert window.session.workspace.store.path == path


def test_what_was_done_is_in_the_progress_when_the_store_is_closed(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.open_workspace(sample(tmp_path))
    assert window.session is not None
    path = window.session.workspace.store.path
    show(window, "1.2.2")
    view = card(window).view
    view.choose(1, 2)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    window.close_store()
    rest(qtbot)
    kept = read_cover(path)
    assert kept is not None
    assert kept.missing == 1
    assert "还有 1 个数未填" in kept.progress


def test_others_stand_below_and_what_is_no_longer_recent_is_forgotten(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    paths: list[Path] = []
    for name in ("甲", "乙", "丙"):
        workspace = empty(tmp_path, name=f"{name}.qdesk")
        paths.append(workspace.store.path)
        workspace.close()
        opened(window, paths[-1], qtbot)
    rest(qtbot)
    window.start.refresh()
    assert window.start.go_on is not None
    assert window.start.go_on.button.toolTip() == str(paths[2])
    others = [one for one in window.start.findChildren(RecentButton) if one.isVisibleTo(window.start)]
    assert {one.toolTip().splitlines()[0] for one in others} >= {str(paths[0]), str(paths[1])}
    settings().setValue("recent", [str(paths[0])])
    assert recent_files() == [paths[0]]
    opened(window, paths[0], qtbot)
    rest(qtbot)
    assert {one.stem for one in covers_dir().iterdir()} == {picture_file(paths[0]).stem}


def test_a_spoilt_note_is_passed_over(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    path = workspace.store.path
    workspace.close()
    opened(window, path, qtbot)
    rest(qtbot)
    picture_file(path).with_suffix(".json").write_text("{", encoding="utf-8")
    picture_file(path).write_bytes(b"no picture")
    window.start.refresh()
    assert read_cover(path) is None
    assert window.start.go_on is not None
