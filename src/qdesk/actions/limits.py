"""Limits (办学条件): the school's own table of them, and how its values stand against each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from uuid import uuid4

from qdesk.actions.entered_value import in_other_unit
from qdesk.actions.library import library
from qdesk.errors import UserError
from qdesk.model.edit import Edit, Kind
from qdesk.model.entity import Entity
from qdesk.model.filled_cell import FilledCell
from qdesk.model.filled_table import fill
from qdesk.model.limit import STANDING_WORDS, Limit, Standing
from qdesk.model.number_format import DEFAULT_STYLE, print_number
from qdesk.model.report_view import ReportView
from qdesk.model.standard import DEFAULT
from qdesk.model.table_layout import At, Layout, Line
from qdesk.model.value import fold_text


@dataclass(frozen=True, slots=True)
class LimitStanding:
    """A limit with this year's value in its unit, None where it is not known, and how that came about."""

    limit: Limit
    value: Decimal | None
    explanation: str = ""

    @property
    def standing(self) -> Standing:
        """How the value stands."""
        return self.limit.standing(self.value)

    @property
    def shown(self) -> str:
        """The value as one reads it, "" where there is none."""
        return "" if self.value is None else print_number(self.value, DEFAULT_STYLE)

    @property
    def sentence(self) -> str:
        """Everything in one line: 生均占地面积 ≥ 33 平方米/生：达标（《…》）."""
        limit = self.limit
        sure = "，默认值，可改" if limit.state == DEFAULT else ""
        return f"{limit.name} {limit.demand}：{STANDING_WORDS[self.standing]}（{limit.source}{sure}）"


def all_limits(view: ReportView) -> list[Limit]:
    """The table of limits: the templates', with what the school changed, added or struck out."""
    stored = {one.id: one for _, one in view.archive.all_of(Kind.LIMIT) if isinstance(one, Limit)}
    shipped = [stored.pop(one.id, one) for one in library().limits]
    known = view.archive.catalogue
    return [one for one in (*shipped, *stored.values()) if one.indicator in known and not one.removed]


def limits_in_force(view: ReportView) -> list[Limit]:
    """Those that hold for the report's school; one for its kind or region stands before the general one."""
    entity = own_entity(view)
    held = [one for one in all_limits(view) if one.holds_for(entity.school_kind, entity.region)]
    special = {(one.indicator, one.per) for one in held if one.is_special}
    return [one for one in held if one.is_special or (one.indicator, one.per) not in special]


def standings(view: ReportView, limits: Iterable[Limit] | None = None) -> list[LimitStanding]:
    """How the school stands against each limit that holds for it."""
    wanted = list(limits_in_force(view) if limits is None else limits)
    cells = _cells(view, {name for one in wanted for name in (one.indicator, one.per) if name})
    return [_standing(view, one, cells) for one in wanted]


def standings_of(view: ReportView, indicator: str) -> list[LimitStanding]:
    """How one indicator stands, where anything is asked of it."""
    asked = [one for one in limits_in_force(view) if indicator in (one.indicator, one.per)]
    return standings(view, asked) if asked else []


def _cells(view: ReportView, indicators: set[str]) -> dict[str, FilledCell]:
    """This year's cell of each indicator, derived ones computed, as a table would show them."""
    order = sorted(indicators)
    layout = Layout(
        "limits",
        "",
        columns=(Line("value", at=At(period=0)),),
        rows=tuple(Line(one, at=At(indicator=one)) for one in order),
    )
    filled = fill(layout, view.data)
    return {one: row[-1] for one, row in zip(order, filled.body, strict=True)}


