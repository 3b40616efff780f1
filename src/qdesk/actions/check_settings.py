"""What a school has set for the checks: numbers of its own, and rules that it does without."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from qdesk.actions.library import library
from qdesk.errors import UserError
from qdesk.model.check_rule import CheckParameter, CheckRule
from qdesk.model.edit import Edit, Kind
from qdesk.model.report_view import ReportView

_SETTING = "checks"
_MOST = Decimal(1_000_000)


def check_rules() -> dict[str, CheckRule]:
    """Every rule by its id, in the order in which help and protocol name them."""
    return {one.id: one for one in library().check_rules}


def parameters_of(view: ReportView) -> Mapping[str, Decimal]:
    """The numbers that the rules go by: the school's own, else the defaults."""
    own = _stored(view).get("values", {})
    return {
        name: Decimal(own[name]) if name in own else parameter.value
        for rule in library().check_rules
        for parameter in rule.parameters
        for name in (parameter_name(rule, parameter),)
    }


def switched_off(view: ReportView) -> frozenset[str]:
    """The rules that the school does without; the protocol names them."""
    return frozenset(_stored(view).get("off", ()))


def parameter_name(rule: CheckRule, parameter: CheckParameter) -> str:
    """How a parameter is known: rule and name joined by a point."""
    return f"{rule.id}.{parameter.name}"


def set_parameter(view: ReportView, rule: CheckRule, parameter: CheckParameter, text: str) -> Edit | None:
    """The edit that sets a number, or takes it back to the default ("" or the default itself)."""
    try:
        value = Decimal(text.strip()) if text.strip() else parameter.value
    except InvalidOperation as error:
        raise UserError(f"“{text.strip()}”不是数", parameter.title, "请填一个数，例如 2 或 1.5") from error
    if not value.is_finite() or not 0 < value <= _MOST:
        raise UserError(f"“{text.strip()}”太小或太大", parameter.title, "请填一个大于 0 的数")
    stored = _stored(view)
    values = dict(stored.get("values", {}))
    name = parameter_name(rule, parameter)
    values.pop(name, None)
    if value != parameter.value:
        values[name] = f"{value:f}"
    return _edit(view, {**stored, "values": values}, f"核查“{rule.title}”：{parameter.title}")


def switch(view: ReportView, rule: CheckRule, *, on: bool) -> Edit | None:
    """The edit that switches a rule on or off."""
    off = set(switched_off(view)) - {rule.id} if on else {*switched_off(view), rule.id}
    word = "启用" if on else "停用"
    return _edit(view, {**_stored(view), "off": sorted(off)}, f"{word}核查“{rule.title}”")


def _stored(view: ReportView) -> dict[str, Any]:
    try:
        found = json.loads(view.archive.setting(_SETTING) or "{}")
    except ValueError:
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _edit(view: ReportView, form: Mapping[str, Any], title: str) -> Edit | None:
    text = json.dumps(form, ensure_ascii=False)
    change = view.archive.change(Kind.SETTING, (_SETTING,), text)
    return None if change.before == change.after else Edit(title, (change,))
