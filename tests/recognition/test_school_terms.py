"""Terms, spans of months and days of counting: of a school year, or of a calendar year."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented import Rows, at, previewed

from qdesk.actions.imported import ImportPreview

GRANTS: Rows = [
    ["项目", "2020年春季", None, "2020年秋季", None],
    [None, "人数", "金额（元）", "人数", "金额（元）"],
    ["助学金", 489, 464550, 613, 582350],
    ["奖学金", 12, 72000, 14, 84000],
]


def period_at(preview: ImportPreview, cell: str) -> str:
    key = at(preview, cell).key
    assert key is not None
    return key.period


@pytest.mark.parametrize("caption", ["2020年学生资助情况", "学生资助情况"])
def test_spring_and_autumn_of_one_year_are_of_that_calendar_year(tmp_path: Path, caption: str) -> None:
    preview = previewed(tmp_path, Sheet1=[[caption], *GRANTS])
    assert {period_at(preview, cell) for cell in ("B4", "C4", "D4", "E4")} == {"2019-2020"}
    assert at(preview, "B4").read.printed != at(preview, "D4").read.printed


def test_autumn_and_the_next_spring_are_of_one_school_year(tmp_path: Path) -> None:
    rows: Rows = [
        ["学生资助情况"],
        ["项目", "2019年秋季学期（人）", "2020年春季学期（人）"],
        ["助学金", 489, 613],
        ["奖学金", 12, 14],
    ]
    preview = previewed(tmp_path, Sheet1=rows)
    assert {period_at(preview, cell) for cell in ("B3", "C3")} == {"2019-2020"}


def test_a_report_by_calendar_years_counts_terms_by_them(tmp_path: Path) -> None:
    rows: Rows = [
        ["学生资助情况"],
        ["项目", "2020年秋季学期（人）"],
        ["助学金", 489],
        ["奖学金", 12],
    ]
    assert period_at(previewed(tmp_path, period="2020", Sheet1=rows), "B3") == "2020"


COUNT: Rows = [["类别", "人数（人）"], ["研究生", 22], ["本科", 118]]


@pytest.mark.parametrize(
    ("caption", "report", "period"),
    [
        ("专任教师学历情况（截至2019年9月1日）", "2019-2020", "2019-2020"),
        ("专任教师学历情况（截至2020年8月31日）", "2019-2020", "2019-2020"),
        ("专任教师学历情况（截至2020年9月1日）", "2020", "2020"),
        ("专任教师学历情况（2019年9月—2020年6月）", "2019-2020", "2019-2020"),
        ("专任教师学历情况（2019.9-2020.7）", "2019-2020", "2019-2020"),
        ("2019年秋季学期专任教师学历情况", "2019-2020", "2019-2020"),
        ("专任教师学历情况（2019年9月）", "2019-2020", "2019-2020"),
        ("专任教师学历情况（2020年3月）", "2019-2020", "2019-2020"),
        ("专任教师学历情况（2020年9月）", "2020", "2020"),
    ],
)
def test_a_caption_may_name_days_and_months(tmp_path: Path, caption: str, report: str, period: str) -> None:
    preview = previewed(tmp_path, period=report, Sheet1=[[caption], *COUNT])
    assert period_at(preview, "B3") == period


def test_the_beginning_of_a_school_year_stands_beside_the_fields_of_a_form(tmp_path: Path) -> None:
    rows: Rows = [
        ["学生数情况"],
        ["2019/2020学年初", None, None, "表  号：教基1234"],
        ["学校（机构）名称：某某市职业学校", None, None, "制定机关：教育部"],
        [None, None, None, "单位：人"],
        ["专业", "编号", "毕业生数", "在校生数"],
        ["甲", "乙", 1, 2],
        ["总计", "01", 300, 900],
        ["护理", "02", 200, 600],
        ["其中：女", "03", 180, 500],
        ["会计", "04", 100, 300],
        ["其中：女", "05", 60, 200],
    ]
    preview = previewed(tmp_path, Sheet1=rows)
    assert period_at(preview, "D8") == "2019-2020"
    assert at(preview, "D8").read.unit == "人"
    members = {cell: at(preview, cell).read.member for cell in ("D9", "D11")}
    assert members == {"D9": "护理·女", "D11": "会计·女"}
    # A part is in its whole already: 900 = 600 + 300.
    assert not at(preview, "C7").read.disagrees
    assert not at(preview, "D7").read.disagrees


def test_years_beside_the_unit_alone_are_the_head_of_a_table(tmp_path: Path) -> None:
    rows: Rows = [
        ["经费收入情况表"],
        ["单位：万元", "2019年", "2020年"],
        ["财政拨款", 300, 320],
        ["事业收入", 40, 41],
    ]
    preview = previewed(tmp_path, Sheet1=rows)
    assert [period_at(preview, cell) for cell in ("B3", "C3")] == ["2018-2019", "2019-2020"]


def test_whose_and_of_which_year_may_stand_in_place_of_a_caption(tmp_path: Path) -> None:
    rows: Rows = [
        ["学校：某某市职业学校", None, "2019-2020学年"],
        ["项目", "单位", "数值"],
        ["在校生", "人", 1200],
        ["班级", "个", 30],
    ]
    assert period_at(previewed(tmp_path, Sheet1=rows), "C3") == "2019-2020"