def _standing(view: ReportView, limit: Limit, cells: dict[str, FilledCell]) -> LimitStanding:
    cell = cells[limit.indicator]
    value = cell.value if isinstance(cell.value, Decimal) else None
    explanation = cell.explanation
    if limit.per:
        base = cells[limit.per].value
        known = value is not None and isinstance(base, Decimal) and base != 0
        explanation = f"{cell.text} ÷ {cells[limit.per].text} × 100" if known else ""
        share = value / base * 100 if known and value is not None and isinstance(base, Decimal) else None
        return LimitStanding(limit, share, explanation)
    indicator = view.data.indicator(limit.indicator)
    if value is not None and indicator is not None and limit.unit and indicator.unit != limit.unit:
        value = in_other_unit(value, indicator.unit, limit.unit)
    return LimitStanding(limit, value, explanation)


# -- changing


def own_entity(view: ReportView) -> Entity:
    """The school (or city) that reports."""
    return next(one for one in view.archive.entities if one.id == view.report.entity)


def set_school_kind(view: ReportView, school_kind: str, region: str) -> Edit | None:
    """Which kind of school in which region this is; None where nothing changes."""
    entity = own_entity(view)
    after = replace(entity, school_kind=school_kind.strip(), region=region.strip())
    if after == entity:
        return None
    return Edit("改学校类别和地区", (view.archive.change(Kind.ENTITY, (entity.id,), after),))


def school_kinds(view: ReportView) -> list[str]:
    """The kinds of school for which the table has limits of their own."""
    return list(
        dict.fromkeys(kind for one in all_limits(view) for kind in one.school_kind.split("、") if kind)
    )


def regions(view: ReportView) -> list[str]:
    """The regions for which the table has limits of their own."""
    return list(dict.fromkeys(one.region for one in all_limits(view) if one.region))


def put_limit(view: ReportView, limit: Limit) -> Edit | None:
    """A limit of the school's own, or one of the table changed; it counts as stated by the user."""
    if not limit.name.strip():
        raise UserError("没有写名称", remedy="请写出这项条件的名称")
    if limit.indicator not in view.archive.catalogue:
        raise UserError("没有选指标", limit.name, "请选择这项条件看哪个指标")
    if limit.minimum is None and limit.maximum is None and limit.usual is None:
        raise UserError("没有写数值", limit.name, "请填最低、最高或一般值中的一个")
    if limit.minimum is not None and limit.maximum is not None and limit.minimum > limit.maximum:
        raise UserError("最低值大于最高值", limit.name, "请检查两个数")
    named = limit if limit.id else replace(limit, id=uuid4().hex)
    change = view.archive.change(Kind.LIMIT, (named.id,), named)
    if change.before == change.after or named in library().limits:
        return None
    return Edit(f"改办学条件 {named.name}", (change,))


def remove_limit(view: ReportView, limit: Limit) -> Edit:
    """Strike a limit out; one of the templates' is remembered as struck out and may come back."""
    shipped = any(one.id == limit.id for one in library().limits)
    after = replace(limit, removed=True) if shipped else None
    return Edit(f"删除办学条件 {limit.name}", (view.archive.change(Kind.LIMIT, (limit.id,), after),))


def restore_limits(view: ReportView) -> Edit | None:
    """The templates' limits as they came; what the school added stays. None where none was changed."""
    shipped = {one.id for one in library().limits}
    changes = tuple(
        view.archive.change(Kind.LIMIT, key, None)
        for key, _ in view.archive.all_of(Kind.LIMIT)
        if key[0] in shipped
    )
    return Edit("恢复默认的办学条件", changes) if changes else None


_LEAST, _MOST = Decimal("1e-6"), Decimal("1e12")


def limit_number(text: str) -> Decimal | None:
    """A number typed for a limit; "" is none, anything else that is no number raises UserError."""
    plain = fold_text(text).replace(",", "")
    if not plain:
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise UserError(f"“{text.strip()}”不是数", remedy="请只写数字，例如 33 或 12.5")
    if not (number == 0 or _LEAST <= number <= _MOST):
        raise UserError(f"“{text.strip()[:20]}”不会是办学条件的标准", remedy="请检查有没有写错")
    return Decimal(f"{number:f}")
