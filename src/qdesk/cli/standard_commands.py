"""Commands about standards: list, install, save, roll, convert, limits."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from qdesk.actions.convert_report import conversion_edit, roll_and_convert
from qdesk.actions.edit_outline import tray
from qdesk.actions.exchange_standard import install_standard, save_standard_file
from qdesk.actions.library import library
from qdesk.actions.limits import LimitStanding, standings
from qdesk.actions.new_report import period_from
from qdesk.actions.plan_conversion import ConversionPlan, SectionPlan, plan_conversion, target_titles
from qdesk.actions.roll_year import roll_edit
from qdesk.actions.show_tables import standards_form
from qdesk.cli.opened import opened
from qdesk.cli.output import complain, print_json, say
from qdesk.cli.status import DONE, Command


def _standards(arguments: argparse.Namespace) -> int:
    if arguments.install:
        say(f"已安装 {install_standard(arguments.install).name}")
        return DONE
    if arguments.save:
        standard_id, target = arguments.save
        save_standard_file(library().standard(standard_id), Path(target))
        say(f"已存为 {target}")
        return DONE
    form = standards_form()
    if arguments.json:
        print_json(form)
    else:
        for one in form["standards"]:
            say(f"{one['id']}\t{one['name']}\t{one['source']}")
    for problem in library().problems:
        complain(str(problem))
    return DONE


def _roll(arguments: argparse.Namespace) -> int:
    with opened(arguments.store) as workspace:
        before, to = workspace.report.period, period_from(arguments.to)
        edit = (
            roll_and_convert(workspace, to, arguments.standard)
            if arguments.standard
            else roll_edit(workspace, to)
        )
        done = workspace.do(edit)
        lying = len(tray(workspace.view()))
    say(done.title)
    if lying:
        say(f"待安置 {lying} 项：它们不打印，但都还在；请在程序里用“待安置”放到合适的章节")
    if to.year - before.year > 1:
        say(f"注意：跳过了 {before.shift(1).title}，它的数值还没有，上年一列会是空的")
    return DONE


def _convert(arguments: argparse.Namespace) -> int:
    with opened(arguments.store) as workspace:
        view = workspace.view()
        plan = plan_conversion(view, arguments.standard)
        if not arguments.dry_run:
            workspace.do(conversion_edit(view, plan))
    if arguments.json:
        print_json({"standard": plan.target.id, "sections": [_plan_form(plan, one) for one in plan.sections]})
        return DONE
    for one in plan.sections:
        places = "、".join(_titles(plan, one))
        say(f"{one.title} → {places or ('随上级' if one.own else '待安置')}")
    return DONE


def _titles(plan: ConversionPlan, one: SectionPlan) -> list[str]:
    titles = {name: title for title, name in target_titles(plan.target)}
    return [titles[place] for place in one.places]


def _plan_form(plan: ConversionPlan, one: SectionPlan) -> Mapping[str, object]:
    return {"section": one.title, "to": _titles(plan, one), "own": one.own, "tables": list(one.tables)}


def _limits(arguments: argparse.Namespace) -> int:
    with opened(arguments.store) as workspace:
        found = standings(workspace.view())
    if arguments.json:
        print_json({"limits": [_limit_form(one) for one in found]})
    else:
        for one in found:
            say(f"{one.sentence} {one.shown}".rstrip())
    return DONE


def _limit_form(one: LimitStanding) -> Mapping[str, object]:
    return {
        "name": one.limit.name,
        "demand": one.limit.demand,
        "value": one.shown or None,
        "standing": one.standing.value,
        "source": one.limit.source,
        "state": one.limit.state,
        "explanation": one.explanation or None,
    }


STANDARD_COMMANDS: Mapping[str, Command] = {
    "standards": _standards,
    "roll": _roll,
    "convert": _convert,
    "limits": _limits,
}
"""The commands of this file by their words."""
