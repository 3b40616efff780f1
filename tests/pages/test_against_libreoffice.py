"""The page numbers of unseen reports are those that LibreOffice prints."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from page_compare import MISSING, differences
from random_reports import photo_report, report
from word_sample import STYLE_FILE, sample_document

from qdesk.actions.demo import create_demo
from qdesk.actions.library import library
from qdesk.actions.new_report import new_store, period_from
from qdesk.document.blocks import Document
from qdesk.document.compose import compose
from qdesk.word.load_style import load_style

_SEEDS = (101, 102, 103)
_EXACT = 0.99


@pytest.mark.skipif(
    bool(MISSING), reason=f"needs LibreOffice and poppler: {'、'.join(MISSING)} not installed"
)
@pytest.mark.parametrize("style", ["report", "official"])
def test_numbers_are_those_of_libreoffice(style: str, tmp_path: Path) -> None:
    """At least 99 % exact, none off by more than one; the sample school's report exact."""
    with closing(create_demo(tmp_path / "demo.qdesk")) as workspace:
        documents = {"demo": compose(workspace.view(), date(2026, 1, 1)), "sample": sample_document()}
    documents |= {f"photos{seed}": photo_report(seed) for seed in _SEEDS}
    documents |= {f"random{seed}": report(seed) for seed in _SEEDS}
    off = differences(documents, load_style(STYLE_FILE.with_name(f"{style}.toml")), tmp_path)
    every = [one for values in off.values() for one in values]
    assert len(every) > 300
    assert max(map(abs, every)) <= 1, off
    assert every.count(0) / len(every) >= _EXACT, off
    assert set(off["demo"]) == {0}, off["demo"]


@pytest.mark.skipif(
    bool(MISSING), reason=f"needs LibreOffice and poppler: {'、'.join(MISSING)} not installed"
)
@pytest.mark.parametrize("style", ["report", "official"])
def test_those_of_new_reports_of_all_standards_as_well(style: str, tmp_path: Path) -> None:
    """Long runs of headings without a text; of all, one heading may stay behind that LibreOffice loses."""
    documents: dict[str, Document] = {}
    for standard in library().standards:
        with closing(
            new_store(tmp_path / f"{standard.id}.qdesk", "某某职业学校", standard.id, period_from("2024"))
        ) as workspace:
            documents[standard.id] = compose(workspace.view(), date(2026, 1, 1))
    off = differences(documents, load_style(STYLE_FILE.with_name(f"{style}.toml")), tmp_path)
    every = [one for values in off.values() for one in values]
    assert len(every) > 300
    assert max(map(abs, every)) <= 1, off
    assert len(every) - every.count(0) <= 1, off
