"""Sentences follow the numbers that they mention: where a table moves, 见表 1-2 becomes 见表 2-1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from qdesk.model.case import Case
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.figure import Figure
from qdesk.model.mention import MENTION
from qdesk.model.numbering import CaptionNumber
from qdesk.model.prose import ProseParagraph, Span, read_prose, write_prose
from qdesk.model.report import Report, ReportTable, Section
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text


@dataclass(frozen=True, slots=True)
class Renumbered:
    """What sentences call captions → their numbers now and to be, None for what goes; and what comes back."""

    told: Mapping[str, tuple[CaptionNumber, CaptionNumber | None]]
    back: frozenset[str]


def with_mentions(view: ReportView, edit: Edit) -> Edit:
    """The edit together with the texts of the report that mention what it numbers otherwise.

    Texts that the edit writes itself stay as they are, except those that it only takes elsewhere.
    """
    if not any(_may_renumber(change) for change in edit.changes):
        return edit
    texts = dict(_texts(view))
    if not any(MENTION.search(text) for text in texts.values()):
        return edit
    renumbered = _renumbered(view, edit)
    if not (renumbered.told or renumbered.back):
        return edit
    known = set(texts.values())
    changes = [_followed(change, renumbered, known) for change in edit.changes]
    own = {(change.kind, change.key) for change in edit.changes}
    for (kind, key), text in texts.items():
        told = renamed(text, renumbered)
        if told != text and (kind, key) not in own:
            thing = view.archive.get(kind, key)
            changes.append(view.archive.change(kind, key, _with_text(thing, told)))
    return replace(edit, changes=tuple(changes))


def renamed(text: str, renumbered: Renumbered) -> str:
    """A stored text in which every mention says the new number; the text itself where there is none."""
    if not MENTION.search(text):
        return text
    found = [_paragraph(one, renumbered) for one in read_prose(text)]
    return text if found == list(read_prose(text)) else write_prose(found)


def _may_renumber(change: FieldChange) -> bool:
    """Whether a change can give any caption another number."""
    before, after = change.before, change.after
    match before, after:
        case ReportTable(), ReportTable():
            return (before.section, before.position) != (after.section, after.position)
        case Case(), Case():
            return (before.section, before.position) != (after.section, after.position)
        case Figure(), Figure():
            return replace(before, title=after.title) != after
        case Section(), Section():
            return replace(before, title=after.title) != after
        case Report(), Report():
            return before.numbering != after.numbering
        case _:
            emptied = change.kind is Kind.RECORDS and bool(before) != bool(after)
            return emptied or isinstance(before or after, ReportTable | Case | Figure | Section)


def _texts(view: ReportView) -> Iterator[tuple[tuple[Kind, tuple[str, ...]], str]]:
    """The prose of sections and cases."""
    archive, report = view.archive, view.report.id
    for key, text in archive.all_of(Kind.TEXT):
        if key[0] == report and isinstance(text, str):
            yield (Kind.TEXT, key), text
    for case in archive.cases(report):
        yield (Kind.CASE, (case.id,)), case.text


def _renumbered(view: ReportView, edit: Edit) -> Renumbered:
    archive = view.archive.copy()
    archive.apply(edit)
    report = archive.get(Kind.REPORT, (view.report.id,))
    before = view.caption_numbers
    after = ReportView(archive, report).caption_numbers if isinstance(report, Report) else before
    told: dict[str, tuple[CaptionNumber, CaptionNumber | None]] = {}
    for name, old in before.items():
        new = after.get(name)
        if old.number and (new is None or new.text != old.text):
            told[fold_text(old.text)] = (old, new)
    return Renumbered(told, frozenset(fold_text(after[name].text) for name in after.keys() - before.keys()))


def _followed(change: FieldChange, renumbered: Renumbered, known: set[str]) -> FieldChange:
    after = change.after
    text = after.text if isinstance(after, Case) else after if change.kind is Kind.TEXT else None
    if not isinstance(text, str) or text not in known:
        return change
    return replace(change, after=_with_text(after, renamed(text, renumbered)))


def _with_text(thing: object, text: str) -> object:
    return replace(thing, text=text) if isinstance(thing, Case) else text


def _paragraph(paragraph: ProseParagraph, renumbered: Renumbered) -> ProseParagraph:
    spans = tuple(one for span in paragraph.spans for one in _spans(span, renumbered))
    return replace(paragraph, spans=spans)


def _spans(span: Span, renumbered: Renumbered) -> Iterator[Span]:
    """The span with the new numbers; what it mentions and is gone waits for a decision, till it is back."""
    if span.is_open:
        yield replace(span, is_open=fold_text(span.text) not in renumbered.back)
        return
    if span.link is not None:
        yield span
        return
    said, start = "", 0
    for match in MENTION.finditer(span.text):
        found = renumbered.told.get(fold_text(match[0]))
        if found is None:
            continue
        old, new = found
        said, start = said + span.text[start : match.start()], match.end()
        if new is None:
            yield from _written(span, said)
            said = ""
            yield replace(span, text=match[0], is_open=True)
        else:
            said += _told(match[0], old, new)
    yield from _written(span, said + span.text[start:])


def _written(span: Span, text: str) -> Iterator[Span]:
    if text:
        yield replace(span, text=text)


def _told(said: str, old: CaptionNumber, new: CaptionNumber) -> str:
    same = old.label == new.label and old.number in said
    return said.replace(old.number, new.number) if same else new.text
