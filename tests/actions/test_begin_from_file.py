"""A new report from last year's file: what the file tells of itself, and what comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples import tidy_workbook
from openpyxl import Workbook

from qdesk.actions.begin_from_file import begin_from_file, read_last_year
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.missing_values import missing_values
from qdesk.actions.roll_year import roll_edit
from qdesk.errors import Cancelled, UserError
from qdesk.model.period import Period, PeriodKind
from qdesk.model.report_view import ReportView


def told(folder: Path, name: str, *lines: str) -> tuple[str, Period | None]:
    """What a workbook of these lines says of itself."""
    book = Workbook()
    assert book.active is not None
    for line in lines:
        book.active.append([line])
    book.save(folder / f"{name}.xlsx")
    found = read_last_year(folder / f"{name}.xlsx")
    return found.school, found.period


@pytest.mark.parametrize(
    ("name", "lines", "school"),
    [
        ("数据汇总", ("青云县职业技术学校 2022—2023学年基本办学情况",), "青云县职业技术学校"),
        ("青云县职教中心数据", ("招生人数",), "青云县职教中心"),
        ("数据", ("本学校共有教师 100 人", "全市中等职业学校", "我校", "学校总资产"), ""),
        ("数据", ("江北市卫生学校", "江北市第二职业高级中学", "江北市卫生学校"), "江北市卫生学校"),
    ],
)
def test_the_name_of_the_school_is_found(
    tmp_path: Path, name: str, lines: tuple[str, ...], school: str
) -> None:
    assert told(tmp_path, name, *lines)[0] == school


@pytest.mark.parametrize(
    ("lines", "period"),
    [
        (("2021-2022学年", "2022—2023学年", "2023年8月31日"), Period(PeriodKind.ACADEMIC, 2023)),
        (("2022年", "2023年", "2024年9月起"), Period(PeriodKind.CALENDAR, 2023)),
        (("2015-2020年规划", "2019年"), Period(PeriodKind.CALENDAR, 2019)),
        (("表 3 2019年学生资助情况", "人数"), Period(PeriodKind.CALENDAR, 2019)),
        (("招生人数", "2020"), None),
    ],
)
def test_the_latest_year_is_found(tmp_path: Path, lines: tuple[str, ...], period: Period | None) -> None:
    assert told(tmp_path, "数据", *lines)[1] == period


def test_the_file_goes_to_the_report_of_the_year_before(tmp_path: Path) -> None:
    file = read_last_year(tidy_workbook(tmp_path / "上年.xlsx"))
    assert file.period == Period(PeriodKind.ACADEMIC, 2020)
    assert file.period is not None
    made, preview = begin_from_file(
        tmp_path / "甲.qdesk", "甲校", "school-2016", file.period.shift(1), (), file
    )
    assert made.workspace.report.period == file.period
    assert preview.view is made.checked.view
    assert len(preview.tables) == 2
    made.workspace.close()


@pytest.mark.parametrize(
    "caption", ["表 3 2019年学生资助情况", "2019年学生资助情况", "学生资助统计表（2019年）"]
)
def test_the_year_of_a_caption_is_that_of_its_values(tmp_path: Path, caption: str) -> None:
    """They need no answer, go to the standard's own table, and the next report has them as last year's."""
    book = Workbook()
    assert book.active is not None
    for line in (
        [caption],
        ["项目", "人数（人）", "金额（万元）"],
        ["国家助学金", 120, 24],
        ["免学费", 800, 160],
    ):
        book.active.append(line)
    book.save(tmp_path / "上年.xlsx")
    file = read_last_year(tmp_path / "上年.xlsx")
    assert file.period == Period(PeriodKind.CALENDAR, 2019)
    following = Period(PeriodKind.CALENDAR, 2020)
    made, preview = begin_from_file(tmp_path / "甲.qdesk", "甲校", "school-2016", following, (), file)
    (table,) = preview.tables
    assert table.target is not None
    assert table.target.layout.caption == "学生获资助情况一览表"
    assert [(one.key and one.key.period, one.taken, one.read.doubt) for one in table.values] == [
        ("2019", True, "")
    ] * 4
    made.workspace.do(import_edit(preview))
    made.workspace.do(roll_edit(made.workspace, following))
    told = [
        one for one in missing_values(ReportView(made.workspace.archive, made.workspace.report)) if one.prior
    ]
    assert {"120", "800", "24", "160"} <= {one.prior.split()[0] for one in told}
    made.workspace.close()


def test_a_file_that_holds_nothing_leaves_nothing_behind(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "空.xlsx")
    file = read_last_year(tmp_path / "空.xlsx")
    store = tmp_path / "甲.qdesk"
    with pytest.raises(UserError, match="没有内容"):
        begin_from_file(store, "甲校", "school-2016", Period(PeriodKind.ACADEMIC, 2024), (), file)
    assert not store.exists()


def test_a_cancel_leaves_nothing_behind(tmp_path: Path) -> None:
    file = read_last_year(tidy_workbook(tmp_path / "上年.xlsx"))
    store = tmp_path / "甲.qdesk"

    def cancel(_title: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        begin_from_file(store, "甲校", "school-2016", Period(PeriodKind.ACADEMIC, 2021), (), file, cancel)
    assert not store.exists()
