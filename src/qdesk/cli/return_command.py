"""`qdesk return`: what a document that came back says otherwise, and taking it over."""

from __future__ import annotations

import argparse

from qdesk.actions.returned import preview_returned
from qdesk.actions.returned_difference import Difference, Returned
from qdesk.actions.take_returned import returned_edit
from qdesk.cli.opened import opened
from qdesk.cli.output import print_json, say
from qdesk.cli.status import DONE


def read_back(arguments: argparse.Namespace) -> int:
    """List the differences; take over what is safe, or all, where that is asked for."""
    with opened(arguments.store) as workspace:
        returned = preview_returned(workspace.view(), arguments.file)
        if arguments.take == "all":
            for one in returned.differences:
                one.taken = not one.refusal
        if arguments.json:
            print_json(_form(returned))
        else:
            _list(returned)
        if arguments.take and returned.taken:
            workspace.do(returned_edit(returned))
            if not arguments.json:
                say(f"已采用 {len(returned.taken)} 处")
    return DONE


def _list(returned: Returned) -> None:
    unknown = "" if returned.known else "（不认得这次导出，与现在的内容比较）"
    say(f"{len(returned.differences)} 处改动{unknown}")
    for one in returned.differences:
        state = f"不能采用：{one.refusal}" if one.refusal else "冲突" if one.is_conflict else one.note
        sides = f"{one.before or '（无）'} → {one.after or '（无）'}"
        say(f"[{one.what.value}] {one.place}：{sides}　{state}".rstrip())


def _form(returned: Returned) -> dict[str, object]:
    return {
        "file": returned.file,
        "known": returned.known,
        "differences": [_difference(one) for one in returned.differences],
    }


def _difference(one: Difference) -> dict[str, object]:
    return {
        "what": one.what.value,
        "place": one.place,
        "before": one.before,
        "after": one.after,
        "now": one.now,
        "taken": one.taken,
        "refusal": one.refusal,
        "note": one.note,
    }
