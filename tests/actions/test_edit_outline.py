"""The outline is the user's: sections come, go, move and come back, and nothing in them is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from examples import sample

from qdesk.actions.edit_cases import add_case, place_case, remove_case, set_case
from qdesk.actions.edit_outline import (
    add_section,
    children,
    demote,
    move_among_siblings,
    move_section,
    promote,
    remove_section,
    rename_section,
    restore_section,
    set_numbering,
    set_section_numbering,
    tray,
    without_number,
)
from qdesk.actions.edit_text import set_section_state, set_text
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.model.edit import Edit
from qdesk.model.numbering import Numbering
from qdesk.model.report import SectionState
from qdesk.model.report_view import ReportView


class Desk:
    """A workspace whose edits are made and looked at in one line."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    @property
    def view(self) -> ReportView:
        return self.workspace.view()

    def do(self, edit: Edit | None) -> Edit:
        assert edit is not None
        return self.workspace.do(edit)

    def at(self, title: str) -> str:
        """The id of the heading with that number and title, or with that number."""
        view = self.view
        return next(
            one.section.id for one in view.headings if title in (view.title_of(one), one.number.rstrip("."))
        )

    def titles(self, parent: str = "") -> list[str]:
        view = self.view
        return [view.title_of(one) for one in view.headings if one.section.parent == parent]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    workspace = sample(tmp_path)
    yield Desk(workspace)
    workspace.close()


def test_a_new_section_takes_its_number_and_the_others_follow(desk: Desk) -> None:
    desk.do(add_section(desk.view, "数字校园", desk.at("1"), 2))
    assert desk.titles(desk.at("1"))[1:4] == ["1.2 学生情况", "1.3 数字校园", "1.4 教师队伍"]
    desk.do(add_section(desk.view, "附：大事记", "", 99))
    assert desk.titles()[-1] == "9.附：大事记"


def test_a_title_follows_the_year_and_sheds_a_number_typed_with_it(desk: Desk) -> None:
    place = desk.at("1.2.3")
    desk.do(rename_section(desk.view, place, "1.2.3 2019-2020 学年培训规模"))
    heading = desk.view.heading(place)
    assert heading is not None
    assert heading.section.title == "{y-1}-{y} 学年培训规模"
    assert desk.view.title_of(heading) == "1.2.3 2019-2020 学年培训规模"
    assert rename_section(desk.view, place, "2019-2020 学年培训规模") is None


@pytest.mark.parametrize("title", ["", "   ", "长" * 200])
def test_a_title_that_is_none_is_refused(desk: Desk, title: str) -> None:
    with pytest.raises(UserError):
        rename_section(desk.view, desk.at("1.1"), title)


def test_moving_takes_texts_tables_and_subsections_along(desk: Desk) -> None:
    view, place = desk.view, desk.at("1.2")
    before = {one.id for heading in view.headings for one in heading.tables}
    inner = desk.titles(place)
    desk.do(move_section(view, place, "", 0))
    assert desk.titles()[:2] == ["1.学生情况", "2.学校情况"]
    assert [one.split(" ", 1)[1] for one in desk.titles(place)] == [one.split(" ", 1)[1] for one in inner]
    assert {one.id for heading in desk.view.headings for one in heading.tables} == before
    assert desk.view.table_numbers[desk.view.tables[0].id] == "表 1"
    assert "学生情况对比表" in desk.view.filled(desk.view.tables[0]).caption


def test_up_down_in_and_out(desk: Desk) -> None:
    place = desk.at("1.3")
    desk.do(move_among_siblings(desk.view, place, -1))
    assert desk.titles(desk.at("1"))[1] == "1.2 教师队伍"
    desk.do(demote(desk.view, place))
    heading = desk.view.heading(place)
    assert heading is not None
    assert (heading.number, heading.level) == ("1.1.3", 3)
    desk.do(promote(desk.view, place))
    desk.do(promote(desk.view, place))
    assert desk.titles()[1] == "2.教师队伍"
    assert promote(desk.view, place) is None
    assert demote(desk.view, desk.at("1")) is None
    assert move_among_siblings(desk.view, desk.at("1"), -1) is None


def test_a_section_is_never_moved_into_itself_nor_too_deep(desk: Desk) -> None:
    with pytest.raises(UserError, match="它自己下面"):
        move_section(desk.view, desk.at("1"), desk.at("1.2.2"), 0)
    with pytest.raises(UserError, match="最多 4 级"):
        move_section(desk.view, desk.at("2"), desk.at("1.2"), 0)
    deep = desk.at("1.2.1")
    desk.do(add_section(desk.view, "第四级", deep, 0))
    with pytest.raises(UserError, match="最多 4 级"):
        add_section(desk.view, "第五级", children(desk.view, deep)[0].id, 0)


def test_what_is_removed_lies_in_the_tray_and_comes_back_whole(desk: Desk) -> None:
    place, inner = desk.at("1.2"), desk.at("1.2.2")
    before = desk.titles(), desk.titles(desk.at("1")), [one.id for one in desk.view.tables]
    text = desk.view.text(inner)
    desk.do(remove_section(desk.view, place))
    assert desk.view.heading(inner) is None
    assert not any("学生情况对比表" in desk.view.filled(one).caption for one in desk.view.tables)
    assert [one.id for one in tray(desk.view).sections] == [place]
    assert desk.view.text(inner) == text
    desk.do(restore_section(desk.view, place))
    assert (desk.titles(), desk.titles(desk.at("1")), [one.id for one in desk.view.tables]) == before
    assert len(tray(desk.view)) == 0


