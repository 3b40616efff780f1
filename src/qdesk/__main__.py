"""The entry: command-line words go to the command line, everything else opens the desk."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from qdesk.places import STORE_SUFFIX


def main() -> int:
    """Run qdesk; returns the exit status."""
    _have_streams()
    words = sys.argv[1:]
    if words[:1] == ["open"] and len(words) == 2 and not words[1].startswith("-"):
        return _open_desk(words[1:])
    if not words or words[0].endswith(STORE_SUFFIX):
        return _open_desk(words)
    from qdesk.cli.commands import run

    return run(words, _open_desk, _grab_window)


def _have_streams() -> None:
    """A windowed program on Windows has no output at all; what is said then goes nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open to the end


def _open_desk(words: list[str]) -> int:
    from qdesk.app import run_desk

    return run_desk(words)


def _grab_window(folder: Path) -> None:
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # Qt would abort where there is no screen
    from qdesk.app import selftest_window

    selftest_window(folder)


if __name__ == "__main__":
    sys.exit(main())
