"""A picture as it is printed: upright, at 220 dots an inch, on white, without a word of where it is from."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageCms

from qdesk.errors import UserError
from qdesk.files.picture import BROKEN, check_size, is_transparent, orientation, turned

DOTS_AN_INCH = 220
"""What Word itself takes for print: more is not seen on paper, and fifty photos can still be mailed."""
_QUALITY = 88
_FEW_COLORS = 1024
"""Drawings and logos have fewer, photos more: the first stay PNG, where JPEG would blur them."""
_MOST_BYTES = 128_000_000
_MM_AN_INCH = 25.4

Key = tuple[str, int, int]

_made: OrderedDict[Key, bytes] = OrderedDict()
_lock = threading.Lock()


def printed_picture(
    picture_id: str, original: Callable[[], bytes], width_mm: float, height_mm: float
) -> bytes:
    """A picture as a JPEG or PNG for that size on paper; made once, from any thread.

    Raises UserError if the original cannot be read.
    """
    key = _key(picture_id, width_mm, height_mm)
    with _lock:
        if key in _made:
            _made.move_to_end(key)
            return _made[key]
    made = _print(original(), key[1], key[2])
    with _lock:
        _made[key] = made
        while len(_made) > 1 and sum(map(len, _made.values())) > _MOST_BYTES:
            _made.popitem(last=False)
    return made


def known_picture(picture_id: str, width_mm: float, height_mm: float) -> bytes | None:
    """The same if it has been made already: for who must not wait."""
    with _lock:
        return _made.get(_key(picture_id, width_mm, height_mm))


def _key(picture_id: str, width_mm: float, height_mm: float) -> Key:
    dots = (max(1, round(one / _MM_AN_INCH * DOTS_AN_INCH)) for one in (width_mm, height_mm))
    return (picture_id, *dots)  # pyright: ignore[reportReturnType] - two of them


def _print(content: bytes, width: int, height: int) -> bytes:
    try:
        image = Image.open(BytesIO(content))
        check_size(image, "")
        turn = orientation(image)
        room = (width, height) if turn < 5 else (height, width)
        graphic = image.format == "PNG"
        image.draft(None, room)  # a JPEG is read at a fraction of its size, which is much faster
        transparent = is_transparent(image)
        plain = _in_usual_colors(image)
        graphic = graphic and (transparent or plain.convert("RGB").getcolors(_FEW_COLORS) is not None)
        if transparent:
            plain = plain.convert("RGBa")  # multiplied: no colour of what is not seen bleeds into the edges
        plain.thumbnail(room, Image.Resampling.LANCZOS)  # never larger than it is
        return _saved(turned(plain, turn), graphic=graphic)
    except BROKEN as error:
        raise UserError("照片读不出来", "", "请删去它，重新插入") from error


def _saved(image: Image.Image, *, graphic: bool) -> bytes:
    """Only the dots: a fresh picture has no EXIF, no place, no comment and no thumbnail."""
    fresh = Image.new("RGB", image.size, "white")
    if image.mode == "RGBa":
        image = image.convert("RGBA")
        fresh.paste(image, mask=image.getchannel("A"))
    else:
        fresh.paste(image)
    buffer = BytesIO()
    dots = (DOTS_AN_INCH, DOTS_AN_INCH)
    if graphic:
        fresh.save(buffer, "PNG", optimize=True, dpi=dots)
    else:
        fresh.save(buffer, "JPEG", quality=_QUALITY, optimize=True, dpi=dots)
    return buffer.getvalue()


def _in_usual_colors(image: Image.Image) -> Image.Image:
    """In sRGB, as every screen and Word take a picture that has no profile; transparency stays."""
    if image.mode.startswith("I"):  # 16 bits of grey
        grey = image.convert("I").point(lambda value: value * (1 / 256))  # pyright: ignore[reportUnknownMemberType]
        return grey.convert("L").convert("RGB")
    if image.has_transparency_data:
        return image.convert("RGBA")
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            usual = ImageCms.createProfile("sRGB")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
            made = ImageCms.profileToProfile(image, own, usual, outputMode="RGB")  # pyright: ignore[reportUnknownArgumentType]
        except (ImageCms.PyCMSError, *BROKEN):
            return image.convert("RGB")  # a profile that is broken or of another kind of picture
        return made or image.convert("RGB")
    return image.convert("RGB")
