"""The user's own style goes along in the data file: it prints the same on a colleague's computer."""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from qdesk.errors import UserError
from qdesk.files.write_whole import write_whole
from qdesk.model.archive import Archive
from qdesk.model.edit import FieldChange, Kind
from qdesk.places import own_templates_dir
from qdesk.word.load_style import load_style

OWN = "own-"
"""Begins the ids of styles that users have made."""
_SETTING = "style"
_ID = re.compile(rf"{OWN}[0-9a-f]{{12}}")


def own_style_file(style: str) -> Path:
    """Where a style of the user's own lies, whether there is one or not."""
    return own_templates_dir() / "styles" / f"{style}.toml"


def carrying(archive: Archive, style: str) -> FieldChange:
    """The change that lets the data file carry a style; one of the program's needs not to be carried."""
    text = ""
    if _ID.fullmatch(style):
        with suppress(OSError, ValueError):
            text = own_style_file(style).read_text(encoding="utf-8")
    return archive.change(Kind.SETTING, (_SETTING,), text)


def take_carried(archive: Archive, style: str) -> bool:
    """Keep the carried style on this computer if it is the one asked for; False where there is none.

    One that this computer has is left as it is. What cannot be read as a style is not kept.
    """
    file, text = own_style_file(style), archive.setting(_SETTING)
    if not _ID.fullmatch(style) or file.exists() or not text:
        return False
    try:
        if tomllib.loads(text).get("id") != style:
            return False
        with TemporaryDirectory(prefix="qdesk-style-") as folder:
            tried = Path(folder) / file.name
            tried.write_text(text, encoding="utf-8")
            load_style(tried)
        file.parent.mkdir(parents=True, exist_ok=True)

        def put(target: IO[bytes]) -> None:
            target.write(text.encode("utf-8"))

        write_whole(file, put, "qdesk")
    except (OSError, ValueError, UserError):
        return False
    return True
