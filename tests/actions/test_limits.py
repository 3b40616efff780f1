"""Limits are the school's own table; each value knows how it stands against them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from examples import sample

from qdesk.actions.edit_values import set_indicator
from qdesk.actions.limits import (
    LimitStanding,
    all_limits,
    limit_number,
    put_limit,
    remove_limit,
    restore_limits,
    school_kinds,
    set_school_kind,
    standings,
    standings_of,
)
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.model.edit import Edit
from qdesk.model.limit import Limit, Standing


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    workspace = sample(tmp_path)
    yield workspace
    workspace.close()


def named(school: Workspace, name: str) -> LimitStanding:
    return next(one for one in standings(school.view()) if one.limit.name == name)


def do(school: Workspace, edit: Edit | None) -> None:
    assert edit is not None
    school.do(edit)


def test_values_stand_against_limits_with_their_sources(school: Workspace) -> None:
    area = named(school, "生均占地面积")
    assert (area.standing, area.shown, area.limit.demand) == (Standing.MET, "41.45", "≥ 33 平方米/生")
    assert area.explanation == "学校占地面积 ÷ 全日制在校生数：78042 ÷ 1883"
    assert "《中等职业学校设置标准》（2010）" in area.sentence
    assert "默认值，可改" in named(school, "在校生规模").sentence
    assert named(school, "兼职教师比例").standing is Standing.USUAL


def test_a_share_has_its_own_base(school: Workspace) -> None:
    dual = named(school, "“双师型”教师占专业教师比例")
    assert dual.explanation == "56 ÷ 93 × 100"
    assert dual.shown == "60.22"


def test_what_changes_is_looked_at_again(school: Workspace) -> None:
    do(school, set_indicator(school.view(), "专任教师", "2019-2020", "50"))
    assert named(school, "专任教师数").standing is Standing.MISSED
    assert named(school, "生师比").standing is Standing.MISSED


def test_the_kind_of_school_chooses_its_limits_and_units_convert(school: Workspace) -> None:
    assert not any("仪器设备" in one.limit.name for one in standings(school.view()))
    assert "工科类" in school_kinds(school.view())
    do(school, set_school_kind(school.view(), "工科类", ""))
    equipment = named(school, "生均仪器设备值（工科、医科）")
    assert equipment.limit.unit == "元/生"
    assert equipment.value is not None
    assert equipment.value > 1000, "the indicator is kept in 万元/生"


def test_a_limit_of_ones_own_kind_stands_in_place_of_the_general_one(school: Workspace) -> None:
    special = Limit("", "生均占地面积", "艺术类生均占地", Decimal(50), school_kind="艺术类", source="省定")
    indicator = next(one for one in all_limits(school.view()) if one.name == "生均占地面积").indicator
    do(school, put_limit(school.view(), replace(special, indicator=indicator)))
    assert named(school, "生均占地面积").standing is Standing.MET
    do(school, set_school_kind(school.view(), "艺术类", ""))
    assert [one.limit.name for one in standings_of(school.view(), indicator)] == ["艺术类生均占地"]
    assert standings_of(school.view(), indicator)[0].standing is Standing.MISSED


def test_the_table_is_edited_struck_out_and_brought_back(school: Workspace) -> None:
    view = school.view()
    first = all_limits(view)[0]
    do(school, put_limit(view, replace(first, minimum=Decimal(90000), source="省定标准")))
    assert named(school, first.name).standing is Standing.MISSED
    do(school, remove_limit(school.view(), first))
    assert first.name not in [one.limit.name for one in standings(school.view())]
    do(school, restore_limits(school.view()))
    assert all_limits(school.view())[0] == first
    assert restore_limits(school.view()) is None


def test_the_table_is_kept_in_the_store(school: Workspace) -> None:
    first = all_limits(school.view())[0]
    changed = replace(first, minimum=Decimal("90000.50"), note="按省文件", watched=("甲", "乙"))
    do(school, put_limit(school.view(), changed))
    path = school.store.path
    school.close()
    again = Workspace.open(path)
    assert all_limits(again.view())[0] == changed
    again.close()


@pytest.mark.parametrize(
    "wrong",
    [
        Limit("", "没有", "某条件", Decimal(1)),
        Limit("", "SS01", " ", Decimal(1)),
        Limit("", "SS01", "某条件"),
        Limit("", "SS01", "某条件", Decimal(2), Decimal(1)),
    ],
)
def test_a_limit_that_says_nothing_is_refused(school: Workspace, wrong: Limit) -> None:
    with pytest.raises(UserError):
        put_limit(school.view(), wrong)


def test_typed_numbers() -> None:
    assert limit_number(" １２，０００．５ ") == Decimal("12000.5")
    assert limit_number("") is None
    assert str(limit_number("1e5")) == "100000"
    for text in ("多", "1e999x", "nan", "inf", "-3", "1E+999999", "1E-999999"):
        with pytest.raises(UserError):
            limit_number(text)
