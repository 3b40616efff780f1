"""Headings and captions are numbered in every way that reports use."""

from __future__ import annotations

import pytest

from qdesk.model.case import Case
from qdesk.model.numbering import HEADING_SCHEMES, Numbering, caption_number, chinese_number
from qdesk.model.outline import Heading, number_cases, number_outline, number_tables
from qdesk.model.report import UNNUMBERED, ReportTable, Section, SectionState
from qdesk.model.table_layout import Layout


@pytest.mark.parametrize(
    ("path", "decimal", "point", "chinese", "chapters"),
    [
        ((2,), "2", "2.", "二、", "第二章"),
        ((2, 1), "2.1", "2.1", "（一）", "第一节"),
        ((2, 1, 3), "2.1.3", "2.1.3", "3.", "三、"),
        ((2, 1, 3, 4), "2.1.3.4", "2.1.3.4", "（4）", "（四）"),
        ((12,), "12", "12.", "十二、", "第十二章"),
    ],
)
def test_heading_numbers(
    path: tuple[int, ...], decimal: str, point: str, chinese: str, chapters: str
) -> None:
    wanted = {"decimal": decimal, "decimal-point": point, "chinese": chinese, "chapters": chapters}
    assert {name: scheme.number(path) for name, scheme in HEADING_SCHEMES.items()} == wanted


def test_chinese_numbers() -> None:
    counts = (1, 10, 11, 20, 21, 99, 100, 105, 110, 111, 999)
    spoken = "一 十 十一 二十 二十一 九十九 一百 一百零五 一百一十 一百一十一 九百九十九"
    assert [chinese_number(count) for count in counts] == spoken.split()
    assert chinese_number(1000) == "1000"


@pytest.mark.parametrize(
    ("pattern", "chapter", "line", "name"),
    [
        ("表 {n} ", "1", "表 12 规模", "表 12"),
        ("表{n}：", "1", "表12：规模", "表12"),
        ("表 {c}-{n} ", "3", "表 3-12 规模", "表 3-12"),
        ("表{c}.{n}　", "3", "表3.12　规模", "表3.12"),
        ("表{N} ", "1", "表十二 规模", "表十二"),
        ("案例{N}：", "1", "案例十二：规模", "案例十二"),
        ("【案例{N}】", "1", "【案例十二】规模", "【案例十二】"),
        ("【案例分享】", "1", "【案例分享】规模", "【案例分享】"),
        ("图 {c}-{n} ", "", "图 12 规模", "图 12"),
    ],
)
def test_captions_of_every_style(pattern: str, chapter: str, line: str, name: str) -> None:
    number = caption_number(pattern, 12, chapter)
    assert (number.line("规模"), number.text) == (line, name)


# -- whole outlines


def section(name: str, parent: str = "", **more: object) -> Section:
    position = int(name.rsplit(".", 1)[-1])
    return Section(name, "r", parent, position, f"节{name}", **more)  # pyright: ignore[reportArgumentType]


def table(name: str, place: str) -> ReportTable:
    return ReportTable(name, "r", place, 0, Layout(name, name, (), ()))


def numbers(headings: list[Heading]) -> dict[str, str]:
    return {one.section.id: one.number for one in headings}


def test_what_is_not_applicable_or_removed_leaves_no_gap() -> None:
    outline = [
        section("1"),
        section("1.1", "1"),
        section("1.2", "1", state=SectionState.NOT_APPLICABLE),
        section("1.2.1", "1.2"),
        section("1.3", "1"),
        section("2", state=SectionState.REMOVED),
        section("2.1", "2"),
        section("3"),
    ]
    found = number_outline(outline)
    assert numbers(found) == {"1": "1", "1.1": "1.1", "1.2": "", "1.2.1": "", "1.3": "1.2", "3": "2"}
    assert [one.section.id for one in found if one.skipped] == ["1.2", "1.2.1"]


def test_sections_with_a_way_of_their_own_do_not_count() -> None:
    outline = [
        section("1", numbering=UNNUMBERED),
        section("2"),
        section("2.1", "2", numbering="挑战 {n}"),
        section("2.2", "2", numbering="挑战 {n}"),
        section("3"),
        section("4", numbering=UNNUMBERED, annex=True),
    ]
    found = number_outline(outline)
    assert numbers(found) == {"1": "", "2": "1", "2.1": "挑战 1", "2.2": "挑战 2", "3": "2", "4": ""}
    assert found[2].title == "挑战 1 节2.1"


def test_nothing_below_a_heading_without_number_borrows_one() -> None:
    found = number_outline([section("1", numbering=UNNUMBERED), section("1.1", "1"), section("2")])
    assert numbers(found) == {"1": "", "1.1": "", "2": "1"}


def test_tables_count_through_by_chapter_and_anew_in_the_annex() -> None:
    outline = [section("1"), section("2"), section("3", numbering=UNNUMBERED, annex=True)]
    tables = [table("a", "1"), table("b", "2"), table("c", "2"), table("d", "3"), table("e", "3")]
    found = number_outline(outline, tables)

    def printed(numbering: Numbering) -> list[str]:
        return [one.text for one in number_tables(found, numbering).values()]

    assert printed(Numbering()) == ["表 1", "表 2", "表 3", "附表 1", "附表 2"]
    assert printed(Numbering(table="表 {c}-{n} ", annex_table="表{n} ")) == [
        "表 1-1",
        "表 2-1",
        "表 2-2",
        "表1",
        "表2",
    ]
    assert printed(Numbering(annex_table="")) == ["表 1", "表 2", "表 3", "表 4", "表 5"]


def test_cases_count_but_those_with_a_label_of_their_own() -> None:
    outline = [section("1"), section("2")]
    cases = [
        Case("a", "r", "1", 0, "甲", label="【案例分享】"),
        Case("b", "r", "1", 1, "乙"),
        Case("c", "r", "2", 0, "丙"),
    ]
    found = number_outline(outline, (), cases)
    numbers = number_cases(found, Numbering()).values()
    assert [one.line("题") for one in numbers] == ["【案例分享】题", "案例一：题", "案例二：题"]
    assert [one.line("") for one in numbers] == ["【案例分享】", "案例一", "案例二"]
    by_chapter = number_cases(found, Numbering(case="案例 {c}-{n} "))
    assert [one.text for one in by_chapter.values()] == ["【案例分享】", "案例 1-1", "案例 2-1"]
