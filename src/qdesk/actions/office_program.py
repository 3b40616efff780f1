"""The word processor of this machine."""

from __future__ import annotations

from qdesk.files.office import word_processor

_PRINTING = ("Word", "WPS")


def office_program() -> str:
    """The one that would be asked for pages: Word, WPS, LibreOffice; "" for none."""
    return word_processor()


def printing_program() -> str:
    """The one that can be asked to print: Word or WPS; "" for none."""
    program = office_program()
    return program if program in _PRINTING else ""
