"""Two texts as HTML with what differs in them marked."""

from __future__ import annotations

from difflib import SequenceMatcher
from html import escape

from qdesk.ui.style import color


def marked_difference(before: str, after: str) -> tuple[str, str]:
    """Both texts as HTML: what went is struck out, what came is bold."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    kept: list[str] = []
    new: list[str] = []
    for what, a, b, c, d in matcher.get_opcodes():
        old_part, new_part = (escape(text).replace("\n", "<br>") for text in (before[a:b], after[c:d]))
        if what == "equal":
            kept.append(old_part)
            new.append(new_part)
            continue
        kept.append(f'<span style="background:{color("must_soft").name()}"><s>{old_part}</s></span>')
        new.append(f'<span style="background:{color("accent_soft").name()}"><b>{new_part}</b></span>')
    return "".join(kept), "".join(new)
