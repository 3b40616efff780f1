"""Commands about a store's data: new, demo, tables, indicators, set."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping

from qdesk.actions.edit_values import set_cell, set_indicator
from qdesk.actions.new_report import new_store, period_from
from qdesk.actions.show_tables import find_table, indicators_form, tables_form
from qdesk.cli.opened import opened
from qdesk.cli.output import print_json, say
from qdesk.cli.status import DONE, Command
from qdesk.errors import UserError
from qdesk.model.edit import Edit
from qdesk.model.report_view import ReportView


def _new(arguments: argparse.Namespace) -> int:
    schools = [name for name in re.split(r"[,，、]", arguments.schools) if name.strip()]
    period = period_from(arguments.period)
    workspace = new_store(arguments.store, arguments.school, arguments.standard, period, schools)
    workspace.close()
    say(f"已建立 {arguments.store}：{arguments.school} {period.title}")
    return DONE


def _demo(arguments: argparse.Namespace) -> int:
    from qdesk.actions.demo import create_demo

    workspace = create_demo(arguments.store)
    workspace.close()
    say(f"已建立示例 {arguments.store}")
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


DATA_COMMANDS: Mapping[str, Command] = {
    "new": _new,
    "demo": _demo,
    "tables": _tables,
    "indicators": _indicators,
    "set": _set,
}
