"""qdesk import: files into the open report, with what was read told line by line or as JSON."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from qdesk.actions.import_preview import preview_import
from qdesk.actions.import_protocol import import_protocol
from qdesk.actions.import_questions import questions, questions_of
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.imported import ImportedTable, ImportPreview, Verdict
from qdesk.actions.new_report import period_from
from qdesk.actions.workspace import Workspace
from qdesk.cli.opened import opened
from qdesk.cli.output import print_json, say
from qdesk.cli.status import DONE
from qdesk.model.period import Period
from qdesk.model.value import plain_text


def import_files(arguments: argparse.Namespace) -> int:
    """Read every file and store what is sure; what is doubtful or contradicts only if asked to."""
    with opened(arguments.store) as workspace:
        return _import(workspace, arguments)


def _import(workspace: Workspace, arguments: argparse.Namespace) -> int:
    period = period_from(arguments.period) if arguments.period else None
    forms: list[Mapping[str, object]] = []
    if len(arguments.files) > 1:
        # A file that cannot be read stops all of them before anything is stored.
        for path in arguments.files:
            preview_import(workspace.view(), path, period)
    for path in arguments.files:
        preview = _import_file(workspace, path, period, arguments)
        protocol = import_protocol(preview)
        shown = ("questions", "sheets", "counts", "texts", "pictures")
        forms.append({"file": str(path), **{name: protocol[name] for name in shown}})
        if not arguments.json:
            _say_preview(preview, dry_run=arguments.dry_run)
    if arguments.json:
        print_json({"files": forms})
    return DONE


def _import_file(
    workspace: Workspace, path: Path, period: Period | None, arguments: argparse.Namespace
) -> ImportPreview:
    preview = preview_import(workspace.view(), path, period)
    if arguments.doubtful:
        preview.take_doubtful()
    if arguments.overwrite:
        preview.choose_conflicts(take=True)
    edit = import_edit(preview)
    if not arguments.dry_run:
        workspace.do(edit)
    return preview


def _say_preview(preview: ImportPreview, *, dry_run: bool) -> None:
    say(f"{preview.path.name}：认出 {len(preview.tables)} 张表" + ("（预览，未存）" if dry_run else ""))
    for question in [one for one in questions(preview) if one.cause.is_of_file]:
        remedy = f"；{question.remedy}" if question.remedy else ""
        say(f"  待答：{question.text}{len(question.values)} 个值未导入{remedy}")
    for table in preview.tables:
        _say_table(preview, table)
    for sheet in preview.proposal.sheets:
        for left in sheet.left_out:
            say(f"  未读 {sheet.name}!{left.cell}：{left.reason}")
    for one in preview.texts.sections:
        if one.found.paragraphs and not one.taken:
            say(f"  正文“{one.found.heading}”没有确定的章节，未导入")
    words = (
        *((Verdict.NEW, "新增"), (Verdict.CHANGED, "改动"), (Verdict.CONFLICT, "冲突")),
        *((Verdict.SAME, "相同"), (Verdict.COMPUTED, "由程序计算")),
    )
    counts = "，".join(f"{title} {preview.count(verdict)}" for verdict, title in words)
    prose = f"，正文 {len(preview.texts.taken)} 节" if preview.texts.taken else ""
    say(f"  {counts}{prose}")
    if preview.undecided:
        say(f"  {preview.undecided} 处存疑或冲突未导入（采用存疑：--doubtful；冲突以文件为准：--overwrite）")


def _say_table(preview: ImportPreview, table: ImportedTable) -> None:
    heading = preview.view.heading(table.section)
    place = preview.view.title_of(heading) if heading else ""
    matched = "" if table.proposal.match else "（新表）"
    if table.scattered:
        place, matched = "报告里的同名项目", "（不另建表）"
    doubts = f"，{len(table.doubts)} 处存疑" if table.doubts else ""
    say(f"  {table.title} → {place}{matched}：{len(table.values)} 个值{doubts}")
    for question in questions_of(preview, table):
        first, count = question.values[0].read, len(question.values)
        say(f"    存疑 {first.cell}{f' 等 {count} 格' if count > 1 else ''}：{first.doubt}")
    for read in [one.read for one in table.values if one.read.doubt and (one.taken or not one.read.cause)]:
        say(f"    存疑 {read.cell}：{read.doubt}")
    for one in table.conflicts:
        kept = "" if one.stored is None else plain_text(one.stored)
        say(f"    冲突 {one.read.cell}：文件里是 {plain_text(one.read.value)}，已保存的是 {kept}")
    for one in table.values:
        if one.read.disagrees:
            say(f"    不符 {one.read.cell}：{one.read.disagrees}")
