"""Real reports: each table of a tidy workbook becomes a layout that prints the published grid."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from examples import GOLDEN
from rebuilt_reports import merges, printed_grid

from qdesk.actions.import_preview import preview_import
from qdesk.actions.import_protocol import import_protocol
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.new_report import new_store, period_from
from qdesk.actions.show_tables import tables_form
from qdesk.recognition.grid import Grid, cell_name
from qdesk.recognition.labels import split_caption

pytestmark = pytest.mark.skipif(not GOLDEN.is_dir(), reason="the golden reports are not on this machine")

STANDARDS = {"wuhai-2020": "school-2016", "hanghou-2019": "school-2016", "bayannur-2024": "city-2024"}
REPORTS = [
    # How many cells differ: faults which the golden file lists, what follows from one, and a zero
    # whose sign the workbook does not tell; blanks inside a label that it does not have are passed over.
    ("wuhai-2020", "2019-2020", None, 14),
    ("hanghou-2019", "2019", None, 26),
    ("bayannur-2024", "2024", "full", 3),
    ("bayannur-2024", "2024", "short", 3),
    ("bayannur-2024", "2024", None, 3),
]

Imported = tuple[dict[str, Any], list[dict[str, Any]], int]


@pytest.fixture(
    params=REPORTS, ids=lambda one: f"{one[0]}, {one[2] or 'no'} names of schools", scope="module"
)
def imported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    name, period, schools, allowed = request.param
    golden = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    names = [one[schools] for one in golden["report"]["entities"]] if schools else []
    path = tmp_path_factory.mktemp("golden") / "a.qdesk"
    workspace = new_store(path, "某单位", STANDARDS[name], period_from(period), names)
    preview = preview_import(workspace.view(), GOLDEN / "workbooks" / f"{name}-tidy.xlsx")
    preview.take_doubtful()
    workspace.do(import_edit(preview))
    tables = tables_form(workspace)["tables"]
    workspace.close()
    return golden, tables, allowed


def bare(text: str) -> str:
    return "".join(text.split())


def printed_tables(imported: Imported) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Title, golden table and the imported one of the same caption."""
    golden, tables, _ = imported
    found: dict[str, list[dict[str, Any]]] = {}
    for one in tables:
        found.setdefault(bare(one["caption"]), []).append(one)
    for table in golden["tables"]:
        if table["rows"]:
            title = split_caption(table["caption"])[1]
            yield title, table, next(one for one in found[bare(title)] if any(map(any, one["rows"])))


def test_every_table_prints_as_published(imported: Imported) -> None:
    differing: list[str] = []
    for title, table, mine in printed_tables(imported):
        grid = [*mine["header"], *mine["rows"]]
        wanted = printed_grid(table)
        assert len(mine["header"]) == len(table["header"]), title
        assert len(grid) == len(wanted), title
        for row, (line, right) in enumerate(zip(grid, wanted, strict=True)):
            assert len(line) == len(right), title
            differing += [
                f"{title} {row},{column}: {a} / {b}"
                for column, (a, b) in enumerate(zip(line, right, strict=True))
                if bare(a) != bare(b)
            ]
    assert len(differing) <= imported[2], "\n".join(differing)


def test_cells_are_merged_as_published(imported: Imported) -> None:
    for title, table, mine in printed_tables(imported):
        assert sorted(mine["merges"]) == merges(table), title


def test_tables_stand_in_the_order_of_the_report(imported: Imported) -> None:
    golden, tables, _ = imported
    if golden["report"]["period_kind"] != "学年":
        pytest.skip("only the first report follows the frame of 2016")
    assert [one["number"] for one in tables] == [f"表 {n}" for n in range(1, 19)]
    assert [one["section"] for one in tables] == [one["section"] for one in golden["tables"]]


@pytest.mark.parametrize("name", ["wuhai-2020"])
def test_every_formula_has_its_value(name: str, tmp_path: Path) -> None:
    """No formula of the file is read as empty, and none differs from what a spreadsheet gives."""
    expected = json.loads((GOLDEN / "workbooks" / f"{name}-tidy.expected.json").read_text(encoding="utf-8"))
    period = "2019-2020" if name.startswith("wuhai") else "2019"
    workspace = new_store(tmp_path / "a.qdesk", "某校", "school-2016", period_from(period))
    preview = preview_import(workspace.view(), GOLDEN / "workbooks" / f"{name}-tidy.xlsx")
    workspace.close()
    shown = {
        (table.proposal.understood.grid.name, cell): value
        for table in preview.tables
        for cell, value in _formula_values(table.proposal.understood.grid).items()
    }
    for table in expected["tables"]:
        for formula in table["formulas"]:
            value = shown[table["sheet"], formula["ref"]]
            wanted = formula["value"]
            assert value is not None, (table["sheet"], formula)
            scale = 100 if formula["printed"].endswith("%") and abs(float(value)) != abs(wanted) else 1
            assert float(value) == pytest.approx(wanted * scale, abs=0.006 * scale), (table["sheet"], formula)


def _formula_values(grid: Grid) -> dict[str, Any]:
    return {cell_name(*place): cell.value for place, cell in grid.cells.items() if cell.formula is not None}


@pytest.mark.parametrize("name", ["wuhai-2020"])
def test_every_value_is_read_under_its_name_unit_and_year(name: str, tmp_path: Path) -> None:
    expected = json.loads((GOLDEN / "workbooks" / f"{name}-tidy.expected.json").read_text(encoding="utf-8"))
    workspace = new_store(tmp_path / "a.qdesk", "某校", "school-2016", period_from("2019-2020"))
    protocol = import_protocol(preview_import(workspace.view(), GOLDEN / "workbooks" / f"{name}-tidy.xlsx"))
    workspace.close()
    read = {
        (sheet["name"], one["cell"]): one
        for sheet in protocol["sheets"]
        for table in sheet["tables"]
        for one in table["records"]
    }
    wrong: list[str] = []
    for table in expected["tables"]:
        for one in table["records"]:
            if one["role"] not in ("value", "total") or "with" in one:
                continue
            mine = read.get((table["sheet"], one["cell"]))
            if mine is None:
                wrong.append(f"{table['sheet']} {one['cell']} was not read")
                continue
            period = (one["period"] or "").removesuffix("学年")
            if mine["value"] != pytest.approx(one["value"]) or mine["period"] != period:
                wrong.append(f"{table['sheet']} {one['cell']}: {mine} / {one}")
            if one["unit"] and mine["unit"] not in (one["unit"], None):
                wrong.append(f"{table['sheet']} {one['cell']}: unit {mine['unit']} / {one['unit']}")
            if mine["doubtful"]:
                wrong.append(f"{table['sheet']} {one['cell']} is doubtful: {mine['reason']}")
    assert wrong == []
