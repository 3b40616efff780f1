"""Where LibreOffice puts headings and captions: the judge of our page numbers."""

import re
import shutil
import subprocess
from pathlib import Path

from qdesk.document.blocks import Caption, Document, Heading, PictureRow
from qdesk.document.style import DocumentStyle
from qdesk.excel.chart_workbook import chart_workbook
from qdesk.pages import page_numbers
from qdesk.pages.layout import lay_out
from qdesk.word.oxml import bookmark_name
from qdesk.word.write import write_docx

_FILTER = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
_LINE = re.compile(r"\s*(\d+) \[.*\] \"(?:5F|_)(Toc\w+)\"")
MISSING = [name for name in ("soffice", "pdfinfo") if shutil.which(name) is None]


def differences(documents: dict[str, Document], style: DocumentStyle, folder: Path) -> dict[str, list[int]]:
    """Return for each document how many pages each of its numbers is off what LibreOffice printed."""
    for name, document in documents.items():
        printed = lay_out(document, style)
        write_docx(
            document,
            style,
            folder / f"{name}.docx",
            printed.numbers,
            workbook=chart_workbook,
            plan=printed.plan,
        )
    _convert(folder, list(documents))
    return {
        name: _differences(document, style, folder / f"{name}.pdf") for name, document in documents.items()
    }


def _differences(document: Document, style: DocumentStyle, file: Path) -> list[int]:
    found = destinations(file)
    counted = page_numbers(document, style)
    keys = [block.bookmark for block in document.blocks if isinstance(block, Heading | Caption)]
    for block in document.blocks:
        keys += [one.bookmark for one in block.captions] if isinstance(block, PictureRow) else []
    first = found[bookmark_name(keys[0])] - 1
    return [counted[key] - (found[bookmark_name(key)] - first) for key in keys]


def _convert(folder: Path, names: list[str]) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{name}.docx") for name in names]
    command = ["soffice", "--headless", profile, "--convert-to", _FILTER, "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def destinations(file: Path) -> dict[str, int]:
    """Return the page of every bookmark in a PDF, counted from its first page."""
    told = subprocess.run(["pdfinfo", "-dests", str(file)], check=True, capture_output=True, text=True)  # noqa: S607
    return {f"_{match[2]}": int(match[1]) for match in map(_LINE.match, told.stdout.splitlines()) if match}
