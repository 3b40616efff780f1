"""Writes the icons of Windows from the drawings: python packaging/icons.py.

Run when a drawing changes; what it writes is kept with the sources, so that a build needs no Qt for it.
`qdesk` is the program, `document` a file of it (.qdesk); and the picture at the side of the setup's pages.
"""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "icons"
SIDE = Path(__file__).resolve().parent / "windows" / "setup.bmp"
NAMES = ("qdesk", "document")
SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
"""What Explorer asks for at 100 to 200 %."""
_PACKED_FROM = 256
"""This size and larger ones are PNG inside; older readers take only pixels for the small ones."""


def main() -> None:
    """Write every icon."""
    app = QGuiApplication(["icons", "-platform", "offscreen"])
    for name in NAMES:
        drawing = QSvgRenderer(str(FOLDER / f"{name}.svg"))
        pictures = [(size, stored(painted(drawing, size))) for size in SIZES]
        (FOLDER / f"{name}.ico").write_bytes(icon(pictures))
    side().save(str(SIDE))
    app.quit()


def side() -> QImage:
    """The left of the setup's first and last page, in the size and form that NSIS wants."""
    image = QImage(164, 314, QImage.Format.Format_RGB888)
    image.fill(QColor("#e7f0ee"))
    painter = QPainter(image)
    QSvgRenderer(str(FOLDER / "qdesk.svg")).render(painter, QRectF(34, 40, 96, 96))
    painter.fillRect(0, 306, 164, 8, QColor("#1f6f68"))
    painter.end()
    return image


def painted(drawing: QSvgRenderer, size: int) -> QImage:
    """The drawing at one size."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter)
    painter.end()
    return image


def stored(image: QImage) -> bytes:
    """The picture as it stands in an icon file."""
    if image.width() >= _PACKED_FROM:
        packed = QByteArray()
        buffer = QBuffer(packed)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType] - the stubs know file names only
        return bytes(packed.data())
    side = image.width()
    upside_down = image.flipped(Qt.Orientation.Vertical)  # rows stand from the bottom up
    rows = bytes(upside_down.constBits())  # no padding at four bytes a pixel
    mask = bytes(((side + 31) // 32) * 4 * side)  # the alpha channel says it all
    header = struct.pack("<IiiHHIIiiII", 40, side, 2 * side, 1, 32, 0, len(rows) + len(mask), 0, 0, 0, 0)
    return header + rows + mask


def icon(pictures: list[tuple[int, bytes]]) -> bytes:
    """The file: a list of sizes and places, then the pictures."""
    at = 6 + 16 * len(pictures)
    entries, contents = b"", b""
    for size, content in pictures:
        side = size % 256  # 256 is written as 0
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(content), at + len(contents))
        contents += content
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + contents


if __name__ == "__main__":
    main()
