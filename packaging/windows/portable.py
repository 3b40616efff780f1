"""Packs the program for a USB stick: python portable.py FOLDER ZIP.

The mark beside the program makes it keep its data beside itself.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

MARK = "portable.txt"
TEXT = "有这个文件时，qdesk 把数据、设置、备份和日志都放在旁边的“数据”文件夹里。\r\n"


def main(folder: Path, target: Path) -> None:
    """Write the archive, with one folder inside."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"qdesk/{path.relative_to(folder).as_posix()}")
        archive.writestr(f"qdesk/{MARK}", TEXT.encode("utf-8-sig"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
