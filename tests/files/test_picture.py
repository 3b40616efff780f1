"""Picture files: what is taken as it is, made another, refused; and what is printed of them."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from photo_files import photo, picture_bytes, scene
from PIL import Image

from qdesk.errors import UserError
from qdesk.files.picture import check_picture, read_picture_file
from qdesk.files.printed_picture import known_picture, printed_picture


def printed(content: bytes, width: float = 140, height: float = 105) -> Image.Image:
    picture = check_picture(content, "a")
    return Image.open(BytesIO(printed_picture(picture.id, lambda: picture.content, width, height)))


@pytest.mark.parametrize("turn", [1, 3, 6, 8])
def test_a_photo_is_turned_upright_however_the_camera_was_held(tmp_path: Path, turn: int) -> None:
    file = photo(tmp_path / "a.jpg", turn=turn)
    picture = read_picture_file(file)
    assert (picture.width, picture.height) == (800, 600)
    assert picture.content == file.read_bytes()
    image = printed(picture.content)
    assert image.size == (800, 600)
    red, green, _ = image.crop((20, 20, 21, 21)).tobytes()
    assert red > 180 > green


def test_nothing_but_the_dots_is_printed(tmp_path: Path) -> None:
    """No place, no camera, no comment; the original keeps them."""
    file = photo(tmp_path / "a.jpg", gps=True)
    content = file.read_bytes()
    assert b"SECRETCAM" in content
    assert b"SECRETNOTE" in content
    image = printed(content)
    assert not image.getexif()
    assert not {"exif", "comment", "icc_profile"} & set(image.info)


def test_a_large_photo_is_scaled_to_the_print_and_made_once(tmp_path: Path) -> None:
    picture = read_picture_file(photo(tmp_path / "a.jpg", size=(4000, 3000)))
    asked: list[int] = []

    def original() -> bytes:
        asked.append(1)
        return picture.content

    assert known_picture(picture.id, 70, 52.5) is None
    made = printed_picture(picture.id, original, 70, 52.5)
    assert Image.open(BytesIO(made)).size == (606, 455)
    assert printed_picture(picture.id, original, 70, 52.5) == made == known_picture(picture.id, 70, 52.5)
    assert len(asked) == 1


def test_drawings_stay_sharp_and_stand_on_white() -> None:
    drawing = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    drawing.paste((0, 60, 160, 255), (50, 50, 250, 150))
    image = printed(picture_bytes(drawing, "PNG"))
    assert (image.format, image.mode) == ("PNG", "RGB")
    assert image.getpixel((5, 5)) == (255, 255, 255)
    assert image.getpixel((150, 100)) == (0, 60, 160)
    grain = [Image.effect_noise((300, 200), 90) for _ in "RGB"]
    assert printed(picture_bytes(Image.merge("RGB", grain), "PNG")).format == "JPEG"


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_every_kind_of_png_prints(mode: str) -> None:
    image = Image.linear_gradient("L").convert(mode)
    assert printed(picture_bytes(image, "PNG")).mode == "RGB"


def test_a_photo_for_the_press_prints() -> None:
    assert printed(picture_bytes(scene().convert("CMYK"), "JPEG")).mode == "RGB"


@pytest.mark.parametrize("form", ["WEBP", "BMP", "TIFF", "GIF"])
def test_other_pictures_become_what_word_shows_everywhere(form: str) -> None:
    picture = check_picture(picture_bytes(scene(), form), f"a.{form}")
    assert picture.media_type in ("image/jpeg", "image/png")
    assert (picture.width, picture.height) == (800, 600)
    assert check_picture(picture.content, "a").content == picture.content


def test_heic_is_refused_with_a_way_out() -> None:
    with pytest.raises(UserError, match=r"HEIC.*JPEG"):
        check_picture(b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40, "IMG_1.HEIC")


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    """A PNG of a few bytes that says it is 50 000 pixels square."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99))
    with pytest.raises(UserError, match=r"太大（50000×50000 像素）.*缩到"):
        check_picture(content, "a.png")


def test_what_is_cut_short_or_no_picture_is_refused(tmp_path: Path) -> None:
    content = photo(tmp_path / "a.jpg").read_bytes()
    with pytest.raises(UserError, match=r"不完整.*重新拷贝"):
        check_picture(content[: len(content) // 2], "a.jpg")
    for other in (b"", b"PK\x03\x04", b"<svg/>", "报告".encode()):
        with pytest.raises(UserError, match=r"不是照片.*另存为 JPG"):
            check_picture(other, "a.jpg")
    with pytest.raises(UserError, match="40 MB"):
        check_picture(content + b"\0" * 40_000_000, "a.jpg")
    with pytest.raises(UserError, match="读不到"):
        read_picture_file(tmp_path / "没有.jpg")
    with pytest.raises(UserError, match="太小"):
        check_picture(picture_bytes(Image.new("RGB", (1, 1)), "PNG"), "点.png")


_JPEG = picture_bytes(scene(64, 48), "JPEG")
_PNG = picture_bytes(scene(64, 48), "PNG")


@pytest.mark.filterwarnings("ignore")
@given(st.sampled_from((_JPEG, _PNG)), st.data())
def test_damaged_bytes_print_or_are_refused_with_a_sentence(whole: bytes, data: st.DataObject) -> None:
    content = bytearray(whole)
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=8)):
        content[at] = data.draw(st.integers(0, 255))
    said = UserError("", remedy="不是句子")
    try:
        picture = check_picture(bytes(content), "a")
    except UserError as error:
        said = error
    else:
        made = printed_picture(picture.id, lambda: picture.content, 70, 50)
        assert made[:1] in (b"\xff", b"\x89")
    assert said.remedy
