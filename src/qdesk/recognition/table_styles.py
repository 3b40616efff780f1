"""Learning a table's number styles from what its computed and entered cells show."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from qdesk.model.comparison import ChangeKind
from qdesk.model.indicator import IndicatorKind
from qdesk.model.number_format import DEFAULT_CONVENTIONS, DEFAULT_DECIMALS, NumberStyle, Zeros, print_number
from qdesk.model.value import NO_VALUE, fold_text
from qdesk.recognition.file_table import BodyCell, FileTable, number_of, value_of
from qdesk.recognition.labels import LineRole
from qdesk.recognition.style_learning import learn_style

_USUAL_RATIO = NumberStyle(DEFAULT_CONVENTIONS.decimals, DEFAULT_CONVENTIONS.zeros)


def learn_suffixes(table: FileTable) -> None:
    """Indicators whose entered values print a sign of their own kind (16%, 13.5:1)."""
    shown: dict[str, set[str]] = {}
    for one in table.cells():
        if one.role is LineRole.VALUE and one.at.indicator and isinstance(value_of(one.cell)[0], Decimal):
            text = fold_text(one.cell.text)
            sign = "%" if text.endswith("%") else ":1" if text.endswith(":1") else ""
            shown.setdefault(one.at.indicator, set()).add(sign)
    styles = dict(table.layout.styles)
    for name, signs in shown.items():
        indicator = table.data.indicator(name)
        natural = ":1" if indicator and indicator.kind is IndicatorKind.RATIO else ""
        if len(signs) == 1 and (sign := next(iter(signs))) != natural:
            styles[name] = NumberStyle(indicator.decimals if indicator else None, suffix=sign)
    table.layout = replace(table.layout, styles=styles)


def learn_table_styles(table: FileTable) -> None:
    """Each kind of computed cell in the order in which one builds on the other."""
    for stage in (LineRole.VALUE, LineRole.TOTAL, LineRole.PER, LineRole.CHANGE):
        samples = _samples(table, stage)
        if samples:
            _learn_stage(table, stage, samples)
    _learn_other_changes(table)


def learn_no_value_sign(table: FileTable) -> None:
    """What the file prints where there is no ratio (0 → 57): many reports print 0 there."""
    evaluation = table.evaluation()
    numbers = {
        value
        for one in table.cells()
        if one.role is LineRole.CHANGE
        and isinstance(value := value_of(one.cell)[0], Decimal)
        and evaluation.worth(one.row_leaf, one.column_leaf).value == NO_VALUE
    }
    if len(numbers) != 1:
        return
    layout = table.layout
    number = numbers.pop()
    known = layout.change_styles or {layout.compare.value: NumberStyle(DEFAULT_DECIMALS, Zeros.WHOLE)}
    styles = {
        name: replace(style, no_value=print_number(number, replace(style, zeros=Zeros.DROP)))
        for name, style in known.items()
    }
    table.layout = replace(layout, change_styles=styles)


def learn_total_suffixes(table: FileTable) -> None:
    """What stands behind totals that were entered, not summed: 14 (全市)."""
    evaluation = table.evaluation()
    styles = dict(table.layout.total_styles)
    for one in table.cells():
        if one.role is not LineRole.TOTAL or not one.at.indicator or one.at.indicator in styles:
            continue
        if not isinstance(value_of(one.cell)[0], Decimal):
            continue
        suffix = one.cell.text.strip().lstrip("+-0123456789.,")
        if suffix.strip(" %") and not evaluation.worth(one.row_leaf, one.column_leaf).computed:
            styles[one.at.indicator] = NumberStyle(suffix=suffix)
    table.layout = replace(table.layout, total_styles=styles)


def learn_joined_cells(table: FileTable) -> None:
    """Body cells that the file merges over several value columns or rows."""
    spans = table.skeleton.understood.grid.spans
    joined = {
        (one.row_leaf.id, one.column_leaf.id): spans[one.row.index, one.column.index]
        for one in table.cells()
        if (one.row.index, one.column.index) in spans
    }
    table.layout = replace(table.layout, joined=joined)


def _learn_other_changes(table: FileTable) -> None:
    """How lines print that compare otherwise than the table: 增减率 beside 增减额."""
    for kind in {_own_kind(one) for one in table.cells()} - {None}:
        groups = _samples(table, LineRole.CHANGE, kind)
        pooled = [sample for group in groups.values() for sample in group]
        by_format = _all_formulas(table, LineRole.CHANGE, set(groups))
        style = learn_style(pooled, natural=kind is ChangeKind.DIFFERENCE, by_format=by_format)
        if kind is not None and style is not None:
            styles = {**table.layout.change_styles, kind.value: style}
            table.layout = replace(table.layout, change_styles=styles)


def _own_kind(one: BodyCell) -> ChangeKind | None:
    """The kind of comparison that a cell's line names itself."""
    change = one.column_leaf.change or one.row_leaf.change
    return change.kind if change else None


