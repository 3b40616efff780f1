"""Printing the open report by the word processor of this machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from qdesk.actions.office_program import printing_program
from qdesk.actions.printed_numbers import preferred_numbers
from qdesk.actions.report_styles import style_of
from qdesk.document.compose import compose
from qdesk.excel.chart_workbook import chart_workbook
from qdesk.model.report_view import ReportView
from qdesk.word.office_print import PrintJob, print_document
from qdesk.word.write import write_docx

__all__ = ["PrintJob", "print_by_office"]

_NO_NAME = re.compile(r'[\x00-\x1f<>:"/\\|?*]')


def print_by_office(
    view: ReportView, job: PrintJob, waiting: Callable[[str], None], made_on: date | None = None
) -> str:
    """Have Word or WPS print the report; returns its name, "" where nothing was printed.

    `waiting` is told a sentence again and again and may raise Cancelled until the program prints. Raises
    UserError where it is not known whether anything was printed.
    """
    program = printing_program()
    if not program:
        return ""
    style = style_of(view)
    document = compose(view, made_on or date.today())  # noqa: DTZ011 - the user's own calendar day
    pages = preferred_numbers(document, style, waiting)
    with TemporaryDirectory(prefix="qdesk-print-", ignore_cleanup_errors=True) as folder:
        name = _NO_NAME.sub(" ", view.report.title).strip() or "report"  # the printer's queue shows it
        draft = Path(folder) / f"{name}.docx"
        shown = replace(document, to_print=True)
        write_docx(shown, style, draft, pages.numbers, workbook=chart_workbook, plan=pages.plan)
        return print_document(draft, job, lambda: waiting(f"正在由 {program} 打印"))
