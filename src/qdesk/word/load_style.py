"""Reads an export style from its TOML file, and says which key is wrong if one is."""

import tomllib
from dataclasses import MISSING, fields
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

from qdesk.document.style import (
    DocumentStyle,
    FontStyle,
    PageNumberStyle,
    PageStyle,
    TableStyle,
    TextName,
    TextStyle,
)
from qdesk.errors import UserError
from qdesk.places import templates_dir

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_T = TypeVar("_T", bound="DataclassInstance")

_DEPTH = 3
"""So often may a style be like another one."""
_REMEDY = "请更正该样式文件，或改用随程序提供的样式"
_HEAD = ("id", "name", "year", "source", "state")
_SUBHEADING = {"bold": True, "keep_next": True}
_CONTINUED = {"align": "right", "keep_next": True}
_SECTIONS = ("page", "page_numbers", "table", "fonts", "text", "texts")


class _KeyProblemError(Exception):
    """A key is missing, unknown or of a wrong kind; the text names it in Chinese."""


def load_style(path: Path) -> DocumentStyle:
    """Return the style that a file describes; raise UserError naming file and key if it cannot."""
    try:
        return _style(_read(path))
    except OSError as error:
        what = "无法读取样式文件"
        raise UserError(what, str(path), _REMEDY) from error
    except (ValueError, _KeyProblemError) as error:
        what = f"样式文件内容有误：{error}"
        raise UserError(what, str(path), _REMEDY) from error


def _read(path: Path, depth: int = _DEPTH) -> dict[str, object]:
    """What a file says; with `like` it only says what is other than in the style of that name.

    That lies beside it or comes with the program, and may be like a third.
    """
    data: dict[str, object] = tomllib.loads(path.read_text(encoding="utf-8"))
    name = data.pop("like", None)
    if name is None:
        return data
    if not isinstance(name, str) or Path(name).name != name:
        raise _KeyProblemError(_missing_or_wrong("like"))
    if not depth:
        raise _KeyProblemError("“like”一环套一环")
    beside = path.parent / f"{name}.toml"
    base = beside if beside.is_file() else templates_dir() / "styles" / beside.name
    return _over(_read(base, depth - 1), data)


def _over(base: dict[str, object], own: dict[str, object]) -> dict[str, object]:
    merged = dict(base)
    for key, value in own.items():
        below = merged.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            merged[key] = _over(cast("dict[str, object]", below), cast("dict[str, object]", value))
        else:
            merged[key] = value
    return merged


def _style(data: dict[str, object]) -> DocumentStyle:
    _refuse_unknown(data, (*_HEAD, *_SECTIONS), "")
    head = {key: data.get(key) for key in _HEAD}
    wrong = [key for key in _HEAD if not isinstance(head[key], int if key == "year" else str)]
    if wrong:
        raise _KeyProblemError(_missing_or_wrong(wrong[0]))
    return DocumentStyle(
        id=str(head["id"]),
        name=str(head["name"]),
        year=cast("int", head["year"]),
        source=str(head["source"]),
        state=str(head["state"]),
        page=_build(PageStyle, data.get("page"), "page"),
        texts=_texts(data),
        table=_build(TableStyle, data.get("table"), "table"),
        page_numbers=_build(PageNumberStyle, data.get("page_numbers"), "page_numbers"),
        fonts=tuple(
            _build(FontStyle, font, f"fonts[{index}]")
            for index, font in enumerate(cast("list[object]", data.get("fonts", [])))
        ),
    )


def _texts(data: dict[str, object]) -> dict[TextName, TextStyle]:
    common, given = _mapping(data.get("text"), "text"), _mapping(data.get("texts"), "texts")
    names: tuple[TextName, ...] = get_args(TextName)
    _refuse_unknown(given, names, "texts.")
    if "subheading" not in given and "body" in given:  # styles of users may be older than it is
        given = given | {"subheading": {**_mapping(given["body"], "texts.body"), **_SUBHEADING}}
    if "continued" not in given and "caption" in given:
        given = given | {"continued": {**_mapping(given["caption"], "texts.caption"), **_CONTINUED}}
    return {
        name: _build(
            TextStyle,
            {**common, **_mapping(given.get(name), f"texts.{name}")},
            f"texts.{name}",
        )
        for name in names
    }


def _build(kind: type[_T], data: object, where: str) -> _T:
    """Return a dataclass of the values; every value must be of its field's type."""
    values = _mapping(data, where)
    types = get_type_hints(kind)
    _refuse_unknown(values, tuple(types), f"{where}.")
    for field in fields(kind):
        if field.name not in values and field.default is MISSING:
            raise _KeyProblemError(_missing_or_wrong(f"{where}.{field.name}"))
        if field.name in values and not _fits(values[field.name], types[field.name]):
            raise _KeyProblemError(_missing_or_wrong(f"{where}.{field.name}"))
    return kind(**values)


def _fits(value: object, kind: object) -> bool:
    if get_origin(kind) is Literal:
        return value in get_args(kind)
    if isinstance(value, bool):
        return kind is bool
    if kind is float:
        return isinstance(value, int | float)
    return isinstance(kind, type) and isinstance(value, kind)


def _mapping(value: object, where: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _KeyProblemError(_missing_or_wrong(where))
    return cast("dict[str, object]", value)


def _refuse_unknown(values: dict[str, object], known: tuple[str, ...], where: str) -> None:
    for key in values:
        if key not in known:
            what = f"“{where}{key}”不是样式的设置项"
            raise _KeyProblemError(what)


def _missing_or_wrong(key: str) -> str:
    return f"“{key}”缺失或取值不正确"
