"""Standard templates: identity, source, front matter, and the outline as nested [[section]] entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import cast

from qdesk.definitions.template_file import Form, TemplateFile, as_list
from qdesk.model.entity import Level
from qdesk.model.indicator import Catalogue
from qdesk.model.numbering import (
    CAPTION_PATTERN_RULE,
    HEADING_SCHEMES,
    Numbering,
    is_caption_pattern,
    is_counted,
)
from qdesk.model.outline import MAX_TITLE
from qdesk.model.standard import MAX_NAME, FrontItem, Standard, StandardSection
from qdesk.model.table_layout import Layout

_KEYS = frozenset(
    "id name level year source state numbering breakdowns entered tables case_length front_matter "
    "section".split()
)
_SECTION_KEYS = frozenset("id title guidance length tables state cases numbering annex section".split())
_NUMBERING_KEYS = frozenset(one.name for one in fields(Numbering))
_MOST_LEVELS = 4
_YEARS = range(1990, 2100)
_FRONT_KEYS = frozenset("id name on fields text guidance length state".split())


@dataclass(frozen=True, slots=True)
class KnownTable:
    """A layout of a table file, and how sure that file is of it."""

    layout: Layout
    state: str


TableFiles = Mapping[str, Mapping[str, KnownTable]]
"""The tables of every table file, by the file's name without ending, then by id."""


def load_standard(file: TemplateFile, files: TableFiles, names: Catalogue) -> Standard:
    """A standard whose outline places tables of the files that it names; raises UserError."""
    form = file.form
    file.only(form, _KEYS, "编写规范")
    level = file.text(form, "level")
    if level not in (one.value for one in Level):
        raise file.wrong("level", "level 只能是 school 或 city")
    state = file.state(form)
    year = form.get("year")
    if not isinstance(year, int) or year not in _YEARS:
        raise file.wrong("year", "year 应是年份，例如 2024")
    known = _known_tables(file, files)
    outline = tuple(_section(file, one, known, state, 1) for one in file.entries(form, "section"))
    placed = list(_placed(outline))
    standard = Standard(
        id=file.text(form, "id"),
        name=_line(file, form, "name", MAX_NAME),
        level=Level(level),
        year=year,
        source=file.text(form, "source"),
        state=state,
        outline=outline,
        tables={name: known[name].layout for name in placed},
        breakdowns=file.texts(form, "breakdowns"),
        numbering=_numbering(file),
        table_states={name: known[name].state for name in placed},
        front_matter=tuple(_front_item(file, one, state) for one in file.entries(form, "front_matter")),
        entered=frozenset(_entered(file, names)),
        case_length=_count(file, form, "case_length"),
    )
    if not standard.outline:
        raise file.wrong("section", "编写规范里至少要有一章")
    _refuse_double(file, standard)
    return standard


def _entered(file: TemplateFile, names: Catalogue) -> Iterator[str]:
    for name in file.texts(file.form, "entered"):
        by_code = names.get(name)
        found = names.named(name) if by_code is None else [by_code]
        if len(found) != 1 or found[0].formula is None:
            raise file.wrong(name, f"没有名为“{name}”、由公式计算的指标")
        yield found[0].id


def _numbering(file: TemplateFile) -> Numbering:
    form = file.form.get("numbering", {})
    if not isinstance(form, dict):
        raise file.wrong("numbering", 'numbering 应是一组设置，例如 headings = "decimal"')
    form = cast("Form", form)
    file.only(form, _NUMBERING_KEYS, "编号样式")
    continued = form.get("continued", False)
    if not isinstance(continued, bool):
        raise file.wrong("continued", "continued 只能是 true 或 false", form)
    form = {key: value for key, value in form.items() if key != "continued"}
    numbering = Numbering(**{key: file.text(form, key) for key in form}, continued=continued)
    if numbering.headings not in HEADING_SCHEMES:
        raise file.wrong("headings", "headings 只能是 " + "、".join(HEADING_SCHEMES), form)
    for key in form:
        pattern = getattr(numbering, key)
        if key != "headings" and not is_caption_pattern(pattern):
            raise file.wrong(key, f"{key} 的写法有误：{CAPTION_PATTERN_RULE}", form)
        if key in ("table", "figure") and not is_counted(pattern):
            raise file.wrong(key, f"{key} 里没有序号 {{n}} 或 {{N}}", form)
    return numbering


