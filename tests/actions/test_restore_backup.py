"""The copies of a store, found again and made a store beside what there is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from examples import empty

from qdesk.actions.restore_backup import backups, restore_backup
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.places import backup_dir


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store that was opened today, so that there is a copy of it."""
    monkeypatch.setenv("QDESK_HOME", str(tmp_path / "home"))
    workspace = empty(tmp_path, name="青云-一校.qdesk")
    path = workspace.store.path
    workspace.close()
    Workspace.open(path).close()
    return path


def test_the_copy_of_today_is_listed_by_the_name_of_its_store(kept: Path) -> None:
    assert [(one.name, one.day) for one in backups()] == [(kept.stem, date.today())]  # noqa: DTZ011


def test_the_newest_comes_first_and_what_is_no_copy_is_left_out(kept: Path) -> None:
    folder = backups()[0].file.parent
    (folder / "2020-01-31.qdesk").write_bytes(backups()[0].file.read_bytes())
    (folder / "notes.qdesk").write_bytes(b"")
    (backup_dir() / "readme.txt").write_text("x", encoding="utf-8")
    assert [one.day.year for one in backups()] == [date.today().year, 2020]  # noqa: DTZ011
    assert kept.exists()


def test_a_copy_becomes_a_store_that_opens(kept: Path, tmp_path: Path) -> None:
    target = tmp_path / "恢复" / "一校.qdesk"
    restore_backup(backups()[0], target)
    workspace = Workspace.open(target)
    assert workspace.report.title
    workspace.close()
    assert kept.exists()


def test_nothing_is_written_over(kept: Path) -> None:
    before = kept.read_bytes()
    with pytest.raises(UserError, match="已经有文件"):
        restore_backup(backups()[0], kept)
    assert kept.read_bytes() == before
