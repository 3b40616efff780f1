"""Exporting the open report's tables as a workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qdesk.errors import UserError
from qdesk.excel.write_workbook import NumberedTable, write_workbook
from qdesk.files.write_whole import write_whole
from qdesk.model.report_view import ReportView


@dataclass(frozen=True, slots=True)
class WorkbookSummary:
    """What was written: the file and how many tables."""

    path: Path
    tables: int


def export_workbook(
    view: ReportView, target: Path, progress: Callable[[int, int], None] | None = None
) -> WorkbookSummary:
    """Write the report's tables to `target`, a sheet each; an old file stays until all is written.

    Tables without any row are left out, as in the Word document. `progress` is told (done, all) and
    may raise Cancelled. Raises UserError if the file cannot be written.
    """
    if target.suffix.lower() != ".xlsx":
        raise UserError("导出的文件名应以 .xlsx 结尾", target.name, "请改一个文件名")
    filled = [NumberedTable(view.table_numbers.get(one.id, ""), view.filled(one)) for one in view.tables]
    tables = [one for one in filled if one.filled.body]
    if not tables:
        raise UserError("这份报告还没有可以导出的表", view.report.title, "请先导入或填写数据")
    write_whole(
        target, lambda file: write_workbook(tables, view.data, view.report.title, file, progress), "Excel"
    )
    return WorkbookSummary(target, len(tables))
