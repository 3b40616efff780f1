"""Numbers in sentences follow the data, and so do the words around them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from examples import sample

from qdesk.actions.edit_text import set_text
from qdesk.actions.edit_values import set_indicator
from qdesk.actions.progress import ReportProgress
from qdesk.actions.workspace import Workspace
from qdesk.document.blocks import ListItem, Paragraph
from qdesk.document.compose import compose
from qdesk.model.linked_number import TO_BE_FILLED
from qdesk.model.prose import Link, LinkForm, write_link
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import At


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    workspace = sample(tmp_path)
    yield workspace
    workspace.close()


def text_of(view: ReportView, name: str, form: LinkForm, period: int = 0) -> str:
    indicator = view.archive.catalogue.named(name)[0]
    return view.number(Link(indicator.id, period=period, form=form)).text


def set_two(school: Workspace, name: str, before: str, now: str) -> None:
    view = school.view()
    indicator = view.archive.catalogue.named(name)[0]
    for offset, text in ((-1, before), (0, now)):
        period = view.report.period_of(indicator.period_kind, offset)
        school.do(set_indicator(view, indicator.id, period.code, text, overwrite=True))


def test_each_form_prints_what_a_school_would_write(school: Workspace) -> None:
    set_two(school, "计划招生数", "600", "580")
    view = school.view()
    printed = {form: text_of(view, "计划招生数", form) for form in LinkForm}
    assert printed == {
        LinkForm.VALUE: "580",
        LinkForm.UNIT: "580人",
        LinkForm.BY: "20人",
        LinkForm.GROWTH: "3.33%",
        LinkForm.WORD: "减少",
        LinkForm.PHRASE: "较上年减少20人，下降3.33%",
    }
    assert text_of(view, "计划招生数", LinkForm.UNIT, -1) == "600人"


def test_a_whole_that_nobody_entered_is_the_sum_of_its_parts(school: Workspace) -> None:
    view = school.view()
    indicator = view.archive.catalogue.named("招生人数")[0]
    parts = [
        view.archive.observation(view.data.key(At(member=one, period=0), indicator))
        for one in view.data.member_ids(indicator.id)
    ]
    numbers = [one.value for one in parts if one is not None and isinstance(one.value, Decimal)]
    assert text_of(view, "招生人数", LinkForm.VALUE) == f"{sum(numbers):f}"


def test_what_does_not_change_stays_level(school: Workspace) -> None:
    set_two(school, "计划招生数", "640", "640")
    assert text_of(school.view(), "计划招生数", LinkForm.PHRASE) == "与上年持平"


def test_from_zero_there_is_no_percentage(school: Workspace) -> None:
    set_two(school, "计划招生数", "0", "40")
    assert text_of(school.view(), "计划招生数", LinkForm.PHRASE) == "较上年增加40人"


def test_a_growth_that_is_nearly_none_is_not_told_as_none(school: Workspace) -> None:
    set_two(school, "计划招生数", "100000", "100001")
    assert text_of(school.view(), "计划招生数", LinkForm.PHRASE) == "较上年增加1人，增长0.001%"


def test_of_a_loss_there_is_no_percentage(school: Workspace) -> None:
    set_two(school, "计划招生数", "-10", "-5")
    assert text_of(school.view(), "计划招生数", LinkForm.PHRASE) == "较上年增加5人"
    assert text_of(school.view(), "计划招生数", LinkForm.GROWTH) == TO_BE_FILLED


def test_rates_change_by_percentage_points(school: Workspace) -> None:
    set_two(school, "巩固率", "93", "94.5")
    view = school.view()
    assert text_of(view, "巩固率", LinkForm.UNIT) == "94.5%"
    assert text_of(view, "巩固率", LinkForm.PHRASE) == "较上年提高1.5个百分点"


def test_what_the_data_do_not_have_is_seen_in_print(school: Workspace) -> None:
    view = school.view()
    section = view.headings[1].section.id
    edit = set_text(view, section, f"共{write_link(Link('没有这个'))}。")
    assert edit is not None
    school.do(edit)
    assert school.view().plain_text(section) == f"共{TO_BE_FILLED}。"


def test_a_value_that_changes_touches_the_sections_that_print_it(school: Workspace) -> None:
    view = school.view()
    section = view.headings[1].section.id
    indicator = view.archive.catalogue.named("计划招生数")[0]
    edit = set_text(view, section, f"计划招生{write_link(Link(indicator.id))}。")
    assert edit is not None
    view.note(school.do(edit))
    before = view.plain_text(section)
    period = view.report.period_of(indicator.period_kind, 0)
    touched = view.note(school.do(set_indicator(view, indicator.id, period.code, "4321")))
    assert section in touched.texts
    assert before != view.plain_text(section) == "计划招生4321人。"


def test_lists_headings_and_bold_print_as_such(school: Workspace) -> None:
    view = school.view()
    section = view.headings[1].section.id
    edit = set_text(view, section, "⟦#⟧师资\n⟦-⟧一条⟦b⟧要紧⟦/b⟧的\n⟦1⟧第一\n平常的话")
    assert edit is not None
    view.note(school.do(edit))
    blocks = compose(view, date(2020, 9, 1)).blocks
    at = next(n for n, one in enumerate(blocks) if isinstance(one, Paragraph) and one.role == "subheading")
    bullet, ordered, body = blocks[at + 1 : at + 4]
    assert isinstance(bullet, ListItem)
    assert [(run.text, run.bold) for run in bullet.runs] == [("一条", False), ("要紧", True), ("的", False)]
    assert isinstance(ordered, ListItem)
    assert ordered.ordered
    assert isinstance(body, Paragraph)


def test_a_section_whose_numbers_wait_is_not_done(school: Workspace) -> None:
    section = school.view().headings[2].section.id
    for text, done in (("写好了。", True), ("教室⟦?90间⟧。", False), ("共⟦=没有这个⟧。", False)):
        edit = set_text(school.view(), section, text)
        assert edit is not None
        school.do(edit)
        assert ReportProgress(school.view()).of(section).is_done is done
