"""Lengths in the units of Word: twips (twentieths of a point), half and eighth points, EMU."""

from qdesk.document.style import DocumentStyle, PageStyle

_TWIPS_A_MM = 1440 / 25.4
_EMU_A_MM = 36000


def twips(points: float) -> int:
    """Return a length in points as twips."""
    return round(points * 20)


def twips_of_mm(millimetres: float) -> int:
    """Return a length in millimetres as twips."""
    return round(millimetres * _TWIPS_A_MM)


def emu_of_mm(millimetres: float) -> int:
    """Return a length in millimetres as EMU, the unit of pictures."""
    return round(millimetres * _EMU_A_MM)


def text_width(page: PageStyle, *, landscape: bool = False) -> int:
    """Return the width between the margins in twips; a turned page keeps its margins."""
    if landscape:
        return twips_of_mm(page.height) - twips_of_mm(page.top) - twips_of_mm(page.bottom)
    return twips_of_mm(page.width) - twips_of_mm(page.left) - twips_of_mm(page.right)


def text_height(page: PageStyle, *, landscape: bool = False) -> int:
    """Return the height between the margins in twips."""
    if landscape:
        return twips_of_mm(page.width) - twips_of_mm(page.left) - twips_of_mm(page.right)
    return twips_of_mm(page.height) - twips_of_mm(page.top) - twips_of_mm(page.bottom)


def footer_distance(style: DocumentStyle, *, landscape: bool) -> int:
    """Return how far the footer stands from the lower edge, in twips.

    A turned page has another lower margin; a footer that reached into the text would push it up.
    """
    look = style.texts["page_number"]
    margin = twips_of_mm(style.page.right if landscape else style.page.bottom)
    room = margin - twips(look.line_pt or look.size * 1.3) - twips(1)
    return max(0, min(twips_of_mm(style.page.footer), room))
