"""Names that a spreadsheet allows for its sheets."""

from __future__ import annotations

import re

LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = "history"


class SheetNames:
    """Hands out valid names, each once whatever its case."""

    def __init__(self) -> None:
        self._taken: set[str] = {_RESERVED}

    def name(self, wanted: str) -> str:
        """`wanted` without what a sheet's name must not hold, shortened and made unique."""
        plain = _FORBIDDEN.sub(" ", wanted).strip().strip("'").strip() or "表"
        found, count = plain[:LONGEST].rstrip(), 1
        while found.lower() in self._taken:
            count += 1
            ending = f" ({count})"
            found = plain[: LONGEST - len(ending)].rstrip() + ending
        self._taken.add(found.lower())
        return found
