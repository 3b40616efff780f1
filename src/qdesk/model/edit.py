"""An edit: what the user changed, as pairs of before and after; undo is the same backwards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of things a store holds; each change names one of them."""

    SETTING = "setting"
    ENTITY = "entity"
    MEMBER = "member"
    INDICATOR = "indicator"
    REPORT = "report"
    SECTION = "section"
    TABLE = "table"
    TEXT = "text"
    OBSERVATION = "observation"
    OVERRIDE = "override"
    RECORDS = "records"
    PROTOCOL = "protocol"
    CASE = "case"
    FRONT_PAGE = "front_page"
    LIMIT = "limit"
    FIGURE = "figure"
    PICTURE = "picture"
    EXPORT = "export"
    COMMENT = "comment"
    KEPT_FINDING = "kept_finding"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing's state before and after; None means it did not or does not exist."""

    kind: Kind
    key: tuple[str, ...]
    before: object | None
    after: object | None

    def reversed(self) -> FieldChange:
        """The change that takes this one back."""
        return FieldChange(self.kind, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of work, undone and redone as a whole; `title` is what the undo menu shows."""

    title: str
    changes: tuple[FieldChange, ...]
    actor: str = ""
    at: str = ""

    def reversed(self) -> Edit:
        """The edit that takes this one back, last change first."""
        return Edit(self.title, tuple(one.reversed() for one in reversed(self.changes)), self.actor, self.at)

    def touches(self, kind: Kind) -> bool:
        """Whether anything of that kind changes."""
        return any(change.kind is kind for change in self.changes)
