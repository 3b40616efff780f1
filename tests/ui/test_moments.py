"""Moments as the user's system writes them, whatever the zone in which they were kept."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import QLocale

from qdesk.ui.moments import day_text, moment_text, size_text

MOMENT = datetime(2024, 3, 7, 9, 5).astimezone()


@pytest.fixture(params=["zh_CN", "de_DE"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> QLocale:
    """The locale of a machine; Qt takes it from the system, which a test cannot change."""
    locale = QLocale(request.param)
    monkeypatch.setattr(QLocale, "system", lambda: locale)
    return locale


def test_a_moment_is_written_as_the_system_writes_it(system: QLocale) -> None:
    wanted = {"zh_CN": "2024/3/7 09:05", "de_DE": "07.03.24 09:05"}[system.name()]
    assert moment_text(MOMENT.isoformat(timespec="seconds")) == wanted
    assert moment_text(MOMENT) == wanted


def test_a_day_has_no_time(system: QLocale) -> None:
    wanted = {"zh_CN": "2024/3/7", "de_DE": "07.03.24"}[system.name()]
    assert day_text(date(2024, 3, 7)) == day_text(MOMENT.isoformat()) == wanted


def test_what_is_no_moment_stays() -> None:
    assert moment_text("") == ""
    assert day_text("上周") == "上周"


def test_a_size_is_told_in_units(system: QLocale) -> None:
    point = system.decimalPoint()
    assert size_text(1_531_904).replace("\xa0", " ") == f"1{point}5 MB"
