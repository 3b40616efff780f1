"""What an import would do: every table, value and doubt of a file, before anything is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from qdesk.actions.import_arithmetic import proved_fractions
from qdesk.actions.import_doubts import add_doubts
from qdesk.actions.import_memory import remembered_marks
from qdesk.actions.import_texts import preview_texts
from qdesk.actions.imported import ImportedTable, ImportedValue, ImportPreview, Purpose, Verdict
from qdesk.actions.read_source import read_pasted, read_whole
from qdesk.actions.scattered import scatter
from qdesk.errors import UserError
from qdesk.model.axis import leaves
from qdesk.model.edit import Kind
from qdesk.model.entity import Entity, Level, Member
from qdesk.model.observation import Key, Observation
from qdesk.model.period import Period, PeriodKind
from qdesk.model.register import Record
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.value import MISSING, Gap, Value, fold_text, plain_text
from qdesk.recognition.causes import Cause
from qdesk.recognition.grid import Grid
from qdesk.recognition.labels import find_period, is_relative, split_caption, without_unit
from qdesk.recognition.marks import Mark, Marks, Says
from qdesk.recognition.proposal import FileContext, FileProposal, ReadValue
from qdesk.recognition.propose import propose
from qdesk.recognition.report_text import TextBlock
from qdesk.recognition.school_names import school_key


def preview_import(
    view: ReportView,
    path: Path,
    period: Period | None = None,
    progress: Callable[[str], None] = lambda _: None,
    *,
    purpose: Purpose = Purpose.TAKE,
) -> ImportPreview:
    """Read and understand a file against a report; nothing is changed.

    `period` is what the file calls the current one; without it the latest that it names.
    Raises UserError for a file that cannot be read or holds nothing recognisable.
    """
    source = read_whole(path, progress)
    return preview_grids(view, path, source.grids, period, progress, source.text, purpose=purpose)


def preview_pasted(
    view: ReportView, text: str, progress: Callable[[str], None] = lambda _: None
) -> ImportPreview:
    """The same for a block of text from the clipboard."""
    return preview_grids(view, Path("剪贴板"), read_pasted(text), None, progress)


def preview_grids(
    view: ReportView,
    path: Path,
    grids: Sequence[Grid],
    period: Period | None = None,
    progress: Callable[[str], None] = lambda _: None,
    text: Sequence[TextBlock] = (),
    *,
    purpose: Purpose = Purpose.TAKE,
) -> ImportPreview:
    """The same for sheets that have been read already; what the store remembers of such files is used."""
    marks = remembered_marks(view.archive, grids)
    empty = ImportPreview(path, FileProposal([], 0), [], view, grids, marks, period, purpose=purpose)
    preview = _preview(empty, progress)
    preview.remembered = len(marks)
    preview.texts = preview_texts(view, text, _named_year(preview.proposal))
    place_by_captions(preview)
    if preview.texts.sections or (preview.as_printed and any(block.text.strip() for block in text)):
        return preview
    if not preview.tables and not any(grid.cells for grid in grids):
        raise UserError("文件里没有内容，没有认出表", path.name, "请检查是否选对了文件")
    if not preview.tables and not any(sheet.left_out for sheet in preview.proposal.sheets):
        raise UserError("没有认出表", path.name, "请检查文件：每张表要有表题、年度和行列标题")
    return preview


def _named_year(proposal: FileProposal) -> int | None:
    return proposal.current_year if proposal.year_named else None


def understood_again(
    preview: ImportPreview, marks: Marks | None = None, period: Period | None = None
) -> ImportPreview:
    """The same file with other marks or another current period; choices made so far are kept."""
    fresh = ImportPreview(
        preview.path,
        preview.proposal,
        [],
        preview.view,
        preview.grids,
        preview.marks if marks is None else marks,
        period or preview.period,
        preview.remembered,
    )
    fresh.texts = preview.texts
    _preview(fresh, lambda _: None)
    place_by_captions(fresh)
    before = {(table.sheet, one.read.cell): one for table in preview.tables for one in table.values}
    for table in fresh.tables:
        for one in table.values:
            earlier = before.get((table.sheet, one.read.cell))
            if earlier and (earlier.key, earlier.read.value, earlier.read.doubt) == (
                one.key,
                one.read.value,
                one.read.doubt,
            ):
                one.taken = earlier.taken
    return fresh


def _preview(preview: ImportPreview, progress: Callable[[str], None]) -> ImportPreview:
    """Understand the file, and again where its own numbers prove what was doubtful."""
    _understand(preview, preview.marks, progress)
    proved = [one for one in proved_fractions(preview.tables) if not _is_marked(preview.marks, one)]
    if proved:
        _understand(preview, Marks([*preview.marks, *proved]), progress)
    return preview


def _is_marked(marks: Marks, mark: Mark) -> bool:
    return marks.of_sheet(mark.sheet).cell(mark.row, mark.column) is not None


def _understand(preview: ImportPreview, marks: Marks, progress: Callable[[str], None]) -> None:
    view = preview.view
    hinted = find_period(preview.path.stem)
    context = replace(
        _context(view, preview.period, marks),
        as_printed=preview.as_printed,
        take_all=preview.is_form,
        doubts_year=preview.name_period is not None,
        hinted_year=hinted.year if hinted and not is_relative(hinted) else None,
    )
    preview.proposal = propose(preview.grids, context, view.report.period.year, progress)
    preview.tables = _place_tables(view, preview.proposal)
    if not preview.as_printed and not preview.is_form:
        scatter(view, preview.tables, preview.proposal.current_year)
    for table in preview.tables:
        for read in table.proposal.values:
            table.values.append(_weigh(preview, read))
    for table in preview.tables:
        _weigh_records(view, table)
    add_doubts(preview.tables, view, marks, _year_doubt(preview))
    for table in preview.tables:
        for one in table.values:
            if one.verdict is Verdict.SAME and one.stored is not None and one.stored != MISSING:
                # What is stored says the same: there is nothing left to ask.
                one.read.doubt, one.read.cause = "", Cause.CELL
            if one.read.doubt or one.verdict is Verdict.CONFLICT:
                one.taken = False


def _year_doubt(preview: ImportPreview) -> str:
    if preview.name_period is not None and preview.period is not None:
        named, said = preview.name_period.title, preview.period.title
        return f"文件名写的是 {named}，您说的是 {said}；表里没有写年度"
    return f"没有写年度，暂按 {preview.view.report.period.title} 读取"


def _context(view: ReportView, period: Period | None, marks: Marks) -> FileContext:
    archive = view.archive
    members = {
        (one.breakdown, fold_text(name)): one.id
        for _, one in archive.all_of(Kind.MEMBER)
        if isinstance(one, Member)
        for name in (one.name, *one.aliases)
    }
    schools = [one for one in archive.entities if one.parent]
    own = archive.get(Kind.ENTITY, (view.report.entity,))
    return FileContext(
        archive.catalogue,
        tuple(table.layout for table in view.tables),
        members,
        {school_key(name): one.id for one in schools for name in (one.name, *one.aliases)},
        period.year if period else None,
        over_schools=view.report.level is Level.CITY,
        headings=tuple(view.section_title(one) for one in view.headings),
        by_calendar=view.report.period.kind is PeriodKind.CALENDAR,
        marks=marks,
        own_names=(own.name, *own.aliases) if isinstance(own, Entity) else (),
    )


def _place_tables(view: ReportView, proposal: FileProposal) -> list[ImportedTable]:
    """A table without its like in the report goes to the section of the one before it."""
    placed: list[ImportedTable] = []
    section = view.headings[0].section.id if view.headings else ""
    for found in proposal.tables:
        target = view.table(found.match.layout.id) if found.match else None
        said = found.understood.region.marks.table(Says.SECTION)
        if target is not None:
            section = target.section
        elif said is not None and view.heading(said.value) is not None:
            section = said.value
        placed.append(ImportedTable(found, target, section))
    return placed


def place_by_captions(preview: ImportPreview) -> None:
    """New tables of a document go to the section under whose heading their captions stand."""
    under = {
        _bare(" ".join(split_caption(without_unit(caption)))): one.section
        for one in preview.texts.sections
        if one.sure and one.section
        for caption in one.found.tables
    }
    for table in preview.tables:
        said = table.proposal.understood.region.marks.table(Says.SECTION)
        if table.target is None and said is None:
            table.section = under.get(_bare(table.title), table.section)


def _bare(text: str) -> str:
    return "".join(fold_text(text).split())


def _weigh(preview: ImportPreview, read: ReadValue) -> ImportedValue:
    view = preview.view
    if read.computed:
        return ImportedValue(read, None, Verdict.COMPUTED)
    if read.at is None:
        return ImportedValue(read, None, Verdict.NEW)  # a field of a register, kept with its record
    key = _key(view, preview.proposal.current_year, read)
    stored = view.archive.observation(key)
    if stored is None:
        verdict = Verdict.SAME if read.value == MISSING else Verdict.NEW
        return ImportedValue(read, key, verdict)
    source = stored.chosen.source.place
    if _same(stored.value, read.value):
        return ImportedValue(read, key, Verdict.SAME, stored.value, source)
    if isinstance(read.value, Gap):
        # An empty cell in a file is no reason to forget a number.
        return ImportedValue(read, key, Verdict.SAME, stored.value, source, taken=False)
    if isinstance(stored.value, Gap):
        return ImportedValue(read, key, Verdict.NEW, stored.value, source)
    verdict = Verdict.CHANGED if _is_of_file(stored, preview.path) else Verdict.CONFLICT
    return ImportedValue(read, key, verdict, stored.value, source)


def _weigh_records(view: ReportView, table: ImportedTable) -> None:
    """A register that has records already is contradicted as a whole, or says the same."""
    stored = view.archive.records(table.target.id) if table.target else ()
    if not table.is_register or not stored:
        return
    found = [told_fields(one, table.target) for one in table.proposal.records]
    same = found == [told_fields(one, table.target) for one in stored]
    for one in table.values:
        if one.verdict is Verdict.NEW:
            one.verdict = Verdict.SAME if same else Verdict.CONFLICT


def told_fields(record: Record, target: ReportTable | None) -> dict[str, Value | None]:
    """The fields of a record that the report's register has and that say something."""
    known = {leaf.line.id for leaf in leaves(target.layout.columns)} if target else set[str]()
    return {name: value for name, value in record.fields.items() if name in known and value != MISSING}


def _is_of_file(stored: Observation, path: Path) -> bool:
    source = stored.chosen.source
    return source.kind == "imported" and source.place.split(" › ")[0] == path.name


def _same(stored: Value, read: Value) -> bool:
    if isinstance(stored, Decimal) and isinstance(read, Decimal):
        return stored == read
    return plain_text(stored) == plain_text(read)


def _key(view: ReportView, year: int, read: ReadValue) -> Key:
    indicator_id = (read.at.indicator if read.at else None) or ""
    indicator = view.archive.catalogue.get(indicator_id)
    if indicator is not None and indicator.timeless:
        period = ""
    else:
        kind = indicator.period_kind if indicator else None
        period = Period(kind or view.report.period.kind, year + read.offset).code
    return Key(read.entity or view.report.entity, indicator_id, read.member, period)
