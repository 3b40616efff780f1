"""What a sentence is understood to say: indicator, year, and whether a value or a change is told."""

from __future__ import annotations

import pytest

from qdesk.model.indicator import Catalogue, Indicator, IndicatorKind
from qdesk.model.period import Period, PeriodKind
from qdesk.recognition.naming import Statement
from qdesk.recognition.prose_numbers import prose_numbers
from qdesk.recognition.spoken_names import spoken_names
from qdesk.recognition.statements import read_statements

CATALOGUE = Catalogue(
    [
        Indicator("students", "全日制在校生数", "人", IndicatorKind.COUNT, aliases=("在校生",)),
        Indicator("intake", "招生人数", "人", IndicatorKind.COUNT),
        Indicator("teachers", "专任教师", "人", IndicatorKind.COUNT, aliases=("专任教师数",)),
        Indicator("ratio", "生师比", ":1", IndicatorKind.RATIO),
        Indicator("area", "学校占地面积", "平方米", IndicatorKind.NUMBER),
        Indicator("each", "生均占地面积", "平方米/生", IndicatorKind.PER_STUDENT),
        Indicator("kept", "巩固率", "%", IndicatorKind.RATE),
    ]
)
INCOME = Indicator("money", "收支")
PERIOD = Period(PeriodKind.ACADEMIC, 2020)
MAJORS = {"intake": {"m1": "护理"}, "": {"m1": "护理"}}


class Majors:
    """Members of one indicator, and a row that is a thing of its own."""

    def of(self, indicator_id: str) -> dict[str, str]:
        return MAJORS.get(indicator_id, {})

    def called(self, name: str) -> list[tuple[Indicator, str]]:
        return [(INCOME, "m9")] if name == "总收入" else []


def read(sentence: str) -> list[Statement]:
    numbers = tuple(prose_numbers(sentence))
    return list(read_statements(sentence, numbers, spoken_names(CATALOGUE), PERIOD, Majors()))


def brief(sentence: str) -> list[tuple[str, str, str, int]]:
    """Indicator, what is said of it, the number as written, and the year that is meant."""
    return [
        (one.named[0].id, one.says.value, one.number.text, one.offset)
        for one in read(sentence)
        if not one.is_narrowed
    ]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("学校现有在校学生1883名", [("students", "value", "1883名", 0)]),
        ("学校有139名专任教师", [("teachers", "value", "139名", 0)]),
        ("师生比1:13.5", [("ratio", "value", "1:13.5", 0)]),
        ("生均占地41.4平方米", [("each", "value", "41.4平方米", 0)]),
        ("共招收新生859人", [("intake", "value", "859人", 0)]),
        (
            "在校生由1868人增加到1883人",
            [("students", "value", "1868人", -1), ("students", "value", "1883人", 0)],
        ),
        (
            "招生859人，较上学年增加223人，增长35.06%",
            [
                ("intake", "value", "859人", 0),
                ("intake", "change", "223人", 0),
                ("intake", "growth", "35.06%", 0),
            ],
        ),
        ("与上年相比，巩固率提高7个百分点", [("kept", "change", "7个百分点", 0)]),
        ("2018-2019学年，在校生1868人", [("students", "value", "1868人", -1)]),
        ("护理专业招生191人", [("intake", "value", "191人", 0)]),
    ],
)
def test_a_sentence_says(sentence: str, said: list[tuple[str, str, str, int]]) -> None:
    assert brief(sentence) == said


@pytest.mark.parametrize(
    "sentence",
    [
        "三年级在校生526人",
        "兄弟学校专任教师210人",
        "新校区占地面积32000平方米",
        "在校生155人升学",
        "2016年在校生300人",
        "在校生增加500人",  # against which year?
        "计划招生1000人",
        "招生与在校生共2742人",
    ],
)
def test_of_a_part_or_another_year_nothing_is_said(sentence: str) -> None:
    assert brief(sentence) == []


def test_a_major_is_known_by_its_name() -> None:
    assert [one.member for one in read("护理专业招生191人")] == ["m1"]


def test_a_row_of_unlike_things_is_known_by_its_name() -> None:
    [said] = read("学校总收入6058.3万元")
    assert (said.named, said.member) == ((INCOME,), "m9")


def test_a_short_name_behind_a_number_that_was_not_understood_is_none() -> None:
    assert brief("开办3个食堂，招生859人") == []


def test_a_calendar_year_may_mean_either_school_year() -> None:
    assert [(one.offset, one.also) for one in read("2019年招生636人")] == [(-1, 0)]
