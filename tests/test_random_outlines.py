"""Random editing of the outline: nothing is lost, numbers have no gaps, undo leads back."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from random_use import RandomUse

from qdesk.actions.convert_report import conversion_edit
from qdesk.actions.edit_cases import add_case, place_case, remove_case
from qdesk.actions.edit_outline import (
    add_section,
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
)
from qdesk.actions.edit_text import set_section_state
from qdesk.actions.place_parts import Place, insert_passage, join_passage, move_part, place_new
from qdesk.actions.plan_conversion import plan_conversion
from qdesk.actions.table_settings import place_table
from qdesk.errors import UserError
from qdesk.model.edit import Kind
from qdesk.model.numbering import CAPTION_PATTERNS, HEADING_SCHEMES, Numbering
from qdesk.model.outline import MAX_LEVEL
from qdesk.model.prose import without_breaks
from qdesk.model.report import SectionState
from qdesk.model.report_view import ReportView
from qdesk.model.section_parts import Part, Passage, names_of, passage_text

places = st.integers(0, 90)


def parts_of(view: ReportView, section: str) -> tuple[Part, ...]:
    heading = view.heading(section)
    return heading.parts if heading is not None else ()


class RandomOutlines(RandomUse):
    """A user who takes the outline apart; the view is kept up to date edit by edit."""

    @staticmethod
    def printed(view: ReportView) -> list[str]:
        lines = [f"{one.level} {view.title_of(one)} {one.skipped}" for one in view.headings]
        captions = [one.line("") for one in view.caption_numbers.values()]
        return [*lines, *captions, *(view.text(one.section.id) for one in view.headings)]

    def at(self, place: int) -> str:
        headings = self.view.headings
        return headings[place % len(headings)].section.id

    @rule(
        place=places,
        title=st.sampled_from(["新章节", "与 2018-2019 学年比较", "", "长" * 150]),
        below=st.booleans(),
    )
    def add(self, place: int, title: str, below: bool) -> None:
        with suppress(UserError):
            self.do(add_section(self.view, title, self.at(place) if below else "", place))

    @rule(place=places, title=st.text(max_size=30))
    def rename(self, place: int, title: str) -> None:
        with suppress(UserError):
            self.do(rename_section(self.view, self.at(place), title))

    @rule(place=places, parent=places, position=st.integers(-1, 9), top=st.booleans())
    def move(self, place: int, parent: int, position: int, top: bool) -> None:
        with suppress(UserError):
            self.do(move_section(self.view, self.at(place), "" if top else self.at(parent), position))

    @rule(place=places, how=st.integers(0, 3))
    def step(self, place: int, how: int) -> None:
        section = self.at(place)
        ways = (
            lambda: promote(self.view, section),
            lambda: demote(self.view, section),
            lambda: move_among_siblings(self.view, section, -1),
            lambda: move_among_siblings(self.view, section, 1),
        )
        with suppress(UserError):
            self.do(ways[how]())

    @precondition(lambda self: len(self.view.headings) > 3)
    @rule(place=places)
    def remove(self, place: int) -> None:
        self.do(remove_section(self.view, self.at(place)))

    @precondition(lambda self: bool(tray(self.view).sections))
    @rule(which=places)
    def restore(self, which: int) -> None:
        lying = tray(self.view).sections
        self.do(restore_section(self.view, lying[which % len(lying)].id))

    @rule(
        place=places, state=st.sampled_from([one for one in SectionState if one is not SectionState.REMOVED])
    )
    def mark(self, place: int, state: SectionState) -> None:
        self.do(set_section_state(self.view, self.at(place), state, "理由"))

    @rule(place=places, numbering=st.sampled_from(["", "none", "挑战 {n}", "附{N}"]), annex=st.booleans())
    def number(self, place: int, numbering: str, annex: bool) -> None:
        self.do(set_section_numbering(self.view, self.at(place), numbering, annex=annex))

    @rule(
        scheme=st.sampled_from(list(HEADING_SCHEMES)),
        table=st.sampled_from(CAPTION_PATTERNS["table"]),
        annex=st.sampled_from(CAPTION_PATTERNS["annex_table"]),
        case=st.sampled_from(CAPTION_PATTERNS["case"]),
    )
    def renumber(self, scheme: str, table: str, annex: str, case: str) -> None:
        self.do(set_numbering(self.view, Numbering(scheme, table, annex, case=case)))

    @rule(place=places, what=st.integers(0, 2))
    def write_cases(self, place: int, what: int) -> None:
        cases = self.workspace.archive.cases(self.view.report.id)
        if what == 0 or not cases:
            self.do(add_case(self.view, self.at(place), "案例"))
            return
        case = cases[place % len(cases)]
        one = case.id
        ways = (
            lambda: remove_case(self.view, one),
            lambda: place_case(self.view, one, self.at(place)),
        )
        self.do(ways[what - 1]())

    @rule(place=places, at=st.integers(0, 6), line=st.integers(0, 2), case=st.booleans())
    def insert_between(self, place: int, at: int, line: int, case: bool) -> None:
        section = self.at(place)
        at = min(at, len(parts_of(self.view, section)))
        if case:
            self.do(place_new(self.view, section, Place(at, line), add_case(self.view, section, "案例")))
        elif (edit := insert_passage(self.view, section, at)) is not None:
            self.do(edit)

    @rule(place=places, at=st.integers(0, 6), step=st.sampled_from((-1, 1)))
    def move_any_part(self, place: int, at: int, step: int) -> None:
        section = self.at(place)
        before = parts_of(self.view, section)
        written = sorted(self.view.plain_text(section).split())
        if (move := move_part(self.view, section, at, step)) is not None:
            self.do(move.edit)
            now = parts_of(self.view, section)
            assert sorted(names_of(now)) == sorted(names_of(before))
            assert type(now[move.at]) is type(before[at])
            assert sorted(self.view.plain_text(section).split()) == written

    @rule(place=places, count=st.integers(0, 3))
    def join_prose(self, place: int, count: int) -> None:
        passages = sum(isinstance(one, Passage) for one in parts_of(self.view, self.at(place)))
        if (edit := join_passage(self.view, self.at(place), min(count, passages - 1))) is not None:
            self.do(edit)

    @rule(place=places, table=places)
    def move_table(self, place: int, table: int) -> None:
        if self.view.tables:
            one = self.view.tables[table % len(self.view.tables)]
            self.do(place_table(self.view, one, self.at(place)))

    @rule(standard=st.sampled_from(["school-2022", "school-2023", "school-2024"]))
    def convert(self, standard: str) -> None:
        with suppress(UserError):
            self.do(conversion_edit(self.view, plan_conversion(self.view, standard)))

    @invariant()
    def everything_stands_in_the_outline_or_lies_in_the_tray(self) -> None:
        archive, report = self.workspace.archive, self.view.report.id
        sections = {one.id: one for one in archive.sections(report)}
        reached = {one.section.id for one in self.view.headings}
        waiting = [one.id for one in tray(self.view).sections]
        while waiting:
            here = waiting.pop()
            reached.add(here)
            waiting += [one.id for one in sections.values() if one.parent == here and one.id not in reached]
        assert reached == set(sections)
        for thing in (*archive.tables(report), *archive.cases(report)):
            assert thing.section == "" or thing.section in sections
        for key, _ in archive.all_of(Kind.TEXT):
            assert key[0] != report or key[1] in sections

    @invariant()
    def every_part_prints_once_and_captions_count_as_they_print(self) -> None:
        archive, report = self.workspace.archive, self.view.report.id
        for heading in self.view.headings:
            names = [one.id for one in heading.parts if not isinstance(one, Passage)]
            things = (*archive.tables(report), *archive.cases(report), *archive.figures(report))
            assert sorted(names) == sorted(one.id for one in things if one.section == heading.section.id)
            passages = [one for one in heading.parts if isinstance(one, Passage)]
            assert [one.count for one in passages] == list(range(len(passages)))
            assert [one.is_last for one in passages] == [False] * (len(passages) - 1) + [True]
            text = self.view.text(heading.section.id)
            assert (
                without_breaks(text)
                == "\n".join(part for one in passages if (part := passage_text(text, one)))
                or not text
            )

    @invariant()
    def no_heading_is_too_deep_and_chapters_count_from_one(self) -> None:
        headings = self.view.headings
        assert all(one.level <= MAX_LEVEL for one in headings)
        chapters = [one.chapter for one in headings if one.level == 1 and one.chapter]
        assert chapters == [str(count) for count in range(1, len(chapters) + 1)]


TestRandomOutlines = RandomOutlines.TestCase
TestRandomOutlines.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
