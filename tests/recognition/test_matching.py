"""A label finds its indicator in the matched table: repeated names, groups, units, schools."""

from __future__ import annotations

from qdesk.model.indicator import Catalogue, Indicator
from qdesk.model.table_layout import At, Layout, Line
from qdesk.recognition.matching import IndicatorNames, guess_unit, knows_lines, match_table


def names(*lines: Line, indicators: dict[str, str]) -> IndicatorNames:
    """The names of a table with these rows; `indicators` maps ids to units."""
    catalogue = Catalogue(Indicator(one, f"名{one}", unit) for one, unit in indicators.items())
    return IndicatorNames(Layout("t", "某表", (), lines), catalogue)


def row(indicator: str, label: str | None) -> Line:
    return Line(f"i:{indicator}", label, At(indicator=indicator))


def found(table: IndicatorNames, name: str, unit: str = "") -> str:
    indicator = table.find(name, unit)
    return indicator.id if indicator else ""


def test_a_name_that_stands_twice_means_the_next_line_of_that_name() -> None:
    table = names(
        row("A", "资源库数"),
        row("A1", "其中：国家级数量"),
        row("A2", "接入平台数"),
        row("B", "课程数"),
        row("B1", "其中：国家级数量"),
        row("B2", "接入平台数"),
        indicators=dict.fromkeys(("A", "A1", "A2", "B", "B1", "B2"), "个"),
    )
    asked = ("资源库数", "国家级数量", "课程数", "国家级数量", "接入平台数", "接入平台数")
    assert [found(table, name) for name in asked] == ["A", "A1", "B", "B1", "B2", ""]


def test_a_name_that_stands_once_is_found_in_any_order() -> None:
    table = names(row("A", "甲"), row("B", "乙"), indicators={"A": "人", "B": "人"})
    assert [found(table, "乙"), found(table, "甲")] == ["B", "A"]


def test_the_unit_tells_lines_of_one_thing_apart() -> None:
    table = names(row("A", "课程数"), row("B", None), indicators={"A": "门", "B": "学时"})
    assert [found(table, "课程数", "门"), found(table, "课程数", "学时")] == ["A", "B"]
    assert found(table, "课程数", "人") == ""


def test_groups_tell_equal_labels_apart_and_a_province_has_several_names() -> None:
    table = names(
        Line("g1", "省（自治区）级及以上获奖等级", lines=(row("A", "一等奖"),)),
        Line("g2", "市级获奖等级", lines=(row("B", "一等奖"),)),
        indicators={"A": "项", "B": "项"},
    )
    assert found(table, "市级获奖等级·一等奖") == "B"
    assert found(table, "自治区及以上获奖等级·一等奖") == "A"


def test_the_name_of_a_school_before_a_title_says_whose_table_it_is() -> None:
    layouts = [Layout("a", "专业设置情况一览表", ()), Layout("b", "专业教师情况一览表", ())]
    assert match_table("某职中专业设置情况一览表", layouts) is None
    for school in ("某职中", "某县职业中学"):
        match = match_table("某职中 2024 年专业设置情况一览表", layouts, [school])
        assert match is not None
        assert match.layout.id == "a"
    assert match_table("重点专业设置情况一览表", layouts, ["某职中"]) is None


def test_a_count_of_its_own_kind_is_not_read_in_the_unit_of_its_neighbours() -> None:
    told = [guess_unit(one, "") for one in ("期数", "人次", "学时", "台套数")]
    assert told == ["期", "人次", "学时", "台套"]


def test_captions_that_differ_in_plain_words_alone_are_of_one_table() -> None:
    aid, staff, teams = (
        Layout(caption, caption, (), ())
        for caption in ("学生获资助情况一览表", "教师队伍情况统计表", "教师队伍数据比较")
    )
    same = match_table("表 3 2019年学生资助统计", (aid, staff))
    assert same is not None
    assert same.layout is aid
    assert match_table("学生资助政策落实", (aid, staff)) is None
    assert match_table("师生情况", (Layout("s", "师生变化情况一览表", (), ()),)) is None
    exact = match_table("教师队伍情况表", (teams, staff))
    assert exact is not None
    assert exact.layout is staff


def test_a_part_of_a_caption_is_the_table_that_has_all_the_rows() -> None:
    rows = (row("A", "直接就业人数"), row("B", "就业率"), row("C", "升学人数"))
    both = Layout("t", "毕业生升学、就业情况对比表", (), rows)
    known = Catalogue(Indicator(one, f"名{one}", "人") for one in "ABC")
    assert knows_lines("2019年毕业生就业情况", both, known, ["直接就业人数", "就业率"])
    assert not knows_lines("2019年毕业生就业情况", both, known, ["直接就业人数", "灵活就业人数"])
    assert not knows_lines("2019年学生就业升学情况", both, known, ["直接就业人数", "就业率"])
    contest = Layout("c", "师生技能大赛获奖情况", (), rows)
    assert not knows_lines("学生技能大赛获奖情况", contest, known, ["直接就业人数", "就业率"])
