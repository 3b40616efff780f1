"""Every record of the golden workbooks is read as expected: right, or said to be doubtful; never wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from examples import GOLDEN
from golden_records import Judge, bare, golden, plain, preview_of

from qdesk.actions.import_preview import preview_import
from qdesk.actions.new_report import new_store, period_from

pytestmark = pytest.mark.skipif(not GOLDEN.is_dir(), reason="the golden reports are not on this machine")

WORKBOOKS = GOLDEN / "workbooks"
FILES = [
    # file, report, which names of its schools the store knows, and how many records there are at least
    ("wuhai-2020-messy", "wuhai-2020", None, 500),
    ("bayannur-2024-messy", "bayannur-2024", "full", 700),
    ("bayannur-2024-messy", "bayannur-2024", "short", 700),
    ("bayannur-2024-messy", "bayannur-2024", None, 700),
    ("wuhai-2020-tidy", "wuhai-2020", None, 500),
    ("hanghou-2019-tidy", "hanghou-2019", None, 580),
    ("bayannur-2024-tidy", "bayannur-2024", "full", 690),
]


@pytest.mark.parametrize(("file", "name", "schools", "least"), FILES)
def test_no_record_is_missed_or_wrong(
    file: str, name: str, schools: str | None, least: int, tmp_path: Path
) -> None:
    expected = json.loads((WORKBOOKS / f"{file}.expected.json").read_text(encoding="utf-8"))
    sheets: list[dict[str, Any]] = expected.get("sheets") or [
        {**table, "name": table["sheet"]} for table in expected["tables"]
    ]
    judge = Judge(name, preview_of(WORKBOOKS / f"{file}.xlsx", tmp_path, name, schools))
    outcome = judge.judge(sheets)
    assert outcome.wrong == []
    assert outcome.missed == []
    assert not judge.unexpected, "values of a sheet that has nothing to do with the report"
    assert len(outcome.doubtful) <= 0.03 * outcome.right, outcome.doubtful
    assert outcome.right >= least


def test_each_schools_own_file_gives_the_citys_figures_for_that_school(tmp_path: Path) -> None:
    report = golden("bayannur-2024")["report"]
    names = {one["short"]: one["full"] for one in report["entities"]}
    workspace = new_store(
        tmp_path / "a.qdesk", report["school"], "city-2024", period_from("2024"), list(names.values())
    )
    view = workspace.view()
    ids = {one.name: one.id for one in view.archive.entities}
    expected = json.loads((WORKBOOKS / "bayannur-aggregate.expected.json").read_text(encoding="utf-8"))
    wrong: list[str] = []
    right = 0
    for short, full in names.items():
        preview = preview_import(view, WORKBOOKS / "bayannur-schools" / f"{short}.xlsx")
        found = {
            (bare(table.proposal.understood.number), plain(one.read.row), str(2024 + one.read.offset)): one
            for table in preview.tables
            for one in table.values
        }
        for one in expected["indicators"]:
            value = one["schools"].get(short)
            number = "表2" if one["table"] == "附表2" else bare(one["table"])
            place = (number, plain(one["indicator"]), one["period"][:4])
            read = found.get(place)
            if read is None:
                if value is not None:
                    wrong.append(f"{short} {place} was not read")
            elif read.read.doubt or read.read.entity != ids[full]:
                wrong.append(f"{short} {place}: {read.key} {read.read.doubt}")
            elif value is not None and float(str(read.read.value)) != pytest.approx(value):
                wrong.append(f"{short} {place}: {read.read.value} instead of {value}")
            else:
                right += 1
    workspace.close()
    assert wrong == []
    assert right > 300
