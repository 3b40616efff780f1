"""The setup takes away again what it brought, file by file; whose work goes along is named."""

from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIST = runpy.run_path(str(ROOT / "packaging" / "windows" / "uninstall_list.py"))


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


def test_every_component_is_named_with_its_licence() -> None:
    notice = (ROOT / "resources" / "licences" / "NOTICE.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for asked in project["project"]["dependencies"]:
        name = re.split(r"[=<>~!\[]", asked)[0]
        assert name.lower() in notice.lower(), name
    assert (ROOT / "resources" / "licences" / "LGPL-3.0.txt").read_text(encoding="utf-8").strip()
