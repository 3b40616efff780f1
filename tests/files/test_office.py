"""Word asked by a script that takes too long: what it has started is ended, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from qdesk.files import office


@pytest.mark.parametrize(
    ("in_time", "says", "scripts"), [(True, True, 1), (False, True, 2), (False, False, 1)]
)
def test_what_a_late_script_has_started_is_ended(
    in_time: bool, says: bool, scripts: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run: list[str] = []

    def fake(command: Sequence[str], environment: Mapping[str, str], _waiting: object, **_: bool) -> bool:
        run.append(command[-1])
        if says:
            Path(environment["QDESK_STARTED"]).write_text("12 34")
        return in_time or len(run) > 1

    monkeypatch.setattr(office, "os", SimpleNamespace(name="nt"))
    monkeypatch.setattr(office, "_run", fake)
    office.for_word("", Path("a.docx"), tmp_path / "a.pdf")
    assert len(run) == scripts
    assert all("MainWindowHandle -eq 0" in one for one in run[1:])
    assert not list(tmp_path.iterdir())
