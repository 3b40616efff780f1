"""What stands above tables of a sheet is said of those beside and below them too."""

from __future__ import annotations

from qdesk.recognition.form_lines import FormLine
from qdesk.recognition.table_region import TableRegion


def own_by_fields(regions: list[TableRegion], fields: dict[int, FormLine]) -> None:
    """Tables belong to whom a line of fields above them names; the unit is that of the line right above."""
    before = -1
    for region in regions:
        owners = [line.owner for row, line in fields.items() if row < region.top and line.owner]
        region.subject = region.subject or (owners[-1] if owners else "")
        units = [line.unit for row, line in fields.items() if before < row < region.top and line.unit]
        region.unit_line = region.unit_line or (units[-1] if units else "")
        years = [line.period for row, line in fields.items() if before < row < region.top and line.period]
        region.subcaption = region.subcaption or (years[-1] if years else "")
        above = [line.is_unowned for row, line in fields.items() if before < row < region.top]
        region.is_unowned = any(above) and not region.subject
        before = region.bottom


def take_captions(right: list[TableRegion], left: TableRegion) -> None:
    """What stands over the left half of a table stands over its right half too."""
    for region in right[:1]:
        if not region.caption:  # 收入 over the left half, 支出 over the right one
            region.caption, region.caption_at = left.caption, left.caption_at
        region.subcaption, region.unit_line, region.subject = left.subcaption, left.unit_line, left.subject


def is_list_beside(right: list[TableRegion], left: TableRegion) -> bool:
    """Whether a list without a head goes on at the right of one like it, behind a blank column."""
    first = right[0] if right else left
    beside = first is not left and first.top == left.top and first.left > left.right
    return beside and not first.caption and first.header_depth == left.header_depth == 0


def is_title(text: str) -> bool:
    """Whether a line under a numbered caption reads as a second title, not as a form's field."""
    return len(text) <= 40 and not any(sign in text for sign in "：:。")
