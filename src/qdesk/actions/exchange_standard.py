"""A standard as one file that another school installs: data only, checked before anything is kept."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, cast

import tomli_w

from qdesk.actions.library import forget_library, library
from qdesk.actions.own_standard import OWN_INDICATORS, own_indicators, write_template
from qdesk.definitions.library import load_library
from qdesk.definitions.template_file import TemplateFile
from qdesk.definitions.write_templates import (
    indicators_form,
    standard_form,
    tables_form,
    template_path,
)
from qdesk.errors import UserError
from qdesk.files.write_whole import write_whole
from qdesk.model.standard import Standard
from qdesk.places import own_templates_dir, templates_dir

SUFFIX = ".qstandard"
_FORMAT = 1
_PARTS = ("indicators", "tables", "standards")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
RESERVED_NAMES = frozenset(
    (
        OWN_INDICATORS,
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)),
    )
)
"""Names that no standard's files may bear: the user's own indicators, and what Windows keeps for devices."""
_REMEDY = "请向对方要一份由 qdesk 导出的编写规范文件"


def save_standard_file(standard: Standard, target: Path) -> None:
    """Write a standard with its tables and the indicators that do not come with the program.

    Raises UserError where the file cannot be written.
    """
    tables = [replace(layout, id=name) for name, layout in standard.tables.items()]
    form = {
        "format": _FORMAT,
        "standards": standard_form(standard, standard.id),
        "tables": tables_form(tables),
        "indicators": indicators_form(own_indicators(tables)),
    }
    text = tomli_w.dumps(form, multiline_strings=True).encode("utf-8")

    def put(file: IO[bytes]) -> None:
        file.write(text)

    write_whole(target, put, "编辑器")


def install_standard(source: Path) -> Standard:
    """Take a standard from a file, so that new reports can begin from it.

    The file is tried out in a folder of its own first, by the loaders that read the program's templates;
    names in it never become paths. Raises UserError for anything that is no standard, and then keeps nothing.
    """
    parts = _parts(source)
    standard_id = _free_id(cast("dict[str, Any]", parts["standards"]), source)
    with tempfile.TemporaryDirectory() as folder:
        tried = Path(folder)
        for kind, form in parts.items():
            _write(template_path(tried, kind, standard_id), form, source)
        standard = _tried(tried, standard_id, source)
    if any(one.name == standard.name for one in library().standards):
        raise UserError(f"已经有叫“{standard.name}”的编写规范", source.name, "如要换成新的，请先删除原来的")
    done: list[Path] = []
    try:
        for kind, form in parts.items():
            path = template_path(own_templates_dir(), kind, standard_id)
            write_template(path, tomli_w.dumps(form, multiline_strings=True))
            done.append(path)
    except UserError:
        _remove(done)
        raise
    forget_library()
    return standard


def remove_standard(standard: Standard) -> None:
    """Take a standard of the user's own away; reports that began from it keep all they have.

    Raises UserError for one that came with the program.
    """
    path = template_path(own_templates_dir(), "standards", standard.id)
    if not path.is_file():
        raise UserError(f"“{standard.name}”是随程序提供的", remedy="随程序提供的编写规范不能删除")
    # Its indicators stay: other own standards may show them.
    _remove([path, template_path(own_templates_dir(), "tables", standard.id)])
    forget_library()


def is_own(standard: Standard) -> bool:
    """Whether a standard is the user's own, and may be removed."""
    return template_path(own_templates_dir(), "standards", standard.id).is_file()


def _parts(source: Path) -> dict[str, Mapping[str, Any]]:
    file = TemplateFile(source)
    if file.form.get("format") != _FORMAT:
        raise UserError("这不是编写规范文件，或由更新的 qdesk 写成", source.name, _REMEDY)
    file.only(file.form, ("format", *_PARTS), "编写规范文件")
    parts: dict[str, Mapping[str, Any]] = {}
    for kind in _PARTS:
        form = file.form.get(kind, {})
        if not isinstance(form, dict):
            raise file.wrong(kind, "这里应是一组内容")
        parts[kind] = cast("dict[str, Any]", form)
    # What is here already under the same code stays as it is: other standards show it.
    fresh = [one for one in file.entries(parts["indicators"], "indicator") if not _is_known(one.get("code"))]
    parts["indicators"] = {**parts["indicators"], "indicator": fresh}
    return parts


def _is_known(code: object) -> bool:
    return isinstance(code, str) and code in library().catalogue


def _free_id(form: dict[str, Any], source: Path) -> str:
    """The standard's id, another where one of that id is there; the tables are filed under it."""
    asked = form.get("id")
    if not isinstance(asked, str) or not _ID.fullmatch(asked):
        raise UserError("编写规范的编号不合规矩", f"{source.name} id", "编号只能用小写字母、数字和连字符")
    taken = {one.id for one in library().standards} | RESERVED_NAMES
    free = next(name for name in _ids(asked) if name not in taken and not _is_filed(name))
    form["id"], form["tables"] = free, [free]
    return free


def _is_filed(name: str) -> bool:
    """Whether the user has a template file of that name; a foreign standard never takes its place."""
    return any(template_path(own_templates_dir(), kind, name).exists() for kind in _PARTS)


def _ids(asked: str) -> list[str]:
    return [asked, *(f"{asked}-{count}" for count in range(2, 1000))]


def _write(path: Path, form: Mapping[str, Any], source: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.write_text(tomli_w.dumps(form, multiline_strings=True), encoding="utf-8")
    except (OSError, ValueError) as error:
        raise UserError("编写规范文件写不出来", source.name, "请检查磁盘空间") from error


def _tried(folder: Path, standard_id: str, source: Path) -> Standard:
    """The standard as the loaders read it, beside all that comes with the program."""
    try:
        loaded = load_library(templates_dir(), folder, others=own_templates_dir())
    except UserError as error:
        raise UserError(error.what, f"{source.name}（{error.where}）", _REMEDY) from error
    except (
        TypeError,
        ValueError,
        KeyError,
        AttributeError,
        IndexError,
        ArithmeticError,
        RecursionError,
    ) as error:
        # A foreign file may hold anything where a table or an indicator should stand.
        raise UserError("编写规范文件的内容有误", source.name, _REMEDY) from error
    for problem in loaded.problems:
        if problem.where.startswith(f"{standard_id}.toml"):
            raise UserError(problem.what, f"{source.name} 中的 {problem.where}", _REMEDY)
    return loaded.standard(standard_id)


def _remove(paths: list[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
