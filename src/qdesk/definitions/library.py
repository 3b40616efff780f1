"""The library of templates: every standard with its tables, and the indicator catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from qdesk.definitions.check_file import load_rules
from qdesk.definitions.conversion_file import load_conversion
from qdesk.definitions.indicator_file import load_indicators
from qdesk.definitions.limit_file import load_limits
from qdesk.definitions.shape_file import load_shapes
from qdesk.definitions.standard_file import KnownTable, load_standard
from qdesk.definitions.table_file import load_tables
from qdesk.definitions.template_file import TemplateFile
from qdesk.errors import UserError
from qdesk.model.check_rule import CheckRule
from qdesk.model.conversion import Conversion
from qdesk.model.entity import Level
from qdesk.model.indicator import Catalogue
from qdesk.model.limit import Limit
from qdesk.model.standard import Standard
from qdesk.model.table_shape import TableShape

Loaded = TypeVar("Loaded")


@dataclass(frozen=True, slots=True)
class Library:
    """What the templates hold; `problems` are the files that had to be left out, and why.

    Standards of schools stand before those of cities, the latest first.
    """

    standards: tuple[Standard, ...]
    catalogue: Catalogue
    problems: tuple[UserError, ...] = ()
    shapes: tuple[TableShape, ...] = ()
    shipped: frozenset[str] = frozenset()
    """The codes of the indicators that came with the program."""
    limits: tuple[Limit, ...] = ()
    conversions: tuple[Conversion, ...] = ()
    check_rules: tuple[CheckRule, ...] = ()
    inequalities: tuple[tuple[str, str], ...] = ()
    """Names of quantities of which the first is never more than the second."""

    def standard(self, standard_id: str) -> Standard:
        """The standard of that id; UserError names those there are."""
        for one in self.standards:
            if one.id == standard_id:
                return one
        known = "、".join(one.id for one in self.standards)
        raise UserError(f"没有编号为“{standard_id}”的编写规范", remedy=f"可用的有 {known}")


def load_library(templates: Path, own: Path | None = None, others: Path | None = None) -> Library:
    """Load every template; a bad file is left out and reported, the others still serve.

    `own` is a folder of the same shape with what the user saved; `others` another one.
    """
    problems: list[UserError] = []
    places = [one for one in (templates, own, others) if one is not None]
    shipped = _files([templates], "indicators", problems)
    saved = _files(places[1:], "indicators", problems)
    catalogue = _catalogue([*shipped, *saved], problems)

    def loaded(kind: str, load: Callable[[TemplateFile], Loaded]) -> Iterator[tuple[TemplateFile, Loaded]]:
        for file in _files(places, kind, problems):
            try:
                yield file, load(file)
            except UserError as error:
                problems.append(error)

    tables = {file.path.stem: found for file, found in loaded("tables", lambda one: _tables(one, catalogue))}
    standards = [found for _, found in loaded("standards", lambda one: load_standard(one, tables, catalogue))]
    _refuse_twins(standards, problems)
    standards.sort(key=lambda one: (one.level is Level.CITY, -one.year))
    known = {one.id: one for one in standards}
    shapes = [one for _, found in loaded("shapes", load_shapes) for one in found]
    limits = [one for _, found in loaded("limits", lambda one: load_limits(one, catalogue)) for one in found]
    conversions = [
        found for _, found in loaded("conversions", lambda one: load_conversion(one, known, catalogue))
    ]
    rules = [found for _, found in loaded("checks", load_rules)]
    codes = frozenset(
        str(form.get("code")) for file in shipped for form in file.entries(file.form, "indicator")
    )
    return Library(
        tuple(standards),
        catalogue,
        tuple(problems),
        tuple(shapes),
        codes,
        tuple(limits),
        tuple(conversions),
        tuple({one.id: one for found, _ in rules for one in found}.values()),
        tuple(pair for _, pairs in rules for pair in pairs),
    )


def _refuse_twins(standards: list[Standard], problems: list[UserError]) -> None:
    """Of two standards of one id the first counts, which is the program's own."""
    seen: set[str] = set()
    for one in list(standards):
        if one.id in seen:
            standards.remove(one)
            problems.append(UserError("编写规范的编号重复", f"{one.id}（{one.name}）", "请给它另起一个编号"))
        seen.add(one.id)


def _files(places: Sequence[Path], kind: str, problems: list[UserError]) -> list[TemplateFile]:
    found: list[TemplateFile] = []
    for path in (path for place in places for path in sorted((place / kind).glob("*.toml"))):
        try:
            found.append(TemplateFile(path))
        except UserError as error:
            problems.append(error)
    return found


def _tables(file: TemplateFile, catalogue: Catalogue) -> dict[str, KnownTable]:
    """The layouts of a table file, each with its own state or else the file's."""
    layouts = load_tables(file, catalogue)
    state = file.state(file.form)
    states = {one["id"]: file.state(one, state) for one in file.entries(file.form, "table")}
    return {name: KnownTable(layout, states[name]) for name, layout in layouts.items()}


def _catalogue(files: list[TemplateFile], problems: list[UserError]) -> Catalogue:
    """The catalogue of all files but the bad ones; files name each other's indicators, in any order."""
    kept = files
    while True:
        try:
            return load_indicators(kept)
        except UserError as error:
            problems.append(error)
            good = [one for one in kept if not error.where.startswith(f"{one.path.name} ")]
            if len(good) == len(kept):
                raise
            kept = good
