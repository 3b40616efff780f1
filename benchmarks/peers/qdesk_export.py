"""qdesk itself: from a loaded report with filled tables, with contents, fields and counted pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from material import view_of
from told import content, tell

from qdesk.actions.export_word import export_word
from qdesk.actions.library import library


def _main() -> None:
    sections, _, target = content()
    view = view_of(len(sections))
    library()  # an open report has read its standard
    for one in view.tables:
        view.filled(one)

    def write() -> None:
        export_word(view, Path(target), made_on=date(2020, 11, 1))

    tell(write)


if __name__ == "__main__":
    _main()
