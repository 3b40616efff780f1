"""Where things lie: templates and resources of the program, data of the user.

As each system has it: stores in the documents, all else in the user's local application data. Everything
lies in one folder where `QDESK_HOME` names one, and beside a program that has a `portable.txt` (a USB stick).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

STORE_SUFFIX = ".qdesk"
PORTABLE_MARK = "portable.txt"
_PORTABLE_HOME = "数据"


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


def home() -> Path | None:
    """The one folder that holds everything of the user, if there is one."""
    if named := os.environ.get("QDESK_HOME"):
        return Path(named)
    program = Path(sys.executable).resolve().parent
    if getattr(sys, "frozen", False) and (program / PORTABLE_MARK).is_file():
        return program / _PORTABLE_HOME
    return None


def default_store_dir() -> Path:
    """Where stores go unless the user chooses another place."""
    return home() or Path(platformdirs.user_documents_dir()) / "qdesk"


def data_dir() -> Path:
    """What the program keeps for the user beside the stores."""
    return home() or Path(platformdirs.user_data_dir("qdesk", appauthor=False))


def own_templates_dir() -> Path:
    """Standards that the user saved, in the same folders as the shipped ones."""
    return data_dir() / "templates"


def backup_dir() -> Path:
    """Copies of stores as they were when a day's work began."""
    return data_dir() / "backups"


def log_dir() -> Path:
    """Where the log lies; it holds no report data."""
    one = home()
    return one / "logs" if one else Path(platformdirs.user_log_dir("qdesk", appauthor=False))


def covers_dir() -> Path:
    """Pictures of the first pages of recent reports, for the start page."""
    return settings_file().parent / "covers"


def settings_file() -> Path:
    """Window state and recent files."""
    one = home()
    folder = one or Path(platformdirs.user_config_dir("qdesk", appauthor=False))
    return folder / "settings.ini"
