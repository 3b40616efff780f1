"""A report that was exported, edited by hand and mailed back: what differs, each with its place and sides.

How the marks and the three sides work: docs/dev/returned-documents.md.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qdesk.actions.keep_export import snapshot
from qdesk.actions.returned_comparison import Comparison
from qdesk.actions.returned_difference import Difference, Returned
from qdesk.actions.returned_front import front_parts
from qdesk.actions.returned_parts import sorted_parts
from qdesk.errors import UserError
from qdesk.files.kind import FileKind, kind_of
from qdesk.model.exported import Export
from qdesk.model.observation import Key
from qdesk.model.report_view import ReportView
from qdesk.word.read_returned import export_of, read_returned


def is_of_report(view: ReportView, path: Path) -> bool:
    """Whether a file is an export of the open report that is remembered."""
    name = export_of(path) if path.suffix.lower() == ".docx" else ""
    return bool(name) and any(one.id == name for one in view.archive.exports(view.report.id))


def preview_returned(view: ReportView, path: Path) -> Returned:
    """Compare a returned document with what its export printed and with the store; changes nothing.

    Raises UserError for a file that cannot be read, is no .docx, or is of another report.
    """
    if kind_of(path) is not FileKind.DOCUMENT:
        raise UserError("这不是 .docx 文档", path.name, "请在 Word 或 WPS 里另存为 .docx 再读回")
    document = read_returned(path)
    exports = {one.id: one for one in view.archive.exports(view.report.id)}
    known = exports.get(document.export)
    if known is None:
        _refuse_other_report(view, document.export, path)
    export = known or _without_cover(snapshot(view, document.export, path.name))
    parts = sorted_parts(document, export)
    if not parts.texts:
        raise UserError(
            "这份文档里找不到本报告的章节", path.name, "请确认是从 qdesk 导出的文档；别的文档请用“导入”"
        )
    found = Returned(view, path.name, known is not None, export.at if known else "")
    front = front_parts(document, export)
    parts.texts |= front.texts
    parts.titles |= front.titles
    found.differences = list(Comparison(view, export, parts, front).all())
    _settle_values(found.differences)
    return found


def _without_cover(export: Export) -> Export:
    """What a cover prints by itself changes with the day: of an unknown one nobody knows what it was."""
    return replace(export, front=tuple(one for one in export.front if not any(a.line for a in one.fields)))


def _refuse_other_report(view: ReportView, export: str, path: Path) -> None:
    """A document of another report of this store is read back with that one open."""
    for report in view.archive.reports:
        if any(one.id == export for one in view.archive.exports(report.id)):
            raise UserError(
                f"这是 {report.period.title} 报告导出的文档", path.name, "请先切换到那一年的报告再读回"
            )


def _settle_values(differences: list[Difference]) -> None:
    """One value that two places of the document give differently is nobody's choice but the user's."""
    by_key: dict[Key, list[Difference]] = {}
    for one in differences:
        if one.key is not None and one.value is not None:
            by_key.setdefault(one.key, []).append(one)
    for same in by_key.values():
        if len({str(one.value) for one in same}) > 1:
            for one in same:
                one.taken = False
                one.note = "文档里有两处改成了不同的数"
