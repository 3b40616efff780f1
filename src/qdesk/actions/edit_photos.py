"""Changing photos: picture files put into a section, set side by side, moved; figures do the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from qdesk.checks.small_photos import too_small
from qdesk.errors import UserError
from qdesk.files.picture import SUFFIXES, PictureFile, check_picture, read_picture_file
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.figure import Figure
from qdesk.model.original import Original
from qdesk.model.report_view import ReportView
from qdesk.recognition.labels import with_year_pattern

PICTURE_SUFFIXES = SUFFIXES
"""Endings of the files that can be inserted; what they are is decided by their content."""
PASTED = "粘贴的图片"

_MAX_CAPTION = 120
_SAYS_NOTHING = re.compile(r"微信图片|mmexport|截图|截屏|屏幕|粘贴的|未命名|新建")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class ReadPhotos:
    """The pictures that can be inserted, and why the others cannot."""

    pictures: tuple[PictureFile, ...]
    refused: tuple[UserError, ...] = ()

    @property
    def problem(self) -> UserError | None:
        """What is wrong with those that were refused, in one message; None where all were read."""
        if len(self.refused) < 2:
            return self.refused[0] if self.refused else None
        lines = (f"{one.where}：{one.what}（{one.remedy}）" for one in self.refused)
        told = "其余照片已经插入" if self.pictures else "没有插入任何照片"
        return UserError(f"{len(self.refused)} 个文件没有插入", "\n".join(lines), told)


def read_photos(paths: Sequence[Path], progress: Callable[[str], None] = lambda _: None) -> ReadPhotos:
    """Read picture files; fit for a thread of its own, `progress` may raise Cancelled."""
    pictures: list[PictureFile] = []
    refused: list[UserError] = []
    for count, path in enumerate(paths, 1):
        progress(f"正在读取第 {count} 张照片，共 {len(paths)} 张：{path.name}")
        try:
            pictures.append(read_picture_file(path))
        except UserError as error:
            refused.append(error)
    return ReadPhotos(tuple(pictures), tuple(refused))


def pasted_photo(content: bytes) -> ReadPhotos:
    """A picture of the clipboard, as PNG."""
    try:
        return ReadPhotos((check_picture(content, f"{PASTED}.png"),))
    except UserError as error:
        return ReadPhotos((), (error,))


def small_photo_note(view: ReportView, figure: Figure) -> str:
    """What a user should know of a photo that is too small for print, "" for one that is not."""
    said = too_small(view, figure)
    return f"{said[1]}；请换成原图。" if said else ""


def add_photos(view: ReportView, section: str, pictures: Sequence[PictureFile]) -> Edit:
    """Put photos at the end of a section's figures, one a line; the same picture is kept once."""
    archive, changes = view.archive, list[FieldChange]()
    used = [one.position for one in archive.figures(view.report.id) if one.section == section]
    position = max(used, default=-1) + 1
    for one in {each.id: each for each in pictures}.values():
        if archive.original(one.id) is None:
            kept = Original(one.id, one.name, one.media_type, one.width, one.height, _held(one.content))
            changes.append(archive.change(Kind.PICTURE, (one.id,), kept))
    for count, one in enumerate(pictures):
        title = with_year_pattern(_caption(one.name), view.data.year)
        made = Figure(uuid4().hex, view.report.id, section, position + count, title, table="", picture=one.id)
        changes.append(archive.change(Kind.FIGURE, (made.id,), made))
    count = f"{len(pictures)} 张" if len(pictures) > 1 else ""
    return Edit(f"插入{count}照片", tuple(changes))


def set_half(view: ReportView, figure: Figure, *, half: bool) -> Edit | None:
    """Print a photo two abreast or one a line; None where it does already."""
    change = view.archive.change(Kind.FIGURE, (figure.id,), replace(figure, half=half))
    if change.before == change.after:
        return None
    return Edit("照片一行两张" if half else "照片占整行", (change,))


def _held(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def _caption(name: str) -> str:
    """What a file's name says, where a person gave it; a camera's number is no caption."""
    stem = " ".join(Path(name).stem.replace("_", " ").split())
    if not _CHINESE.search(stem) or _SAYS_NOTHING.search(stem):
        return "照片"
    return stem[:_MAX_CAPTION]
