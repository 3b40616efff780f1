"""Rule 照片大小: photos of too few dots for the width that they were given."""

from __future__ import annotations

from collections.abc import Iterator

from qdesk.document.photo_blocks import is_blurred, photo_size
from qdesk.model.figure import Figure
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView


def small_photos(view: ReportView) -> Iterator[Finding]:
    """Photos that print smaller than wished are worth a note, those whose dots are seen a look."""
    for heading in view.headings:
        for figure in () if heading.skipped else heading.figures:
            if said := too_small(view, figure):
                title = view.caption_numbers[figure.id].line(figure.title)
                severity, message = said
                yield Finding("small_photo", severity, f"{title}：{message}", section=heading.section.id)


def too_small(view: ReportView, figure: Figure) -> tuple[Severity, str] | None:
    """What is to be said of a photo's size; None for one that is large enough."""
    original = view.archive.original(figure.picture) if figure.picture else None
    if original is None:
        return None
    size = photo_size(original, half=figure.half)
    if size.width > size.wished - 1:
        return None
    dots = f"照片只有 {original.width}×{original.height} 像素"
    if is_blurred(original, size):
        return Severity.LOOK, f"{dots}，太小，印出来是模糊的"
    return Severity.NOTE, f"{dots}，印 {size.wished:.0f} 毫米宽会模糊，只印 {size.width:.0f} 毫米"
