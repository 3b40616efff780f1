"""Once a day a store is copied before the work begins; a copy is a store."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples import empty, sample

from qdesk.actions.edit_text import set_text
from qdesk.actions.show_tables import tables_form
from qdesk.actions.workspace import Workspace
from qdesk.places import STORE_SUFFIX, backup_dir
from qdesk.storage.backups import KEPT, backups_of


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QDESK_HOME", str(tmp_path / "home"))


def closed(workspace: Workspace) -> Path:
    workspace.close()
    return workspace.store.path


def copies(path: Path) -> list[Path]:
    return sorted(backups_of(path).iterdir()) if backups_of(path).is_dir() else []


def test_a_copy_holds_what_was_there_in_the_morning(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    before = tables_form(workspace)
    path = closed(workspace)
    content = path.read_bytes()
    for text in ("上午", "下午"):
        again = Workspace.open(path)
        edit = set_text(again.view(), again.view().headings[0].section.id, text)
        assert edit is not None
        again.do(edit)
        again.close()
    (copy,) = copies(path)
    assert copy.read_bytes() == content
    opened = Workspace.open(copy)
    assert tables_form(opened) == before
    opened.close()
    assert copies(copy) == []  # looking at a copy makes none


def test_the_newest_days_are_kept(tmp_path: Path) -> None:
    path = closed(empty(tmp_path))
    backups_of(path).mkdir(parents=True)
    for day in range(1, 21):
        (backups_of(path) / f"2019-01-{day:02}{STORE_SUFFIX}").touch()
    Workspace.open(path).close()
    kept = copies(path)
    assert len(kept) == KEPT
    assert kept[0].stem == "2019-01-08"


def test_stores_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        Workspace.open(closed(empty(tmp_path / folder))).close()
    assert len(list(backup_dir().iterdir())) == 2


def test_work_goes_on_where_no_copy_can_be_written(tmp_path: Path) -> None:
    path = closed(empty(tmp_path))
    (tmp_path / "home").mkdir(exist_ok=True)
    backup_dir().write_text("a file in the way", encoding="utf-8")
    Workspace.open(path).close()
