"""Writes what the uninstaller deletes, file by file: python uninstall_list.py FOLDER LIST.

A folder that is deleted with all that is in it may hold what the user put there: so every file is named, and
a folder goes only when it is empty.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(folder: Path, target: Path) -> None:
    """Write the commands that undo the copying of `folder`."""
    target.write_text("".join(f"{line}\n" for line in commands(folder)), encoding="utf-8")


def commands(folder: Path) -> list[str]:
    """One command a file, then one a folder, the deepest first."""
    inside = sorted(folder.rglob("*"), key=lambda one: (-len(one.parts), str(one)))
    files = [one for one in inside if not one.is_dir()]
    folders = [one for one in inside if one.is_dir()]
    return [
        *(f'Delete "{placed(one, folder)}"' for one in files),
        *(f'RMDir "{placed(one, folder)}"' for one in folders),
    ]


def placed(path: Path, folder: Path) -> str:
    """The path as the setup writes it; a $ would begin a variable."""
    inside = "\\".join(path.relative_to(folder).parts).replace("$", "$$")
    return f"$INSTDIR\\{inside}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
