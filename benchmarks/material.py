"""Reports and workbooks of any size: tables of 12 rows, two years, their change, and prose of their own."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook

from qdesk.model.archive import Archive
from qdesk.model.comparison import ChangeKind
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.entity import Entity, Level
from qdesk.model.indicator import Indicator
from qdesk.model.observation import Claim, Key, Observation, Source
from qdesk.model.period import Period, PeriodKind
from qdesk.model.report import Report, ReportTable, Section
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import At, Change, Layout, Line, Stub, Total
from qdesk.storage.report_store import ReportStore

SIZES = (60, 600, 3000)
ROWS = 12
_PHRASES = (
    "学校坚持立德树人，深化产教融合，办学条件持续改善。",
    "{0}年在校生{1}人，较上年增加{2}人，增长{3}%；",
    "依托“双师型”教师队伍（其中高级职称{2}人），与{1}家企业共建实训基地，",
    "毕业生就业率为{3}%，对口就业率为{2}.{1}%，用人单位满意度持续提高。",
)
YEARS = (2019, 2020)
COLUMNS = (
    Line("serial", "序号", stub=Stub.SERIAL),
    Line("label", "项目", stub=Stub.LABEL),
    Line("prior", "{y-1}-{y}", At(period=-1)),
    Line("current", "{y-1}-{y}", At(period=0)),
    Line("change", "增长率（%）", compute=Change()),
)


def view_of(tables: int) -> ReportView:
    """A report with as many sections and tables; nothing is filled yet."""
    archive = Archive()
    report = Report(
        "report", "school", "bench", Level.SCHOOL, Period(PeriodKind.ACADEMIC, 2020), "质量年度报告"
    )
    archive.put(Kind.ENTITY, ("school",), Entity("school", "示例学校", Level.SCHOOL))
    archive.put(Kind.REPORT, ("report",), report)
    for number in range(tables):
        add_table(archive, report, number)
    return ReportView(archive, report)


def store_of(path: Path, tables: int) -> Path:
    """The same report in a closed store."""
    store = ReportStore.create(path)
    archive = view_of(tables).archive
    changes = [
        FieldChange(kind, tuple(key), None, thing) for kind in Kind for key, thing in archive.all_of(kind)
    ]
    store.commit(Edit("bench", tuple(changes)))
    store.close()
    return path


def prose(number: int) -> str:
    """About 670 characters, other ones in each section: nobody's report repeats its paragraphs."""
    text = ""
    for turn in range(number, number + 27):
        values = (2000 + turn % 25, 100 + turn * 7 % 1900, 1 + turn * 3 % 97, 1 + turn % 99)
        text += _PHRASES[(turn + number // 4) % len(_PHRASES)].format(*values)
    return text[:670]


def add_table(archive: Archive, report: Report, number: int) -> None:
    """One section with its prose and its table, indicators and values."""
    section, table = f"s{number}", f"t{number}"
    archive.put(Kind.SECTION, (section,), Section(section, report.id, "", number, f"第 {number} 方面"))
    archive.put(Kind.TEXT, (report.id, section), prose(number))
    rows: list[Line] = []
    for row in range(ROWS):
        indicator = f"i{number}-{row}"
        archive.put(Kind.INDICATOR, (indicator,), Indicator(indicator, f"项目 {number}-{row}", "人"))
        rows.append(Line(indicator, f"项目 {row}（人）", At(indicator=indicator), numbered=True))
        for year in YEARS:
            key = Key(report.entity, indicator, "", Period(PeriodKind.ACADEMIC, year).code)
            archive.put(Kind.OBSERVATION, key, observation(100 + row * 7 + number % 13 + year % 5))
    rows.append(Line("total", "合计", compute=Total("sum")))
    layout = Layout(table, f"项目 {number} 情况对比表", COLUMNS, tuple(rows), compare=ChangeKind.GROWTH)
    archive.put(Kind.TABLE, (table,), ReportTable(table, report.id, section, 0, layout))


def observation(number: int) -> Observation:
    """A typed value."""
    return Observation((Claim(Decimal(number), Source("typed")),))


def write_workbook(path: Path, tables: int) -> None:
    """As many sheets: caption, merged header of two rows, formulas without results."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number in range(tables):
        sheet = book.create_sheet(f"表{number}")
        sheet.append([f"表 {number + 1} 项目 {number} 情况对比表"])
        sheet.append(["序号", "项目", "人数（人）", None, "增长率（%）"])
        sheet.append([None, None, "2018-2019", "2019-2020", None])
        for row in range(ROWS):
            at = row + 4
            sheet.append(
                [row + 1, f"项目 {row}", 100 + row, 110 + row + number, f"=ROUND((D{at}-C{at})/C{at}*100,2)"]
            )
        sheet.append([None, "合计", "=SUM(C4:C15)", "=SUM(D4:D15)", "=ROUND((D16-C16)/C16*100,2)"])
        for merge in ("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"):
            sheet.merge_cells(merge)
    book.save(path)
