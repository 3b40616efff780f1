"""What the editor asks of the report about its numbers."""

from __future__ import annotations

from qdesk.actions.number_choices import (
    NumberChoice,
    describe_link,
    number_choices,
    search_numbers,
)
from qdesk.model.prose import Link
from qdesk.ui.moments import moment_text
from qdesk.ui.report_session import ReportSession


class NumberSource:
    """The numbers of the open report, asked for when they are needed."""

    def __init__(self, session: ReportSession) -> None:
        self._session = session

    def shown(self, link: Link) -> str:
        """What a linked number prints now."""
        return self._session.view.number(link).text

    def is_missing(self, link: Link) -> bool:
        """Whether the data have no number for it."""
        return self._session.view.number(link).is_missing

    def describe(self, link: Link) -> str:
        """What it is, how computed and whence, a line each."""
        return "\n".join(describe_link(self._session.view, link, moment_text))

    def all(self) -> list[NumberChoice]:
        """Every number that may be chosen."""
        return number_choices(self._session.view)

    def search(self, choices: list[NumberChoice], wanted: str) -> list[NumberChoice]:
        """Those that a typed text means."""
        return search_numbers(choices, wanted)
