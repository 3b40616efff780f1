"""Parts of a section stand where the user puts them: on the page, in the document, and next year."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from examples import sample

from qdesk.actions.edit_cases import add_case
from qdesk.actions.edit_text import prior_text, set_text
from qdesk.actions.export_word import export_word
from qdesk.actions.keep_export import keep_export
from qdesk.actions.link_numbers import take_over
from qdesk.actions.place_parts import (
    Place,
    divide_passage,
    insert_passage,
    join_passage,
    may_hold_prose,
    move_part,
    place_new,
    set_passage,
)
from qdesk.actions.returned import preview_returned
from qdesk.actions.roll_year import roll_edit
from qdesk.actions.workspace import Workspace
from qdesk.document.blocks import Caption, Paragraph
from qdesk.document.compose import section_blocks
from qdesk.model.edit import Edit
from qdesk.model.outline import Heading
from qdesk.model.period import parse_period
from qdesk.model.section_parts import PROSE, Passage, names_of


@pytest.fixture
def school(tmp_path: Path) -> Workspace:
    return sample(tmp_path)


def section(school: Workspace, number: str = "1.2.2") -> Heading:
    return next(one for one in school.view().headings if one.number == number)


def do(school: Workspace, edit: Edit | None) -> Edit:
    assert edit is not None
    return school.do(edit)


def kinds(school: Workspace, number: str = "1.2.2") -> list[str]:
    return [type(one).__name__ for one in section(school, number).parts]


def printed(school: Workspace, number: str = "1.2.2") -> list[str]:
    """Captions by kind and paragraphs by their text, as they print."""
    found: list[str] = []
    for block in section_blocks(school.view(), section(school, number)):
        if isinstance(block, Caption):
            found.append(f"[{block.kind}]")
        elif isinstance(block, Paragraph) and block.role == "body":
            found.append("".join(run.text for run in block.runs))
    return found


def move(school: Workspace, name: str, step: int, number: str = "1.2.2") -> Edit | None:
    """The part of that name (the first prose is ¶) up or down; None where there is no place."""
    heading = section(school, number)
    made = move_part(school.view(), heading.section.id, names_of(heading.parts).index(name), step)
    if made is None:
        return None
    done = school.do(made.edit)
    assert names_of(section(school, number).parts)[made.at] == name
    return done


def test_a_case_is_put_before_the_tables_and_taken_back(school: Workspace) -> None:
    home = section(school).section.id
    before = kinds(school)
    edit = do(school, place_new(school.view(), home, Place(0), add_case(school.view(), home, "一个案例")))
    assert kinds(school) == ["Case", *before]
    assert printed(school)[0] == "[case]"
    school.do(edit.reversed())
    assert kinds(school) == before


def test_the_usual_place_writes_no_order_down(school: Workspace) -> None:
    heading = section(school)
    end = len(heading.parts)
    do(
        school,
        place_new(school.view(), heading.section.id, Place(end), add_case(school.view(), heading.section.id)),
    )
    assert section(school).section.order == ()


def test_prose_is_divided_around_a_table_and_joined_again(school: Workspace) -> None:
    home = section(school).section.id
    do(school, set_text(school.view(), home, "第一段。\n第二段。"))
    do(school, divide_passage(school.view(), home, 0, "第一段。", "第二段。"))
    assert printed(school)[-2:] == ["第一段。", "第二段。"]
    before = printed(school)
    last = section(school).tables[-1]
    move(school, last.id, 1)
    assert printed(school)[-3:] == ["第一段。", "[table]", "第二段。"]
    assert sorted(printed(school)) == sorted(before)
    assert school.view().plain_text(home).split() == ["第一段。", "第二段。"]
    do(school, join_passage(school.view(), home, 1))
    assert school.view().text(home) == "第一段。\n第二段。"
    assert join_passage(school.view(), home, 0) is None


def test_an_empty_passage_is_inserted_and_written(school: Workspace) -> None:
    home = section(school).section.id
    own = school.view().text(home)
    do(school, insert_passage(school.view(), home, 0))
    assert school.view().plain_text(home).strip() == school.view().plain(own).strip()
    first = next(one for one in section(school).parts if isinstance(one, Passage))
    do(school, set_passage(school.view(), home, first, "写在最前面。"))
    assert printed(school)[0] == "写在最前面。"
    assert set_passage(school.view(), home, first, "写在最前面。") is None
    assert set_passage(school.view(), home, Passage(7), "没有这一段") is None


def test_what_is_put_between_paragraphs_divides_the_prose(school: Workspace) -> None:
    """In one step, which is taken back as one; behind the last paragraph nothing is divided."""
    home = section(school).section.id
    do(school, set_text(school.view(), home, "第一段。\n第二段。"))
    before, at = kinds(school), names_of(section(school).parts).index(PROSE)
    edit = do(school, place_new(school.view(), home, Place(at, 1), add_case(school.view(), home, "案例")))
    assert kinds(school)[at:] == ["Passage", "Case", "Passage"]
    assert [one for one in printed(school) if one != "[table]"][-3:] == ["第一段。", "[case]", "第二段。"]
    school.do(edit.reversed())
    assert kinds(school) == before
    assert school.view().text(home) == "第一段。\n第二段。"
    do(school, place_new(school.view(), home, Place(at, 2), add_case(school.view(), home, "案例")))
    assert kinds(school)[at:] == ["Passage", "Case"]


def test_prose_does_not_touch_prose(school: Workspace) -> None:
    parts = section(school).parts
    at = names_of(parts).index(PROSE)
    assert not may_hold_prose(parts, at)
    assert not may_hold_prose(parts, at + 1)
    assert may_hold_prose(parts, 0)


def test_a_table_takes_its_charts_along_and_a_chart_moves_alone(school: Workspace) -> None:
    first, second = section(school).tables
    charts = [one.id for one in section(school).figures if one.table == first.id]
    assert names_of(section(school).parts) == (first.id, *charts, second.id, PROSE)
    move(school, first.id, 1)
    assert names_of(section(school).parts) == (second.id, first.id, *charts, PROSE)
    move(school, charts[0], -1)
    assert names_of(section(school).parts) == (second.id, charts[0], first.id, PROSE)
    assert move(school, second.id, -1) is None


def test_prose_moves_among_tables_and_past_prose_with_its_text(school: Workspace) -> None:
    """It goes past a table with its charts at once; past other prose the texts change places."""
    home = section(school).section.id
    do(school, set_text(school.view(), home, "第一段。\n第二段。"))
    do(school, divide_passage(school.view(), home, 0, "第一段。", "第二段。"))
    before, order = school.view().text(home), names_of(section(school).parts)
    first, second = section(school).tables
    charts = [one.id for one in section(school).figures]
    edits = [move(school, PROSE, -1), move(school, PROSE, -1)]
    assert names_of(section(school).parts) == (PROSE, first.id, *charts, second.id, PROSE)
    assert printed(school)[0] == "第一段。"
    assert printed(school)[-1] == "第二段。"
    assert move(school, PROSE, -1) is None
    edits += [move(school, PROSE, 1), move(school, PROSE, 1), move(school, PROSE, 1)]
    assert printed(school)[-2:] == ["第二段。", "第一段。"]
    assert names_of(section(school).parts) == order
    for edit in reversed(edits):
        assert edit is not None
        school.do(edit.reversed())
    assert names_of(section(school).parts) == order
    assert school.view().text(home) == before


def test_word_prints_that_order_and_reads_it_back(school: Workspace, tmp_path: Path) -> None:
    """Prose that goes on below a case is the section's when the document comes back."""
    home = section(school).section.id
    do(school, set_text(school.view(), home, "第一段写在案例之前。\n第二段写在案例之后。"))
    do(school, divide_passage(school.view(), home, 0, "第一段写在案例之前。", "第二段写在案例之后。"))
    at = names_of(section(school).parts).index(PROSE) + 1
    do(school, place_new(school.view(), home, Place(at), add_case(school.view(), home, "夹在中间的案例")))
    target = tmp_path / "报告.docx"
    summary = export_word(school.view(), target)
    school.do(keep_export(school.view(), summary.export))
    texts = [one.text for one in Document(str(target)).paragraphs]
    places = [
        max(n for n, text in enumerate(texts) if words in text)
        for words in ("第一段写在案例之前", "夹在中间的案例", "第二段写在案例之后")
    ]
    assert places == sorted(places)
    assert preview_returned(school.view(), target).differences == []


