"""The page of every heading and caption, counted by arithmetic before any word processor is asked."""

from __future__ import annotations

from qdesk.document.blocks import Document
from qdesk.document.style import DocumentStyle
from qdesk.pages.paginate import paginate
from qdesk.pages.strips import body_strips


def page_numbers(document: Document, style: DocumentStyle) -> dict[str, int]:
    """Return the printed page number of every bookmark of a heading or caption in the body.

    Exact where a word processor follows the rules of docs/dev/page-numbers.md; a proposal elsewhere.
    """
    strips = body_strips(document, style)
    starts = paginate(strips, style.page)
    return {strip.bookmark: page for strip, page in zip(strips, starts, strict=True) if strip.bookmark}
