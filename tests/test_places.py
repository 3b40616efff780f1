"""Data of the user lie where the system keeps such, in one named folder, or beside a portable program."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from qdesk import places

OF_THE_USER = (
    places.default_store_dir,
    places.data_dir,
    places.own_templates_dir,
    places.backup_dir,
    places.log_dir,
    places.settings_file,
)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a built program, on a stick of whatever name."""
    folder = tmp_path / "U 盘" / "qdesk"
    folder.mkdir(parents=True)
    monkeypatch.delenv("QDESK_HOME")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "qdesk.exe"))
    return folder


def test_one_folder_may_hold_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QDESK_HOME", str(tmp_path / "全部 数据"))
    assert all(place().is_relative_to(tmp_path / "全部 数据") for place in OF_THE_USER)


def test_nothing_lies_beside_an_installed_program(program: Path) -> None:
    assert not any(place().is_relative_to(program) for place in OF_THE_USER)


def test_a_portable_program_keeps_all_beside_itself(program: Path) -> None:
    (program / places.PORTABLE_MARK).touch()
    assert all(place().is_relative_to(program / "数据") for place in OF_THE_USER)


@pytest.mark.usefixtures("program")
def test_stores_lie_where_a_user_looks_for_documents() -> None:
    assert places.default_store_dir().name == "qdesk"
    assert places.default_store_dir() != places.data_dir()


def test_programs_run_from_sources_are_never_portable(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (program / places.PORTABLE_MARK).touch()
    monkeypatch.delattr(sys, "frozen")
    assert places.home() is None