def test_the_next_year_keeps_the_order(school: Workspace) -> None:
    heading = section(school)
    home = heading.section.id
    move(school, heading.tables[0].id, 1)
    do(school, insert_passage(school.view(), home, 0))
    before = kinds(school)
    period = parse_period("2020-2021学年")
    assert period is not None
    do(school, roll_edit(school, period))
    assert kinds(school) == before


def test_the_order_is_kept_in_the_store(school: Workspace) -> None:
    heading = section(school)
    move(school, heading.tables[0].id, 1)
    before = names_of(section(school).parts)
    path = school.store.path
    school.close()
    again = Workspace.open(path)
    assert names_of(section(again).parts) == before
    again.close()


def test_last_years_passages_are_taken_over_as_one(school: Workspace) -> None:
    """The line that ends a passage is no text: it prints nothing and does not come along."""
    heading = section(school)
    home = heading.section.id
    do(school, set_text(school.view(), home, "第一段。\n第二段。"))
    do(school, divide_passage(school.view(), home, 0, "第一段。", "第二段。"))
    period = parse_period("2020-2021学年")
    assert period is not None
    do(school, roll_edit(school, period))
    view, fresh = school.view(), section(school)
    last = prior_text(view, fresh.section.id)
    assert last.printed.split() == ["第一段。", "第二段。"]
    passage = next(one for one in fresh.parts if isinstance(one, Passage))
    do(school, set_passage(view, fresh.section.id, passage, take_over(view, last.stored).text))
    assert school.view().text(fresh.section.id).split("\n")[:2] == ["第一段。", "第二段。"]
