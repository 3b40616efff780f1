"""Table templates: [[table]] entries whose axes may be written in shorthand.

{ stub = "label", label = "项目" }             a column that prints the row itself
{ periods = [-1, 0], label = "{y-1}-{y}" }     one line a period
{ indicator = "招生人数", label = "…" }         one line; indicators = [...] makes several
{ members = "专业", numbered = true }           generated from the breakdown
{ entities = true }                            generated: one line a school of the city
{ change = true } / { total = true } / { periods = [-1, 0], per = "全日制在校生数" }
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qdesk.definitions.template_file import Form, TemplateFile, as_list
from qdesk.model.axis import leaves
from qdesk.model.comparison import ChangeKind
from qdesk.model.indicator import Catalogue
from qdesk.model.layout_form import layout_from_dict
from qdesk.model.table_layout import Layout, walk

_LINE_KEYS = frozenset(
    "id stub label level periods period indicator indicators member members entity entities change "
    "prior current total per numbered unit of label_place lines style field choices".split()
)
_TABLE_KEYS = frozenset(
    "id caption kind subcaption unit_line notes at compare columns rows styles change_styles total_styles "
    "per_style cells joined source printed_number full state".split()
)


def load_tables(file: TemplateFile, names: Catalogue) -> dict[str, Layout]:
    """The layouts of a file by id; raises UserError naming file, line and key."""
    found: dict[str, Layout] = {}
    for form in file.entries(file.form, "table"):
        layout = _Reader(file, names).layout(form)
        if layout.id in found:
            raise file.wrong(layout.id, f"表 {layout.id} 写了两次")
        found[layout.id] = layout
    return found


class _Reader:
    """Expands the shorthand of one table into the full form."""

    def __init__(self, file: TemplateFile, names: Catalogue) -> None:
        self._file = file
        self._names = names

    def layout(self, form: Form) -> Layout:
        file = self._file
        file.only(form, _TABLE_KEYS, "数据表")
        table_id, caption = file.text(form, "id"), file.text(form, "caption")
        if form.get("full") is True:
            return self._written_out(form, caption)
        for key in ("at", "styles", "change_styles", "total_styles", "per_style"):
            if not isinstance(form.get(key, {}), dict):
                raise file.wrong(key, "这里应写成 { … }", form)
        full: dict[str, Any] = {**form, "source": table_id}
        full["columns"] = self._lines(form, "columns")
        full["rows"] = self._lines(form, "rows")
        if "indicator" in form.get("at", {}):
            full["at"] = {**form["at"], "indicator": self._id_of(form["at"]["indicator"])}
        for styles in ("styles", "change_styles", "total_styles"):
            full[styles] = {self._style_name(name): style for name, style in form.get(styles, {}).items()}
        try:
            layout = layout_from_dict(full)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise file.wrong(caption, f"表“{caption}”：{error}") from error
        for axis in (layout.columns, layout.rows):
            ids = [leaf.id for leaf in leaves(axis)]
            if double := {one for one in ids if ids.count(one) > 1}:
                raise file.wrong(caption, f"表“{caption}”有两行或两列相同：{'、'.join(sorted(double))}")
        return layout

    def _written_out(self, form: Form, caption: str) -> Layout:
        """A layout that qdesk wrote itself, without shorthand."""
        try:
            layout = layout_from_dict(form)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise self._file.wrong(caption, f"表“{caption}”：{error}") from error
        for at in (layout.at, *(line.at for line in (*walk(layout.rows), *walk(layout.columns)))):
            if at.indicator is not None and at.indicator not in self._names:
                raise self._file.wrong(at.indicator, f"没有代码为“{at.indicator}”的指标")
        return layout

    def _style_name(self, name: str) -> str:
        kinds = {kind.value for kind in ChangeKind}
        return name if not name or name == "points" or name in kinds else self._field_or_id(name)

    def _field_or_id(self, name: str) -> str:
        found = self._names.named(name)
        return found[0].id if len(found) == 1 else name

    def _id_of(self, name: object) -> str:
        if isinstance(name, str) and name in self._names:
            return name
        found = self._names.named(name) if isinstance(name, str) else []
        if len(found) != 1:
            problem = "有多个指标叫" if found else "没有名为"
            raise self._file.wrong(str(name), f"{problem}“{name}”{'' if found else '的指标'}")
        return found[0].id

    def _lines(self, form: Form, key: str) -> list[dict[str, Any]]:
        lines: list[dict[str, Any]] = []
        for entry in self._file.entries(form, key):
            lines.extend(self._line(entry))
        return lines

    def _line(self, entry: Form) -> list[dict[str, Any]]:
        self._file.only(entry, _LINE_KEYS, "行列")
        if "label" in entry:
            self._file.text(entry, "label")
        if "indicators" in entry:
            return [
                line
                for name in self._file.texts(entry, "indicators")
                for line in self._line(self._for_indicator(entry, name))
            ]
        if "periods" in entry:
            periods = as_list(entry["periods"], int)
            if periods is None:
                raise self._file.wrong("periods", "periods 应是 [-1, 0] 这样的整数", entry)
            rest = {key: value for key, value in entry.items() if key != "periods"}
            return [line for one in periods for line in self._line({**rest, "period": one})]
        return [self._single(entry)]

    def _for_indicator(self, entry: Form, name: str) -> dict[str, Any]:
        rest = {key: value for key, value in entry.items() if key != "indicators"}
        indicator = self._names.get(self._id_of(name))
        plain = indicator.name if indicator else name
        label = str(entry.get("label", "{name}")).replace("{name}", plain)
        return {**rest, "indicator": name, "label": label}

    def _single(self, entry: Form) -> dict[str, Any]:
        plain = {"change", "total", "per", "prior", "current", "indicator"}
        line: dict[str, Any] = {key: value for key, value in entry.items() if key not in plain}
        if "indicator" in entry:
            line["indicator"] = self._id_of(entry["indicator"])
            found = self._names.get(line["indicator"])
            line.setdefault("label", found.name if found else "")
            line["label"] = line["label"].replace("{name}", found.name if found else "")
        compute = self._compute(entry)
        if compute:
            line["compute"] = compute
        line.setdefault("id", _line_id(line, compute))
        line["lines"] = self._lines(entry, "lines")
        return line

    def _compute(self, entry: Form) -> dict[str, Any]:
        if "per" in entry:
            return {"per": self._id_of(entry["per"])}
        return {key: entry[key] for key in ("change", "total", "prior", "current") if key in entry}


def _line_id(line: Mapping[str, Any], compute: Mapping[str, Any]) -> str:
    """A stable id from what the line says, never from its position."""
    parts: list[str] = []
    if "stub" in line:
        parts.append(f"{line['stub']}{line.get('level', '') or ''}")
    parts.extend(f"{mark}:{line[key]}" for key, mark in _ID_PARTS if key in line)
    parts.extend(key for key in ("change", "total", "per") if key in compute)
    return "+".join(parts) or str(line.get("label", ""))


_ID_PARTS = (
    ("indicator", "i"),
    ("member", "m"),
    ("members", "b"),
    ("entity", "e"),
    ("entities", "s"),
    ("period", "p"),
)
