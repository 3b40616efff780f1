"""The entry: command-line words go to the command line, everything else opens the desk."""

from __future__ import annotations

import sys


def main() -> int:
    """Run qdesk; returns the exit status."""
    words = sys.argv[1:]
    # The desk must not wait for what only the command line needs, and the other way round.
    if not words or (words[0] == "open" and "-h" not in words):
        from qdesk.app import run_desk

        return run_desk(words[1:])
    if words[0].endswith(".qdesk"):
        from qdesk.app import run_desk

        return run_desk(words)
    from qdesk.cli.commands import run

    return run(words)


if __name__ == "__main__":
    sys.exit(main())
