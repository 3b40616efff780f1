"""Prints the open report: the system's own dialog, then Word or WPS of this machine, or we ourselves."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

from qdesk.actions.print_pages import Pages, printed_report
from qdesk.actions.print_report import PrintJob, print_by_office
from qdesk.errors import UserError
from qdesk.ui.background import BackgroundTask, Report
from qdesk.ui.office_choice import uses_office_print

if TYPE_CHECKING:
    from qdesk.ui.main_window import MainWindow

_BOTH_SIDES = (QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexShortSide)


@dataclass(frozen=True, slots=True)
class _Printed:
    """Who printed, and how many sides where that is known."""

    program: str
    sides: int = 0


class PrintCommands(QObject):
    """Printing; without an open report it does nothing."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def report(self) -> None:
        """Lay the report out, ask for printer and pages, and print."""
        desk = self._window.settled_desk()
        if desk is None:
            return
        if sys.platform == "win32" and not QPrinterInfo.availablePrinterNames():
            remedy = "请先在系统的“打印机和扫描仪”里添加，或导出 Word、PDF 到别的电脑打印"
            self._window.fail(UserError("这台电脑没有打印机", "", remedy))
            return
        view = desk.session.workspace.view()

        def work(report: Report) -> Pages:
            return printed_report(view, lambda title: report(f"正在排版 {title}"))

        BackgroundTask(self._window, "正在排版", work, self._ask, self._window.fail)

    def _ask(self, pages: Pages) -> None:
        if not pages.count:
            self._window.fail(UserError("没有可打印的内容", "", "请先写一节正文或填一张表"))
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._window.session.view.report.title if self._window.session else "qdesk")
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle("打印")
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, pages.count)
        dialog.setFromTo(1, pages.count)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer, pages)

    def print_on(self, printer: QPrinter, pages: Pages) -> None:
        """Print what a printer was set to, off the window's thread."""
        session = self._window.session
        if session is None:
            return
        view = session.workspace.view()
        sheets = wanted_sheets(printer, pages.count)
        by_office = uses_office_print() and can_be_told(printer)

        def work(report: Report) -> _Printed:
            if by_office:
                chosen = sheets if len(sheets) < pages.count else ()
                job = PrintJob(printer.printerName(), chosen, printer.copyCount(), printer.collateCopies())
                if program := print_by_office(view, job, report):
                    return _Printed(program)
            order = _in_order(printer, sheets)
            total = len(order)
            return _Printed(
                "", pages.print_on(printer, order, lambda count: report(f"打印 {count} / {total}"))
            )

        BackgroundTask(self._window, "正在打印", work, self._done, self._window.fail)

    def _done(self, printed: _Printed) -> None:
        by = f"已交给 {printed.program} 打印" if printed.program else f"已送去打印，{printed.sides} 面"
        self._window.show_hint(by)


def can_be_told(printer: QPrinter) -> bool:
    """Whether Word and WPS can be told all that was chosen: not to print on both sides, nor into a file."""
    return not printer.outputFileName() and printer.duplex() not in _BOTH_SIDES


def wanted_sheets(printer: QPrinter, count: int) -> list[int]:
    """The sides that were chosen, from 1, rising."""
    every = range(1, count + 1)
    if printer.printRange() is not QPrinter.PrintRange.PageRange:
        return list(every)
    ranges = printer.pageRanges()
    return list(every) if ranges.isEmpty() else [one for one in every if ranges.contains(one)]


def _in_order(printer: QPrinter, sheets: Sequence[int]) -> list[int]:
    """The indexes of the pages to paint, again and again where the printer makes no copies by itself."""
    indexes = [one - 1 for one in sheets]
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        indexes.reverse()
    times = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return indexes * times
    return [one for one in indexes for _ in range(times)]
