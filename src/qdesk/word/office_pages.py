"""Page numbers of a finished document, and its PDF, from the word processor that this machine has.

A document that it saves is never kept: it opens a copy, the pages of our bookmarks are read, and only a PDF
is taken. How each program is asked, and what was tried: docs/dev/page-numbers.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from qdesk.files.office import automation_name, convert, for_word
from qdesk.word.oxml import bookmark_name

_PDF = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
_READ = (
    "$doc.Repaginate();$doc.Bookmarks.ShowHidden=$true;"
    "$lines=New-Object 'System.Collections.Generic.List[string]';$lines.Add($name);"
    "foreach($mark in $doc.Bookmarks){if($mark.Name -like '_Toc*'){"
    "$at=$doc.Range($mark.Start,$mark.Start);"
    "$lines.Add($mark.Name+' '+$at.Information(1))}};"  # 1: the number that the page bears
    "[IO.File]::WriteAllLines($env:QDESK_NEW,$lines)"
)
_PRINT = (  # 17: PDF; after the pages 1 to 1, which do not count here, what an outline of headings needs
    ";$pdf=[IO.Path]::ChangeExtension($env:QDESK_OLD,'.pdf');"
    "try{$doc.ExportAsFixedFormat($pdf,17,$false,0,0,1,1,0,$true,$true,1)}"
    "catch{$doc.SaveAs([ref]$pdf,[ref]17)}"
)
_DAMAGED = (PyPdfError, OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError)
"""What a reader of PDF raises on a file that is not as it should be."""


@dataclass(frozen=True, slots=True)
class OfficePages:
    """The printed page numbers by bookmark, and the program that they are from.

    `pdf` is what it printed, of `sheets` pages; None where none was asked for.
    """

    program: str
    numbers: Mapping[str, int]
    pdf: Path | None = None
    sheets: int = 0


def office_pages(
    document: Path,
    own: Mapping[str, int],
    waiting: Callable[[], None] = lambda: None,
    *,
    printed: bool = False,
) -> OfficePages | None:
    """Ask Word, WPS or LibreOffice on which pages the bookmarks of `own` stand, and if `printed` for a PDF.

    `own` are our numbers in reading order, the first on the first page of the body. `document` lies in a
    folder of its own, which may be littered. `waiting` may raise Cancelled. None: no program there, or
    its answer is not to be trusted: a bookmark is missing, a page runs backwards, the PDF is not whole.
    """
    names = {key: _plain(bookmark_name(key)) for key in own}
    pdf = document.with_suffix(".pdf")
    if not own:
        return None
    for ask in (_by_word, _by_libreoffice):
        pdf.unlink(missing_ok=True)  # of an earlier draft
        answer = ask(document, waiting, printed=printed)
        if answer is None:
            continue
        program, found = answer
        if program == "LibreOffice":  # it tells sheets of paper, counted from the cover
            first = next(iter(own))
            before = found.get(names[first], 0) - own[first]
            found = {name: page - before for name, page in found.items()}
        numbers = {key: found[name] for key, name in names.items() if name in found}
        if len(numbers) < len(own) or not _runs_forward(list(numbers.values())):
            continue
        if not printed:
            return OfficePages(program, numbers)
        sheets = _sheets(pdf)
        if sheets >= max(numbers.values()):
            return OfficePages(program, numbers, pdf, sheets)
    return None


def _sheets(pdf: Path) -> int:
    """How many pages a PDF has; 0 for one that is broken or not there."""
    try:
        with PdfReader(pdf) as reader:
            return len(reader.pages)
    except _DAMAGED:
        return 0


def _plain(name: str) -> str:
    """A bookmark's name as both programs tell it: LibreOffice writes an underscore as 5F."""
    return name.removeprefix("/").replace("_", "5F")


def _runs_forward(pages: list[int]) -> bool:
    return pages[0] > 0 and all(before <= after for before, after in pairwise(pages))


def _by_word(
    document: Path, waiting: Callable[[], None], *, printed: bool
) -> tuple[str, dict[str, int]] | None:
    target = document.parent / "pages.txt"
    target.unlink(missing_ok=True)  # of an earlier draft
    for_word(_READ + (_PRINT if printed else ""), document, target, waiting)
    try:
        name, *lines = target.read_text(encoding="utf-8-sig").splitlines()
        pairs = [line.split(" ") for line in lines]
        return automation_name(name), {_plain(mark): int(page) for mark, page in pairs}
    except (OSError, ValueError):
        return None


def _by_libreoffice(
    document: Path, waiting: Callable[[], None], *, printed: bool
) -> tuple[str, dict[str, int]] | None:
    """It prints a PDF either way: the pages are read from it."""
    del printed
    convert(document, document.parent, _PDF, document.parent / "profile", waiting)
    try:
        return "LibreOffice", bookmarked_pages(document.with_suffix(".pdf"))
    except _DAMAGED:
        return None


def bookmarked_pages(file: Path) -> dict[str, int]:
    """The page of every named place in a PDF, counted from its first page."""
    with PdfReader(file) as reader:
        places = reader.named_destinations.items()
        pages = {_plain(name): reader.get_destination_page_number(place) for name, place in places}
        return {name: page + 1 for name, page in pages.items() if page is not None}
