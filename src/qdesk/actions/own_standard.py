"""A report's own outline and tables as a standard from which further reports begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO
from uuid import uuid4

import tomli_w

from qdesk.actions.library import forget_library, library
from qdesk.actions.roll_year import lasting_cells
from qdesk.definitions.write_templates import indicators_form, standard_form, tables_form, template_path
from qdesk.errors import UserError
from qdesk.files.write_whole import write_whole
from qdesk.model.front_page import FrontPage
from qdesk.model.indicator import Catalogue, Indicator
from qdesk.model.line_tree import Lines
from qdesk.model.outline import Heading
from qdesk.model.report_view import ReportView
from qdesk.model.standard import DEFAULT, MAX_NAME, FrontItem, Standard, StandardSection
from qdesk.model.table_layout import Layout, Line, walk
from qdesk.places import own_templates_dir

OWN_INDICATORS = "own"
"""The file of the indicators that the user's own standards show."""


def save_standard(view: ReportView, name: str) -> Standard:
    """Keep the open report's outline, tables and indicators as a standard of the user's own.

    Values and texts are not taken along; the guidance is that of the standard it came from.
    Raises UserError for a name that is empty or taken, and where the files cannot be written.
    """
    plain = " ".join(name.split())
    if not plain:
        raise UserError("没有写名称", remedy="请给自己的编写规范起一个名称")
    if len(plain) > MAX_NAME:
        raise UserError(f"名称太长（{len(plain)} 字）", remedy=f"请不要超过 {MAX_NAME} 字")
    if any(one.name == plain for one in library().standards):
        raise UserError(f"已经有叫“{plain}”的编写规范", remedy="请换一个名称")
    base = next((one for one in library().standards if one.id == view.report.standard), None)
    tables = {table.id: f"t{at}" for at, table in enumerate(view.tables, 1)}
    report = view.report
    standard = Standard(
        id=f"{report.level.value}-{base.year if base else report.period.year}-own-{uuid4().hex[:6]}",
        name=plain,
        level=report.level,
        year=base.year if base else report.period.year,
        source=f"自定；由“{base.name}”改成" if base else "自定",
        state=DEFAULT,
        outline=_outline(view, base, tables),
        breakdowns=base.breakdowns if base else (),
        numbering=report.numbering,
        front_matter=tuple(_front_item(one, base) for one in view.archive.front_pages(report.id)),
        entered=base.entered if base else frozenset(),
        case_length=base.case_length if base else None,
    )
    layouts = [replace(_lasting(table.layout), id=tables[table.id]) for table in view.tables]
    folder = own_templates_dir()
    indicators = {one.id: one for one in _own_indicators(folder)}
    indicators |= {one.id: one for one in _new_indicators(view, layouts)}
    texts = (
        ("indicators", OWN_INDICATORS, indicators_form(indicators.values())),
        ("tables", standard.id, tables_form(layouts)),
        ("standards", standard.id, standard_form(standard, standard.id)),
    )
    _write_together(
        {
            template_path(folder, kind, file_name): tomli_w.dumps(form, multiline_strings=True)
            for kind, file_name, form in texts
        },
        standard.id,
    )
    return library().standard(standard.id)


def _write_together(texts: dict[Path, str], standard_id: str) -> None:
    """Write the files of a standard; where one or the whole fails, none is changed."""
    before = {path: path.read_bytes() if path.is_file() else None for path in texts}
    try:
        for path, text in texts.items():
            write_template(path, text)
        forget_library()
        if not any(one.id == standard_id for one in library().standards):
            wrong = next((one for one in library().problems if standard_id in one.where), None)
            raise wrong or UserError("编写规范没有存成", remedy="请检查提纲和数据表后再试")
    except UserError:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
        forget_library()
        raise


