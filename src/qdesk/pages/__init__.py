"""Printed pages: where everything stands, counted by arithmetic before any word processor is asked."""

from __future__ import annotations

from qdesk.document.blocks import Document
from qdesk.document.style import DocumentStyle
from qdesk.pages.layout import lay_out


def page_numbers(document: Document, style: DocumentStyle) -> dict[str, int]:
    """Return the printed page number of every bookmark of a heading or caption in the body.

    Exact where a word processor follows the rules of docs/dev/page-numbers.md; a proposal elsewhere.
    """
    return dict(lay_out(document, style).numbers)
