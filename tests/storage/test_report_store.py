"""The store keeps everything, survives a crash, and says clearly what stands in its way."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from examples import empty, sample, table_named, texts
from sqlalchemy import Connection

from qdesk.actions.edit_values import set_cell
from qdesk.actions.show_tables import tables_form
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.storage.commit_queue import CommitQueue
from qdesk.storage.database import open_engine
from qdesk.storage.report_store import ReportStore
from qdesk.storage.upgrades import NEWEST, STEPS, upgrade, version_of


def test_a_closed_store_is_one_file_that_opens_again(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    before = [texts(workspace.view().filled(one)) for one in workspace.view().tables]
    path = workspace.store.path
    workspace.close()
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    again = Workspace.open(path)
    assert [texts(again.view().filled(one)) for one in again.view().tables] == before
    again.close()


def test_a_crash_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    """The process dies without closing; even a store made a moment ago opens with every edit."""
    path = tmp_path / "断电.qdesk"
    program = (
        "import os, sys; from pathlib import Path; from qdesk.actions.demo import create_demo;"
        "from qdesk.actions.edit_values import set_cell; w = create_demo(Path(sys.argv[1])); v = w.view();"
        "w.do(set_cell(v, v.tables[1], 1, 2, '777')); os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], check=False)
    assert done.returncode == 9
    workspace = Workspace.open(path)
    view = workspace.view()
    assert view.filled(view.tables[1]).grid[1][2].text == "777"
    workspace.close()


def test_a_store_cannot_be_opened_twice(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    with pytest.raises(UserError, match="正在另一个窗口或程序中打开"):
        Workspace.open(workspace.store.path)
    workspace.close()
    Workspace.open(workspace.store.path).close()


def test_a_newer_store_is_refused_untouched(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    path = workspace.store.path
    workspace.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE schema_version SET version = 999")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(UserError, match="更新版本的 qdesk"):
        Workspace.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no store", b"SQLite format 3\x00" + b"\x00" * 200])
def test_what_is_no_store_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.qdesk"
    path.write_bytes(content)
    with pytest.raises(UserError):
        Workspace.open(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.qdesk"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (a)")
    connection.close()
    with pytest.raises(UserError, match="不是 qdesk 的数据文件"):
        Workspace.open(path)


def test_a_damaged_store_says_so(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    path = workspace.store.path
    workspace.close()
    content = bytearray(path.read_bytes())
    content[4096:60000] = b"\xff" * (60000 - 4096)
    path.write_bytes(content)
    with pytest.raises(UserError):
        Workspace.open(path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UserError, match=r"只读|没有权限|无法"):
            empty(tmp_path)
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of a database as a full disk would")
def test_a_full_disk_leaves_what_was_stored(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    driver = workspace.store._engine.raw_connection().driver_connection  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - to fill the disk
    assert driver is not None
    pages = driver.execute("PRAGMA page_count").fetchone()[0]
    driver.execute(f"PRAGMA max_page_count = {pages}")
    view = workspace.view()
    huge = "长" * 400_000
    before = view.text(view.headings[1].section.id)
    key = (view.report.id, view.headings[1].section.id)
    with pytest.raises(UserError, match="磁盘已满"):
        workspace.do(Edit("写", (FieldChange(Kind.TEXT, key, before, huge),)))
    assert workspace.archive.text(*key) == before
    path = workspace.store.path
    workspace.close()
    again = Workspace.open(path)
    assert again.archive.text(*key) == before
    again.close()


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "空.qdesk"
    path.write_text("重要", encoding="utf-8")
    with pytest.raises(UserError, match="已经有文件"):
        empty(tmp_path)
    assert path.read_text(encoding="utf-8") == "重要"


def test_history_says_who_when_before_and_after(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    view = workspace.view()
    table = table_named(view, "学生情况对比表")
    workspace.do(set_cell(view, table, 1, 2, "860"))
    key = view.filled(table).grid[1][2].key
    assert key is not None
    newest = workspace.store.history(Kind.OBSERVATION, key)[0]
    assert "n859" in newest["before"]
    assert "n860" in newest["after"]
    assert newest["title"].startswith("修改 招生人数")
    assert newest["at"]
    workspace.close()


def test_an_upgrade_that_fails_half_way_changes_nothing(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    path = workspace.store.path
    workspace.close()

    def half(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE half_done (a)")
        raise RuntimeError("power")

    engine = open_engine(path)
    with pytest.raises(RuntimeError), engine.begin() as connection:
        upgrade(connection, [*STEPS, half])
    with engine.begin() as connection:
        assert version_of(connection) == NEWEST
        found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name = 'half_done'").all()
        assert found == []
    engine.dispose()


def test_a_store_of_version_1_is_brought_up_to_date(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    path = workspace.store.path
    before = tables_form(workspace)
    workspace.close()
    fresh = columns_of(path)
    engine = open_engine(path)
    with engine.begin() as connection:
        for command in BACK_TO_1:
            connection.exec_driver_sql(command)
    engine.dispose()
    upgraded = Workspace.open(path)
    assert tables_form(upgraded) == before
    assert upgraded.report.numbering.table == "表 {n} "
    upgraded.close()
    assert columns_of(path) == fresh


BACK_TO_1 = (
    *(
        f"ALTER TABLE {table} DROP COLUMN {column}"
        for table, column in (
            ("members", "first_year"),
            ("members", "last_year"),
            ("reports", "conventions"),
            ("reports", "numbering"),
            ("sections", "parts"),
            ("reports", "style"),
            ("entities", "school_kind"),
            ("entities", "region"),
            ("sections", "numbering"),
            ("sections", "annex"),
            ("sections", "prior"),
        )
    ),
    "ALTER TABLE reports ADD COLUMN table_numbering TEXT NOT NULL DEFAULT '表 {n}'",
    "DROP TABLE cases",
    "DROP TABLE front_pages",
    "DROP TABLE figures",
    "DROP TABLE limits",
    "DROP TABLE exports",
    "DROP TABLE comments",
    "DROP TABLE kept_findings",
    "DROP TABLE pictures",
    "UPDATE schema_version SET version = 1",
)
"""What makes a store of today one that the first version wrote."""


def columns_of(path: Path) -> dict[str, set[tuple[str, str, int]]]:
    """Every table's columns in a closed store: name, type, whether it must be filled."""
    connection = sqlite3.connect(path)
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    found = {
        table: {(row[1], row[2], row[3]) for row in connection.execute(f"PRAGMA table_info({table})")}
        for (table,) in tables
    }
    connection.close()
    return found


