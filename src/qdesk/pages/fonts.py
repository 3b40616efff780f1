"""The fonts that pages are painted with, and what stands in for those that are not installed."""

from __future__ import annotations

from PySide6.QtGui import QFont

from qdesk.document.style import DocumentStyle, FontStyle, TextStyle

UNITS_A_POINT = 20.0
"""What is painted is measured in twips, so that a letter of 10.5 points has a whole number of units."""

_SERIF = ("Noto Serif CJK SC", "SimSun", "Noto Sans CJK SC", "WenQuanYi Micro Hei")
_SANS = ("Noto Sans CJK SC", "Microsoft YaHei", "WenQuanYi Micro Hei")
"""Where neither a font nor its alternative is installed."""


class Fonts:
    """The fonts of a style, by look."""

    def __init__(self, style: DocumentStyle) -> None:
        known = {one.name: one for one in style.fonts}
        self._families = {
            name: _families(name, known.get(name))
            for look in style.texts.values()
            for name in (look.font, look.latin)
        }

    def font(self, look: TextStyle, *, bold: bool | None = None, italic: bool = False) -> QFont:
        """The font of a look; sizes are whole units of the painter."""
        font = QFont()
        font.setFamilies([*self._families[look.latin], *self._families[look.font]])
        font.setPixelSize(max(1, round(look.size * UNITS_A_POINT)))  # one pixel is one unit of the painter
        font.setBold(look.bold if bold is None else bold)
        font.setItalic(look.italic or italic)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


def _families(name: str, known: FontStyle | None) -> list[str]:
    named = [name, known.alternative] if known and known.alternative else [name]
    if known is None or not known.chinese:
        return named
    return [*named, *(_SANS if known.family == "modern" else _SERIF)]
