"""The records that the golden workbooks are expected to give, held against what was read."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from examples import GOLDEN

from qdesk.actions.import_preview import preview_import
from qdesk.actions.imported import ImportedTable, ImportedValue, ImportPreview
from qdesk.actions.new_report import new_store, period_from
from qdesk.model.period import Period
from qdesk.model.value import Gap, decimals_of, plain_text
from qdesk.recognition.grid import cell_name
from qdesk.recognition.owner import NEW_SCHOOL
from qdesk.recognition.proposal import ReadValue

STANDARDS = {
    "wuhai-2020": ("school-2016", "2019-2020"),
    "hanghou-2019": ("school-2016", "2019"),
    "bayannur-2024": ("city-2024", "2024"),
}
SAME_UNITS = {"·": ":1", "元月": "元/月"}


@dataclass
class Outcome:
    """How a file's records came out; every list holds sentences that name sheet and cell."""

    right: int = 0
    doubtful: list[str] = field(default_factory=list[str])
    missed: list[str] = field(default_factory=list[str])
    wrong: list[str] = field(default_factory=list[str])

    @property
    def summary(self) -> str:
        """For the log: right / doubtful / missed / wrong."""
        return f"{self.right} / {len(self.doubtful)} / {len(self.missed)} / {len(self.wrong)}"


def bare(text: str | None) -> str:
    """A label for comparing: half width, no white space, one kind of quotation mark."""
    folded = "".join(unicodedata.normalize("NFKC", text or "").split())
    return re.sub(r"[“”]", '"', folded)


def plain(label: str | None) -> str:
    """A label without its bracketed unit and 其中."""
    return re.sub(r"[(][^()]{1,8}[)]$", "", bare(label)).removeprefix("其中").lstrip(":")


def golden(name: str) -> dict[str, Any]:
    """A golden report."""
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def preview_of(path: Path, folder: Path, name: str, schools: str | None) -> ImportPreview:
    """A workbook read against an empty report of its own frame; `schools`: which names are known."""
    report = golden(name)["report"]
    standard, period = STANDARDS[name]
    known = [one[schools] for one in report["entities"]] if schools else []
    workspace = new_store(folder / "a.qdesk", report["school"], standard, period_from(period), known)
    preview = preview_import(workspace.view(), path)
    workspace.close()
    return preview


