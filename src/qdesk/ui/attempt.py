"""Trying an edit: what cannot be done is said, what can be is done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from qdesk.errors import UserError
from qdesk.model.edit import Edit
from qdesk.ui.messages import show_error
from qdesk.ui.report_session import ReportSession


def attempt(parent: QWidget, session: ReportSession, make: Callable[[], Edit | None]) -> bool:
    """Make an edit and carry it out; False where it was refused, which the user was told."""
    try:
        edit = make()
    except UserError as error:
        show_error(parent, error)
        return False
    if edit is not None:
        session.do(edit)
    return True
