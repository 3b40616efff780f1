"""The first row of a table is no head where its texts are numbers with units, or give them roughly."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from invented import Rows, at, previewed

from qdesk.model.value import parse_value

_CAPTION = ["2020年学校办学条件统计表"]
_HEAD = ["指标", "2019年", "2020年"]
_OTHERS: Rows = [["教职工", "120人", "121人"], ["在校生", "2000人", "2001人"]]


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("16840㎡", "16840", "㎡"),
        ("3000m2", "3000", "㎡"),
        ("3.2万㎡", "3.2", "万㎡"),
        ("85.5分", "85.5", "分"),
        ("12平米", "12", "平米"),
        ("5m³", "5", "m³"),
    ],
)
def test_more_units_are_read(text: str, number: str, unit: str) -> None:
    found = parse_value(text)
    assert (found.value, found.unit) == (Decimal(number), unit)


def test_a_first_row_in_square_metres_is_a_row(tmp_path: Path) -> None:
    preview = previewed(
        tmp_path, period="2020", 条件=[_CAPTION, _HEAD, ["面积", "16840㎡", "17840㎡"], *_OTHERS]
    )
    read = {cell: at(preview, cell).read for cell in ("B3", "C3", "C4")}
    assert {cell: (one.value, one.unit) for cell, one in read.items()} == {
        "B3": (Decimal(16840), "㎡"),
        "C3": (Decimal(17840), "㎡"),
        "C4": (Decimal(121), "人"),
    }
    assert not any(one.doubt for one in read.values())


@pytest.mark.parametrize("about", ["约12万册", "300多人", "近300人", "1:13.6", "¥3000"])
def test_a_first_row_of_rough_numbers_is_doubtful_and_no_head(tmp_path: Path, about: str) -> None:
    preview = previewed(tmp_path, period="2020", 条件=[_CAPTION, _HEAD, ["某项", about, about], *_OTHERS])
    assert at(preview, "C3").read.doubt
    assert at(preview, "C4").read.value == Decimal(121)
    assert at(preview, "C4").read.row == "教职工"


def test_a_column_in_square_metres_names_no_rows(tmp_path: Path) -> None:
    rows: Rows = [
        _CAPTION,
        ["校舍", "面积", "间数"],
        ["教学楼", "18650㎡", "96间"],
        ["食堂", "4300㎡", "6间"],
    ]
    preview = previewed(tmp_path, period="2020", 校舍=rows)
    assert {cell: at(preview, cell).read.value for cell in ("B3", "C3", "B4", "C4")} == {
        "B3": Decimal(18650),
        "C3": Decimal(96),
        "B4": Decimal(4300),
        "C4": Decimal(6),
    }
    assert "教学楼" in at(preview, "B3").read.row


def test_units_in_the_cells_of_a_row_stand_in_its_label(tmp_path: Path) -> None:
    """A column 数量 counts 平方米, 人 and 册: the number alone would say nothing."""
    rows: Rows = [
        ["2019年、2020年办学条件与师资情况表"],
        ["项目", "2019年", None, "2020年", None],
        [None, "数量", "占比", "数量", "占比"],
        ["校舍面积", "21,300㎡", None, "22,480㎡", None],
        ["专任教师", "142人", None, "151人", None],
        ["图书", "约6万册", None, "6.2万册", None],
    ]
    preview = previewed(tmp_path, period="2020", 条件=rows)
    (table,) = preview.tables
    labels = [line.label for line in table.proposal.layout.rows]
    assert labels[:2] == ["校舍面积（㎡）", "专任教师（人）"]
    assert not at(preview, "D4").read.doubt
    assert "万册" in at(preview, "D6").read.doubt
