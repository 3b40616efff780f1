"""Limit templates: [[limit]] with indicator, number, kind of school, source; [[watched]] programmes."""

from __future__ import annotations

from decimal import Decimal

from qdesk.definitions.template_file import Form, TemplateFile
from qdesk.model.indicator import Catalogue
from qdesk.model.limit import Limit

_KEYS = frozenset("id name year school_kind region source watched limit".split())
_LIMIT_KEYS = frozenset(
    "indicator per name minimum maximum usual unit school_kind region source state note".split()
)
_WATCHED_KEYS = frozenset("name year indicators source state".split())


def load_limits(file: TemplateFile, names: Catalogue) -> list[Limit]:
    """The limits of a file; raises UserError for unknown keys, indicators and for a limit without a number.

    The file's own school_kind and region say what it is about as a whole; only those of an entry narrow it.
    """
    form = file.form
    file.only(form, _KEYS, "办学条件")
    source = file.text(form, "source", "")
    watched: dict[str, list[str]] = {}
    for programme in file.entries(form, "watched"):
        file.only(programme, _WATCHED_KEYS, "监测项目")
        for name in file.texts(programme, "indicators"):
            found = _indicator(file, name, names)
            watched.setdefault(found, []).append(file.text(programme, "name"))
    limits: dict[str, Limit] = {}
    for one in file.entries(form, "limit"):
        limit = _limit(file, one, names, source, watched)
        if limit.id in limits:
            raise file.wrong(limit.name, "同一条件写了两次", one)
        limits[limit.id] = limit
    return list(limits.values())


def _limit(
    file: TemplateFile, form: Form, names: Catalogue, source: str, watched: dict[str, list[str]]
) -> Limit:
    file.only(form, _LIMIT_KEYS, "办学条件")
    indicator = _indicator(file, file.text(form, "indicator"), names)
    name = file.text(form, "name")
    kind, region = file.text(form, "school_kind", ""), file.text(form, "region", "")
    minimum, maximum, usual = (_number(file, form, key) for key in ("minimum", "maximum", "usual"))
    if minimum is None and maximum is None and usual is None:
        raise file.wrong(name, "缺少 minimum、maximum 或 usual", form)
    return Limit(
        id=f"{file.path.stem}/{name}/{kind}/{region}".rstrip("/"),
        indicator=indicator,
        name=name,
        minimum=minimum,
        maximum=maximum,
        usual=usual,
        unit=file.text(form, "unit", ""),
        per=_indicator(file, form["per"], names) if "per" in form else "",
        school_kind=kind,
        region=region,
        source=file.text(form, "source", source),
        state=file.state(form),
        note=file.text(form, "note", ""),
        watched=tuple(watched.get(indicator, ())),
    )


def _number(file: TemplateFile, form: Form, key: str) -> Decimal | None:
    value = form.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise file.wrong(key, f"{key} 应是数", form)
    return Decimal(str(value))


def _indicator(file: TemplateFile, name: object, names: Catalogue) -> str:
    if not isinstance(name, str):
        raise file.wrong("indicator", "这里应是指标的名称或代码")
    found = names.get(name)
    candidates = [found] if found else names.named(name)
    if len(candidates) != 1:
        raise file.wrong(name, f"没有名为“{name}”的指标")
    return candidates[0].id
