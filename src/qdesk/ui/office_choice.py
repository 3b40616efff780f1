"""What the word processor of this machine is asked for; it is unless the user switched it off."""

from __future__ import annotations

from qdesk.ui.settings import keep_number, kept_number

_PAGES = "export/office_pages"
_PDF = "export/office_pdf"
_PRINT = "export/office_print"


def uses_office_pages() -> bool:
    """Whether it is asked for the page numbers of a Word document."""
    return bool(kept_number(_PAGES, 1))


def uses_office_pdf() -> bool:
    """Whether it makes the PDF."""
    return bool(kept_number(_PDF, 1))


def uses_office_print() -> bool:
    """Whether it prints."""
    return bool(kept_number(_PRINT, 1))


def use_office_pages(wanted: bool) -> None:  # noqa: FBT001 - what a switch of a menu tells
    """Keep whether it is asked for the page numbers."""
    keep_number(_PAGES, int(wanted))


def use_office_pdf(wanted: bool) -> None:  # noqa: FBT001 - what a switch of a menu tells
    """Keep whether it makes the PDF."""
    keep_number(_PDF, int(wanted))


def use_office_print(wanted: bool) -> None:  # noqa: FBT001 - what a switch of a menu tells
    """Keep whether it prints."""
    keep_number(_PRINT, int(wanted))
