"""Importing a workbook of 60 tables: grids, recognition, preview, against openpyxl's own loading."""

from __future__ import annotations

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.parsers import expat

from material import write_workbook
from measure import in_turn, report, timed
from openpyxl import load_workbook

from qdesk.actions.import_preview import preview_import
from qdesk.actions.new_report import new_store, period_from
from qdesk.excel.read_workbook import read_workbook

TABLES = 60
ROUNDS = 7


def unpack_and_parse(path: Path) -> None:
    """The floor: every part inflated and parsed, nothing kept."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                expat.ParserCreate().Parse(package.read(name), True)  # noqa: FBT003 - expat takes no names


def main() -> None:
    """Floor, openpyxl once, qdesk's grids, and the whole preview, in turn."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tables.xlsx"
        write_workbook(path, TABLES)
        workspace = new_store(Path(folder) / "s.qdesk", "示例学校", "school-2016", period_from("2019-2020"))
        view = workspace.view()
        contestants = {
            "floor: inflate and parse": timed(lambda: unpack_and_parse(path)),
            "openpyxl.load_workbook, once": timed(lambda: load_workbook(path)),
            "read_workbook (values and formulas: two loads)": timed(lambda: read_workbook(path)),
            "preview_import (and recognition)": timed(lambda: preview_import(view, path)),
        }
        report(f"a workbook of {TABLES} tables", in_turn(contestants, ROUNDS))
        workspace.close()


if __name__ == "__main__":
    main()
