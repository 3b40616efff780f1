"""Members come and go: 0 is a number, not offered is none; schools make lines of their own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qdesk.model.archive import Archive, ReportData
from qdesk.model.comparison import ChangeKind
from qdesk.model.edit import Kind
from qdesk.model.entity import Entity, Level, Member
from qdesk.model.filled_table import fill
from qdesk.model.indicator import Indicator
from qdesk.model.number_format import Conventions, Zeros
from qdesk.model.observation import Claim, Key, Observation, Source
from qdesk.model.period import Period, PeriodKind
from qdesk.model.report import Report
from qdesk.model.table_layout import At, Change, Layout, Line, Stub, Total

YEAR = 2024
LABEL = Line("label", "专业", stub=Stub.LABEL)
YEARS = (Line("p", "{y-1}", At(period=-1)), Line("c", "{y}", At(period=0)))
CHANGE = Line("d", "百分比", compute=Change())
MAJORS = Line("majors", members="专业")
TOTAL = Line("sum", "合计", compute=Total())


def report_data(*members: Member, conventions: Conventions | None = None) -> ReportData:
    archive = Archive()
    archive.put(Kind.INDICATOR, ("在校生",), Indicator("在校生", "在校生", "人"))
    for member in members:
        archive.put(Kind.MEMBER, (member.breakdown, member.id), member)
    report = Report("r", "city", "any", Level.CITY, Period(PeriodKind.CALENDAR, YEAR), "报告")
    if conventions:
        report = Report(
            "r", "city", "any", Level.CITY, Period(PeriodKind.CALENDAR, YEAR), "报告", conventions=conventions
        )
    return ReportData(archive, report)


def put(data: ReportData, year: int, number: str, member: str = "", entity: str = "city") -> None:
    key = Key(entity, "在校生", member, str(year))
    observation = Observation((Claim(Decimal(number), Source("typed")),))
    data.archive.put(Kind.OBSERVATION, key, observation)


def grid(
    data: ReportData, rows: tuple[Line, ...], columns: tuple[Line, ...] = (LABEL, *YEARS, CHANGE)
) -> list[list[str]]:
    layout = Layout("t", "表", columns, rows, at=At(indicator="在校生"), compare=ChangeKind.RATIO)
    return [[cell.text for cell in row] for row in fill(layout, data).body]


def test_a_new_and_an_ended_major_print_no_number_where_they_were_not_offered() -> None:
    data = report_data(
        Member("a", "专业", "护理", position=0),
        Member("b", "专业", "茶艺", position=1, first_year=2024),
        Member("c", "专业", "纺织", position=2, last_year=2023),
        Member("d", "专业", "冶炼", position=3, last_year=2022),
    )
    put(data, 2023, "10", "a")
    put(data, 2024, "15", "a")
    put(data, 2024, "7", "b")
    put(data, 2023, "12", "c")
    assert grid(data, (MAJORS, TOTAL)) == [
        ["护理", "10", "15", "150"],
        ["茶艺", "—", "7", "—"],
        ["纺织", "12", "—", "—"],
        ["合计", "22", "22", "100"],
    ]


def test_nobody_enrolled_is_a_number() -> None:
    data = report_data(Member("a", "专业", "护理"))
    put(data, 2023, "12", "a")
    put(data, 2024, "0", "a")
    assert grid(data, (MAJORS,)) == [["护理", "12", "0", "0"]]


def test_a_number_that_was_entered_stands_whatever_is_said_of_the_years() -> None:
    data = report_data(Member("a", "专业", "护理", first_year=2024))
    put(data, 2023, "3", "a")
    put(data, 2024, "6", "a")
    assert grid(data, (MAJORS,)) == [["护理", "3", "6", "200"]]


def test_a_line_written_out_goes_with_its_member_too() -> None:
    data = report_data(Member("a", "专业", "护理", last_year=2022))
    rows = (Line("r:a", "护理专业", At(member="a")), Line("r:b", "茶艺", At(member="b")))
    put(data, 2024, "6", "b")
    assert grid(data, rows) == [["茶艺", "", "6", ""]]


@pytest.mark.parametrize("down", [True, False])
def test_schools_make_lines_and_a_total(*, down: bool) -> None:
    data = report_data()
    for at, (school, number) in enumerate((("一中", "100"), ("二职", "250"))):
        entity = Entity(school, f"{school}专", parent="city", position=at)
        data.archive.put(Kind.ENTITY, (school,), entity)
        put(data, 2024, number, entity=school)
    schools, now = Line("s", entities=True), Line("c", "{y}", At(period=0))
    if down:
        assert grid(data, (schools, TOTAL), (LABEL, now)) == [
            ["一中专", "100"],
            ["二职专", "250"],
            ["合计", "350"],
        ]
    else:
        assert grid(data, (now,), (LABEL, schools, TOTAL)) == [["2024", "100", "250", "350"]]


def test_the_report_says_how_its_changes_print() -> None:
    data = report_data(
        Member("a", "专业", "护理"),
        Member("b", "专业", "茶艺", first_year=2024),
        conventions=Conventions(1, Zeros.KEEP, "/"),
    )
    put(data, 2023, "3", "a")
    put(data, 2024, "6", "a")
    put(data, 2024, "6", "b")
    assert grid(data, (MAJORS,)) == [["护理", "3", "6", "200.0"], ["茶艺", "/", "6", "/"]]
