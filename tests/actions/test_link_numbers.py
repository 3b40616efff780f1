"""Numbers of a sentence become links where the data say the same under the same name, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from examples import sample

from qdesk.actions.link_numbers import link_text, take_over
from qdesk.actions.number_choices import describe_link, number_choices, search_numbers
from qdesk.actions.table_sentence import table_sentence
from qdesk.actions.workspace import Workspace
from qdesk.model.prose import LinkForm, links_of, open_numbers
from qdesk.model.report_view import ReportView
from qdesk.recognition.link_finding import find_links


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    workspace = sample(tmp_path)
    yield workspace
    workspace.close()


def linked(view: ReportView, text: str) -> list[str]:
    """What was linked: the stretch of the text, the indicator's name and the form."""
    found: list[str] = []
    for one in find_links(view, text):
        indicator = view.data.indicator(one.link.indicator)
        assert indicator is not None
        found.append(f"{text[one.start : one.end]}={indicator.name}/{one.link.form.value}/{one.link.period}")
    return found


def test_a_value_is_linked_by_name_number_and_unit(school: Workspace) -> None:
    view = school.view()
    assert linked(view, "学校全日制在校生1883人，巩固率为 94%。") == [
        "1883人=全日制在校生数/unit/0",
        "94%=巩固率/unit/0",
    ]
    assert linked(view, "学校全日制在校生１８８３人") == ["１８８３人=全日制在校生数/unit/0"]


@pytest.mark.parametrize(
    "text",
    [
        "全日制在校生1884人",  # another number
        "全日制在校生1883册",  # another unit
        "图书1883人",  # another name
        "全日制在校生近1883人",  # a rounding
        "“3+2”高职班和表 1-2，9月1日，8:30",
        "2019-2020学年",
    ],
)
def test_what_the_data_do_not_say_is_left_alone(school: Workspace, text: str) -> None:
    assert linked(school.view(), text) == []


def test_the_change_behind_a_value_is_linked_where_it_is_right(school: Workspace) -> None:
    view = school.view()
    right = "全日制在校生1883人，较上年增加15人，增长0.8%。"
    assert linked(view, right)[1:] == ["较上年增加15人，增长0.8%=全日制在校生数/phrase/0"]
    for wrong in ("16人", "5人", "15册"):
        assert len(linked(view, right.replace("15人", wrong))) == 1
    assert len(linked(view, right.replace("增长0.8%", "增长0.9%"))) == 3  # the wrong rate is not
    assert linked(view, "全日制在校生1883人，比上一学年增加15人。")[1:] == [
        "增加=全日制在校生数/word/0",
        "15人=全日制在校生数/by/0",
    ]
    assert linked(view, "与上年相比，全日制在校生增加15人") == [
        "增加=全日制在校生数/word/0",
        "15人=全日制在校生数/by/0",
    ]
    assert linked(view, "与上年相比，全日制在校生减少15人") == []


def test_from_one_year_to_the_next(school: Workspace) -> None:
    assert linked(school.view(), "招生人数由636人增加到859人") == [
        "636人=招生人数/unit/-1",
        "增加=招生人数/word/0",
        "859人=招生人数/unit/0",
    ]


def test_linking_a_text_changes_no_letter_of_it(school: Workspace) -> None:
    view = school.view()
    for heading in view.headings:
        text = view.text(heading.section.id)
        found, count = link_text(view, text)
        assert count == len(links_of(found)) - len(links_of(text))
        assert len(view.plain(found)) >= len(view.plain(text)) - 5 * count


def test_last_years_text_brings_this_years_numbers(school: Workspace) -> None:
    taken = take_over(school.view(), "2018-2019学年，全日制在校生1868人，教室90间。")
    assert school.view().plain(taken.text) == "2018-2019学年，全日制在校生1883人，教室90间。"
    assert open_numbers(taken.text) == ["2018-2019学年", "90间"]
    assert (taken.linked, taken.waiting) == (1, 2)


def test_numbers_are_found_by_name_part_and_letters(school: Workspace) -> None:
    choices = number_choices(school.view())
    for wanted in ("巩固", "gg", "GGL", "巩固率"):
        assert search_numbers(choices, wanted)[0].title == "巩固率", wanted
    assert search_numbers(choices, "没有的东西啊") == []
    assert len(search_numbers(choices, "")) == 50


def test_a_link_says_what_it_is(school: Workspace) -> None:
    view = school.view()
    choice = next(one for one in number_choices(view) if one.title == "巩固率")
    assert describe_link(view, choice.link, str)[0] == "巩固率 · 2019-2020学年（数和单位）"
    assert any(one.startswith("来源：示例数据") for one in describe_link(view, choice.link, str))


def test_a_table_gives_a_sentence_that_follows_it(school: Workspace) -> None:
    view = school.view()
    table = next(one for one in view.tables if view.table_numbers[one.id] == "表 2")
    text = table_sentence(view, table)
    printed = view.plain(text)
    assert printed.startswith("招生人数859人，较上年增加223人，增长35.06%；")
    assert printed.endswith("（见表 2）。")
    assert {one.form for one in links_of(text)} == {LinkForm.UNIT, LinkForm.PHRASE}


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2018-2019学年学校占地面积78042平方米", [-1]),
        ("2010年学校占地面积78042平方米", []),
        ("前年学校占地面积78042平方米", []),
        ("上学年学校占地面积78042平方米，本学年学校占地面积78042平方米", [-1, 0]),
        ("2018-2019学年毕业率100%，2019-2020学年毕业率100%。学校占地面积78042平方米", [-1, 0, 0]),
        ("毕业率连续三年达到100%", []),
        ("2018-2019学年招生859人", []),
    ],
)
def test_a_year_that_is_named_is_the_year_of_the_link(school: Workspace, text: str, years: list[int]) -> None:
    assert [one.link.period for one in find_links(school.view(), text)] == years


@pytest.mark.parametrize(
    "text",
    [
        *("非双师型教师56人", "非专任教师139人", "不含中专班1195人", "计划招生859人", "招生计划859人"),
        *("力争招生达到859人", "招生咨询859人", "报名招生考试859人", "毕业生返校603人", "往届毕业生603人"),
        *("新增团员239人", "全市学校占地面积78042平方米", "专业教师中女教师93人", "合作企业实训室90间"),
        *("中专班学生缺勤1195人次", "兼职教师授课34人次", "招生859人次", "招生人数比全省平均增加223人"),
    ],
)
def test_what_only_sounds_like_an_indicator_is_left_alone(school: Workspace, text: str) -> None:
    assert linked(school.view(), text) == []
