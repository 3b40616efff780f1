"""A style as a Word document that a user restyles, and back: a style of the user's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, cast
from uuid import uuid4

import tomli_w

from qdesk.actions.carried_style import OWN, own_style_file
from qdesk.actions.report_styles import all_styles, forget_styles, style_file
from qdesk.document.base_blocks import base_document, base_table_breaks
from qdesk.document.sections import plan_sections
from qdesk.document.style import DocumentStyle
from qdesk.errors import UserError
from qdesk.files.write_whole import write_whole
from qdesk.pages import page_numbers
from qdesk.word.load_style import load_style
from qdesk.word.read_base import read_base
from qdesk.word.restyle import restyled
from qdesk.word.write import write_docx

Form = dict[str, Any]
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class StyleReading:
    """What a restyled base document says: of which style it is, what is taken of it, and what is not."""

    of: DocumentStyle
    form: Mapping[str, Any]
    taken: tuple[str, ...]
    refused: tuple[str, ...]


def save_base_document(style: DocumentStyle, target: Path) -> None:
    """Write the base document of a style; raises UserError where the file cannot be written."""
    if target.suffix.lower() != ".docx":
        raise UserError("版式文档的文件名应以 .docx 结尾", target.name, "请改一个文件名")
    document = base_document(style)
    plan = replace(plan_sections(document.blocks, style), table_breaks=base_table_breaks(document))
    write_docx(document, style, target, page_numbers(document, style), plan=plan)


def read_base_document(path: Path) -> StyleReading:
    """Compare a restyled base document with what the program writes for its style.

    Raises UserError for any other file, and where its style is not on this computer.
    """
    look = read_base(path)
    style = next((one for one in all_styles() if one.id == look.style), None)
    if style is None:
        raise UserError("这份文档所用的版式不在本机", path.name, "请在存出它的电脑上读，或重新存出一份")
    with TemporaryDirectory(prefix="qdesk-style-") as folder:
        plain = Path(folder) / "base.docx"
        save_base_document(style, plain)
        found = restyled(read_base(plain), look, style)
    return StyleReading(style, found.form, tuple(found.taken), tuple(found.refused))


def keep_style(reading: StyleReading, name: str) -> DocumentStyle:
    """Keep what was read as a style of the user's own; one of the same name is replaced.

    Raises UserError for a name that is none or is one of the program's, and where nothing was changed.
    """
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME:
        raise UserError("版式要有一个名称", name[:_LONGEST_NAME], f"最多 {_LONGEST_NAME} 个字")
    if not reading.form:
        raise UserError("这份文档没有能采用的改动", reading.of.name, "请在 Word 里改好、存盘后再读")
    same = next((one for one in all_styles() if one.name == name), None)
    if same is not None and not is_own_style(same):
        raise UserError("这是程序自带版式的名称", name, "请换一个名称")
    style_id = same.id if same is not None else OWN + uuid4().hex[:12]
    own = _own_form(reading.of)
    form = _over(own, reading.form) | {"id": style_id, "name": name}
    form["source"] = f"本校在“{own['root_name']}”的 Word 文档上改成"
    del form["root_name"]
    path = own_style_file(style_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="qdesk-style-") as folder:
        tried = Path(folder) / path.name
        tried.write_text(tomli_w.dumps(form), encoding="utf-8")
        load_style(tried)  # nothing is kept that cannot be read again
    text = tomli_w.dumps(form).encode("utf-8")

    def put(file: IO[bytes]) -> None:
        file.write(text)

    write_whole(path, put, "qdesk")
    forget_styles()
    return load_style(path)


def is_own_style(style: DocumentStyle) -> bool:
    """Whether the user made it."""
    return own_style_file(style.id).is_file()


def remove_style(style: DocumentStyle) -> None:
    """Remove a style of the user's own; reports that used it print in the usual one."""
    if not is_own_style(style):
        raise UserError("程序自带的版式不能删除", style.name, "只能删除自己的版式")
    own_style_file(style.id).unlink(missing_ok=True)
    forget_styles()


def _own_form(style: DocumentStyle) -> Form:
    """What a new style says already: that it is like the program's, with what the old one has of its own.

    So no style of a user depends on another one, which might be removed.
    """
    if not is_own_style(style):
        return {"like": style.id, "root_name": style.name, "state": "default"}
    form: Form = tomllib.loads(style_file(style.id).read_text(encoding="utf-8"))
    root = next((one.name for one in all_styles() if one.id == form.get("like")), style.name)
    return form | {"root_name": root}


def _over(base: Mapping[str, Any], own: Mapping[str, Any]) -> Form:
    merged = dict(base)
    for key, value in own.items():
        below = merged.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            merged[key] = _over(cast("Form", below), cast("Form", value))
        else:
            merged[key] = value
    return merged
