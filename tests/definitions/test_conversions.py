"""Conversions name only what there is, and leave out nothing without meaning to."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from sample_archive import library

from qdesk.actions.new_report import new_store, period_from
from qdesk.actions.plan_conversion import plan_conversion
from qdesk.definitions.library import load_library
from qdesk.model.conversion import Conversion
from qdesk.places import templates_dir

SCHOOL_FRAMES = ("school-2016", "school-2022", "school-2023", "school-2024")
NO_PLACE = {
    ("school-2016", "school-2022"): {"s1", "s1-1", "s1-1-1"},
    ("school-2016", "school-2024"): {"s1", "s1-1", "s1-1-1"},
    ("school-2023", "school-2024"): {"s1"},
}
"""Sections about the school itself, for which the newer frames have no chapter."""


def test_every_earlier_frame_leads_to_every_later_one() -> None:
    ways = {(one.source, one.target) for one in library().conversions}
    assert ways == set(combinations(SCHOOL_FRAMES, 2))


@pytest.mark.parametrize("way", library().conversions, ids=lambda one: f"{one.source} to {one.target}")
def test_what_has_no_place_is_meant(way: Conversion) -> None:
    placed = {old for sources in way.sections.values() for old in sources}
    unplaced = {one.id for one in library().standard(way.source).sections()} - placed
    assert unplaced == NO_PLACE.get((way.source, way.target), set())


@pytest.mark.parametrize("way", library().conversions, ids=lambda one: f"{one.source} to {one.target}")
def test_every_table_of_the_old_frame_stays_or_takes_a_place(way: Conversion, tmp_path: Path) -> None:
    workspace = new_store(tmp_path / "a.qdesk", "某校", way.source, period_from("2020-2021"))
    plan = plan_conversion(workspace.view(), way.target)
    workspace.close()
    standard = library().standard(way.target)
    assert set(plan.tables) == {
        one for one in library().standard(way.source).tables if one in standard.tables
    }


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('from = "school-2016"\nto = "no"\n', "第 2 行 to"),
        ('from = "school-2016"\nto = "school-2024"\n[sections]\n"s99" = ["s1"]\n', "第 4 行 s99"),
        ('from = "school-2016"\nto = "school-2024"\n[sections]\n"s1" = ["s99"]\n', "第 4 行 s99"),
        ('from = "school-2016"\nto = "school-2024"\n[sections]\n"s1" = "s2"\n', "第 4 行 s1"),
        ('from = "school-2016"\nto = "school-2024"\n[tables]\n"no" = "students"\n', "第 4 行 no"),
        ('from = "school-2016"\nto = "school-2024"\n[indicators]\n"没有" = "毕业生数"\n', "第 4 行 没有"),
        ('from = "school-2016"\nto = "school-2024"\nrun = 1\n', "第 3 行 run"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_key(tmp_path: Path, text: str, named: str) -> None:
    folder = tmp_path / "conversions"
    folder.mkdir()
    (folder / "错.toml").write_text(text, encoding="utf-8")
    loaded = load_library(templates_dir(), tmp_path)
    (problem,) = loaded.problems
    assert named in problem.where
    assert len(loaded.conversions) == len(library().conversions)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[[limit]]\nname = "甲"\nminimum = 1\n', "indicator"),
        ('[[limit]]\nindicator = "没有"\nname = "甲"\nminimum = 1\n', "第 2 行 没有"),
        ('[[limit]]\nindicator = "生师比"\nname = "甲"\n', "第 3 行 甲"),
        ('[[limit]]\nindicator = "生师比"\nname = "甲"\nminimum = "多"\n', "第 4 行 minimum"),
        ('[[limit]]\nindicator = "生师比"\nname = "甲"\nmaximum = 1\nlaw = 1\n', "第 5 行 law"),
        ('[[watched]]\nname = "甲"\nindicators = ["没有"]\n', "没有"),
    ],
)
def test_a_mistake_in_limits_is_named(tmp_path: Path, text: str, named: str) -> None:
    folder = tmp_path / "limits"
    folder.mkdir()
    (folder / "错.toml").write_text(text, encoding="utf-8")
    loaded = load_library(templates_dir(), tmp_path)
    (problem,) = loaded.problems
    assert named in problem.where
    assert len(loaded.limits) == len(library().limits)
