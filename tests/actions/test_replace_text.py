"""Words are replaced in all prose in one step; what the data print is never touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from examples import sample

from qdesk.actions.edit_cases import add_case, set_case
from qdesk.actions.edit_text import set_text
from qdesk.actions.replace_text import find_words, replace_words
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    workspace = sample(tmp_path)
    yield workspace
    workspace.close()


def test_every_place_is_listed_and_replaced_in_one_step(school: Workspace) -> None:
    view = school.view()
    first, second = view.headings[1].section.id, view.headings[2].section.id
    for section, text in ((first, "我校⟦b⟧我校⟦/b⟧的话\n⟦-⟧我校"), (second, "人数⟦=XS03⟧，我校")):
        edit = set_text(view, section, text)
        assert edit is not None
        school.do(edit)
    made = add_case(school.view(), first, "例")
    school.do(made)
    case = set_case(school.view(), made.changes[0].key[0], text="我校的案例")
    assert case is not None
    school.do(case)
    view = school.view()
    hits = find_words(view, "我校")
    assert len([one for one in hits if one.place.section in (first, second)]) == 5
    done = school.do(replace_words(view, hits, "我校", "学校"))
    view = school.view()
    assert view.text(first) == "学校⟦b⟧学校⟦/b⟧的话\n⟦-⟧学校"
    assert view.text(second) == "人数⟦=XS03⟧，学校"
    assert find_words(view, "我校") == []
    school.do(done.reversed())
    assert len(find_words(school.view(), "我校")) == len(hits)


def test_single_places_are_replaced(school: Workspace) -> None:
    section = school.view().headings[1].section.id
    edit = set_text(school.view(), section, "甲乙甲乙甲")
    assert edit is not None
    school.do(edit)
    hits = [one for one in find_words(school.view(), "甲") if one.place.section == section]
    school.do(replace_words(school.view(), [hits[1]], "甲", "丙"))
    assert school.view().text(section) == "甲乙丙乙甲"


def test_what_the_data_print_is_not_found(school: Workspace) -> None:
    section = school.view().headings[1].section.id
    edit = set_text(school.view(), section, "⟦=XS03⟧")
    assert edit is not None
    school.do(edit)
    assert [one for one in find_words(school.view(), "1883") if one.place.section == section] == []
    with pytest.raises(UserError, match="没有找到"):
        replace_words(school.view(), [], "没有的字", "字")
    with pytest.raises(UserError, match="没有要替换"):
        replace_words(school.view(), [], "", "字")