class Judge:
    """Holds read values against expected records, each by sheet and cell."""

    def __init__(self, name: str, preview: ImportPreview) -> None:
        self._preview = preview
        self._short = _short_names(golden(name)["report"].get("entities", []))
        self._read: dict[tuple[str, str], tuple[ImportedTable, ImportedValue]] = {
            (table.proposal.understood.grid.name, one.read.cell): (table, one)
            for table in preview.tables
            for one in table.values
        }
        self._named: dict[tuple[object, ...], str] = {}
        self._keyed: dict[object, str] = {}
        self.outcome = Outcome()
        self.unexpected = set(self._read)

    def judge(self, sheets: list[dict[str, Any]]) -> Outcome:
        """Every record of every table of every sheet; a register's records are judged field by field."""
        for sheet in sheets:
            for table in [sheet] if "records" in sheet else sheet["tables"]:
                formulas = {one["ref"]: one for one in table.get("formulas", [])}
                for given in table["records"]:
                    record = _in_one_form(given, table.get("sheet", ""), formulas)
                    if record["role"] == "register":
                        self._judge_register(sheet["name"], record)
                    else:
                        self._judge(sheet["name"], record)
        data = {sheet["name"] for sheet in sheets if sheet.get("role", "data") == "data"}
        self.unexpected = {place for place in self.unexpected if place[0] not in data}
        return self.outcome

    def _judge(self, sheet: str, record: Mapping[str, Any]) -> None:
        place = (sheet, record["cell"])
        where = f"{sheet}!{record['cell']}"
        found = self._read.get(place)
        self.unexpected.discard(place)
        if found is None:
            if record["value"] is not None:
                self.outcome.missed.append(where)
            return
        table, one = found
        faults = list(self._faults(table, one, record))
        if one.read.doubt:
            self.outcome.doubtful.append(f"{where}: {one.read.doubt}")
        elif faults:
            self.outcome.wrong.append(f"{where}: {'; '.join(faults)}")
        else:
            self.outcome.right += 1

    def _faults(self, table: ImportedTable, one: ImportedValue, record: Mapping[str, Any]) -> Iterator[str]:
        read = one.read
        wanted = record["computed"] if record.get("computed") is not None else record["value"]
        value = None if isinstance(read.value, Gap) else read.value
        if isinstance(wanted, str):
            if bare(plain_text(read.value)) != bare(wanted):
                yield f"value {value} instead of {wanted}"
        elif isinstance(value, Decimal):
            # What a formula gives is read with the decimals that the cell shows.
            allowed = 0.5 * 10.0 ** -decimals_of(value) if record.get("computed") is not None else 0
            if wanted is None or abs(float(value) - float(wanted)) > allowed + 1e-9:
                yield f"value {value} instead of {wanted}"
        elif value is not None or wanted is not None:
            yield f"value {value} instead of {wanted}"
        is_change = record["role"] == "change"
        if record["period"] and not is_change:
            period = Period(
                self._preview.view.report.period.kind, self._preview.proposal.current_year + read.offset
            )
            if period.code not in (_years(record["period"]), _ending(record["period"])):
                yield f"period {period.code} instead of {record['period']}"
        unit = record["unit"]
        if unit and wanted is not None and not is_change and read.unit not in (unit, SAME_UNITS.get(unit)):
            yield f"unit {read.unit} instead of {unit}"
        yield from self._misnamed(table, one, record)

    def _misnamed(self, table: ImportedTable, one: ImportedValue, record: Mapping[str, Any]) -> Iterator[str]:
        read = one.read
        parts = (record["row"] or "").split("｜")
        if not set(map(bare, parts[1:])) <= self._texts(table.proposal.understood.grid.name, read.cell):
            yield f"the row lacks {record['row']}"
        last = re.split(r" / |·", parts[0])[-1]
        # Rows that are years name what is measured in the expectation.
        is_year = _years(last) in (_years(record["period"] or ""), _ending(record["period"] or ""))
        if plain(last) not in (plain(read.row), plain(read.printed), "学时") and not _is_total(read.row):
            entity = self._short.get(bare(read.row))
            if not is_year and (entity is None or entity != self._short.get(bare(last))):
                yield f"row {read.row} instead of {record['row']}"
        measure = record["measure"]
        understood = table.proposal.understood
        letters = re.sub(r"\d", "", read.cell)
        column = next(one for one in understood.columns if cell_name(0, one.index)[:-1] == letters)
        names = {plain(read.row), plain(read.printed), *map(plain, (*column.labels, column.parts.name))}
        if measure and one.key is not None and not any(_ends(plain(measure), name) for name in names):
            yield f"measure {read.printed} instead of {measure}"
        yield from self._misplaced(read, record["entity"])
        if record.get("parent") and plain(record["parent"]) != plain(read.parent):
            yield f"parent {read.parent} instead of {record['parent']}"
        if one.key is not None:
            # The same words mean the same place in the store, other words another.
            words = (
                record["table"],
                bare(record["row"]),
                bare(measure),
                record["entity"] or "",
                record["period"],
            )
            here = f"{table.proposal.understood.grid.name}!{read.cell}"
            if self._named.setdefault((*one.key, record["table"]), str(words)) != str(words):
                yield f"the place in the store is that of {self._named[(*one.key, record['table'])]}"
            if self._keyed.setdefault((words, record.get("parent")), here) != here and "with" not in record:
                yield f"stands twice: {self._keyed[words, record.get('parent')]}"

    def _misplaced(self, read: ReadValue, wanted: str | None) -> Iterator[str]:
        if not wanted:
            return
        own = bare(read.entity.removeprefix(NEW_SCHOOL))
        name = next((e.name for e in self._preview.view.archive.entities if e.id == read.entity), own)
        short = self._short.get(bare(name), name)
        is_own = wanted not in self._short.values()
        if short != ("" if is_own else wanted) and not _is_total(read.row):
            yield f"entity {short or 'the city'} instead of {wanted}"

    def _judge_register(self, sheet: str, record: Mapping[str, Any]) -> None:
        texts = self._texts(sheet, record["cell"])
        for text in record["fields"].values():
            if text in ("", None) or bare(str(text)) in texts:
                self.outcome.right += bool(text)
            else:
                self.outcome.missed.append(f"{sheet}!{record['cell']}: {text}")

    def _texts(self, sheet: str, place: str) -> set[str]:
        """Every text that was read from the row of a cell."""
        row = re.sub(r"\D", "", place)
        return {
            bare(text)
            for (name, cell), (_, one) in self._read.items()
            if name == sheet and re.sub(r"\D", "", cell) == row
            for text in (str(one.read.value), one.read.row)
        }


def _in_one_form(
    record: Mapping[str, Any], sheet: str, formulas: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, Any]:
    """One of the expectation files names the same things otherwise; a formula counts, not its print."""
    if record["role"] == "record":
        return {**record, "role": "register"}
    if "label" not in record:
        return record
    formula = formulas.get(record["cell"])
    return {
        **record,
        "row": record["label"],
        "measure": record["indicator"],
        "table": sheet,
        "entity": None,
        "computed": formula["value"] if formula else None,
    }


def _short_names(entities: list[dict[str, Any]]) -> dict[str, str]:
    return {
        bare(name): one["short"]
        for one in entities
        for name in (one["short"], one["full"], *one.get("aliases", []))
    }


def _is_total(label: str) -> bool:
    return bare(label).rstrip(":") in ("合计", "总计")


def _ends(path: str, name: str) -> bool:
    return bool(name) and (path == name or path.endswith(name) or name.endswith(path))


def _years(text: str) -> str:
    return re.sub(r"学年|年度|年", "", bare(text))


def _ending(text: str) -> str:
    """A-B学年 counts for year B in a report by calendar years."""
    return _years(text).split("-")[-1]
