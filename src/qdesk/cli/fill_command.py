"""qdesk fill: the authority's own workbook with the report's numbers in its empty cells."""

from __future__ import annotations

import argparse

from qdesk.actions.fill_workbook import FillPlan, fill_workbook, plan_filling
from qdesk.cli.opened import opened
from qdesk.cli.output import print_json, say
from qdesk.cli.status import DONE


def fill(arguments: argparse.Namespace) -> int:
    """Say what goes where and what stays empty; write the copy unless asked only to look."""
    with opened(arguments.store) as workspace:
        plan = plan_filling(workspace.view(), arguments.file)
    if not arguments.json:
        for one in plan.kept:
            say(f"  未填 {one.sheet}!{one.cell} {one.name}：{one.reason}")
        for sheet, cell, reason in plan.left_out:
            say(f"  未填 {sheet}!{cell}：{reason}")
    if arguments.output is not None:
        fill_workbook(plan, arguments.output)
    if arguments.json:
        print_json(_form(plan))
        return DONE
    done = f"已填 {len(plan.filled)} 格 → {arguments.output}" if arguments.output else "（预览，未写）"
    say(f"可填 {len(plan.filled)} 格，未填 {len(plan.kept)} 格。{done}")
    return DONE


def _form(plan: FillPlan) -> dict[str, object]:
    return {
        "filled": [
            {"sheet": one.sheet, "cell": one.cell, "name": one.name, "text": one.text} for one in plan.filled
        ],
        "kept": [
            {"sheet": one.sheet, "cell": one.cell, "name": one.name, "reason": one.reason}
            for one in plan.kept
        ],
        "left_out": [{"sheet": a, "cell": b, "reason": c} for a, b, c in plan.left_out],
    }
