"""Standard templates: identity, source, and the outline as nested [[section]] entries."""

from __future__ import annotations

from collections.abc import Mapping

from qdesk.definitions.template_file import Form, TemplateFile, as_list
from qdesk.model.entity import Level
from qdesk.model.standard import Standard, StandardSection
from qdesk.model.table_layout import Layout

_STATES = ("read", "seen", "default")
_KEYS = frozenset(
    ("id", "name", "level", "year", "source", "state", "numbering", "breakdowns", "tables", "section")
)
_SECTION_KEYS = frozenset(("id", "title", "guidance", "length", "tables", "section"))


def load_standard(file: TemplateFile, tables: Mapping[str, Mapping[str, Layout]]) -> Standard:
    """A standard whose tables are in `tables` (by file name, then id); raises UserError."""
    form = file.form
    file.only(form, _KEYS, "编写规范")
    known = tables.get(file.text(form, "tables", ""), {})
    level = file.text(form, "level")
    if level not in (one.value for one in Level):
        raise file.wrong("level", "level 只能是 school 或 city")
    state = file.text(form, "state", "default")
    if state not in _STATES:
        raise file.wrong("state", "state 只能是 " + "、".join(_STATES))
    year = form.get("year")
    if not isinstance(year, int):
        raise file.wrong("year", "year 应是年份")
    outline = tuple(_section(file, one, known) for one in file.entries(form, "section"))
    standard = Standard(
        id=file.text(form, "id"),
        name=file.text(form, "name"),
        level=Level(level),
        year=year,
        source=file.text(form, "source"),
        state=state,
        outline=outline,
        tables=dict(known),
        breakdowns=file.texts(form, "breakdowns"),
        numbering=file.text(form, "numbering", "decimal"),
    )
    _refuse_double(file, standard)
    return standard


def _section(file: TemplateFile, form: Form, tables: Mapping[str, Layout]) -> StandardSection:
    file.only(form, _SECTION_KEYS, "章节")
    placed = file.texts(form, "tables")
    for name in placed:
        if name not in tables:
            raise file.wrong(name, f"没有编号为“{name}”的表")
    return StandardSection(
        id=file.text(form, "id"),
        title=file.text(form, "title"),
        guidance=file.text(form, "guidance", ""),
        length=_length(file, form),
        tables=placed,
        children=tuple(_section(file, child, tables) for child in file.entries(form, "section")),
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
