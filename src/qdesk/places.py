"""Where things lie: templates and resources of the program, data of the user."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs

STORE_SUFFIX = ".qdesk"


def _shipped(name: str) -> Path:
    """A folder shipped with the program: beside the package, in a frozen bundle, in a checkout."""
    bundle = getattr(sys, "_MEIPASS", None)
    package = Path(__file__).resolve().parent
    candidates = [package / name, package.parents[1] / name]
    if bundle is not None:
        candidates.insert(0, Path(bundle) / "qdesk" / name)
    return next((place for place in candidates if place.is_dir()), candidates[-1])


def templates_dir() -> Path:
    """Standards, tables, indicators, limits, styles and import formats."""
    return _shipped("templates")


def resources_dir() -> Path:
    """Icons, style sheet, help."""
    return _shipped("resources")


def default_store_dir() -> Path:
    """Where stores go unless the user chooses another place."""
    return Path(platformdirs.user_data_dir("qdesk", appauthor=False))


def own_templates_dir() -> Path:
    """Standards that the user saved, in the same folders as the shipped ones."""
    return default_store_dir() / "templates"


def log_dir() -> Path:
    """Where the log lies; it holds no report data."""
    return Path(platformdirs.user_log_dir("qdesk", appauthor=False))


def settings_file() -> Path:
    """Window state and recent files."""
    return Path(platformdirs.user_config_dir("qdesk", appauthor=False)) / "settings.ini"
