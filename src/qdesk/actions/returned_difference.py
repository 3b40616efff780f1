"""A difference between a returned document, what its export printed, and the store."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from qdesk.actions.returned_parts import NewSection
from qdesk.actions.returned_prose import LineChange
from qdesk.actions.returned_tables import CellChange, RowChange
from qdesk.document.returned import ReturnedComment
from qdesk.model.exported import ExportedLine
from qdesk.model.observation import Key
from qdesk.model.report_view import ReportView
from qdesk.model.value import Value


class What(StrEnum):
    """What a difference is, as one calls it."""

    NUMBER = "数据"
    PROSE = "正文"
    ADDED = "加的段落"
    REMOVED = "删的段落"
    TITLE = "标题"
    CELL = "表格"
    ROW = "表格的行"
    TABLE = "表"
    NEW_SECTION = "新的章节"
    GONE = "删的章节"
    COMMENT = "批注"
    FIELD = "填写项"


@dataclass(slots=True)
class Difference:
    """One thing that the document says otherwise than the export did.

    `now` is what the store says by now where that is a third thing ("" where it is not): then it is a
    conflict. `refusal` says why it cannot be taken over, `note` what one should know of it.
    """

    what: What
    place: str
    before: str
    after: str
    owner: str = ""
    now: str = ""
    taken: bool = True
    refusal: str = ""
    note: str = ""
    line: LineChange | None = None
    key: Key | None = None
    value: Value | None = None
    table: str = ""
    cell: CellChange | None = None
    row: RowChange | None = None
    section: NewSection | None = None
    comment: ReturnedComment | None = None
    anchor: ExportedLine | None = None
    """The exported paragraph that changed, or behind which one was added; None: before all."""
    field_name: str = ""
    """The field of the page `owner`."""
    occurrence: int = 0
    """How many paragraphs like the anchor stand before it."""

    def __post_init__(self) -> None:
        self.taken = self.taken and not self.refusal and not self.now

    @property
    def is_conflict(self) -> bool:
        """Whether the store was changed at this place as well."""
        return bool(self.now)


@dataclass(slots=True)
class Returned:
    """All differences in the order of the report; `known` says whether the export is remembered."""

    view: ReportView
    file: str
    known: bool
    exported_at: str
    differences: list[Difference] = field(default_factory=list[Difference])

    @property
    def taken(self) -> list[Difference]:
        """Those that would be taken over."""
        return [one for one in self.differences if one.taken and not one.refusal]
