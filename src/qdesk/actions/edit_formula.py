"""A row or column that computes itself: the formula of an indicator, in names that people read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qdesk.errors import UserError
from qdesk.model.axis import leaves
from qdesk.model.edit import Edit, Kind
from qdesk.model.formula import Formula, FormulaError, find_cycle, parse_formula
from qdesk.model.indicator import Aggregate, Indicator, IndicatorKind
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text
from qdesk.recognition.labels import split_label


def formula_names(view: ReportView, table: ReportTable) -> Mapping[str, str]:
    """Name → id of the indicators that a table shows, as its lines call them."""
    found: dict[str, str] = {}
    for leaf in (*leaves(table.layout.rows), *leaves(table.layout.columns)):
        if leaf.at.indicator and leaf.is_data:
            indicator = view.data.indicator(leaf.at.indicator)
            name = split_label(leaf.line.label or "").name or (indicator.name if indicator else "")
            found.setdefault(name, leaf.at.indicator)
    return found


def formula_text(view: ReportView, table: ReportTable, formula: Formula) -> str:
    """The formula with names in braces, as `set_formula` reads it."""
    own = {indicator: name for name, indicator in formula_names(view, table).items()}

    def name(indicator_id: str) -> str:
        indicator = view.data.indicator(indicator_id)
        return own.get(indicator_id) or (indicator.name if indicator else indicator_id)

    text = str(formula)
    for reference in formula.references():
        text = text.replace(f"{{{reference.indicator}", f"{{{name(reference.indicator)}")
    return text


def set_formula(view: ReportView, table: ReportTable, indicator: Indicator, text: str) -> Edit:
    """Let an indicator be computed; an empty text lets it be entered again.

    Names are looked up in the table first, then in the whole report. Raises UserError for what
    cannot be read, unknown or ambiguous names, and formulas that need themselves.
    """
    if not text.strip():
        summed = indicator.kind in (IndicatorKind.COUNT, IndicatorKind.MONEY, IndicatorKind.NUMBER)
        plain = replace(indicator, formula=None, aggregate=Aggregate.SUM if summed else Aggregate.OWN)
        return _put(view, plain, "取消公式")
    formula = read_formula(view, table, text)
    known = {one.id: one.formula for one in view.archive.catalogue if one.formula is not None}
    known[indicator.id] = formula
    if cycle := find_cycle(known):
        path = " → ".join(one.name for part in cycle if (one := view.data.indicator(part)))
        raise UserError(f"公式绕回了自己：{path}", indicator.name, "请去掉其中一处引用")
    divides = indicator.kind not in (IndicatorKind.COUNT, IndicatorKind.MONEY, IndicatorKind.NUMBER)
    aggregate = Aggregate.FORMULA if divides else indicator.aggregate
    return _put(view, replace(indicator, formula=formula, aggregate=aggregate), f"公式 {indicator.name}")


def read_formula(view: ReportView, table: ReportTable, text: str) -> Formula:
    """A formula of names; UserError says what cannot be understood."""
    own = {fold_text(name): indicator for name, indicator in formula_names(view, table).items()}

    def resolve(name: str) -> str | None:
        if found := own.get(fold_text(name)):
            return found
        if name in view.archive.catalogue:
            return name
        named = view.archive.catalogue.named(name)
        if len(named) > 1:
            raise FormulaError(f"叫“{name}”的指标有 {len(named)} 个，请先把要用的那一个放进这张表")
        return named[0].id if named else None

    try:
        return parse_formula(text, resolve)
    except FormulaError as error:
        raise UserError(
            f"公式看不懂：{error}", text, "写法如 {就业人数} ÷ {毕业生数} × 100；上年的数写 {毕业生数@-1}"
        ) from error


def _put(view: ReportView, indicator: Indicator, title: str) -> Edit:
    return Edit(title, (view.archive.change(Kind.INDICATOR, (indicator.id,), indicator),))
