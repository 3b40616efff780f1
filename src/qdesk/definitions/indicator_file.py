"""Indicator templates: [[indicator]] entries with code, name, unit, kind and the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from qdesk.definitions.template_file import Form, TemplateFile
from qdesk.model.comparison import ChangeKind
from qdesk.model.formula import FormulaError, find_cycle, parse_formula
from qdesk.model.indicator import Aggregate, Catalogue, Indicator, IndicatorKind
from qdesk.model.period import PeriodKind

Chosen = TypeVar("Chosen", bound=StrEnum)

_KEYS = frozenset(
    "code name unit kind decimals aggregate formula compare against timeless period aliases definition "
    "reference_date scope department weight source state".split()
)


def load_indicators(files: Iterable[TemplateFile]) -> Catalogue:
    """The catalogue of several files; formulas may name indicators of any of them.

    Raises UserError for unknown keys, wrong values, unknown names and cycles.
    """
    pairs = [(file, form) for file in files for form in file.entries(file.form, "indicator")]
    plain = Catalogue(_indicator(file, form) for file, form in pairs)
    if len(list(plain)) != len(pairs):
        _report_double(pairs)
    done: list[Indicator] = []
    for file, form in pairs:
        indicator = plain.get(file.text(form, "code"))
        if indicator is not None:
            done.append(_with_references(file, form, indicator, plain))
    _refuse_cycles(pairs, done)
    return Catalogue(done)


def _indicator(file: TemplateFile, form: Form) -> Indicator:
    file.only(form, _KEYS, "指标")
    decimals = form.get("decimals")
    if decimals is not None and not (isinstance(decimals, int) and 0 <= decimals <= 6):
        raise file.wrong("decimals", "小数位数应是 0 到 6 的整数", form)
    return Indicator(
        id=file.text(form, "code"),
        name=file.text(form, "name"),
        unit=file.text(form, "unit", ""),
        kind=_choice(file, form, "kind", IndicatorKind) or IndicatorKind.COUNT,
        decimals=decimals,
        aggregate=_choice(file, form, "aggregate", Aggregate) or Aggregate.SUM,
        compare=_choice(file, form, "compare", ChangeKind),
        timeless=bool(form.get("timeless", False)),
        period_kind=_choice(file, form, "period", PeriodKind),
        aliases=file.texts(form, "aliases"),
        definition=file.text(form, "definition", ""),
        reference_date=file.text(form, "reference_date", ""),
        scope=file.text(form, "scope", ""),
        department=file.text(form, "department", ""),
        state=file.state(form, file.state(file.form)),
    )


def _choice(file: TemplateFile, form: Form, key: str, kind: type[Chosen]) -> Chosen | None:
    if key not in form:
        return None
    try:
        return kind(form[key])
    except ValueError:
        allowed = "、".join(one.value for one in kind)
        raise file.wrong(key, f"{key} 只能是 {allowed}", form) from None


def _with_references(file: TemplateFile, form: Form, plain: Indicator, names: Catalogue) -> Indicator:
    def resolve(name: str) -> str | None:
        if name in names:
            return name
        found = names.named(name)
        return found[0].id if len(found) == 1 else None

    def named(key: str) -> str | None:
        if key not in form:
            return None
        name = file.text(form, key)
        if (found := resolve(name)) is None:
            raise file.wrong(name, f"没有名为“{name}”的指标")
        return found

    plain = replace(plain, against=named("against"), weight=named("weight"))
    if "formula" not in form:
        return plain
    text = file.text(form, "formula")
    try:
        formula = parse_formula(text, resolve)
    except FormulaError as error:
        raise file.wrong("formula", f"{plain.name}的公式：{error}", form) from error
    return replace(plain, formula=formula)


def _report_double(pairs: list[tuple[TemplateFile, Form]]) -> None:
    seen: set[str] = set()
    for file, form in pairs:
        code = file.text(form, "code")
        if code in seen:
            raise file.wrong(code, f"指标代码 {code} 用了两次")
        seen.add(code)


def _refuse_cycles(pairs: list[tuple[TemplateFile, Form]], indicators: list[Indicator]) -> None:
    formulas = {one.id: one.formula for one in indicators if one.formula}
    if cycle := find_cycle(formulas):
        names = {one.id: one.name for one in indicators}
        file = next(file for file, form in pairs if form.get("code") == cycle[0])
        raise file.wrong(cycle[0], "公式互相引用：" + " → ".join(names[one] for one in cycle))