def _samples(
    table: FileTable, stage: LineRole, kind: ChangeKind | None = None
) -> dict[str, list[tuple[Decimal, str]]]:
    """Exact computed numbers and the texts shown for them, by indicator; of changes those of one kind."""
    evaluation = table.evaluation()
    found: dict[str, list[tuple[Decimal, str]]] = {}
    for one in table.cells():
        if one.role is not stage or one.cell.is_empty or not isinstance(value_of(one.cell)[0], Decimal):
            continue
        if stage is LineRole.CHANGE and _own_kind(one) is not kind:
            continue
        worth = evaluation.worth(one.row_leaf, one.column_leaf)
        if worth.computed and isinstance(worth.value, Decimal):
            text = _bare_unit(one.cell.text)
            found.setdefault(one.at.indicator or "", []).append((worth.value, text))
    return found


def _all_formulas(table: FileTable, stage: LineRole, names: set[str]) -> bool:
    """Whether the texts come from number formats alone, which say nothing of zeros."""
    if table.skeleton.understood.grid.prints_exactly:
        return False
    cells = [
        one.cell
        for one in table.cells()
        if one.role is stage and (one.at.indicator or "") in names and not one.cell.is_empty
    ]
    return all(cell.formula is not None for cell in cells if number_of(cell) is not None)


def _learn_stage(table: FileTable, stage: LineRole, samples: dict[str, list[tuple[Decimal, str]]]) -> None:
    layout = table.layout
    natural = stage is LineRole.TOTAL or layout.compare is ChangeKind.DIFFERENCE
    if stage in (LineRole.PER, LineRole.VALUE):
        natural = False
    pooled = [sample for group in samples.values() for sample in group]
    by_format = _all_formulas(table, stage, set(samples))
    common = learn_style(pooled, natural=natural, by_format=by_format)
    if common is None:
        return
    by_name = {
        name: style
        for name, group in samples.items()
        if name
        and (style := learn_style(group, natural=natural, by_format=by_format, unless=common)) is not None
    }
    if stage is LineRole.PER:
        table.layout = replace(layout, per_style=common)
    elif stage is LineRole.TOTAL:
        table.layout = replace(layout, total_styles={"": common, **by_name})
    elif stage is LineRole.CHANGE:
        usual = layout.compare in (ChangeKind.RATIO, ChangeKind.GROWTH) and common == _USUAL_RATIO
        # What every report does unless told otherwise is left to the report's own conventions.
        whole = {} if usual else {layout.compare.value: common}
        table.layout = replace(layout, change_styles={**whole, **by_name})
    else:
        styles = dict(layout.styles)
        for name in samples:
            styles[name] = by_name.get(name, common)
        table.layout = replace(layout, styles=styles)


def _bare_unit(text: str) -> str:
    """The shown text without a unit that is no part of a style (人, 个)."""
    folded = fold_text(text).replace(",", "")
    kept = folded.rstrip("人个项名次场门元")
    return kept if kept and kept[-1].isdigit() else folded
