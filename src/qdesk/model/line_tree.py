"""Changing an axis: lines found by their path, put in, taken out, moved and replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from qdesk.model.table_layout import Line

Lines = tuple[Line, ...]
Path = tuple[str, ...]
"""The ids of the lines from the axis' root down to one line."""


def paths(lines: Lines, above: Path = ()) -> Iterator[tuple[Path, Line]]:
    """Every line with its path, parents before their children."""
    for line in lines:
        here = (*above, line.id)
        yield here, line
        yield from paths(line.lines, here)


def path_of(lines: Lines, name: str) -> Path | None:
    """The path whose ids, joined by "/", are `name` (a leaf's id); None if there is none."""
    return next((path for path, _ in paths(lines) if "/".join(path) == name), None)


def line_at(lines: Lines, path: Path) -> Line | None:
    """The line at a path."""
    return next((line for here, line in paths(lines) if here == path), None)


def siblings(lines: Lines, path: Path) -> Lines:
    """The lines of a path's level, itself included."""
    if len(path) == 1:
        return lines
    parent = line_at(lines, path[:-1])
    return parent.lines if parent else ()


def with_siblings(lines: Lines, path: Path, change: Callable[[Lines], Lines]) -> Lines:
    """The tree with the lines of a path's level changed; a parent that is left empty goes too."""
    if len(path) == 1:
        return change(lines)
    done: list[Line] = []
    for line in lines:
        if line.id != path[0]:
            done.append(line)
        elif inner := with_siblings(line.lines, path[1:], change):
            done.append(replace(line, lines=inner))
    return tuple(done)


def replaced(lines: Lines, path: Path, *new: Line) -> Lines:
    """The tree with other lines (or none) in the place of one."""

    def put(level: Lines) -> Lines:
        at = next((n for n, line in enumerate(level) if line.id == path[-1]), len(level))
        return (*level[:at], *new, *level[at + 1 :])

    return with_siblings(lines, path, put)


def inserted(lines: Lines, path: Path, new: Line, *, after: bool) -> Lines:
    """The tree with a line beside the one at `path`."""
    found = line_at(lines, path)
    if found is None:
        return (*lines, new)
    return replaced(lines, path, *((found, new) if after else (new, found)))


def moved(lines: Lines, path: Path, step: int) -> Lines:
    """The tree with a line `step` places further among its siblings; at an end it stays."""

    def shift(level: Lines) -> Lines:
        at = next((n for n, line in enumerate(level) if line.id == path[-1]), 0)
        target = at + step
        if not 0 <= target < len(level):
            return level
        rest = [line for n, line in enumerate(level) if n != at]
        rest.insert(target, level[at])
        return tuple(rest)

    return with_siblings(lines, path, shift)


def mapped(lines: Lines, change: Callable[[Line], Line]) -> Lines:
    """The tree with every line changed, children first."""
    return tuple(change(replace(line, lines=mapped(line.lines, change))) for line in lines)
