"""Where a table stands on its sheet, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass, field

from qdesk.recognition.marks import NO_MARKS, SheetMarks


@dataclass
class TableRegion:
    """A table on a sheet; rows and columns count from 0, ends are inclusive.

    Rows and columns that are skipped are hidden, blank or left out by the user: they belong to the
    rectangle and are no lines of the table. `marks` are the user's for this table.
    """

    caption: str = ""
    caption_at: tuple[int, int] | None = None
    subcaption: str = ""
    headline: str = ""
    """What stands above the caption, over all tables of the sheet: 满意度问卷汇总 above 一、问卷回收."""
    unit_line: str = ""
    sheet_title: str = ""
    """The name of its sheet, where it is the only table there and the name says something."""
    caption_unit: str = ""
    """The unit in brackets at the end of the caption (经费（万元）), which prints with it."""
    subject: str = ""
    """Whose table it is, as a line 填报单位：… above it says."""
    is_unowned: bool = False
    """Whether such a line stands above it, and nobody filled it in."""
    notes: list[str] = field(default_factory=list[str])
    top: int = 0
    bottom: int = 0
    left: int = 0
    right: int = 0
    header_depth: int = 1
    is_form: bool = False
    """Whether it is a part of a form of labels and answers in several units."""
    labels_beside: int | None = None
    """The column of labels at its left, where a form is read across: 在校生, 其中女生."""
    skipped_rows: frozenset[int] = frozenset()
    skipped_columns: frozenset[int] = frozenset()
    marks: SheetMarks = NO_MARKS

    @property
    def unit(self) -> str:
        """The unit that the lines above the table state."""
        return self.unit_line or self.caption_unit

    @property
    def header_rows(self) -> range:
        """The header's rows."""
        return range(self.top, self.top + self.header_depth)

    @property
    def body_rows(self) -> list[int]:
        """The body's rows."""
        rows = range(self.top + self.header_depth, self.bottom + 1)
        return [row for row in rows if row not in self.skipped_rows]

    @property
    def columns(self) -> list[int]:
        """The table's columns."""
        return [one for one in range(self.left, self.right + 1) if one not in self.skipped_columns]
