"""Writes a document as a .docx file: complete and in one step, or not at all."""

import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import IO

from qdesk.document.blocks import Chart, Document, Picture
from qdesk.document.cover_places import with_cover_placed
from qdesk.document.sections import Plan, plan_sections
from qdesk.document.style import DocumentStyle, TextStyle
from qdesk.errors import UserError
from qdesk.files.printed_picture import printed_picture
from qdesk.files.write_whole import write_whole
from qdesk.model.chart_data import ChartData
from qdesk.word.flow import Flow
from qdesk.word.numbering import numbering_part
from qdesk.word.package import (
    chart_relations,
    content_types,
    custom_properties,
    document_relations,
    fixed_parts,
    picture_relation,
)
from qdesk.word.styles import styles_part
from qdesk.word.write_chart import WORKBOOK_RELATION, chart_part

_BUFFER = 1 << 16  # characters collected before they are compressed
_PNG = b"\x89PNG"


def write_docx(
    document: Document,
    style: DocumentStyle,
    target: Path,
    page_numbers: Mapping[str, int] | None = None,
    progress: Callable[[int, int], None] | None = None,
    workbook: Callable[[ChartData], bytes] | None = None,
    plan: Plan | None = None,
) -> None:
    """Write the document; until all of it is on the disk an old file stays as it was.

    `page_numbers` are keyed by bookmark; `plan` is the document's, where it is laid out already: without it
    no table goes on under 续表. `progress` is told (blocks done, blocks in all) and may raise to cancel.
    `workbook` makes the workbook inside a chart, which a document with charts needs.
    Raises UserError if the folder, the file or a picture stands in the way.
    """
    style = with_cover_placed(document, style)
    plan = plan or plan_sections(document.blocks, style)
    flow = Flow(document, style, page_numbers or {}, progress, plan)
    write_whole(target, lambda file: _write_package(flow, file, workbook), "Word")


def _write_package(flow: Flow, file: IO[bytes], workbook: Callable[[ChartData], bytes] | None) -> None:
    document, style = flow.document, flow.style
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        charts = sum(isinstance(block, Chart) for block in document.blocks)
        _add(package, "[Content_Types].xml", content_types(charts, custom=bool(custom_properties(document))))
        for name, content in fixed_parts(document, style).items():
            _add(package, name, content)
        grids = flow.plan.grids.values() if flow.plan else ()
        small = sorted({grid.size for grid in grids if grid.size}, reverse=True)
        _add(package, "word/styles.xml", styles_part(style, document.language, small))
        with package.open(_member("word/document.xml"), "w") as stream:
            _write_buffered(flow.pieces(), stream)
        numbering = numbering_part(style, document.scheme, flow.ordered_lists)
        _add(package, "word/numbering.xml", numbering)
        relations = {
            picture_relation(number): _add_picture(package, picture, number)
            for number, picture in enumerate(flow.pictures.values(), start=1)
        }
        _add(package, "word/_rels/document.xml.rels", document_relations(relations, charts))
        for number, chart in enumerate(flow.charts, start=1):
            if workbook is None:
                message = "a document with charts needs somebody who makes their workbooks"
                raise ValueError(message)
            _add_chart(package, number, chart, style.texts["cell"], workbook(chart.data))


def _write_buffered(pieces: Iterable[str], stream: IO[bytes]) -> None:
    waiting: list[str] = []
    length = 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length >= _BUFFER:
            stream.write("".join(waiting).encode())
            waiting.clear()
            length = 0
    stream.write("".join(waiting).encode())


def _add(package: zipfile.ZipFile, name: str, content: str) -> None:
    package.writestr(_member(name), content.encode())


def _member(name: str) -> zipfile.ZipInfo:
    """Return an entry without the time of day: the same document gives the same bytes."""
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _add_chart(package: zipfile.ZipFile, number: int, chart: Chart, look: TextStyle, workbook: bytes) -> None:
    """Store a chart and its workbook, which is deflated already."""
    _add(package, f"word/charts/chart{number}.xml", chart_part(chart, look))
    relations = chart_relations(number, WORKBOOK_RELATION)
    _add(package, f"word/charts/_rels/chart{number}.xml.rels", relations)
    package.writestr(zipfile.ZipInfo(f"word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"), workbook)


def _add_picture(package: zipfile.ZipFile, picture: Picture, number: int) -> str:
    """Store a picture as it prints, packing would not shrink it; return its path below word/."""
    try:
        content = printed_picture(picture.id, picture.original, picture.width_mm, picture.height_mm)
    except UserError as error:
        raise UserError(error.what, picture.description or error.where, error.remedy) from error
    name = f"media/image{number}{'.png' if content.startswith(_PNG) else '.jpg'}"
    package.writestr(zipfile.ZipInfo(f"word/{name}"), content)
    return name
