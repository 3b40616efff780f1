"""Examples that many tests share: a sample store, and workbooks of the shapes schools have."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from qdesk.actions.demo import create_demo
from qdesk.actions.new_report import new_store, period_from
from qdesk.actions.workspace import Workspace
from qdesk.model.filled_table import FilledTable
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView

GOLDEN = Path(__file__).parents[2] / "shared" / "golden"
SEEDS = GOLDEN.parent / "seeds"


def sample(folder: Path) -> Workspace:
    """The sample school in a fresh store."""
    return create_demo(folder / "示例 学校.qdesk")


def empty(folder: Path, period: str = "2019-2020", name: str = "空.qdesk") -> Workspace:
    """A store with one report and no values."""
    return new_store(folder / name, "某某市职业学校", "school-2016", period_from(period))


def table_named(view: ReportView, caption: str) -> ReportTable:
    """The table whose caption contains a text."""
    return next(one for one in view.tables if caption in view.filled(one).caption)


def texts(filled: FilledTable) -> list[list[str]]:
    """The printed grid as texts."""
    return [[cell.text for cell in row] for row in filled.grid]


def tidy_workbook(path: Path) -> Path:
    """Two tables a school keeps: one a sheet, merged caption, formulas that nobody computed yet."""
    book = Workbook()
    students = book.active
    assert students is not None
    students.title = "学生"
    students.append(["表 2 学生情况对比表", None, None, None])
    students.append(["（与 2018-2019 学年比较）", None, None, None])
    students.append(["学年\n项目", "2018-2019", "2019-2020", "百分比（%）"])
    rows = [("招生人数（人）", 500, 650), ("中专班人数（人）", 900, 990), ("巩固率（%）", 92, 96.5)]
    for at, (label, prior, current) in enumerate(rows, 4):
        students.append([label, prior, current, f"=IF(B{at}=0,0,ROUND(C{at}/B{at}*100,2))"])
    for reference in ("A1:D1", "A2:D2"):
        students.merge_cells(reference)
    majors = book.create_sheet("专业")
    majors.append(["表 3 学生专业结构对比表", None, None, None, None])
    majors.append(["序号", "专业", "2018-2019 学年（人）", "2019-2020 学年（人）", "百分比（%）"])
    for at, (name, prior, current) in enumerate([("护理", 120, 150), ("烹饪", 80, 60), ("会计", 40, 0)], 3):
        majors.append([at - 2, name, prior, current, f"=ROUND(D{at}/C{at}*100,2)"])
    majors.append([4, "合计", "=SUM(C3:C5)", "=SUM(D3:D5)", "=ROUND(D6/C6*100,2)"])
    majors.merge_cells("A1:E1")
    hidden = book.create_sheet("旧表")
    hidden.append(["表 2 学生情况对比表", None])
    hidden.append(["项目", "2016-2017"])
    hidden.append(["招生人数（人）", 1])
    hidden.sheet_state = "hidden"
    roster = book.create_sheet("值班")
    roster.append(["日期", "值班教师", "电话"])
    roster.append(["9月1日", "甲", "（略）"])
    roster.append(["9月2日", "乙", "（略）"])
    book.save(path)
    return path
