"""Conversions: what of a report under one frame has which place under another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def _nothing() -> dict[str, tuple[str, ...]]:
    return {}


def _no_names() -> dict[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Conversion:
    """The way from the standard `source` to the standard `target`, by their ids.

    `sections`: section of the target → the sections of the source that it continues. A section of the
    source may continue in several; its content goes to the first. `tables`: table of the source → the
    table of the target that takes its place. `indicators`: indicator of the source → that of the target
    which is the same quantity. `origin` is where the rules come from, `state` how sure they are.
    """

    source: str
    target: str
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=_nothing)
    tables: Mapping[str, str] = field(default_factory=_no_names)
    indicators: Mapping[str, str] = field(default_factory=_no_names)
    origin: str = ""
    state: str = "default"
