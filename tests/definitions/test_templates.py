"""Every template of the project loads, refers to what exists, and prints real tables; bad ones are named."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sample_archive import TEMPLATES, fields, filled, grid, library, sample, sample_data

from qdesk.definitions.indicator_file import load_indicators
from qdesk.definitions.library import Library, load_library
from qdesk.definitions.table_file import load_tables
from qdesk.definitions.template_file import TemplateFile
from qdesk.errors import UserError
from qdesk.model.archive import ReportData
from qdesk.model.edit import Kind
from qdesk.model.entity import Member
from qdesk.model.filled_table import fill
from qdesk.model.indicator import Aggregate, Catalogue, IndicatorKind
from qdesk.model.numbering import HEADING_SCHEMES
from qdesk.model.observation import WHOLE, Claim, Key, Observation, Source
from qdesk.model.period import Period
from qdesk.model.standard import Standard, StandardSection
from qdesk.model.table_layout import LayoutKind, walk
from qdesk.model.value import fold_text, parse_value

SECTIONS_OF_TABLES = {
    "assets": "1.1.2",
    "students": "1.2.2",
    "majors": "1.2.2",
    "teachers": "1.3.2",
    "equipment": "1.4.2",
    "activities": "2.1.1",
    "quality": "2.1.2",
    "satisfaction": "2.2.1",
    "aid": "2.3",
    "employment": "2.4.2",
    "employment-by-category": "2.4.2",
    "starting-pay": "2.4.2",
    "contest-awards": "2.5.1",
    "major-list": "3.1.1",
    "enrolment-by-major": "3.2.1",
    "teachers-by-major": "3.2.2",
    "league": "3.5.4",
    "funding": "6.1",
}
REGISTERS = ("contest-awards", "major-list")


@pytest.fixture(scope="module")
def standard() -> Standard:
    """The standard of the sample school."""
    return library().standard("school-2016")


def numbered(sections: tuple[StandardSection, ...], path: tuple[int, ...] = ()) -> dict[str, StandardSection]:
    """Every section by its printed number, in printed order."""
    found: dict[str, StandardSection] = {}
    for position, section in enumerate(sections, 1):
        here = (*path, position)
        found[HEADING_SCHEMES["decimal"].number(here)] = section
        found |= numbered(section.children, here)
    return found


# -- the shipped templates


def test_everything_loads() -> None:
    assert [str(problem) for problem in library().problems] == []
    assert len(list(library().catalogue)) >= 100


def test_no_two_indicators_share_a_name_or_alias() -> None:
    names = Counter(
        name
        for indicator in library().catalogue
        for name in {fold_text(one) for one in (indicator.name, *indicator.aliases)}
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_every_indicator_is_described() -> None:
    for indicator in library().catalogue:
        assert re.fullmatch(r"[A-Z]{2}\d\d", indicator.id), indicator.id
        assert indicator.unit or indicator.kind is IndicatorKind.TEXT, indicator.name
        assert indicator.definition, indicator.name
        assert indicator.department, indicator.name


def test_shares_and_per_student_values_are_never_summed() -> None:
    kinds = (IndicatorKind.RATE, IndicatorKind.RATIO, IndicatorKind.PER_STUDENT)
    shares = [one for one in library().catalogue if one.kind in kinds]
    assert {one.aggregate for one in shares} == {Aggregate.OWN, Aggregate.FORMULA, Aggregate.MEAN}
    for one in shares:
        assert (one.aggregate is Aggregate.FORMULA) == (one.formula is not None), one.name
        assert (one.aggregate is Aggregate.MEAN) == (one.weight is not None), one.name


def test_a_mean_is_weighted_by_something_that_adds_up() -> None:
    for indicator in library().catalogue:
        if indicator.weight is not None:
            base = library().catalogue.get(indicator.weight)
            assert base is not None
            assert base.aggregate is Aggregate.SUM, (indicator.name, base.name)


def test_a_derived_indicator_has_its_inputs_in_the_tables() -> None:
    catalogue = library().catalogue
    filled_in = {entry["indicator"] for entry in sample()["values"]}
    for standard in library().standards:
        for layout in standard.tables.values():
            lines = (*walk(layout.rows), *walk(layout.columns))
            shown = [catalogue.get(line.at.indicator) for line in lines if line.at.indicator]
            filled_in |= {one.name for one in shown if one is not None}
    for indicator in catalogue:
        for reference in indicator.formula.references() if indicator.formula else ():
            part = catalogue.get(reference.indicator)
            assert part is not None
            assert part.formula or part.name in filled_in, (indicator.name, part.name)


def test_the_outline_numbers_as_schools_print_it(standard: Standard) -> None:
    headings = numbered(standard.outline)
    assert len(standard.outline) == 8
    assert headings["1.1.1"].title == "学校名称与办学性质"
    assert headings["1.2.2"].title == "与 {y-2}-{y-1} 学年比较"
    assert headings["3.5.4"].title == "社团活动、团组织、学生会建设及活动等方面"
    assert headings["7"].title == "特色创新（案例）"
    assert headings["8.2"].title == "改进措施"
    for number, section in headings.items():
        assert section.id == "s" + number.replace(".", "-")


def test_every_section_is_guided_and_every_leaf_has_a_length(standard: Standard) -> None:
    for section in standard.sections():
        assert 10 <= len(section.guidance) <= 150, section.id
        if not section.children:
            assert section.length is not None, section.id
            assert 0 < section.length[0] < section.length[1]


def test_every_table_has_its_section(standard: Standard) -> None:
    placed = {
        table: number for number, section in numbered(standard.outline).items() for table in section.tables
    }
    assert placed == SECTIONS_OF_TABLES
    assert set(standard.tables) == set(placed)


def test_every_generated_row_names_a_breakdown_of_the_standard(standard: Standard) -> None:
    used = {line.members for layout in standard.tables.values() for line in layout.rows if line.members}
    assert used == set(standard.breakdowns)


def test_limits_name_indicators_units_and_sources() -> None:
    for path in sorted((TEMPLATES / "limits").glob("*.toml")):
        for limit in tomllib.loads(path.read_text(encoding="utf-8"))["limit"]:
            for name in (limit["indicator"], limit.get("per", limit["indicator"])):
                assert len(library().catalogue.named(name)) == 1, name
            assert limit.keys() & {"minimum", "maximum", "usual"}, limit["name"]
            assert limit["unit"], limit["name"]
            assert limit["source"], limit["name"]
            assert limit["state"] in {"read", "seen", "default"}, limit["name"]


def test_the_limits_are_those_of_the_standard_and_nine_are_watched() -> None:
    form = tomllib.loads((TEMPLATES / "limits" / "secondary-school.toml").read_text(encoding="utf-8"))
    read = [limit for limit in form["limit"] if limit["state"] == "read"]
    assert len(read) == 10
    assert [limit["name"] for limit in form["limit"] if limit["state"] == "default"] == [
        "在校生规模",
        "生均仪器设备值（工科、医科）",
        "生均仪器设备值（其他科类）",
        "兼职教师比例",
    ]
    (watched,) = form["watched"]
    assert len(watched["indicators"]) == 9
    for name in watched["indicators"]:
        assert len(library().catalogue.named(name)) == 1, name


# -- the sample school


def test_sample_refers_to_what_exists(standard: Standard) -> None:
    form = sample()
    members = {(group["breakdown"], name) for group in form["members"] for name in group["names"]}
    assert {breakdown for breakdown, _ in members} == set(standard.breakdowns)
    for entry in form["values"]:
        (indicator,) = library().catalogue.named(entry["indicator"])
        assert indicator.formula is None, "a value here would stand over the formula"
        assert set(entry["values"]) == set(form["periods"])
        assert not entry["member"] or (entry["breakdown"], entry["member"]) in members
    assert {entry["table"] for entry in form["records"]} == set(REGISTERS)
    for entry in form["records"]:
        width = len(fields(standard.tables[entry["table"]]))
        assert {len(row) for row in entry["rows"]} == {width}


def test_sample_has_no_value_twice() -> None:
    places = Counter((entry["indicator"], entry["member"]) for entry in sample()["values"])
    assert [place for place, count in places.items() if count > 1] == []


@pytest.mark.parametrize("table", SECTIONS_OF_TABLES)
def test_sample_fills_every_cell(table: str) -> None:
    found = filled(table)
    assert not any(cell.overwritten for row in found.body for cell in row)
    if table not in REGISTERS:
        assert [cell for row in found.body for cell in row if cell.is_missing] == []
    assert "{y" not in found.caption + found.subcaption + "".join(grid(table))


@pytest.mark.parametrize("period", [0, 1])
@pytest.mark.parametrize(
    ("whole", "part"),
    [
        ("招生人数", "招生人数"),
        ("全日制在校生数", "在校生数"),
        ("毕业生数", "毕业生数"),
        ("专业教师", "专业教师"),
    ],
)
def test_sample_parts_add_up_to_the_whole(whole: str, part: str, period: int) -> None:
    form = sample()
    code = form["periods"][period]

    def number(name: str, *, members: bool) -> Decimal:
        found = [
            parse_value(entry["values"][code]).value
            for entry in form["values"]
            if entry["indicator"] == name and bool(entry["member"]) is members
        ]
        return sum((one for one in found if isinstance(one, Decimal)), Decimal(0))

    if whole == "全日制在校生数":
        total = number("中专班人数", members=False) + number("3+2 班人数", members=False)
    else:
        total = number(whole, members=False)
    assert number(part, members=True) == total != 0


def test_sample_prose_is_there_for_both_years(standard: Standard) -> None:
    known = {section.id for section in standard.sections()}
    texts = sample()["text"]
    assert Counter(text["period"] for text in texts) >= Counter({"2019-2020": 15, "2018-2019": 10})
    assert len({(text["section"], text["period"]) for text in texts}) == len(texts)
    for text in texts:
        assert text["section"] in known
        assert 80 <= len(text["body"].strip()) <= 310, text["section"]


# -- what the tables print


def test_indicators_down_periods_across() -> None:
    assert grid("students") == [
        "学年⏎项目 | 2018-2019 | 2019-2020 | 百分比（%）",
        "招生人数（人） | 636 | 859 | 135.06",
        "全日制在校生数（人） | 1868 | 1883 | 100.80",
        "中专班人数（人） | 1020 | 1195 | 117.16",
        "3+2 班人数（人） | 848 | 688 | 81.13",
        "工学结合班人数（人） | 647 | 1442 | 222.87",
        "毕业生数（人） | 680 | 603 | 88.68",
        "巩固率（%） | 87 | 94 | 108.05",
    ]
    assert filled("students").subcaption == "（与 2018-2019 学年比较）"


def test_per_student_lines_divide_by_full_time_students() -> None:
    assert grid("assets")[3:] == [
        "生均比值⏎（2018-2019） | 41.78 | 23.63 | 13.45 | 10.18 | 3.26 | 8.01",
        "生均比值⏎（2019-2020） | 41.45 | 24.07 | 13.98 | 10.10 | 3.41 | 8.75",
    ]


def test_per_student_lines_leave_the_base_and_repeat_what_is_per_student() -> None:
    assert grid("funding")[1:] == [
        "2018-2019 | 5947.10 | 4451.05 | 888.44 | 547.20 | 1868 | 0.476",
        "2019-2020 | 6058.27 | 4396.02 | 1461.84 | 786.41 | 1883 | 0.776",
        "2018-2019 学年⏎生均比值 | 3.18 | 2.38 | 0.48 | 0.29 | — | 0.476",
        "2019-2020 学年⏎生均比值 | 3.22 | 2.33 | 0.78 | 0.42 | — | 0.776",
    ]
    assert filled("funding").unit_line == "万元"


def test_majors_are_numbered_and_added_up() -> None:
    rows = grid("majors")
    assert rows[0] == "序号 | 专业 | 2018-2019 学年（人） | 2019-2020 学年（人） | 百分比（%）"
    assert rows[8] == "8 | 美容美发 | 47 | 58 | 123.40"
    assert rows[9] == "9 | 高铁服务与管理 | 12 | 0 | 0"
    assert rows[12] == "12 | 护理 | 244 | 305 | 125"
    assert rows[14] == "14 | 幼儿保育 | 0 | 57 | —"
    assert rows[15] == "15 | 合计 | 1868 | 1883 | 100.80"


def test_a_ratio_is_compared_as_printed() -> None:
    assert grid("teachers")[3] == "生师比 | 12.6:1 | 13.5:1 | 107.14"
    assert grid("equipment")[1:] == [
        "生均教学、实习设备值（万元/生） | 3.26 | 3.41 | 104.60",
        "生均实训实习工位数（个/生） | 0.923 | 0.924 | 100.11",
    ]


def test_nothing_before_has_no_ratio() -> None:
    assert grid("activities")[5] == "公安机关处理（人次） | 0 | 0 | —"


def test_the_change_may_be_a_row() -> None:
    assert grid("quality") == [
        "项目⏎学年 | 文化课合格率（%） | 专业技能合格率（%） | 体质测评合格率（%） | 毕业率（%）",
        "2018-2019 | 95.35 | 96.62 | 64.00 | 100",
        "2019-2020 | 96.63 | 97.51 | 91.17 | 100",
        "百分比（%） | 101.34 | 100.92 | 142.45 | 100",
    ]


def test_groups_merge_down() -> None:
    assert filled("aid").merges == ((1, 0, 2, 0),)
    assert grid("aid")[1:] == [
        "国助 | 资助学生数（人次） | 1785 | 1692 | 94.79",
        "国助 | 资助总额（万元） | 150.80 | 144.60 | 95.89",
        "免学费 | 获免费学生数（人次） | 1868 | 1729 | 92.56",
    ]


def test_rates_follow_from_their_counts() -> None:
    assert grid("employment")[3:6] == [
        "升学率（%） | 75.29 | 81.92 | 108.81",
        "直接就业人数（人） | 149 | 87 | 58.39",
        "就业率（%） | 97.21 | 96.35 | 99.12",
    ]


def test_the_total_row_divides_the_totals() -> None:
    rows = grid("employment-by-category")
    assert rows[2] == "加工制造类 | 153 | 135 | 88.24 | 127 | 83.01"
    assert rows[-1] == "总计 | 603 | 581 | 96.35 | 551 | 91.38"


def test_bands_are_not_read_as_years() -> None:
    assert grid("starting-pay") == [
        "起薪情况⏎学年度 | 平均起薪（元/月） | 1500 及以下 | 1501—2000 | 2001—3000 | 3000 以上",
        "2018-2019 学年 | 2580 | 0 | 19 | 77 | 53",
        "2019-2020 学年 | 2420 | 0 | 6 | 57 | 24",
    ]


def test_two_years_of_awards_stand_side_by_side() -> None:
    rows = grid("contest-awards")
    assert rows[0] == "序号 | 参赛项目 | 2018-2019 学年 | 2018-2019 学年 | 2019-2020 学年 | 2019-2020 学年"
    assert rows[2:5] == [
        "1 | 装配钳工 | 二等奖 | 1 | 二等奖 | 1",
        "1 | 装配钳工 |  |  | 三等奖 | 1",
        "2 | 焊工 | 三等奖 | 1 | 二等奖 | 2",
    ]
    assert rows[-2].startswith("19 | ")
    assert rows[-1] == "合计 |  |  | 23 个 |  | 28 个"
    assert (2, 1, 3, 1) in filled("contest-awards").merges


def test_the_list_of_majors_names_both_years() -> None:
    assert filled("major-list").caption == "2019-2020 学年专业设置情况"
    rows = grid("major-list")
    assert rows[1] == "1 | 机电技术应用 | 机电技术应用 |  | 是"
    assert rows[9] == "9 | 高铁服务与管理 |  |  | "
    assert rows[14] == "14 |  | 幼儿保育 | 2019 年 9 月 | "


def test_the_name_may_stand_once_a_year() -> None:
    rows = grid("enrolment-by-major")
    assert rows[0] == "序号 | 2018-2019 学年 | 2018-2019 学年 | 2019-2020 学年 | 2019-2020 学年 | 百分比（%）"
    assert rows[1] == "序号 | 招生专业 | 招生人数 | 招生专业 | 招生人数 | 百分比（%）"
    assert rows[7] == "6 | 学前教育 | 116 | 学前教育 | 66 | 56.90"
    assert rows[-1] == "15 | 合计 | 636 | 合计 | 859 | 135.06"


def test_other_tables_print_as_schools_do() -> None:
    assert grid("satisfaction")[:2] == [
        "调查项目 | 2018—2019 学年 | 2019—2020 学年 | 百分比（%）",
        "校园安全满意度 | 98.56 | 98.71 | 100.15",
    ]
    assert grid("teachers-by-major")[-1] == "合计 | 99 | 93 | 93.94"
    assert grid("league")[1:] == [
        "团组织 | 39 | 36 | 92.31",
        "团干部 | 99 | 45 | 45.45",
        "团员 | 313 | 239 | 76.36",
    ]


# -- what follows from what


def _put(data: ReportData, name: str, text: str, member: str = WHOLE) -> None:
    (indicator,) = library().catalogue.named(name)
    key = Key(data.report.entity, indicator.id, member, "2019-2020")
    claim = Claim(parse_value(text).value, Source("typed"))
    data.archive.put(Kind.OBSERVATION, key, Observation((claim,)))


def test_a_changed_value_travels_through_the_tables() -> None:
    data = sample_data()
    _put(data, "中专班人数", "1312")
    assert grid("students", data)[2] == "全日制在校生数（人） | 1868 | 2000 | 107.07"
    assert grid("teachers", data)[3] == "生师比 | 12.6:1 | 14.4:1 | 114.29"
    assert grid("equipment", data)[1] == "生均教学、实习设备值（万元/生） | 3.26 | 3.21 | 98.47"
    assert grid("assets", data)[4] == "生均比值⏎（2019-2020） | 39.02 | 22.67 | 13.16 | 9.50 | 3.21 | 8.24"


def test_a_new_major_gets_its_row() -> None:
    data = sample_data()
    member = Member("m-new", "专业", "新能源汽车运用与维修", position=99)
    data.archive.put(Kind.MEMBER, ("专业", "m-new"), member)
    _put(data, "在校生数", "17", "m-new")
    assert grid("majors", data)[-2:] == [
        "15 | 新能源汽车运用与维修 |  | 17 | ",
        "16 | 合计 | 1868 | 1900 | 101.71",
    ]


def test_the_next_year_asks_for_the_year_before() -> None:
    data = sample_data()
    later = replace(data.report, period=Period(data.report.period.kind, 2021))
    table = fill(library().standard("school-2016").tables["students"], ReportData(data.archive, later))
    assert [cell.text for cell in table.header[0]] == ["学年\n项目", "2019-2020", "2020-2021", "百分比（%）"]
    assert [cell.text for cell in table.body[0]] == ["招生人数（人）", "859", "", ""]
    assert table.subcaption == "（与 2019-2020 学年比较）"


# -- bad files

GOOD = '[[indicator]]\ncode = "AA01"\nname = "甲"\n'


def _indicators(folder: Path, text: str) -> Catalogue:
    path = folder / "bad.toml"
    path.write_text(text, encoding="utf-8")
    return load_indicators([TemplateFile(path)])


@pytest.mark.parametrize(
    ("text", "line", "key", "reason"),
    [
        (GOOD + 'colour = "red"\n', 4, "colour", "没有“colour”这一项"),
        (GOOD + 'formula = "{乙} × 2"\n', 4, "formula", "没有名为“乙”的指标"),
        (GOOD + 'formula = "{甲} ×"\n', 4, "formula", "公式不完整"),
        (GOOD + "formula = 3\n", 4, "formula", "这里应是文字"),
        (GOOD + 'kind = "colour"\n', 4, "kind", "kind 只能是"),
        (GOOD + "decimals = 9\n", 4, "decimals", "0 到 6"),
        (GOOD + 'aliases = "乙"\n', 4, "aliases", "若干个文字"),
        (GOOD + 'against = "乙"\n', 4, "乙", "没有名为“乙”的指标"),
        (GOOD + GOOD, 2, "AA01", "用了两次"),
        ('[[indicator]]\ncode = "AA01"\nname = 3\n', 3, "name", "这里应是文字"),
        (
            GOOD + 'formula = "{乙}"\n[[indicator]]\ncode = "AA02"\nname = "乙"\nformula = "{甲}"\n',
            2,
            "AA01",
            "甲 → 乙 → 甲",
        ),
        (
            GOOD + 'decimals = 2\n[[indicator]]\ncode = "AA02"\nname = "乙"\ndecimals = "x"\n',
            8,
            "decimals",
            "0 到 6",
        ),
    ],
)
def test_a_bad_indicator_is_named(tmp_path: Path, text: str, line: int, key: str, reason: str) -> None:
    with pytest.raises(UserError) as caught:
        _indicators(tmp_path, text)
    assert caught.value.where == f"bad.toml 第 {line} 行 {key}"
    assert reason in str(caught.value)


TABLE = '[[table]]\nid = "t"\ncaption = "某表"\n'
COLUMNS = 'columns = [{ stub = "label", label = "项目" }, { periods = [-1, 0] }]\n'


@pytest.mark.parametrize(
    ("text", "line", "key", "reason"),
    [
        (TABLE + 'colour = "red"\n', 4, "colour", "没有“colour”这一项"),
        (
            TABLE + COLUMNS + 'rows = [{ indicator = "无此指标" }]\n',
            5,
            "无此指标",
            "没有名为“无此指标”的指标",
        ),
        (TABLE + COLUMNS + 'rows = [{ colour = "red" }]\n', 5, "colour", "没有“colour”这一项"),
        (TABLE + COLUMNS + "rows = [{ label = 3 }]\n", 5, "label", "这里应是文字"),
        (TABLE + COLUMNS + 'rows = [{ indicators = "招生人数" }]\n', 5, "indicators", "若干个文字"),
        (TABLE + COLUMNS + 'rows = [{ periods = "all" }]\n', 5, "periods", "应是 [-1, 0]"),
        (TABLE + COLUMNS + 'rows = "all"\n', 5, "rows", "若干个条目"),
        (TABLE + COLUMNS + 'at = "here"\n', 5, "at", "{ … }"),
        (TABLE + COLUMNS + 'compare = "size"\n', 3, "某表", "size"),
        (
            TABLE + COLUMNS + 'rows = [{ indicator = "招生人数" }, { indicator = "招生人数" }]\n',
            3,
            "某表",
            "两行或两列相同",
        ),
        (TABLE + COLUMNS + TABLE + COLUMNS, 2, "t", "写了两次"),
    ],
)
def test_a_bad_table_is_named(tmp_path: Path, text: str, line: int, key: str, reason: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        load_tables(TemplateFile(path), library().catalogue)
    assert caught.value.where == f"bad.toml 第 {line} 行 {key}"
    assert reason in str(caught.value)


STANDARD = (
    'id = "x"\nname = "某规范"\nlevel = "school"\nyear = 2020\nsource = "某文件"\ntables = "school-2016"\n'
)
SECTION = '[[section]]\nid = "s1"\ntitle = "某章"\n'


@pytest.mark.parametrize(
    ("text", "line", "key", "reason"),
    [
        ('colour = "red"\n' + STANDARD, 1, "colour", "没有“colour”这一项"),
        (STANDARD.replace("2020", '"2020"'), 4, "year", "应是年份"),
        (STANDARD.replace('"school"', '"village"'), 3, "level", "只能是 school 或 city"),
        (STANDARD + SECTION + 'colour = "red"\n', 10, "colour", "没有“colour”这一项"),
        (STANDARD + SECTION + 'tables = ["nowhere"]\n', 10, "nowhere", "没有编号为“nowhere”的表"),
        (STANDARD + SECTION + 'tables = "assets"\n', 10, "tables", "若干个文字"),
        (STANDARD + SECTION + "length = 3\n", 10, "length", "最少字数"),
        (STANDARD + SECTION + SECTION, 8, "s1", "用了两次"),
        ('id = "x\n', 1, "", "不合 TOML 的写法"),
        ('id = "x"\nname', 2, "", "不合 TOML 的写法"),
    ],
)
def test_a_bad_standard_is_reported_and_the_others_load(
    tmp_path: Path, text: str, line: int, key: str, reason: str
) -> None:
    found = _library_with(tmp_path, "standards/bad.toml", text)
    (problem,) = found.problems
    assert problem.where == f"bad.toml 第 {line} 行 {key}".rstrip()
    assert reason in str(problem)
    assert found.standard("school-2016").tables == library().standard("school-2016").tables


def _library_with(folder: Path, name: str, text: str) -> Library:
    templates = folder / "templates"
    shutil.copytree(TEMPLATES, templates)
    (templates / name).write_text(text, encoding="utf-8")
    return load_library(templates)


@pytest.mark.parametrize("name", ["aaa.toml", "zzz.toml"])
def test_a_bad_indicator_file_takes_no_other_with_it(tmp_path: Path, name: str) -> None:
    found = _library_with(tmp_path, f"indicators/{name}", GOOD + 'formula = "{乙}"\n')
    (problem,) = found.problems
    assert problem.where == f"{name} 第 4 行 formula"
    assert [one.id for one in found.catalogue] == [one.id for one in library().catalogue]
    assert [one.id for one in found.standards] == [one.id for one in library().standards]


def test_a_bad_table_file_leaves_the_catalogue(tmp_path: Path) -> None:
    found = _library_with(tmp_path, "tables/bad.toml", TABLE + 'rows = "all"\n')
    (problem,) = found.problems
    assert problem.where == "bad.toml 第 4 行 rows"
    assert found.standard("school-2016").tables["students"].kind is LayoutKind.AXES


def test_an_unknown_standard_names_those_there_are() -> None:
    with pytest.raises(UserError, match="school-2016"):
        library().standard("school-1999")
