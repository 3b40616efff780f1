"""Prose as blocks: paragraphs, lists and sub-headings, with its numbers and its mentions filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from qdesk.document.blocks import Block, ListItem, Paragraph, ParagraphRole, Run
from qdesk.document.mentions import mention_runs
from qdesk.model.prose import Link, ParagraphKind, ProseParagraph, links_of, passages, read_prose, write_link
from qdesk.model.report_view import ReportView
from qdesk.model.section_parts import Passage, passage_text

_LISTS = (ParagraphKind.BULLET, ParagraphKind.ORDERED)


def passage_blocks(view: ReportView, text: str, passage: Passage, owner: str) -> Iterator[Block]:
    """The blocks of one passage of a section's text; its linked numbers are counted over the whole text."""
    before = sum(len(links_of(one)) for one in passages(text)[: passage.count])
    yield from prose_blocks(view, passage_text(text, passage), owner, first_link=before)


def prose_blocks(
    view: ReportView, text: str, owner: str, role: ParagraphRole = "body", *, first_link: int = 0
) -> Iterator[Block]:
    """A block for each paragraph that says anything; mentions of tables and figures lead to them.

    `owner` is the id of the section or case: the marks of its linked numbers are made of it, counted from
    `first_link`.
    """
    if not text.strip():
        return
    maker = _Maker(view, owner, view.caption_names, first_link)
    for paragraph in read_prose(text):
        runs = maker.runs(paragraph)
        if not "".join(run.text for run in runs).strip():
            continue
        if paragraph.kind in _LISTS:
            yield ListItem(runs, ordered=paragraph.kind is ParagraphKind.ORDERED)
        else:
            heads = paragraph.kind is ParagraphKind.HEADING
            yield Paragraph(runs, "subheading" if heads else role)


def link_mark(owner: str, link: Link, count: int) -> str:
    """The mark of the count-th linked number (from 0) of a section or case."""
    return f"{owner}#{count}{write_link(link)}"


class _Maker:
    """Turns the spans of one text into runs; linked numbers are counted over the whole text."""

    def __init__(self, view: ReportView, owner: str, names: Mapping[str, str], first_link: int) -> None:
        self._view, self._owner, self._names = view, owner, names
        self._links = first_link

    def runs(self, paragraph: ProseParagraph) -> tuple[Run, ...]:
        """The runs of a paragraph without blanks at its ends."""
        runs: list[Run] = []
        for span in paragraph.spans:
            if span.link is not None:
                mark = link_mark(self._owner, span.link, self._links)
                self._links += 1
                runs.append(Run(self._view.number(span.link).text, bold=span.bold, mark=mark))
            else:
                # What waits for a decision leads nowhere: the table that it named may be gone.
                found = mention_runs(span.text, {} if span.is_open else self._names)
                runs += [replace(one, bold=True) for one in found] if span.bold else found
        return _stripped(runs)


def _stripped(runs: list[Run]) -> tuple[Run, ...]:
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(one for one in runs if one.text) or (Run(""),)
