"""Importing workbooks: 60 tables and two million cells, against other readers and the floor.

The floor inflates every part and parses it, keeping nothing: what any reader of XML in Python pays.
python-calamine is measured where it is installed (`pip install python-calamine`); it tells neither
number formats nor hidden lines nor formulas without a value.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.parsers import expat

from material import write_workbook
from measure import Contestant, in_turn, report, timed
from openpyxl import load_workbook

from qdesk.actions.import_preview import preview_import
from qdesk.actions.new_report import new_store, period_from
from qdesk.excel.read_workbook import read_workbook

TABLES, ROUNDS = 60, 7
SHEETS, ROWS, COLUMNS, BIG_ROUNDS = 20, 5000, 20, 3
_PEAK = (
    "from pathlib import Path;{work};"
    "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
)
"""Run in a process of its own, it prints the peak memory in kB (Linux)."""


def unpack_and_parse(path: Path) -> None:
    """The floor: every part inflated and parsed, nothing kept."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                expat.ParserCreate().Parse(package.read(name), True)  # noqa: FBT003 - expat takes no names


def write_big(path: Path) -> None:
    """Two million cells: texts and numbers, on sheets that are no longer than what is read of one."""
    book: Any = importlib.import_module("xlsxwriter").Workbook(str(path), {"constant_memory": True})
    for number in range(SHEETS):
        sheet = book.add_worksheet(f"表{number}")
        for row in range(ROWS):
            for column in range(COLUMNS):
                sheet.write(row, column, f"护理{column}" if column % 4 == 0 else row * column + 0.5)
    book.close()


def calamine(path: Path) -> Contestant | None:
    """Python-calamine reading every sheet, or None where it is not installed."""
    try:
        module: Any = importlib.import_module("python_calamine")
    except ImportError:
        return None

    def read() -> None:
        book = module.CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()

    return timed(read)


def with_calamine(contestants: dict[str, Contestant], path: Path) -> dict[str, Contestant]:
    """The contestants and python-calamine, if it is there."""
    other = calamine(path)
    return contestants if other is None else {**contestants, "python-calamine (values only)": other}


def peak(work: str) -> str:
    """The peak memory in MB of a process that does some work."""
    command = [sys.executable, "-c", _PEAK.format(work=work)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=dict(os.environ))
    return f"{int(done.stdout) // 1024}"


def small(folder: Path) -> None:
    """60 tables: reading alone, and the whole preview."""
    path = folder / "tables.xlsx"
    write_workbook(path, TABLES)
    workspace = new_store(folder / "s.qdesk", "示例学校", "school-2016", period_from("2019-2020"))
    view = workspace.view()
    contestants: dict[str, Contestant] = {
        "floor: inflate and parse": timed(lambda: unpack_and_parse(path)),
        "read_workbook (formats, formulas, hidden lines)": timed(lambda: read_workbook(path)),
        "preview_import (and recognition)": timed(lambda: preview_import(view, path)),
        "openpyxl.load_workbook, once": timed(lambda: load_workbook(path)),
    }
    report(f"a workbook of {TABLES} tables", in_turn(with_calamine(contestants, path), ROUNDS))
    workspace.close()


def big(folder: Path) -> None:
    """Two million cells, and the memory that they take."""
    path = folder / "big.xlsx"
    write_big(path)
    every: Callable[[], object] = lambda: load_workbook(path, read_only=False)  # noqa: E731 - beside the others
    contestants: dict[str, Contestant] = {
        "floor: inflate and parse": timed(lambda: unpack_and_parse(path)),
        "read_workbook": timed(lambda: read_workbook(path)),
        "openpyxl.load_workbook": timed(every),
    }
    report(f"{SHEETS * ROWS * COLUMNS:,} cells", in_turn(with_calamine(contestants, path), BIG_ROUNDS))
    own = f"from qdesk.excel.read_workbook import read_workbook as read;read(Path({str(path)!r}))"
    other = f"from openpyxl import load_workbook as read;read({str(path)!r})"
    print(f"  peak memory: read_workbook {peak(own)} MB, openpyxl {peak(other)} MB")


def main() -> None:
    """Both sizes."""
    with TemporaryDirectory() as folder:
        small(Path(folder))
        big(Path(folder))


if __name__ == "__main__":
    main()
