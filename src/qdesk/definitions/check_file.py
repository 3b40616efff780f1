"""Rule templates: [[rule]] with title, example, parameters; [[inequality]] of what cannot exceed what."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from qdesk.definitions.template_file import Form, TemplateFile
from qdesk.model.check_rule import CheckParameter, CheckRule

_KEYS = frozenset("rule inequality".split())
_RULE_KEYS = frozenset("id group title checked example remedy only parameter".split())
_PARAMETER_KEYS = frozenset("name title value unit".split())
_INEQUALITY_KEYS = frozenset("less more".split())


def load_rules(file: TemplateFile) -> tuple[list[CheckRule], list[tuple[str, str]]]:
    """The rules of a file, and pairs of names of which the first is never more than the second."""
    form = file.form
    file.only(form, _KEYS, "核查规则")
    rules = [_rule(file, one) for one in file.entries(form, "rule")]
    inequalities: list[tuple[str, str]] = []
    for one in file.entries(form, "inequality"):
        file.only(one, _INEQUALITY_KEYS, "大小关系")
        inequalities.append((file.text(one, "less"), file.text(one, "more")))
    return rules, inequalities


def _rule(file: TemplateFile, form: Form) -> CheckRule:
    file.only(form, _RULE_KEYS, "核查规则")
    return CheckRule(
        id=file.text(form, "id"),
        group=file.text(form, "group"),
        title=file.text(form, "title"),
        checked=file.text(form, "checked"),
        example=file.text(form, "example"),
        remedy=file.text(form, "remedy"),
        only=file.text(form, "only", ""),
        parameters=tuple(_parameter(file, one) for one in file.entries(form, "parameter")),
    )


def _parameter(file: TemplateFile, form: Form) -> CheckParameter:
    file.only(form, _PARAMETER_KEYS, "核查参数")
    text = file.text(form, "value")
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise file.wrong("value", "这里应是一个数", form) from error
    return CheckParameter(
        file.text(form, "name"), file.text(form, "title"), value, file.text(form, "unit", "")
    )
