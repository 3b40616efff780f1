"""Typed numbering, names of persons and of students beside their results."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples import sample

from qdesk.actions.edit_text import set_text
from qdesk.actions.run_checks import run_checks
from qdesk.checks.texts.numbering_gaps import numeral

RULES = {"numbering_gap", "students_named", "spelled_twice"}


def told(folder: Path, *texts: str) -> list[tuple[str, str]]:
    """Rule and quote of what the rules say to texts that stand in the first sections of the sample."""
    workspace = sample(folder)
    view = workspace.view()
    sections = [one.section.id for one in view.headings if view.text(one.section.id)]
    for section, text in zip(sections, texts, strict=False):
        edit = set_text(view, section, text)
        assert edit is not None
        workspace.do(edit)
        view = workspace.view()
    found = [(one.rule, one.quote) for one in run_checks(view) if one.rule in RULES and not one.table]
    workspace.close()
    return found


@pytest.mark.parametrize(
    ("text", "rule", "quote"),
    [
        ("一是扩大规模，二是改善条件，四是培养教师。", "numbering_gap", "四是"),
        ("（一）完善制度。\n（二）加强管理。\n（四）保障经费。", "numbering_gap", "（四）"),
        ("1.完善制度。\n2.加强管理。\n2.保障经费。", "numbering_gap", "2."),
        ("①认真备课②认真上课④认真批改。", "numbering_gap", "④"),
        ("学生王小明荣获省级技能大赛一等奖。", "students_named", "王小明"),
        ("2018级李雷、韩梅梅同学考入本科院校。", "students_named", "李雷、韩梅梅"),
    ],
)
def test_a_fault_of_form_is_told_at_its_words(tmp_path: Path, text: str, rule: str, quote: str) -> None:
    assert told(tmp_path, text) == [(rule, quote)]


@pytest.mark.parametrize(
    "text",
    [
        "一是扩大规模，二是改善条件，三是培养教师。学校又提出：一是开放办学，二是产教融合。",
        "（1）完善制度。\n（2）加强管理。\n（3）保障经费。",
        "一是学校重视，三是家长支持。",  # two signs are no count
        "学生成绩取得进步，高职录取率提高。",
        "学生技能大赛获一等奖1项。",
        "教师王小明荣获优秀教师称号。",
        "某同学荣获省级技能大赛一等奖。",
        "学生参加高考并取得好成绩。",
    ],
)
def test_what_is_in_order_is_left_alone(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == []


def test_a_person_who_is_written_in_two_ways(tmp_path: Path) -> None:
    found = told(tmp_path, "学校由校长张晓明主持工作。", "校长张小明出席开学典礼。")
    assert found == [("spelled_twice", "张小明")]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("学校开设汽车运用与维护专业。", ["汽车运用与维护"]),
        ("学校开设汽车运用与维修专业、学前教育专业。", []),
        ("学校新增无人机操控技术专业。", []),
        ("示列市职业技术学校创建于1985年。", ["示列市职业技术学校"]),
        ("示例市职业技术学院是合作院校。", []),  # another school
        ("我校与示例市职业技术学校签约。", []),
    ],
)
def test_majors_and_the_school_are_called_as_the_data_call_them(
    tmp_path: Path, text: str, quotes: list[str]
) -> None:
    assert [quote for _, quote in told(tmp_path, text)] == quotes


def test_two_persons_are_two_persons(tmp_path: Path) -> None:
    assert told(tmp_path, "校长张晓明主持工作。", "副校长张大明分管教学。") == []


@pytest.mark.parametrize(
    ("sign", "number"), [("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("7", 7), ("④", 4)]
)
def test_signs_of_lists_are_read(sign: str, number: int) -> None:
    assert numeral(sign) == number
