"""Checks of sentences: each finds its fault at its words, and stays quiet where nothing is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from examples import sample

from qdesk.actions.edit_text import set_text
from qdesk.actions.edit_values import set_indicator
from qdesk.actions.keep_finding import keep_finding, open_again
from qdesk.actions.run_checks import CheckedReport, run_checks
from qdesk.actions.workspace import Workspace
from qdesk.checks.slips import slip_between
from qdesk.errors import UserError
from qdesk.model.finding import Finding

_TEXT_RULES = {
    *("number_in_text", "stale_number", "change_word", "open_number", "missing_number"),
    *("placeholder", "unknown_mention", "personal_data"),
}


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    workspace = sample(tmp_path)
    yield workspace
    workspace.close()


def found_in(school: Workspace, text: str) -> list[Finding]:
    view = school.view()
    edit = set_text(view, view.headings[1].section.id, text)
    assert edit is not None
    done = school.do(edit)
    found = [one for one in run_checks(school.view()) if one.rule in _TEXT_RULES]
    school.do(done.reversed())
    return found


def test_the_sample_has_no_fault_in_its_sentences(school: Workspace) -> None:
    assert [one.message for one in run_checks(school.view()) if one.rule in _TEXT_RULES] == []


@pytest.mark.parametrize(
    ("text", "rule", "quote", "expected"),
    [
        ("学校全日制在校生1888人。", "number_in_text", "1888人", "1883人"),
        ("学校全日制在校生1838人。", "number_in_text", "1838人", "1883人"),
        ("学校全日制在校生18830人。", "number_in_text", "18830人", "1883人"),
        ("学校现有全日制在校生１８６８人。", "stale_number", "１８６８人", "1883人"),
        ("2018-2019学年，全日制在校生1883人。", "number_in_text", "1883人", "1868人"),
        ("在校生巩固率为93%。", "number_in_text", "93%", "94%"),
        ("与上年相比，全日制在校生有所减少。", "change_word", "减少", "增加"),
        ("毕业生人数较上年增加。", "change_word", "增加", "减少"),
        ("教室⟦?90间⟧。", "open_number", "90间", ""),
        ("共⟦=没有⟧人。", "missing_number", "【待填】", ""),
        ("本学年投入XX万元。", "placeholder", "XX", ""),
        ("详见表99。", "unknown_mention", "表99", ""),
        ("联系电话 13812345678。", "personal_data", "13812345678", ""),
        ("学生证号 11010519491231002X。", "personal_data", "11010519491231002X", ""),
    ],
)
def test_a_fault_is_found_at_its_words(
    school: Workspace, text: str, rule: str, quote: str, expected: str
) -> None:
    found = found_in(school, text)
    assert [(one.rule, one.quote, one.expected) for one in found] == [(rule, quote, expected)]
    assert found[0].section == school.view().headings[1].section.id


@pytest.mark.parametrize(
    "text",
    [
        "学校全日制在校生1883人，巩固率94%。",
        "学校全日制在校生近1900人。",
        "学校全日制在校生0.19万人。",
        "三年级全日制在校生600人。",  # a part of the whole
        "毕业生603人，其中全日制在校生升学494人。",
        "毕业生603人；全日制在校生155人升学。",  # an item of a list
        "全日制在校生由1868人增加到1883人。",
        "全日制在校生目标为2500人。",
        "2015年全日制在校生1200人。",  # a year nobody has data of
        "2018-2019学年，全日制在校生1868人。",
        "全日制在校生增加，毕业生人数减少。",
        "与上年相比，全日制在校生增加15人。",
        "见表1和表 2。",
        "学校代码 123456789012345678。",  # no identity number: its check digit is wrong
    ],
)
def test_what_is_right_or_not_sure_is_left_alone(school: Workspace, text: str) -> None:
    assert [one.message for one in found_in(school, text)] == []


def test_a_finding_goes_when_the_data_change(school: Workspace) -> None:
    view = school.view()
    edit = set_text(view, view.headings[1].section.id, "计划招生数为700人。")
    assert edit is not None
    view.note(school.do(edit))
    indicator = view.archive.catalogue.named("计划招生数")[0]
    period = view.report.period_of(indicator.period_kind, 0).code
    checked = CheckedReport(view)
    view.note(school.do(set_indicator(view, indicator.id, period, "600")))
    assert [one.expected for one in checked.findings() if one.rule == "number_in_text"] == ["600人"]
    view.note(school.do(set_indicator(view, indicator.id, period, "700")))
    assert [one for one in checked.findings() if one.rule == "number_in_text"] == []


@pytest.mark.parametrize(
    ("said", "meant", "word"),
    [
        ("188", "1880", "多写或少写了一位"),
        ("2749", "27490000", "差 10000 倍"),
        ("1838", "1883", "写颠倒"),
        ("1838", "1884", ""),
        ("12", "12", ""),
    ],
)
def test_slips_have_names(said: str, meant: str, word: str) -> None:
    slip = slip_between(Decimal(said), Decimal(meant))
    assert word in slip if word else slip == ""


def test_a_finding_is_kept_with_an_explanation_until_its_value_changes(school: Workspace) -> None:
    def set_prose(text: str) -> None:
        view = school.view()
        edit = set_text(view, view.headings[1].section.id, text)
        assert edit is not None
        school.do(edit)

    def numbers() -> list[Finding]:
        return [one for one in run_checks(school.view()) if one.rule == "number_in_text"]

    set_prose("学校全日制在校生1890人。")
    with pytest.raises(UserError, match="没有写说明"):
        keep_finding(school.view(), numbers()[0], "  ")
    school.do(keep_finding(school.view(), numbers()[0], "含交换生 7 人"))
    assert [one.explanation for one in numbers()] == ["含交换生 7 人"]
    set_prose("学校全日制在校生1891人。")
    assert [one.explanation for one in numbers()] == [""]
    set_prose("学校全日制在校生1890人。")
    again = open_again(school.view(), numbers()[0])
    assert again is not None
    school.do(again)
    assert [one.explanation for one in numbers()] == [""]
