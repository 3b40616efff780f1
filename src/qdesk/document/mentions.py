"""Mentions of tables, figures and cases in prose (见表 1-2): links to what they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qdesk.document.blocks import Run
from qdesk.model.mention import MENTION
from qdesk.model.value import fold_text


def mention_runs(text: str, names: Mapping[str, str]) -> tuple[Run, ...]:
    """The runs of a text in which whatever names a caption of this report leads to it."""
    return tuple(_runs(text, names))


def _runs(text: str, names: Mapping[str, str]) -> Iterator[Run]:
    start = 0
    for match in MENTION.finditer(text):
        found = names.get(fold_text(match.group()))
        if found is None:
            continue
        if match.start() > start:
            yield Run(text[start : match.start()])
        yield Run(match.group(), reference=found)
        start = match.end()
    if start < len(text) or not text:
        yield Run(text[start:])
