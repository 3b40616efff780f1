"""A report under one frame goes over to another: everything has a place, or lies in the tray and says so."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from examples import sample, table_named, texts

from qdesk.actions.convert_report import conversion_edit, roll_and_convert, rolled_view
from qdesk.actions.edit_cases import add_case
from qdesk.actions.edit_front_matter import set_field
from qdesk.actions.edit_outline import add_section, restore_section, tray
from qdesk.actions.edit_text import PriorText, prior_text, set_text
from qdesk.actions.export_word import export_word
from qdesk.actions.import_history import past_imports
from qdesk.actions.library import library
from qdesk.actions.plan_conversion import TRAY, plan_conversion
from qdesk.actions.roll_year import roll_edit
from qdesk.actions.show_tables import tables_form
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.model.edit import Edit, Kind
from qdesk.model.observation import Key
from qdesk.model.period import Period, PeriodKind
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import At

NEXT = Period(PeriodKind.ACADEMIC, 2021)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    workspace = sample(tmp_path)
    yield workspace
    workspace.close()


def do(school: Workspace, edit: Edit | None) -> None:
    assert edit is not None
    school.do(edit)


def section_of(view: ReportView, origin: str) -> str:
    return next(one.section.id for one in view.headings if one.section.origin == origin)


def everything(workspace: Workspace) -> tuple[set[str], set[str], list[str]]:
    """All tables, cases and lines of prose of the open report, wherever they stand."""
    archive, report = workspace.archive, workspace.report.id
    lines = [
        line
        for key, text in archive.all_of(Kind.TEXT)
        if key[0] == report and isinstance(text, str)
        for line in text.splitlines()
    ]
    return {t.id for t in archive.tables(report)}, {c.id for c in archive.cases(report)}, sorted(lines)


@pytest.mark.parametrize("target", ["school-2022", "school-2023", "school-2024"])
def test_nothing_is_lost_on_the_way(school: Workspace, target: str) -> None:
    view = school.view()
    school.do(add_case(view, section_of(view, "s7"), "一个案例"))
    tables, cases, lines = everything(school)
    view = school.view()
    school.do(conversion_edit(view, plan_conversion(view, target)))
    after = everything(school)
    assert tables <= after[0]
    assert (cases, lines) == (after[1], after[2])
    standard = library().standard(target)
    headings = [one for one in school.view().headings if not one.section.origin.startswith("own")]
    assert [one.section.origin for one in headings] == [one.id for one in standard.sections()]
    assert school.report.standard == target
    assert school.report.numbering == standard.numbering


def test_a_report_of_2016_begins_its_next_year_in_the_frame_of_2024(school: Workspace) -> None:
    """Last year's values stand as prior ones, last year's text beside the sections that continue it."""
    before = texts(school.view().filled(table_named(school.view(), "学生情况对比表")))
    old_text = "今年党建工作的情况。"
    do(school, set_text(school.view(), section_of(school.view(), "s3-6"), old_text))
    school.do(roll_and_convert(school, NEXT, "school-2024"))
    view = school.view()
    assert (view.report.period, view.report.standard) == (NEXT, "school-2024")
    students = texts(view.filled(table_named(view, "学生情况对比表")))
    assert [row[1] for row in students[1:]] == [row[2] for row in before[1:]]
    assert view.table_numbers[table_named(view, "学生情况对比表").id] == "表 1-7"
    party = section_of(view, "s6-1")
    assert prior_text(view, party) == PriorText(old_text, old_text, "2019-2020学年")
    old = next(one for one in school.archive.reports if one.period.year == 2020)
    assert school.archive.text(old.id, section_of(ReportView(school.archive, old), "s3-6")) == old_text


def test_what_has_no_place_lies_in_the_tray_and_can_be_taken_out(school: Workspace) -> None:
    view = school.view()
    do(school, set_text(view, section_of(view, "s1-1-1"), "学校名称的由来。"))
    view = school.view()
    plan = plan_conversion(view, "school-2024")
    assert [one.title for one in plan.unplaced] == ["1.学校情况", "1.1 学校概况", "1.1.1 学校名称与办学性质"]
    school.do(conversion_edit(view, plan))
    view = school.view()
    (lying,) = tray(view).sections
    assert lying.title == "学校情况"
    school.do(restore_section(view, lying.id))
    view = school.view()
    first = view.headings[:3]
    assert [view.title_of(one) for one in first] == ["1.学校情况", "1.1 学校概况", "1.1.1 学校名称与办学性质"]
    assert view.text(first[-1].section.id) == "学校名称的由来。"


def test_the_user_chooses_another_place(school: Workspace) -> None:
    view = school.view()
    plan = plan_conversion(view, "school-2024")
    do(school, set_text(view, section_of(view, "s1-1-1"), "名称。"))
    plan = plan.with_place(section_of(view, "s1-1-1"), "s6-4").with_place(section_of(view, "s3-6"), TRAY)
    kept = school.view().text(section_of(view, "s3-6"))
    school.do(conversion_edit(school.view(), plan))
    view = school.view()
    assert "名称。" in view.text(section_of(view, "s6-4"))
    assert "党建情况" in [one.title for one in tray(view).sections]
    assert kept not in view.text(section_of(view, "s6-1")) or not kept


def test_sections_of_the_schools_own_go_along(school: Workspace) -> None:
    view = school.view()
    school.do(add_section(view, "数字校园", section_of(view, "s1-5"), 1))
    view = school.view()
    own = next(one.section.id for one in view.headings if one.section.title == "数字校园")
    do(school, set_text(view, own, "平台。"))
    view = school.view()
    school.do(conversion_edit(view, plan_conversion(view, "school-2024")))
    view = school.view()
    heading = view.heading(own)
    assert heading is not None
    parent = view.heading(heading.section.parent)
    assert parent is not None
    assert parent.section.origin == "s1-7"
    assert view.text(own) == "平台。"


def test_values_and_old_reports_print_as_before(school: Workspace) -> None:
    """What the new frame types in was computed: it stays as a value that says where it comes from."""
    before = tables_form(school)
    first = school.report.id
    school.do(roll_and_convert(school, NEXT, "school-2024"))
    view = school.view()
    entity = view.report.entity
    (students,) = view.archive.catalogue.named("全日制在校生数")
    assert students.formula is None
    kept = view.archive.observation(Key(entity, students.id, "", "2019-2020"))
    assert kept is not None
    assert kept.chosen.source.place == "按公式算出：中专班人数 + 3+2 班人数：1195 + 688"
    school.do(Edit("切换报告", (school.open_report_change(first),)))
    again = tables_form(school)

    def printed(form: dict[str, Any]) -> list[Any]:
        return [[one["caption"], one["rows"]] for one in form["tables"]]

    assert printed(again) == printed(before)


def test_renamed_quantities_bring_their_values(school: Workspace) -> None:
    view = school.view()
    school.do(conversion_edit(view, plan_conversion(view, "school-2024")))
    view = school.view()
    (source,), (wanted,) = (
        view.archive.catalogue.named(name) for name in ("生均教学、实习设备值", "生均教学科研仪器设备值")
    )
    new = view.archive.observation(view.data.key(At(period=0), wanted))
    assert (source.unit, wanted.unit) == ("万元/生", "元/生")
    assert new is not None
    assert new.value == Decimal(34100)
    assert new.chosen.source.place == "取自“生均教学、实习设备值”"


def test_a_protocol_says_what_went_where(school: Workspace) -> None:
    view = school.view()
    school.do(conversion_edit(view, plan_conversion(view, "school-2024")))
    forms: list[Any] = [form for _, form in school.archive.all_of(Kind.PROTOCOL)]
    (form,) = [one for one in forms if one.get("kind") == "conversion"]
    lines = {one["section"]: one for one in form["lines"]}
    assert lines["3.6 党建情况"]["to"] == "党建引领"
    assert lines["1.1 学校概况"]["to"] is None
    assert "学生情况对比表" in lines["1.2.2 与 2018-2019 学年比较"]["tables"]
    (listed,) = [one for one in past_imports(school.archive) if one.file.startswith("改用")]
    assert listed.file == "改用 中等职业学校质量年度报告（2024 年框架）"
    assert "待安置 3" in listed.summary
    assert next(one.what for one in listed.lines if one.name == "3.6 党建情况") == "放到 党建引领"


def test_front_matter_keeps_what_was_filled_in(school: Workspace) -> None:
    view = school.view()
    do(school, set_field(view, "cover", "学校名称", "示例学校（总校）"))
    view = school.view()
    school.do(conversion_edit(view, plan_conversion(view, "school-2024")))
    pages = {one.id: one for one in school.view().archive.front_pages(school.report.id)}
    assert pages["cover"].fields["学校名称"] == "示例学校（总校）"
    assert {"declaration", "team", "preface", "list-of-cases"} <= set(pages)


def test_a_conversion_is_one_step_back(school: Workspace) -> None:
    before = tables_form(school), everything(school), [one.title for one in school.view().headings]
    view = school.view()
    done = school.do(conversion_edit(view, plan_conversion(view, "school-2023")))
    school.do(done.reversed())
    assert (tables_form(school), everything(school), [one.title for one in school.view().headings]) == before


def test_planning_a_roll_does_not_touch_the_store(school: Workspace) -> None:
    before = list(school.archive.reports)
    view = rolled_view(school, roll_edit(school, NEXT))
    assert view.report.period == NEXT
    assert plan_conversion(view, "school-2024").target.id == "school-2024"
    assert school.archive.reports == before


def test_another_level_or_the_same_standard_is_refused(school: Workspace) -> None:
    with pytest.raises(UserError, match="同一级"):
        plan_conversion(school.view(), "city-2024")
    with pytest.raises(UserError, match="就是这个"):
        plan_conversion(school.view(), "school-2016")


def test_a_converted_report_is_a_document(school: Workspace, tmp_path: Path) -> None:
    school.do(roll_and_convert(school, NEXT, "school-2024"))
    assert export_word(school.view(), tmp_path / "报告.docx").sections > 50
