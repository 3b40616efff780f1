"""Who meets a store that is open learns who has it, on which computer, since when."""

from __future__ import annotations

import getpass
import platform
from pathlib import Path

import pytest
from examples import empty

from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.storage.owner_note import leave_note, note_beside, owner_of


def test_the_one_who_has_it_is_named(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    with pytest.raises(UserError, match="正在另一个窗口或程序中打开") as met:
        Workspace.open(workspace.store.path)
    workspace.close()
    assert getpass.getuser() in met.value.remedy
    assert platform.node() in met.value.remedy


def test_a_note_that_a_crash_left_behind_locks_nobody_out(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    path = workspace.store.path
    workspace.close()
    leave_note(path)
    Workspace.open(path).close()
    assert not note_beside(path).exists()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"one line", "甲\n乙\n丙\n丁".encode()])
def test_a_broken_note_is_no_note(tmp_path: Path, content: bytes) -> None:
    note_beside(tmp_path / "a.qdesk").write_bytes(content)
    assert owner_of(tmp_path / "a.qdesk") == ""
