"""Real reports: each published outline is reached from its frame's standard by the edits of the desk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from examples import GOLDEN

from qdesk.actions.edit_cases import add_case, set_case
from qdesk.actions.edit_outline import (
    add_section,
    children,
    move_section,
    remove_section,
    rename_section,
    set_numbering,
    set_section_numbering,
    tray,
)
from qdesk.actions.export_word import export_word
from qdesk.actions.import_preview import preview_import
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.new_report import new_store, period_from
from qdesk.actions.table_settings import place_table, remove_table
from qdesk.actions.workspace import Workspace
from qdesk.model.edit import Edit, Kind
from qdesk.model.numbering import Numbering
from qdesk.model.report import UNNUMBERED, ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import Layout, Line
from qdesk.model.value import fold_text
from qdesk.recognition.labels import split_caption

pytestmark = pytest.mark.skipif(not GOLDEN.is_dir(), reason="the golden reports are not on this machine")


@dataclass(frozen=True)
class Frame:
    """A published report, the standard of its frame, and how it numbers."""

    name: str
    standard: str
    period: str
    numbering: Numbering


FRAMES = (
    Frame("wuhai-2020", "school-2016", "2019-2020", Numbering("decimal-point", table="表 {n} ")),
    Frame(
        "hanghou-2019",
        "school-2016",
        "2019",
        Numbering("decimal-point", table="表{n}：", case="案例{n}："),
    ),
    Frame(
        "bayannur-2024",
        "city-2024",
        "2024",
        Numbering(
            "decimal-point",
            table="表 {c}-{n} ",
            annex_table="表{n} ",
            figure="图 {c}-{n} ",
            case="案例 {c}-{n} ",
        ),
    ),
)
Node = dict[str, Any]


class Editor:
    """Edits a report until its outline is the published one, each step an edit of the desk."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    @property
    def view(self) -> ReportView:
        return self.workspace.view()

    def do(self, edit: Edit | None) -> None:
        if edit is not None:
            self.workspace.do(edit)

    def bring_about(self, nodes: list[Node], parent: str, spare: dict[str, str]) -> None:
        """The sections below `parent` as published: renamed, moved, added; what is over is removed."""
        for position, node in enumerate(nodes):
            known = spare.pop(fold_text(node["title"]), None)
            if known is None and position < len(children(self.view, parent)):
                # The section that stands here bears another title in this report.
                here = children(self.view, parent)[position]
                wanted = {fold_text(one["title"]) for one in nodes}
                if fold_text(here.title) not in wanted:
                    known = here.id
            if known is None:
                self.do(add_section(self.view, node["title"], parent, position))
                known = children(self.view, parent)[position].id
            self.do(move_section(self.view, known, parent, position))
            self.do(rename_section(self.view, known, node["title"]))
            own = "挑战 {n}" if node["number"].startswith("挑战") else ""
            self.do(set_section_numbering(self.view, known, own, annex=False))
            below = sections(node)
            self.bring_about(below, known, self.titles(known))
        for extra in children(self.view, parent)[len(nodes) :]:
            if not extra.annex:
                self.do(remove_section(self.view, extra.id))

    def titles(self, parent: str) -> dict[str, str]:
        """The sections below one by their folded titles."""
        return {fold_text(one.title): one.id for one in children(self.view, parent)}

    def at(self, number: str) -> str:
        return next(
            one.section.id for one in self.view.headings if one.number.rstrip(".") == number.rstrip(".")
        )


def sections(node: Node) -> list[Node]:
    """The headings below one: no cases, no headings that begin a paragraph, no annex tables."""
    found: list[Node] = []
    for one in node.get("children", []):
        number = one["number"]
        if (number and number[0].isdigit()) or number.startswith("挑战"):
            found.append(one)
    return found


def walked(nodes: list[Node]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        yield node["number"], node["title"]
        yield from walked(sections(node))


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(params=FRAMES, ids=lambda one: one.name)
def published(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Editor, Node, Frame]]:
    frame: Frame = request.param
    golden = json.loads((GOLDEN / f"{frame.name}.json").read_text(encoding="utf-8"))
    entities: list[Node] = golden["report"].get("entities") or []
    schools = [str(one["full"]) for one in entities]
    workspace = new_store(tmp_path / "a.qdesk", "某单位", frame.standard, period_from(frame.period), schools)
    yield Editor(workspace), golden, frame
    workspace.close()