def test_a_section_whose_chapter_is_gone_comes_back_at_the_end(desk: Desk) -> None:
    place, chapter = desk.at("1.2"), desk.at("1")
    desk.do(remove_section(desk.view, place))
    desk.do(remove_section(desk.view, chapter))
    assert [one.id for one in tray(desk.view).sections] == [chapter]
    view = desk.view
    desk.do(restore_section(view, place))
    assert desk.titles()[-1].endswith("学生情况")


def test_what_would_come_back_too_deep_comes_back_at_the_end(desk: Desk) -> None:
    outer = desk.at("1.2")
    inner = desk.at("1.2.1")
    desk.do(add_section(desk.view, "第四级", inner, 0))
    desk.do(remove_section(desk.view, inner))
    desk.do(add_section(desk.view, "新章", "", 0))
    for one in children(desk.view, outer):
        desk.do(remove_section(desk.view, one.id))
    desk.do(move_section(desk.view, outer, desk.at("2"), 0))
    desk.do(move_section(desk.view, desk.at("2"), desk.at("1"), 0))
    desk.do(restore_section(desk.view, inner))
    assert max(one.level for one in desk.view.headings) <= 4
    assert desk.view.headings[-1].section.title == "第四级"
    assert desk.view.headings[-1].level == 2


@pytest.mark.parametrize("pattern", ["表{c}{x}{n}", "{n}{n}", "{c}{n}{N}", "表{n}" + "长" * 30, "表\n{n}"])
@pytest.mark.parametrize("field", ["table", "annex_table", "figure", "case"])
def test_a_caption_pattern_that_would_print_its_braces_is_refused(
    desk: Desk, field: str, pattern: str
) -> None:
    with pytest.raises(UserError, match="编号写法有误"):
        set_numbering(desk.view, replace(desk.view.report.numbering, **{field: pattern}))


def test_not_applicable_has_a_reason_and_takes_all_below_it_along(desk: Desk) -> None:
    place = desk.at("1.2")
    desk.do(set_section_state(desk.view, place, SectionState.NOT_APPLICABLE, "本年没有招生"))
    heading = desk.view.heading(place)
    assert heading is not None
    assert heading.section.reason == "本年没有招生"
    assert all(one.skipped for one in desk.view.headings if one.section.parent == place)
    assert "1.2 教师队伍" in desk.titles(desk.at("1"))
    assert not any("学生情况对比表" in desk.view.filled(one).caption for one in desk.view.tables)


def test_numbering_is_one_switch_of_the_whole_report(desk: Desk) -> None:
    desk.do(set_numbering(desk.view, Numbering(headings="chinese", table="表{N}：")))
    assert desk.titles()[:2] == ["一、学校情况", "二、学生发展"]
    assert desk.titles(desk.at("一、学校情况"))[0] == "（一）学校概况"
    assert desk.view.table_numbers[desk.view.tables[1].id] == "表二"
    with pytest.raises(UserError, match="没有序号"):
        set_numbering(desk.view, Numbering(table="表："))
    with pytest.raises(UserError):
        set_numbering(desk.view, Numbering(headings="roman"))


def test_one_section_may_number_its_own_way(desk: Desk) -> None:
    for number in ("8.1", "8.2"):
        desk.do(
            set_section_numbering(desk.view, desk.at(number.replace("8.2", "8.1")), "挑战 {n}", annex=False)
        )
    assert desk.titles(desk.at("8")) == ["挑战 1 主要问题", "挑战 2 改进措施"]


def test_cases_stand_in_their_section_and_are_never_lost(desk: Desk) -> None:
    place = desk.at("7")
    desk.do(add_case(desk.view, place, "校企共建"))
    (case,) = desk.view.archive.cases(desk.view.report.id)
    desk.do(set_case(desk.view, case.id, text="背景。\n做法。"))
    assert desk.view.caption_numbers[case.id].line("校企共建") == "案例一：校企共建"
    desk.do(remove_case(desk.view, case.id))
    assert [one.text for one in tray(desk.view).cases] == ["背景。\n做法。"]
    desk.do(place_case(desk.view, case.id, desk.at("4")))
    assert [one.title for one in desk.view.headings if one.cases] == ["4.校企合作"]
    desk.do(add_case(desk.view, place))
    empty = next(one for one in desk.view.archive.cases(desk.view.report.id) if not one.title)
    desk.do(remove_case(desk.view, empty.id))
    assert len(desk.view.archive.cases(desk.view.report.id)) == 1


def test_every_outline_edit_is_undone_exactly(desk: Desk) -> None:
    def look() -> list[str]:
        return [f"{one.level} {desk.view.title_of(one)}" for one in desk.view.headings]

    before = look()
    done = [
        desk.do(add_section(desk.view, "新", desk.at("2"), 1)),
        desk.do(remove_section(desk.view, desk.at("3.2"))),
        desk.do(demote(desk.view, desk.at("5"))),
        desk.do(set_numbering(desk.view, Numbering(headings="chapters"))),
        desk.do(set_text(desk.view, desk.view.headings[3].section.id, "改了")),
    ]
    assert look() != before
    for edit in reversed(done):
        desk.do(edit.reversed())
    assert look() == before


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1.5 自带编号", "自带编号"),
        ("（二）自带编号", "自带编号"),
        ("三、自带编号", "自带编号"),
        ("第一章 概况", "概况"),
        ("2. 概况", "概况"),
        ("3D打印专业", "3D打印专业"),
        ("2023年概况", "2023年概况"),
        ("“1+X”证书试点", "“1+X”证书试点"),
        ("五年制高职", "五年制高职"),
        ("3+2 贯通培养", "3+2 贯通培养"),
    ],
)
def test_a_number_typed_before_a_title_is_left_out(typed: str, kept: str) -> None:
    assert without_number(typed) == kept