def _line(file: TemplateFile, form: Form, key: str, longest: int, *, optional: bool = False) -> str:
    """A text on one line, as lists and headings show it."""
    text = file.text(form, key)
    if not text.strip() and not optional:
        raise file.wrong(key, f"{key} 不能为空", form)
    if not text.isprintable():
        raise file.wrong(key, f"{key} 里不能有换行和控制字符", form)
    if len(text) > longest:
        raise file.wrong(key, f"{key} 太长（{len(text)} 字，最多 {longest} 字）", form)
    return text


def _count(file: TemplateFile, form: Form, key: str) -> int | None:
    value = form.get(key)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
        raise file.wrong(key, f"{key} 应是不小于 0 的整数", form)
    return value


def _known_tables(file: TemplateFile, files: TableFiles) -> dict[str, KnownTable]:
    """The tables of the file or files that `tables` names; of equal ids the later file's counts."""
    form = file.form
    one = isinstance(form.get("tables"), str)
    names = (file.text(form, "tables"),) if one else file.texts(form, "tables")
    known: dict[str, KnownTable] = {}
    for name in names:
        if name not in files:
            raise file.wrong(name, f"没有名为“{name}”的数据表文件")
        known |= files[name]
    return known


def _section(
    file: TemplateFile, form: Form, tables: Mapping[str, KnownTable], inherited: str, level: int
) -> StandardSection:
    if level > _MOST_LEVELS:
        raise file.wrong(file.text(form, "id"), f"章节最多 {_MOST_LEVELS} 级", form)
    file.only(form, _SECTION_KEYS, "章节")
    placed = file.texts(form, "tables")
    for name in placed:
        if name not in tables:
            raise file.wrong(name, f"没有编号为“{name}”的表")
    state = file.state(form, inherited)
    annex = form.get("annex", False)
    if not isinstance(annex, bool):
        raise file.wrong("annex", "annex 只能是 true 或 false", form)
    return StandardSection(
        id=file.text(form, "id"),
        title=_line(file, form, "title", MAX_TITLE, optional=bool(form.get("numbering"))),
        guidance=file.text(form, "guidance", ""),
        length=_length(file, form),
        tables=placed,
        children=tuple(
            _section(file, child, tables, state, level + 1) for child in file.entries(form, "section")
        ),
        state=state,
        cases=_count(file, form, "cases") or 0,
        numbering=file.text(form, "numbering", ""),
        annex=annex,
    )


def _placed(sections: tuple[StandardSection, ...]) -> Iterator[str]:
    for section in sections:
        yield from section.tables
        yield from _placed(section.children)


def _front_item(file: TemplateFile, form: Form, inherited: str) -> FrontItem:
    file.only(form, _FRONT_KEYS, "前置部分")
    on = form.get("on", True)
    if not isinstance(on, bool):
        raise file.wrong("on", "on 只能是 true 或 false", form)
    return FrontItem(
        id=file.text(form, "id"),
        name=_line(file, form, "name", MAX_NAME),
        on=on,
        fields=file.texts(form, "fields"),
        text=file.text(form, "text", "").strip(),
        guidance=file.text(form, "guidance", ""),
        length=_length(file, form),
        state=file.state(form, inherited),
    )


def _length(file: TemplateFile, form: Form) -> tuple[int, int] | None:
    if form.get("length") is None:
        return None
    found = as_list(form["length"], int)
    if found is None or len(found) != 2:
        raise file.wrong("length", "length 应是 [最少字数, 最多字数]", form)
    return found[0], found[1]


def _refuse_double(file: TemplateFile, standard: Standard) -> None:
    seen: set[str] = set()
    for section in standard.sections():
        if section.id in seen:
            raise file.wrong(section.id, f"章节编号 {section.id} 用了两次")
        seen.add(section.id)
    seen.clear()
    for item in standard.front_matter:
        if item.id in seen:
            raise file.wrong(item.id, f"前置部分编号 {item.id} 用了两次")
        seen.add(item.id)
    placed: set[str] = set()
    for name in _placed(standard.outline):
        if name in placed:
            raise file.wrong(name, f"表 {name} 放在了两处")
        placed.add(name)