def write_template(path: Path, text: str) -> None:
    """Write a template of the user's own whole or not at all; UserError where it cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("建不了存放编写规范的文件夹", str(path.parent), "请检查磁盘空间和权限") from error

    def put(file: IO[bytes]) -> None:
        file.write(text.encode("utf-8"))

    write_whole(path, put, "编辑器")


def _outline(view: ReportView, base: Standard | None, tables: dict[str, str]) -> tuple[StandardSection, ...]:
    """The headings as nested sections, with the guidance of the sections that they came from."""
    below: dict[str, list[Heading]] = {}
    for heading in view.headings:
        below.setdefault(heading.section.parent, []).append(heading)

    origins = Counter(one.section.origin for one in view.headings)

    def sections(parent: str) -> Iterator[StandardSection]:
        for heading in below.get(parent, []):
            known = base.section(heading.section.origin) if base and heading.section.origin else None
            same = known is not None and known.title == heading.section.title
            yield StandardSection(
                id=origin
                if origins[origin := heading.section.origin] == 1 and origin
                else heading.section.id,
                title=heading.section.title,
                guidance=known.guidance if known else "",
                length=known.length if known else None,
                tables=tuple(tables[one.id] for one in heading.tables if one.id in tables),
                children=tuple(sections(heading.section.id)),
                state=known.state if known and same else DEFAULT,
                cases=known.cases if known else 0,
                numbering=heading.section.numbering,
                annex=heading.section.annex,
            )

    return tuple(sections(""))


def _front_item(page: FrontPage, base: Standard | None) -> FrontItem:
    """A page as it is switched and worded; what was filled in on it stays with the report."""
    known = next((one for one in base.front_matter if one.id == page.id), None) if base else None
    return FrontItem(
        id=page.id,
        name=page.name,
        on=page.shown,
        fields=tuple(page.fields),
        text=known.text if known else "",
        guidance=known.guidance if known else "",
        length=known.length if known else None,
        state=known.state if known else DEFAULT,
    )


def _lasting(layout: Layout) -> Layout:
    """What of a table holds for any school and year: lines of schools are made anew in each city."""
    return replace(
        layout,
        rows=_generated_schools(layout.rows),
        columns=_generated_schools(layout.columns),
        cells=lasting_cells(layout),
    )


def _generated_schools(lines: Lines) -> Lines:
    done: list[Line] = []
    for line in lines:
        if line.at.entity is None:
            done.append(replace(line, lines=_generated_schools(line.lines)))
        elif not any(one.entities for one in done):
            at = line.at._replace(entity=None)
            done.append(replace(line, id="schools", label="", at=at, entities=True, serial=None))
    return tuple(done)


def _new_indicators(view: ReportView, layouts: list[Layout]) -> Iterator[Indicator]:
    """The indicators that the tables show or compute with and that no template has yet."""
    return _needed(layouts, view.archive.catalogue, lambda one: one not in library().catalogue)


def own_indicators(layouts: Sequence[Layout]) -> Iterator[Indicator]:
    """The indicators that tables of a template need and that did not come with the program."""
    return _needed(layouts, library().catalogue, lambda one: one not in library().shipped)


def _needed(
    layouts: Sequence[Layout], known: Catalogue, wanted: Callable[[str], bool]
) -> Iterator[Indicator]:
    """Wanted indicators that tables show, and those that their formulas and weights name."""
    waiting = {
        indicator
        for layout in layouts
        for line in (*walk(layout.rows), *walk(layout.columns))
        if (indicator := line.at.indicator)
    } | {layout.at.indicator for layout in layouts if layout.at.indicator}
    done: set[str] = set()
    while waiting:
        found = known.get(one := waiting.pop())
        done.add(one)
        if found is None or not wanted(one):
            continue
        yield found
        named = (
            {reference.indicator for reference in found.formula.references()} if found.formula else set[str]()
        )
        waiting |= (named | {name for name in (found.against, found.weight) if name}) - done


def _own_indicators(folder: Path) -> Iterator[Indicator]:
    """Those that were saved with earlier standards of the user's own."""
    mine = {one.id for one in library().catalogue} - library().shipped
    return (one for one in library().catalogue if one.id in mine and folder.is_dir())
