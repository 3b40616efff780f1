"""The protocols of earlier imports and conversions, as they are read again later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from qdesk.model.archive import Archive
from qdesk.model.edit import Kind

_WORDS = {
    "new": "新增",
    "changed": "改动",
    "conflict": "冲突",
    "same": "相同",
    "computed": "由程序计算",
}


@dataclass(frozen=True, slots=True)
class ProtocolLine:
    """One value, or one thing that was left out, of an import."""

    sheet: str
    table: str
    name: str
    period: str
    value: str
    what: str
    cell: str
    note: str


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import that was done: when, of which file, with how many values of each kind.

    A conversion to another standard is listed too: `file` says to which, its lines where each section went.
    """

    at: str
    file: str
    summary: str
    lines: tuple[ProtocolLine, ...]


def past_imports(archive: Archive) -> list[PastImport]:
    """Every import and conversion whose protocol the store holds, the newest first."""
    forms = [cast("Mapping[str, Any]", one) for _, one in archive.all_of(Kind.PROTOCOL)]
    found = [_past(form) for form in forms if isinstance(form.get("sheets"), list)]
    found += [_conversion(form) for form in forms if form.get("kind") == "conversion"]
    found += [_returned(form) for form in forms if form.get("kind") == "returned"]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _past(form: Mapping[str, Any]) -> PastImport:
    counts = cast("Mapping[str, int]", form.get("counts", {}))
    parts = [f"{word} {counts[name]}" for name, word in _WORDS.items() if counts.get(name)]
    sheets = cast("Sequence[Mapping[str, Any]]", form["sheets"])
    left = sum(len(sheet.get("left_out", ())) for sheet in sheets)
    if left:
        parts.append(f"未读 {left}")
    lines = tuple(line for sheet in sheets for line in _lines(sheet))
    return PastImport(str(form.get("at", "")), str(form.get("file", "")), "　".join(parts), lines)


def _returned(form: Mapping[str, Any]) -> PastImport:
    differences = cast("Sequence[Mapping[str, Any]]", form.get("lines", ()))
    taken = sum(bool(one.get("taken")) for one in differences)
    lines = tuple(
        ProtocolLine(
            str(one.get("what", "")),
            "",
            str(one.get("place", "")),
            "",
            str(one.get("after", "")),
            "已采用" if one.get("taken") else "未采用",
            str(one.get("before", "")),
            str(one.get("note", "")),
        )
        for one in differences
    )
    summary = f"{len(differences)} 处改动，采用 {taken}"
    return PastImport(str(form.get("at", "")), f"读回 {form.get('file', '')}", summary, lines)


def _conversion(form: Mapping[str, Any]) -> PastImport:
    sections = cast("Sequence[Mapping[str, Any]]", form.get("lines", ()))
    left = sum(not one.get("to") for one in sections)
    summary = f"{len(sections)} 节" + (f"，待安置 {left}" if left else "")
    lines = tuple(
        ProtocolLine(
            "",
            "、".join(one.get("tables", ())),
            str(one.get("section", "")),
            "",
            "",
            f"放到 {one['to']}" if one.get("to") else "待安置",
            "",
            "也接着写：" + "、".join(one["others"]) if one.get("others") else "",
        )
        for one in sections
    )
    title = str(form.get("name") or form.get("to", ""))
    return PastImport(str(form.get("at", "")), f"改用 {title}", summary, lines)


def _lines(sheet: Mapping[str, Any]) -> Iterator[ProtocolLine]:
    name = str(sheet.get("name", ""))
    for table in sheet.get("tables", ()):
        for record in table.get("records", ()):
            yield _line(name, table, record)
    for one in sheet.get("left_out", ()):
        where = str(one.get("cell", ""))
        yield ProtocolLine(
            name, "", str(one.get("text", "")), "", "", "未读", where, str(one.get("reason", ""))
        )


def _line(sheet: str, table: Mapping[str, Any], record: Mapping[str, Any]) -> ProtocolLine:
    what = _WORDS.get(str(record.get("verdict", "")), "")
    taken = bool(table.get("taken", True)) and bool(record.get("taken", True))
    if not taken and record.get("verdict") in ("new", "changed", "conflict"):
        what = f"{what}，未采用"
    names = [str(record[key]) for key in ("parent", "row", "measure", "entity") if record.get(key)]
    value, unit = record.get("value"), record.get("unit") or ""
    return ProtocolLine(
        sheet,
        str(table.get("caption", "")),
        "　".join(dict.fromkeys(names)),
        str(record.get("period") or ""),
        "" if value is None else f"{value}{unit}",
        what,
        str(record.get("cell", "")),
        str(record.get("reason") or record.get("disagrees") or ""),
    )
