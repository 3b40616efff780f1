"""Picture files as cameras, telephones and offices make them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

LONGITUDE = (113.0, 15.0, 59.25)
_ORIENTATION, _GPS, _MAKE = 0x0112, 0x8825, 0x010F


def scene(width: int = 800, height: int = 600) -> Image.Image:
    """A picture of many colours; its upper left corner is red, the rest is not."""
    across = (0, 0, 256, 256)
    image = Image.linear_gradient("L").transform((width, height), Image.Transform.EXTENT, across)
    none = Image.new("L", (width, height))
    image = Image.merge("RGB", (none, image, image.transpose(Image.Transpose.ROTATE_180)))
    ImageDraw.Draw(image).rectangle((0, 0, width // 4, height // 4), fill=(230, 20, 20))
    return image


def photo(path: Path, *, turn: int = 1, size: tuple[int, int] = (800, 600), gps: bool = False) -> Path:
    """A JPEG of a camera that was held in one of eight ways: upright its red corner is the upper left one."""
    image = scene(*size)
    back = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    if turn in back:
        image = image.transpose(back[turn])
    exif = Image.Exif()
    exif[_ORIENTATION] = turn
    exif[_MAKE] = "SECRETCAM"
    if gps:
        exif[_GPS] = {1: "N", 2: (23.0, 7.0, 48.5), 3: "E", 4: LONGITUDE}
    image.save(path, "JPEG", quality=90, exif=exif, comment=b"SECRETNOTE")
    return path


def picture_bytes(image: Image.Image, form: str, **more: object) -> bytes:
    """A picture in some format."""
    buffer = BytesIO()
    image.save(buffer, form, **more)
    return buffer.getvalue()
