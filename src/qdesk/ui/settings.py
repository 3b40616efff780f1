"""What the program remembers between runs: window, splitters, switches, recent files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from qdesk.places import settings_file

_RECENT = "recent"
_MOST = 8


def settings() -> QSettings:
    """The settings file of this user."""
    return QSettings(str(settings_file()), QSettings.Format.IniFormat)


def recent_files() -> list[Path]:
    """Stores opened lately that still exist, the latest first."""
    stored = settings().value(_RECENT, [])
    names = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
    return [path for name in names if (path := Path(str(name))).exists()]


def remember_file(path: Path) -> None:
    """Put a store at the head of the recent ones."""
    names = [str(path.absolute()), *(str(one) for one in recent_files())]
    settings().setValue(_RECENT, list(dict.fromkeys(names))[:_MOST])


def forget_file(path: Path) -> None:
    """Take a store out of the recent ones."""
    settings().setValue(_RECENT, [str(one) for one in recent_files() if one != path.absolute()])


def keep(name: str, state: QByteArray) -> None:
    """Remember a geometry or a splitter."""
    settings().setValue(name, state)


def kept(name: str) -> QByteArray | None:
    """A remembered geometry or splitter."""
    value = settings().value(name)
    return value if isinstance(value, QByteArray) and not value.isEmpty() else None


def keep_number(name: str, number: int) -> None:
    """Remember a width, a zoom or (1 or 0) whether something is switched on."""
    settings().setValue(name, number)


def kept_number(name: str, usual: int) -> int:
    """A remembered number, or the usual one."""
    text = str(settings().value(name, usual))
    return int(text) if text.lstrip("-").isdecimal() else usual
