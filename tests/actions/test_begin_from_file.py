"""A new report from last year's file: what the file tells of itself, and what comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples import tidy_workbook
from openpyxl import Workbook

from qdesk.actions.begin_from_file import begin_from_file, read_last_year
from qdesk.errors import Cancelled, UserError
from qdesk.model.period import Period, PeriodKind


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
