"""Blocks of cells as tabbed text on the clipboard, the way spreadsheets write and read them."""

from __future__ import annotations

from collections.abc import Sequence

Block = list[list[str]]


def parse_block(text: str) -> Block:
    """A clipboard text as rows of cells; quoted cells may hold line breaks, as Excel writes them."""
    rows: Block = [[]]
    cell, quoted, at = "", False, 0
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    while at < len(text):
        sign = text[at]
        if quoted:
            if sign == '"' and text[at + 1 : at + 2] == '"':
                cell, at = cell + '"', at + 1
            elif sign == '"':
                quoted = False
            else:
                cell += sign
        elif sign == '"' and not cell:
            quoted = True
        elif sign == "\t":
            rows[-1].append(cell)
            cell = ""
        elif sign == "\n":
            rows[-1].append(cell)
            cell = ""
            rows.append([])
        else:
            cell += sign
        at += 1
    rows[-1].append(cell)
    return rows if text else []


def tabbed(rows: Sequence[Sequence[str | None]]) -> str:
    """Rows of cells as a clipboard text; what a merged cell covers (None) is empty."""
    return "\n".join("\t".join(_quoted(cell or "") for cell in row) for row in rows)


def _quoted(text: str) -> str:
    """A cell that holds line breaks or tabs stands in quotation marks."""
    return '"' + text.replace('"', '""') + '"' if "\n" in text or "\t" in text else text