def test_a_store_may_lie_anywhere(tmp_path: Path) -> None:
    folder = tmp_path / "学校 文件（2020）" / "质量 年报"
    workspace = empty(folder)
    path = workspace.store.path
    workspace.close()
    moved = tmp_path / "搬走了.qdesk"
    shutil.move(path, moved)
    store = ReportStore.open(moved)
    assert store.load().reports
    store.close()


def test_signs_that_mean_something_elsewhere_are_only_a_name(tmp_path: Path) -> None:
    workspace = empty(tmp_path / "完成 100%20#1", name="甲&乙%41#.qdesk")
    path = workspace.store.path
    workspace.close()
    assert path.is_file()
    Workspace.open(path).close()


def test_closing_right_after_many_edits_loses_none_and_says_so(tmp_path: Path) -> None:
    """The end of the queue comes while edits are being written: that is no failure."""
    workspace = sample(tmp_path)
    path = workspace.store.path
    key, thing = next(iter(workspace.archive.all_of(Kind.TEXT)))
    for attempt in range(25):
        saver = CommitQueue(workspace.store, lambda _: None, lambda _edit, _error: None)
        for number in range(3):
            saver.put(Edit("改", (FieldChange(Kind.TEXT, key, thing, f"{attempt}.{number}"),)))
        assert saver.close()
    workspace.close()
    again = Workspace.open(path)
    assert again.archive.get(Kind.TEXT, key) == "24.2"
    again.close()


def test_the_edits_of_a_day_are_read_as_they_were_made(tmp_path: Path) -> None:
    with ReportStore.create(tmp_path / "a.qdesk") as store:
        change = FieldChange(Kind.TEXT, ("r", "s"), None, "一")
        store.commit(Edit("早先", (change,), "甲", "2026-01-01T08:00:00+08:00"))
        later = FieldChange(Kind.TEXT, ("r", "s"), "一", "二")
        edits = [
            Edit("上午", (later,), "甲", "2026-01-02T08:00:00+08:00"),
            Edit("下午", (later.reversed(),), "乙", "2026-01-02T14:00:00+08:00"),
        ]
        for one in edits:
            store.commit(one)
        assert store.edits_since("2026-01-02") == edits[::-1]
        assert store.edits_since("2026-01-03") == []
    with pytest.raises(UserError, match="已经关闭"):
        store.edits_since("2026-01-02")
