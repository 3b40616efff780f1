"""The word processor of this machine."""

from __future__ import annotations

from qdesk.files.office import word_processor


def office_program() -> str:
    """The one that would be asked for pages: Word, WPS, LibreOffice; "" for none."""
    return word_processor()