def test_the_published_outline_is_reached_by_edits(
    published: tuple[Editor, Node, Frame], tmp_path: Path
) -> None:
    editor, golden, frame = published
    editor.do(set_numbering(editor.view, frame.numbering))
    chapters = [one for one in golden["outline"] if one["number"][0].isdigit()]
    editor.bring_about(chapters, "", editor.titles(""))
    view = editor.view
    reached = [(one.number, view.section_title(one)) for one in view.headings if not one.annex]
    assert reached == [(number, " ".join(title.split())) for number, title in walked(chapters)]
    shown = {one.section.id for one in view.headings}
    for section in tray(view).sections:
        assert section.id not in shown
    assert export_word(view, tmp_path / "a.docx").sections == len(view.headings)


def test_published_captions_are_printed(published: tuple[Editor, Node, Frame]) -> None:
    """Tables and cases at the published places print the published numbers."""
    editor, golden, frame = published
    editor.do(import_edit(preview_import(editor.view, GOLDEN / "workbooks" / f"{frame.name}-tidy.xlsx")))
    editor.do(set_numbering(editor.view, frame.numbering))
    chapters = [one for one in golden["outline"] if one["number"][0].isdigit()]
    editor.bring_about(chapters, "", editor.titles(""))
    kept: set[str] = set()
    for one in golden["tables"]:
        if not one["rows"]:  # a picture that its report captions as a table: another takes its place
            kept.add(stand_in(editor, one))
            continue
        table = fullest(editor, bare(split_caption(one["caption"])[1]))
        kept.add(table.id)
        if one["section"] != "附表":
            editor.do(place_table(editor.view, table, editor.at(one["section"])))
    for table in editor.view.tables:
        if table.id not in kept:
            editor.do(remove_table(editor.view, table))
    view = editor.view
    printed = [bare(view.caption_numbers[one.id].line(view.filled(one).caption)) for one in view.tables]
    assert printed == [bare(one["caption"]) for one in golden["tables"]]


def stand_in(editor: Editor, golden: Node) -> str:
    """A table of that caption with a row, at the published place; its id."""
    section = editor.at(golden["section"])
    used = [one for one in editor.workspace.archive.tables(editor.view.report.id) if one.section == section]
    layout = Layout("", split_caption(golden["caption"])[1], (Line("v"),), (Line("r", "（图）"),))
    made = ReportTable("stand-in", editor.view.report.id, section, len(used), replace(layout, id="stand-in"))
    editor.do(Edit("占位", (editor.workspace.archive.change(Kind.TABLE, (made.id,), made),)))
    return made.id


def fullest(editor: Editor, title: str) -> ReportTable:
    """Of the tables with that title the one that the workbook filled."""
    view = editor.view
    named = [
        one
        for one in editor.workspace.archive.tables(view.report.id)
        if bare(view.filled(one).caption) == title
    ]
    return max(named, key=lambda one: sum(bool(cell.text) for row in view.filled(one).body for cell in row))


def test_published_cases_print_their_numbers(published: tuple[Editor, Node, Frame]) -> None:
    editor, golden, frame = published
    editor.do(set_numbering(editor.view, frame.numbering))
    chapters = [one for one in golden["outline"] if one["number"][0].isdigit()]
    editor.bring_about(chapters, "", editor.titles(""))
    known: set[str] = set()
    for case in golden["cases"]:
        editor.do(add_case(editor.view, editor.at(case["section"]), case["title"]))
        (made,) = {one.id for one in editor.workspace.archive.cases(editor.view.report.id)} - known
        known.add(made)
        if case["caption"].startswith("【"):
            editor.do(set_case(editor.view, made, label=case["caption"]))
    view = editor.view
    lines = [view.caption_numbers[one.id].line(one.title) for head in view.headings for one in head.cases]
    wanted = [
        one["caption"] if one["title"] in one["caption"] else one["caption"] + one["title"]
        for one in golden["cases"]
    ]
    assert [bare(one) for one in lines] == [bare(one) for one in wanted]


def test_an_annex_without_number_keeps_its_own_count(published: tuple[Editor, Node, Frame]) -> None:
    editor, _, frame = published
    last = editor.view.headings[-1]
    if not last.annex:
        editor.do(add_section(editor.view, "附表", "", 99))
        made = editor.view.headings[-1].section.id
        editor.do(set_section_numbering(editor.view, made, UNNUMBERED, annex=True))
        editor.do(place_table(editor.view, editor.view.tables[0], made))
    editor.do(set_numbering(editor.view, replace(frame.numbering, annex_table="附表{n}：")))
    view = editor.view
    assert view.headings[-1].number == ""
    assert next(view.table_numbers[one.id] for one in view.headings[-1].tables) == "附表1"
