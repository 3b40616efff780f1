"""A file is written whole or not at all, and what stands in its way is named."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import IO

import pytest

from qdesk.errors import TargetInUseError, UserError
from qdesk.files.write_whole import write_whole


def new(file: IO[bytes]) -> None:
    file.write("新".encode())


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "报告 一.docx"
    target.write_bytes(b"old")
    write_whole(target, new, "Word")
    assert target.read_text(encoding="utf-8") == "新"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name != "nt", reason="only Windows locks an open file")
def test_a_file_open_in_word_asks_for_another_name(tmp_path: Path) -> None:
    target = tmp_path / "报告.docx"
    target.write_bytes(b"old")
    with target.open("rb"), pytest.raises(TargetInUseError, match=r"Word.*换一个文件名"):
        write_whole(target, new, "Word")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name != "nt", reason="only Windows locks an open file")
def test_a_scanner_that_holds_a_file_for_a_moment_is_waited_for(tmp_path: Path) -> None:
    target = tmp_path / "报告.docx"
    target.write_bytes(b"old")
    held = target.open("rb")
    threading.Timer(0.5, held.close).start()
    write_whole(target, new, "Word")
    assert target.read_text(encoding="utf-8") == "新"


@pytest.mark.skipif(os.name != "nt", reason="elsewhere a read-only file may be replaced")
def test_a_read_only_file_is_named_as_such(tmp_path: Path) -> None:
    target = tmp_path / "报告.docx"
    target.write_bytes(b"old")
    target.chmod(0o400)
    with pytest.raises(UserError, match="只读"):
        write_whole(target, new, "Word")
    target.chmod(0o600)
    assert target.read_bytes() == b"old"


def test_a_folder_of_that_name_is_named_as_such(tmp_path: Path) -> None:
    target = tmp_path / "报告.docx"
    target.mkdir()
    with pytest.raises(UserError, match="同名的文件夹"):
        write_whole(target, new, "Word")
    assert list(tmp_path.iterdir()) == [target]
