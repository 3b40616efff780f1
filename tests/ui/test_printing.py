"""Printing the report: what was chosen in the dialog reaches the paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qdesk.actions.print_pages import Pages, printed_report
from qdesk.ui.background import BackgroundTask
from qdesk.ui.main_window import MainWindow
from qdesk.ui.print_commands import can_be_told, wanted_sheets


def on_paper(path: Path) -> QPrinter:
    """A printer whose paper is a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


class BothSides(QPrinter):
    """A printer that was set to print on both sides; without one no such setting is kept."""

    def duplex(self) -> QPrinter.DuplexMode:
        return QPrinter.DuplexMode.DuplexLongSide


def pages_of(window: MainWindow) -> Pages:
    assert window.session is not None
    return printed_report(window.session.view)


def chosen(printer: QPrinter, text: str) -> None:
    ranges = QPageRanges.fromString(text)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(ranges)


def printed(window: MainWindow, qtbot: QtBot, printer: QPrinter, pages: Pages) -> PdfReader:
    window.controller.prints.print_on(printer, pages)
    qtbot.waitUntil(lambda: not window.findChildren(BackgroundTask), timeout=30_000)
    return PdfReader(printer.outputFileName())


def test_every_page_is_printed_on_a4_and_wide_ones_turned(
    desk: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    pages = pages_of(desk)
    paper = printed(desk, qtbot, on_paper(tmp_path / "all.pdf"), pages).pages
    assert len(paper) == pages.count
    for index, sheet in enumerate(paper):
        width, height = pages.size(index)
        assert float(sheet.mediabox.width) == pytest.approx(width, abs=1)
        assert float(sheet.mediabox.height) == pytest.approx(height, abs=1)
    assert all(sheet.extract_text().strip() for sheet in paper[2:6]), "they are not empty"


def test_only_the_chosen_sheets_are_printed_and_said(desk: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    pages = pages_of(desk)
    printer = on_paper(tmp_path / "some.pdf")
    chosen(printer, "2-4,6")
    assert wanted_sheets(printer, pages.count) == [2, 3, 4, 6]
    assert len(printed(desk, qtbot, printer, pages).pages) == 4
    assert any("4 面" in one.text() for one in desk.findChildren(QLabel))


def test_the_last_sheet_first_where_that_was_chosen(desk: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    pages = pages_of(desk)
    forward, backward = on_paper(tmp_path / "a.pdf"), on_paper(tmp_path / "b.pdf")
    for printer in (forward, backward):
        chosen(printer, "3-5")
    backward.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    one, other = (
        [sheet.extract_text() for sheet in printed(desk, qtbot, it, pages).pages]
        for it in (forward, backward)
    )
    assert len(set(one)) == 3
    assert other == one[::-1]


def test_word_is_not_asked_for_what_it_cannot_be_told(tmp_path: Path) -> None:
    assert can_be_told(QPrinter())
    assert not can_be_told(BothSides())
    assert not can_be_told(on_paper(tmp_path / "a.pdf"))
