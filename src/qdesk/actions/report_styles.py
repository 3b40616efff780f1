"""The looks that a report can print in: those of the program and the user's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from qdesk.actions.carried_style import carrying, take_carried
from qdesk.document.style import DocumentStyle
from qdesk.errors import UserError
from qdesk.model.edit import Edit, Kind
from qdesk.model.report import REPORT_STYLE
from qdesk.model.report_view import ReportView
from qdesk.places import own_templates_dir, templates_dir
from qdesk.word.load_style import load_style


def all_styles() -> list[DocumentStyle]:
    """Every style that can be read, the usual one first; a file that is wrong is left out."""
    found: dict[str, DocumentStyle] = {}
    for path in _files():
        try:
            style = load_style(path)
        except UserError:
            continue
        found.setdefault(style.id, style)
    return sorted(found.values(), key=lambda one: (one.id != REPORT_STYLE, one.name))


def style_of(view: ReportView) -> DocumentStyle:
    """The look of a report; the usual one where its own is not on this computer.

    Raises UserError for a file that is wrong.
    """
    bring_style(view)
    style = _style_named(view.report.style)
    if view.report.numbering.continued and not style.table.continued:
        return replace(style, table=replace(style.table, continued=True))
    return style


def bring_style(view: ReportView) -> None:
    """Have the report's own look on this computer, if its data file carries it."""
    if take_carried(view.archive, view.report.style):
        forget_styles()


def style_file(name: str) -> Path:
    """The file of a style; that of the usual one where there is none of that name."""
    files = {path.stem: path for path in reversed(list(_files()))}
    return files.get(name) or files[REPORT_STYLE]


@lru_cache(maxsize=8)
def _style_named(name: str) -> DocumentStyle:
    return load_style(style_file(name))


def forget_styles() -> None:
    """Read the files of the styles again when one is needed: one of them was changed."""
    _style_named.cache_clear()


def _files() -> Iterator[Path]:
    for folder in (templates_dir(), own_templates_dir()):
        yield from sorted((folder / "styles").glob("*.toml"))


def set_style(view: ReportView, style: str) -> Edit | None:
    """The look of the whole report, which the data file then carries; None where nothing changes."""
    if style != view.report.style and style not in {one.id for one in all_styles()}:
        raise UserError("没有这种版式", style, "请重新选择")
    after = replace(view.report, style=style)
    changes = (
        view.archive.change(Kind.REPORT, (view.report.id,), after),
        carrying(view.archive, style),
    )
    changed = tuple(one for one in changes if (one.before or "") != (one.after or ""))
    return Edit("改版式", changed) if changed else None
