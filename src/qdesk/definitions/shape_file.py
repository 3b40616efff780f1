"""Shape templates: [[shape]] entries, the gallery that a new table starts from."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from qdesk.definitions.template_file import Form, TemplateFile
from qdesk.model.comparison import ChangeKind
from qdesk.model.table_layout import At, Change, Compute, LayoutKind, Line, Per, Stub, Total
from qdesk.model.table_lines import Side, Subject
from qdesk.model.table_shape import ShapeLine, TableShape

Chosen = TypeVar("Chosen", bound=StrEnum)

_KEYS = frozenset(
    "id title hint caption kind compare breakdown asks examples options chosen rows columns".split()
)
_LINE_KEYS = frozenset(
    "each subject numbered bare paired option stub label period change total per lines".split()
)


def load_shapes(file: TemplateFile) -> tuple[TableShape, ...]:
    """The shapes of a file in order; raises UserError naming file, line and key."""
    return tuple(_shape(file, form) for form in file.entries(file.form, "shape"))


def _shape(file: TemplateFile, form: Form) -> TableShape:
    file.only(form, _KEYS, "表样")
    asks, examples = _group(file, form, "asks"), _group(file, form, "examples")
    return TableShape(
        id=file.text(form, "id"),
        title=file.text(form, "title"),
        hint=file.text(form, "hint", ""),
        rows=_lines(file, form, "rows"),
        columns=_lines(file, form, "columns"),
        kind=_choice(file, form, "kind", LayoutKind, LayoutKind.AXES),
        compare=_choice(file, form, "compare", ChangeKind, ChangeKind.DIFFERENCE),
        caption=file.text(form, "caption", ""),
        breakdown=file.text(form, "breakdown", ""),
        asks={side: file.text(asks, side.value) for side in Side if side.value in asks},
        examples={side: file.texts(examples, side.value) for side in Side if side.value in examples},
        options={name: file.text(_group(file, form, "options"), name) for name in form.get("options", {})},
        chosen=frozenset(file.texts(form, "chosen")),
    )


def _group(file: TemplateFile, form: Form, key: str) -> Form:
    found = form.get(key, {})
    if not isinstance(found, Mapping):
        raise file.wrong(key, "这里应写成 { … }", form)
    return found  # pyright: ignore[reportUnknownVariableType]  # TOML's keys are texts


def _lines(file: TemplateFile, form: Form, key: str) -> tuple[ShapeLine, ...]:
    return tuple(_line(file, entry) for entry in file.entries(form, key))


def _line(file: TemplateFile, form: Form) -> ShapeLine:
    file.only(form, _LINE_KEYS, "行列")
    period = form.get("period")
    if period is not None and not isinstance(period, int):
        raise file.wrong("period", "period 应是 0、-1 这样的整数", form)
    stub = file.text(form, "stub", "")
    if stub and stub not in (one.value for one in Stub):
        raise file.wrong("stub", "stub 只能是 serial、label、unit", form)
    each = file.text(form, "each", "")
    if each and each not in (one.value for one in Side):
        raise file.wrong("each", "each 只能是 rows 或 columns", form)
    line = Line(
        id=file.text(form, "label", ""),
        label=file.text(form, "label", ""),
        at=At(period=period),
        compute=_compute(file, form),
        stub=Stub(stub) if stub else None,
        numbered=form.get("numbered") is True,
    )
    return ShapeLine(
        line,
        Side(each) if each else None,
        _choice(file, form, "subject", Subject, Subject.INDICATOR),
        file.text(form, "option", ""),
        _lines(file, form, "lines"),
        bare=form.get("bare") is True,
        paired=form.get("paired") is True,
    )


def _compute(file: TemplateFile, form: Form) -> Compute | None:
    if form.get("change"):
        return Change()
    if "per" in form:
        return Per(file.text(form, "per"))
    if (how := form.get("total")) is not None:
        return Total(None if how is True else str(how))
    return None


def _choice(file: TemplateFile, form: Form, key: str, kind: type[Chosen], usual: Chosen) -> Chosen:
    text = file.text(form, key, usual.value)
    if text not in (one.value for one in kind):
        raise file.wrong(key, f"{key} 只能是 " + "、".join(one.value for one in kind), form)
    return kind(text)
