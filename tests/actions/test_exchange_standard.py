"""A school gives its adapted standard to another as one file; a hostile file is refused with a sentence."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from examples import sample

from qdesk.actions.edit_outline import add_section, set_numbering
from qdesk.actions.exchange_standard import install_standard, remove_standard, save_standard_file
from qdesk.actions.library import forget_library, library
from qdesk.actions.new_report import new_store, period_from
from qdesk.actions.own_standard import save_standard
from qdesk.errors import UserError
from qdesk.model.numbering import Numbering
from qdesk.places import own_templates_dir


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A place of its own for what the user saves."""
    monkeypatch.setenv("QDESK_HOME", str(tmp_path / "home"))
    forget_library()
    yield
    forget_library()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The file of a standard that a school adapted."""
    workspace = sample(tmp_path)
    view = workspace.view()
    workspace.do(add_section(view, "数字校园", view.headings[0].section.id, 1))
    edit = set_numbering(workspace.view(), Numbering(headings="chinese", table="表{N}：", continued=True))
    assert edit is not None
    workspace.do(edit)
    made = save_standard(workspace.view(), "本校规范")
    workspace.close()
    target = tmp_path / "本校规范.qstandard"
    save_standard_file(made, target)
    remove_standard(made)
    return target


def test_it_arrives_as_it_was(package: Path, tmp_path: Path) -> None:
    standard = install_standard(package)
    assert standard.name == "本校规范"
    assert standard.numbering == Numbering(headings="chinese", table="表{N}：", continued=True)
    workspace = new_store(tmp_path / "别校.qdesk", "别校", standard.id, period_from("2020-2021"))
    view = workspace.view()
    assert [view.title_of(one) for one in view.headings[:3]] == [
        "一、学校情况",
        "（一）学校概况",
        "1.学校名称与办学性质",
    ]
    assert "数字校园" in [one.section.title for one in view.headings]
    assert len(view.tables) == 18
    assert view.table_numbers[view.tables[1].id] == "表二"
    workspace.close()


def test_installed_twice_it_says_so(package: Path) -> None:
    install_standard(package)
    with pytest.raises(UserError, match="已经有叫"):
        install_standard(package)


def test_one_that_came_with_the_program_is_saved_and_not_removed(tmp_path: Path) -> None:
    shipped = library().standard("city-2024")
    save_standard_file(shipped, tmp_path / "市.qstandard")
    form = tomllib.loads((tmp_path / "市.qstandard").read_text(encoding="utf-8"))
    assert len(form["tables"]["table"]) == len(shipped.tables)
    with pytest.raises(UserError, match="随程序提供"):
        remove_standard(shipped)
    form["standards"]["name"] = "本市规范"
    (tmp_path / "市.qstandard").write_text(tomli_w.dumps(form), encoding="utf-8")
    installed = install_standard(tmp_path / "市.qstandard")
    assert installed.id == "city-2024-2"
    assert set(installed.tables) == set(shipped.tables)


def rewritten(package: Path, change: dict[str, Any]) -> Path:
    form = tomllib.loads(package.read_text(encoding="utf-8"))
    for path, value in change.items():
        *way, last = path.split(".")
        place: Any = form
        for step in way:
            place = place[int(step)] if step.isdigit() else place[step]
        place[last] = value
    package.write_text(tomli_w.dumps(form), encoding="utf-8")
    return package


@pytest.mark.parametrize(
    "change",
    [
        {"standards.id": "../../../etc/passwd"},
        {"standards.id": "a" * 500},
        {"standards.id": 7},
        {"standards.id": "CON."},
        {"standards.name": " "},
        {"standards.name": "长" * 1000},
        {"standards.name": "两\n行"},
        {"standards.section": []},
        {"standards.section.0.title": "标" * 5000},
        {"standards.section.0.title": "响\x07"},
        {"standards.numbering": {"table": "表"}},
        {"standards.numbering": {"case": "案例{n}{n}"}},
        {"standards.year": 10**15},
        {"format": 99},
        {"run": "import os"},
        {"standards.level": "planet"},
        {"standards.year": "2024"},
        {"standards.section": "none"},
        {"standards.section": [{"id": "x"}]},
        {"standards.section.0.title": 3},
        {"standards.section.0.tables": ["no-such-table"]},
        {"standards.section.0.annex": "yes"},
        {"standards.section.0.cases": -1},
        {"standards.numbering": "decimal"},
        {"standards.numbering": {"headings": "runes"}},
        {"tables": []},
        {"tables.table.0.rows": 5},
        {"tables.table.0.columns": [{"label": {"deep": 1}}]},
        {"tables.table.1.rows": [{"id": "x", "compute": {"sum": 1}}]},
        {"indicators": {"indicator": [{"code": "X", "name": "X", "formula": "X + X"}]}},
        {"indicators": {"indicator": ["a"]}},
    ],
    ids=lambda one: next(iter(one)) + "=" + str(next(iter(one.values())))[:20],
)
def test_a_hostile_file_is_refused_and_leaves_nothing(package: Path, change: dict[str, Any]) -> None:
    before = sorted(own_templates_dir().rglob("*.toml"))
    with pytest.raises(UserError) as refused:
        install_standard(rewritten(package, change))
    assert refused.value.what
    assert refused.value.remedy
    assert sorted(own_templates_dir().rglob("*.toml")) == before
    forget_library()
    assert library().problems == ()


@pytest.mark.parametrize("name", ["own", "con", "lpt1"])
def test_its_files_never_take_the_place_of_others(package: Path, name: str) -> None:
    mine = own_templates_dir() / "indicators" / "own.toml"
    kept = '[[indicator]]\ncode = "own.x"\nname = "本校自设指标"\nvalue = "integer"\nunit = "人"\n'
    mine.write_text(kept, encoding="utf-8")
    forget_library()
    assert install_standard(rewritten(package, {"standards.id": name})).id == f"{name}-2"
    assert mine.read_text(encoding="utf-8") == kept


def nested(levels: int) -> str:
    return "a = " + "[" * levels + "]" * levels


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"PK\x03\x04",
        nested(5000).encode(),
        b"format = 1\n[standards]\n" + b".".join([b"a"] * 20_000) + b" = 1",
        b"a = 1\n" * 2,
        b"x = '" + b"y" * 3_000_000 + b"'",
    ],
    ids=["empty", "binary", "zip", "deep", "dotted", "twice", "huge"],
)
def test_what_is_no_standard_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "坏.qstandard"
    path.write_bytes(content)
    with pytest.raises(UserError):
        install_standard(path)
    with pytest.raises(UserError):
        install_standard(tmp_path / "没有.qstandard")


Place = tuple[Any, Any]


def places_in(form: dict[str, Any]) -> list[Place]:
    """Every (holder, key) of a nested form."""
    pairs: list[Place] = []
    holders: list[Any] = [form]
    for holder in holders:
        keys: list[Any] = [*holder] if isinstance(holder, dict) else [*range(len(holder))]  # pyright: ignore[reportUnknownArgumentType]
        pairs += [(holder, key) for key in keys]
        holders += [holder[key] for key in keys if isinstance(holder[key], dict | list)]
    return pairs


def test_whatever_is_changed_in_a_file_it_is_taken_or_refused(package: Path) -> None:
    """Random changes of type, each ends in a standard or in a sentence; nothing else."""
    form = package.read_text(encoding="utf-8")
    chance = random.Random(20261124)  # noqa: S311 - not for secrets
    strange: list[Any] = [7, -1, 2.5, True, "", "x", "../x", [], [1], ["x"], {}, {"x": 1}, "{", "=1+1"]
    refused = 0
    for _ in range(60):
        copy = tomllib.loads(form)
        holder, key = chance.choice(places_in(copy))
        holder[key] = chance.choice(strange)
        package.write_text(tomli_w.dumps(copy), encoding="utf-8")
        try:
            remove_standard(install_standard(package))
        except UserError:
            refused += 1
        forget_library()
    assert library().problems == ()
    assert 0 < refused < 60
