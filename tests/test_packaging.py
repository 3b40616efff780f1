"""What the setup takes away again: every file by name, and folders only when they are empty."""

from __future__ import annotations

import runpy
from pathlib import Path

LIST = runpy.run_path(
    str(Path(__file__).resolve().parents[1] / "packaging" / "windows" / "uninstall_list.py")
)


def test_every_file_is_named_and_folders_follow_the_deepest_first(tmp_path: Path) -> None:
    (tmp_path / "_internal" / "样 本").mkdir(parents=True)
    (tmp_path / "qdesk.exe").touch()
    (tmp_path / "_internal" / "样 本" / "上年$数据.xlsx").touch()
    assert LIST["commands"](tmp_path) == [
        r'Delete "$INSTDIR\_internal\样 本\上年$$数据.xlsx"',
        r'Delete "$INSTDIR\qdesk.exe"',
        r'RMDir "$INSTDIR\_internal\样 本"',
        r'RMDir "$INSTDIR\_internal"',
    ]


def test_nothing_is_taken_away_unseen(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert not any("/r" in command or "*" in command for command in LIST["commands"](tmp_path))
