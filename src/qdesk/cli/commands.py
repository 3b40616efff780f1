"""Running a command: 0 done, 1 done with findings that must be mended, 2 could not be done."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Mapping

from qdesk.actions.demo import create_demo
from qdesk.actions.edit_values import set_cell, set_indicator
from qdesk.actions.export_pdf import export_pdf
from qdesk.actions.export_word import export_word
from qdesk.actions.export_workbook import export_workbook
from qdesk.actions.keep_export import keep_export
from qdesk.actions.new_report import new_store, period_from
from qdesk.actions.run_checks import run_checks
from qdesk.actions.selftest import GrabWindow, selftest
from qdesk.actions.show_tables import find_table, indicators_form, tables_form
from qdesk.actions.workspace import Workspace
from qdesk.cli.check_command import check, must_mend
from qdesk.cli.fill_command import fill
from qdesk.cli.import_command import import_files
from qdesk.cli.opened import opened
from qdesk.cli.output import complain, print_json, say, use_utf8
from qdesk.cli.parser import build_parser
from qdesk.cli.return_command import read_back
from qdesk.cli.standard_commands import STANDARD_COMMANDS
from qdesk.cli.status import DONE, DONE_WITH_FINDINGS, NOT_DONE
from qdesk.cli.style_commands import STYLE_COMMANDS
from qdesk.errors import UserError
from qdesk.model.edit import Edit
from qdesk.model.report_view import ReportView

OpenDesk = Callable[[list[str]], int]
"""Opens the window; handed in by the entry, because the command line does not know Qt."""


def run(words: list[str], open_desk: OpenDesk, grab_window: GrabWindow) -> int:
    """Run one command and return its exit status; a failure is one Chinese sentence on stderr."""
    use_utf8()
    try:
        return _perform(words, open_desk, grab_window)
    except UserError as error:
        complain(str(error))
        return NOT_DONE
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        complain(
            f"读写失败：{error.strerror or error}（{error.filename or ''}），请检查路径、权限和磁盘空间。"
        )
        return NOT_DONE
    except KeyboardInterrupt:
        complain("已取消，没有改动。")
        return NOT_DONE
    except MemoryError:
        complain("内存不足，没有完成，请关闭其他程序后再试。")
        return NOT_DONE


def _perform(words: list[str], open_desk: OpenDesk, grab_window: GrabWindow) -> int:
    arguments = build_parser().parse_args(words)
    if arguments.selftest:
        return DONE if selftest(arguments.selftest, say, grab_window) else NOT_DONE
    if arguments.command == "open":
        return open_desk([str(arguments.store)])
    if not arguments.command:
        build_parser().print_help()
        return DONE
    return _COMMANDS[arguments.command](arguments)


def _new(arguments: argparse.Namespace) -> int:
    schools = [name for name in re.split(r"[,，、]", arguments.schools) if name.strip()]
    period = period_from(arguments.period)
    workspace = new_store(arguments.store, arguments.school, arguments.standard, period, schools)
    workspace.close()
    say(f"已建立 {arguments.store}：{arguments.school} {period.title}")
    return DONE


def _tables(arguments: argparse.Namespace) -> int:
    with opened(arguments.store) as workspace:
        form = tables_form(workspace, explain=arguments.explain)
    if arguments.json or arguments.explain:
        print_json(form)
        return DONE
    for table in form["tables"]:
        say(f"{table['number']} {table['caption']}　{table['subcaption']}　[{table['id']}]")
        for row in (*table["header"], *table["rows"]):
            say("  " + " | ".join(text.replace("\n", "／") for text in row))
    return DONE


def _indicators(arguments: argparse.Namespace) -> int:
    with opened(arguments.store) as workspace:
        form = indicators_form(workspace)
    if arguments.json:
        print_json(form)
    else:
        for one in form["indicators"]:
            say(f"{one['code']}\t{one['name']}\t{one['unit']}\t{'、'.join(one['used_in'])}")
    return DONE


def _set(arguments: argparse.Namespace) -> int:
    with opened(arguments.store) as workspace:
        view = workspace.view()
        if arguments.table and arguments.at:
            row, column = _place(arguments.at)
            table = find_table(view, arguments.table)
            edit = set_cell(view, table, row, column, arguments.value, overwrite=arguments.overwrite)
        elif arguments.indicator:
            period = period_from(arguments.period).code if arguments.period else view.report.period.code
            edit = set_indicator(
                view,
                arguments.indicator,
                period,
                arguments.value,
                arguments.member,
                arguments.entity,
                overwrite=arguments.overwrite,
            )
        else:
            raise UserError("没有说填到哪里", remedy="请给出 --table 和 --at，或 --indicator 和 --period")
        done = workspace.do(edit)
        unused = not _is_shown(workspace.view(), done)
    say(done.title + ("（已存，但本报告没有表用到它）" if unused else ""))
    return DONE


def _is_shown(view: ReportView, edit: Edit) -> bool:
    """Whether any table of the open report reads what an edit changed."""
    for table in view.tables:
        view.filled(table)
    return bool(view.note(edit).tables)


def _place(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"\s*(\d+)\s*[,，]\s*(\d+)\s*", text)
    if not match:
        raise UserError(f"看不懂位置“{text}”", remedy="请写成 行,列，例如 3,2")
    return int(match[1]), int(match[2])


def _export(arguments: argparse.Namespace) -> int:
    write = _EXPORTS.get(arguments.output.suffix.lower())
    if write is None:
        raise UserError("导出的文件名应以 .docx、.pdf 或 .xlsx 结尾", arguments.output.name, "请改一个文件名")
    with opened(arguments.store) as workspace:
        view = workspace.view()
        write(workspace, view, arguments)
        must = must_mend(run_checks(view))
    return DONE_WITH_FINDINGS if must else DONE


def _export_word(workspace: Workspace, view: ReportView, arguments: argparse.Namespace) -> None:
    waiting = _wait if arguments.page_numbers == "office" else None
    summary = export_word(view, arguments.output, waiting=waiting)
    workspace.do(keep_export(view, summary.export))
    say(f"已导出 {summary.path}：{summary.sections} 节，{summary.tables} 张表，本年未填 {summary.missing} 处")
    say(summary.page_numbers_from)


def _wait(_sentence: str) -> None:
    """Nobody looks on, and nobody can cancel but by ending the program."""


def _export_workbook(_workspace: Workspace, view: ReportView, arguments: argparse.Namespace) -> None:
    summary = export_workbook(view, arguments.output)
    say(f"已导出 {summary.path}：{summary.tables} 张表")


def _export_pdf(_workspace: Workspace, view: ReportView, arguments: argparse.Namespace) -> None:
    waiting = _wait if arguments.pdf_by == "office" else None
    summary = export_pdf(view, arguments.output, waiting=waiting)
    say(f"已导出 {summary.path}：{summary.pages} 页")
    say(summary.made_by)


_EXPORTS: Mapping[str, Callable[[Workspace, ReportView, argparse.Namespace], None]] = {
    ".docx": _export_word,
    ".xlsx": _export_workbook,
    ".pdf": _export_pdf,
}


def _demo(arguments: argparse.Namespace) -> int:
    workspace = create_demo(arguments.store)
    workspace.close()
    say(f"已建立示例 {arguments.store}")
    return DONE


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "new": _new,
    "import": import_files,
    "set": _set,
    "tables": _tables,
    "indicators": _indicators,
    **STANDARD_COMMANDS,
    **STYLE_COMMANDS,
    "check": check,
    "export": _export,
    "return": read_back,
    "fill": fill,
    "demo": _demo,
}
