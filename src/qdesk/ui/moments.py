"""Moments and days as the user's system writes them: 2026/11/29 15:44, or 29.11.2026 15:44."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime, QLocale

_SHORT = QLocale.FormatType.ShortFormat


def moment_text(at: str | datetime) -> str:
    """Day and minute of a moment in local time; what is none stays as it is."""
    try:
        moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    except ValueError:
        return str(at)
    return QLocale.system().toString(QDateTime.fromSecsSinceEpoch(int(moment.timestamp())), _SHORT)


def day_text(day: date | str) -> str:
    """A day, also that of a moment told as text; what is none stays as it is."""
    try:
        known = datetime.fromisoformat(day).date() if isinstance(day, str) else day
    except ValueError:
        return str(day)
    return QLocale.system().toString(QDate(known.year, known.month, known.day), _SHORT)


def size_text(count: int) -> str:
    """A size in bytes: 812 KB."""
    return QLocale.system().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
