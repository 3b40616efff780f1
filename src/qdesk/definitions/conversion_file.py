"""Conversion templates: from one standard to another, sections, tables and indicators by id or name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from qdesk.definitions.template_file import Form, TemplateFile, as_list
from qdesk.model.conversion import Conversion
from qdesk.model.indicator import Catalogue
from qdesk.model.standard import Standard

_KEYS = frozenset("from to source state sections tables indicators".split())


def load_conversion(file: TemplateFile, standards: Mapping[str, Standard], names: Catalogue) -> Conversion:
    """One conversion; every id that it names must be there, else UserError."""
    form = file.form
    file.only(form, _KEYS, "换规范的对照")
    source = _standard(file, "from", standards)
    target = _standard(file, "to", standards)
    sections = dict(_sections(file, source, target))
    tables = {
        old: _known(file, new, target.tables, "表")
        for old, new in _pairs(file, "tables")
        if _known(file, old, source.tables, "表")
    }
    indicators = {
        _indicator(file, old, names): _indicator(file, new, names) for old, new in _pairs(file, "indicators")
    }
    return Conversion(
        source.id,
        target.id,
        sections,
        tables,
        indicators,
        file.text(form, "source", ""),
        file.state(form),
    )


def _standard(file: TemplateFile, key: str, standards: Mapping[str, Standard]) -> Standard:
    name = file.text(file.form, key)
    if name not in standards:
        raise file.wrong(key, f"没有编号为“{name}”的编写规范")
    return standards[name]


def _sections(
    file: TemplateFile, source: Standard, target: Standard
) -> Iterator[tuple[str, tuple[str, ...]]]:
    old = {one.id: one for one in source.sections()}
    new = {one.id: one for one in target.sections()}
    for name, value in _table(file, "sections").items():
        found = as_list(value, str)
        if found is None:
            raise file.wrong(name, '这里应是原规范的章节编号，例如 ["s1-1"]')
        _known(file, name, new, "章节")
        yield name, tuple(_known(file, one, old, "章节") for one in found)


def _pairs(file: TemplateFile, key: str) -> Iterator[tuple[str, str]]:
    for name, value in _table(file, key).items():
        if not isinstance(value, str):
            raise file.wrong(name, "等号两边都应是一个编号或名称")
        yield name, value


def _table(file: TemplateFile, key: str) -> Form:
    found = file.form.get(key, {})
    if not isinstance(found, dict):
        raise file.wrong(key, "这里应是一组对照")
    return cast("Form", found)


def _known(file: TemplateFile, name: str, known: Mapping[str, object], what: str) -> str:
    if name not in known:
        raise file.wrong(name, f"没有编号为“{name}”的{what}")
    return name


def _indicator(file: TemplateFile, name: str, names: Catalogue) -> str:
    found = names.get(name)
    candidates = [found] if found else names.named(name)
    if len(candidates) != 1:
        raise file.wrong(name, f"没有名为“{name}”的指标")
    return candidates[0].id
