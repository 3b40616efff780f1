"""A picture file that is to be inserted: whether it is one, whole and of a size one can work with."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image

from qdesk.errors import UserError

MAX_FILE = 40_000_000
"""Bytes; the largest photos of today's cameras have 25 million."""
MAX_PIXELS = 120_000_000
"""A file of a few bytes can unfold to any size; cameras of telephones reach 108 million."""
MAX_SIDE = 30_000
_LEAST_SIDE = 8
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff", ".gif")
"""Names that such files have; what a file is, its content says."""

BROKEN = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, struct.error)
"""What Pillow raises for files that are not what they say."""

_KEPT = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png"}
_READ = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF")
_HEIF = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# Pillow would warn of large pictures and refuse very large ones in its own words; `check_size` does both.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture as it is kept: JPEG and PNG byte for byte, others made one of the two.

    `id` is the SHA-256 of the bytes; width and height are those of the upright picture.
    """

    id: str
    name: str
    media_type: str
    width: int
    height: int
    content: bytes


def read_picture_file(path: Path) -> PictureFile:
    """Read and check a picture file; UserError says what is wrong with it and what to do."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise _too_large(path.name)
        content = path.read_bytes()
    except OSError as error:
        raise UserError("照片读不到", path.name, "请检查文件是否还在、是否正被别的程序独占") from error
    return check_picture(content, path.name)


def check_picture(content: bytes, name: str) -> PictureFile:
    """Check the bytes of a picture; UserError says what is wrong with them and what to do."""
    if len(content) > MAX_FILE:
        raise _too_large(name)
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF:
        raise UserError(
            "这是 HEIC 照片，Word 里打不开，不能插入",
            name,
            "请在手机上选“兼容性最佳（JPEG）”重新导出，或用看图软件另存为 JPG",
        )
    try:
        image = Image.open(BytesIO(content), formats=_READ)
    except BROKEN as error:
        raise UserError(
            "这个文件不是照片，或已损坏", name, "请用 JPG 或 PNG 格式的照片；能打开的话可另存为 JPG"
        ) from error
    check_size(image, name)
    if min(image.size) < _LEAST_SIDE:
        raise UserError("图片太小，印不出来", name, "请换一张")
    try:
        image.load()  # all of it: a photo that is cut short opens well
        turn = orientation(image)
        width, height = image.size if turn < 5 else image.size[::-1]
        kept = _KEPT.get(image.format or "")
        if kept is None:
            content, kept = _converted(image)
    except BROKEN as error:
        raise UserError("照片不完整，可能在拷贝时损坏", name, "请从手机或相机里重新拷贝一次") from error
    return PictureFile(sha256(content).hexdigest(), name, kept, width, height, content)


def check_size(image: Image.Image, name: str) -> None:
    """Raise UserError for a picture that would fill the memory; nothing of it is unfolded yet."""
    width, height = image.size
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise UserError(
            f"照片太大（{width}×{height} 像素）", name, "请用看图软件把长边缩到 8000 像素以内再插入"
        )


def orientation(image: Image.Image) -> int:
    """How the camera was held, 1 to 8 as EXIF counts; 1 where nothing or nonsense is said."""
    try:
        turn = image.getexif().get(_ORIENTATION, 1)
    except BROKEN:
        return 1
    return turn if isinstance(turn, int) and turn in _TURNS else 1


def turned(image: Image.Image, turn: int) -> Image.Image:
    """A picture upright."""
    return image.transpose(_TURNS[turn]) if turn in _TURNS else image


def is_transparent(image: Image.Image) -> bool:
    """Whether something shines through."""
    if not image.has_transparency_data:
        return False
    alpha = image.convert("RGBA").getchannel("A").getextrema()
    return alpha[0] != 255


def _converted(image: Image.Image) -> tuple[bytes, str]:
    """What Word does not show everywhere: graphics as PNG, photos as JPEG of the best quality."""
    upright = turned(image, orientation(image))
    profile = image.info.get("icc_profile")
    buffer = BytesIO()
    if upright.mode in ("1", "L", "P") or is_transparent(upright):
        upright.convert("RGBA").save(buffer, "PNG")
        return buffer.getvalue(), "image/png"
    upright.convert("RGB").save(buffer, "JPEG", quality=95, subsampling=0, icc_profile=profile)
    return buffer.getvalue(), "image/jpeg"


def _too_large(name: str) -> UserError:
    return UserError("照片文件太大（超过 40 MB）", name, "请用看图软件另存为 JPG 再插入")
