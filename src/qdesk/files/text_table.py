"""Tables in plain text: .csv files and pasted blocks, in any encoding that offices use."""

from __future__ import annotations

import csv
import io
from pathlib import Path

_SEPARATORS = ("\t", ",", ";", "|")
_MOST_ROWS = 100_000
_BYTES_FOR_GUESS = 200_000


def decoded(content: bytes) -> str | None:
    """The text of a file: UTF-8, UTF-16 or GB18030; None for what is no text."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _decoded(content, name)
    if b"\x00" in content[:_BYTES_FOR_GUESS]:
        return _wide(content)
    return _decoded(content, "utf-8") or _decoded(content, "gb18030")


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: the zeros of digits and separators stand on one side only."""
    head = content[:_BYTES_FOR_GUESS]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even == odd:
        return None
    text = _decoded(content, "utf-16-le" if odd > even else "utf-16-be")
    return text if text and "\x00" not in text else None


def _decoded(content: bytes, name: str) -> str | None:
    try:
        text = content.decode(name)
    except UnicodeError:
        return None
    strange = sum(ord(one) < 32 and one not in "\t\r\n" for one in text[:_BYTES_FOR_GUESS])
    return None if strange else text


def separator_of(text: str) -> str:
    """What parts the columns: the sign that stands equally often in most lines; "" if none does."""
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    best, score = "", 0.0
    for sign in _SEPARATORS:
        counts = [line.count(sign) for line in lines]
        usual = max(set(counts) - {0}, key=counts.count, default=0)
        share = counts.count(usual) / len(lines) if usual else 0.0
        if len(lines) > 1 and share >= 0.5 and share > score:
            best, score = sign, share
    return best


def rows_of(text: str) -> list[list[str]]:
    """The rows of a table in text; quoted fields may hold separators and line breaks."""
    sign = separator_of(text)
    if not sign:
        return [[line] for line in text.splitlines()[:_MOST_ROWS]]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) >= _MOST_ROWS:
                break
    except csv.Error:  # a field longer than any cell
        return rows
    return rows


def text_of(path: Path) -> str | None:
    """The text of a file, or None if it is none; raises OSError."""
    return decoded(path.read_bytes())
