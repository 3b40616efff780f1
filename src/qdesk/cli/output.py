"""What the command line prints: UTF-8 in every locale, JSON with Chinese as it is."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from io import TextIOWrapper
from typing import Any


def use_utf8() -> None:
    """Make standard output and error UTF-8, whatever the locale (Windows: GBK)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def print_json(form: Mapping[str, Any]) -> None:
    """A form as JSON."""
    say(json.dumps(form, ensure_ascii=False, indent=1))


def say(text: str) -> None:
    """A line for the user."""
    sys.stdout.write(text + "\n")


def complain(text: str) -> None:
    """A line on standard error."""
    sys.stderr.write(text + "\n")
