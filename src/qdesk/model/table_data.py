"""What filling a table asks of the report and its archive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from qdesk.model import axis, evaluation
from qdesk.model.register import Record


class TableData(evaluation.Data, axis.LineSource, Protocol):
    """What filling a table asks of the report and its archive."""

    @property
    def year(self) -> int:
        """The year in which the report's period ends."""
        ...

    def records(self, table_id: str) -> Sequence[Record]:
        """The records of a register in order."""
        ...
