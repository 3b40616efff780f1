"""What Qt's clipboard offers of a block of cells."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

from qdesk.actions.clipboard import pasted_block, pasted_text

_XML = "XML Spreadsheet"
"""How Excel and WPS call it on Windows; Qt puts words of its own around the name."""


def clipboard_block(data: QMimeData | None) -> list[list[str | None]]:
    """What the clipboard holds as rows of cells."""
    return pasted_block(*_offers(data)) if data is not None else []


def clipboard_text(data: QMimeData | None) -> str:
    """The same as one text, cells parted by tabs."""
    return pasted_text(*_offers(data)) if data is not None else ""


def _offers(data: QMimeData) -> tuple[str, str, bytes]:
    xml = next((one for one in data.formats() if _XML in one), "")
    text = data.text() if data.hasFormat("text/plain") else ""
    return text, data.html() if data.hasHtml() else "", bytes(data.data(xml).data()) if xml else b""
