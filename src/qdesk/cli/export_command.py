"""qdesk export: the open report as a Word document, a PDF or a workbook."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from qdesk.actions.workspace import Workspace
from qdesk.cli.opened import opened
from qdesk.cli.output import say
from qdesk.cli.status import DONE, checked_status
from qdesk.errors import UserError
from qdesk.model.report_view import ReportView


def export(arguments: argparse.Namespace) -> int:
    """Write the file and tell what is in it; the status says whether the checks find what must be mended."""
    write = _EXPORTS.get(arguments.output.suffix.lower())
    if write is None:
        raise UserError("导出的文件名应以 .docx、.pdf 或 .xlsx 结尾", arguments.output.name, "请改一个文件名")
    with opened(arguments.store) as workspace:
        view = workspace.view()
        write(workspace, view, arguments)
        if not arguments.check:
            return DONE
        from qdesk.actions.run_checks import run_checks

        return checked_status(run_checks(view))


def _export_word(workspace: Workspace, view: ReportView, arguments: argparse.Namespace) -> None:
    from qdesk.actions.export_word import export_word
    from qdesk.actions.keep_export import keep_export

    waiting = _wait if arguments.page_numbers == "office" else None
    summary = export_word(view, arguments.output, waiting=waiting)
    workspace.do(keep_export(view, summary.export))
    say(f"已导出 {summary.path}：{summary.sections} 节，{summary.tables} 张表，本年未填 {summary.missing} 处")
    say(summary.page_numbers_from)


def _wait(_sentence: str) -> None:
    """Nobody looks on, and nobody can cancel but by ending the program."""


def _export_workbook(_workspace: Workspace, view: ReportView, arguments: argparse.Namespace) -> None:
    from qdesk.actions.export_workbook import export_workbook

    summary = export_workbook(view, arguments.output)
    say(f"已导出 {summary.path}：{summary.tables} 张表")


def _export_pdf(_workspace: Workspace, view: ReportView, arguments: argparse.Namespace) -> None:
    from qdesk.actions.export_pdf import export_pdf

    waiting = _wait if arguments.pdf_by == "office" else None
    summary = export_pdf(view, arguments.output, waiting=waiting)
    say(f"已导出 {summary.path}：{summary.pages} 页")
    say(summary.made_by)


_EXPORTS: Mapping[str, Callable[[Workspace, ReportView, argparse.Namespace], None]] = {
    ".docx": _export_word,
    ".xlsx": _export_workbook,
    ".pdf": _export_pdf,
}
