"""Page numbers are taken from the word processor of the machine, if it can be believed; its file is not."""

from __future__ import annotations

import os
import re
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from examples import sample
from pypdf import PdfWriter
from word_sample import STYLE_FILE, sample_document

from qdesk.actions.demo import create_demo
from qdesk.actions.export_word import export_word
from qdesk.actions.workspace import Workspace
from qdesk.document.compose import compose
from qdesk.errors import Cancelled
from qdesk.excel.chart_workbook import chart_workbook
from qdesk.files import office
from qdesk.pages import page_numbers
from qdesk.word import office_pages as asking
from qdesk.word.load_style import load_style
from qdesk.word.office_pages import office_pages
from qdesk.word.oxml import bookmark_name
from qdesk.word.write import write_docx

STYLE = load_style(STYLE_FILE)
DAY = date(2026, 1, 1)
OWN = {"甲": 1, "乙": 2, "丙": 2, "丁": 5}
_FRONT = 3  # sheets before the body
Put = Callable[[dict[str, int]], None]


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    with closing(sample(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def libreoffice_says(monkeypatch: pytest.MonkeyPatch) -> Put:
    """A LibreOffice that puts bookmarks on the sheets of paper that it is told."""
    sheets: dict[str, int] = {}

    def convert(source: Path, folder: Path, *_: object) -> None:
        writer = PdfWriter()
        for _sheet in range(max(sheets.values())):
            writer.add_blank_page(595, 842)
        for name, sheet in sheets.items():
            writer.add_named_destination(bookmark_name(name).replace("_", "5F"), sheet - 1)
        writer.write(folder / f"{source.stem}.pdf")

    monkeypatch.setattr(asking, "convert", convert)
    monkeypatch.setattr("qdesk.actions.printed_numbers.word_processor", lambda: "LibreOffice")
    return sheets.update


def test_sheets_of_paper_become_the_numbers_that_they_bear(tmp_path: Path, libreoffice_says: Put) -> None:
    libreoffice_says({"甲": _FRONT + 1, "乙": _FRONT + 2, "丙": _FRONT + 3, "丁": _FRONT + 5})
    found = office_pages(tmp_path / "a.docx", OWN)
    assert found is not None
    assert (found.program, found.numbers) == ("LibreOffice", {"甲": 1, "乙": 2, "丙": 3, "丁": 5})


@pytest.mark.parametrize(
    "sheets",
    [
        {"甲": 4, "乙": 5, "丙": 6},  # a heading is missing
        {"甲": 4, "乙": 6, "丙": 5, "丁": 8},  # a later heading stands before an earlier one
        {"戊": 1},
    ],
)
def test_an_answer_that_cannot_be_right_is_none(
    sheets: dict[str, int], tmp_path: Path, libreoffice_says: Put
) -> None:
    libreoffice_says(sheets)
    assert office_pages(tmp_path / "a.docx", OWN) is None


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nnothing", b"\x00" * 300])
def test_a_broken_pdf_is_no_answer(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    monkeypatch.setattr(asking, "convert", _do_nothing)
    assert office_pages(tmp_path / "a.docx", OWN) is None


def _do_nothing(*_: object) -> None:
    """A program that leaves what lies there."""


def test_word_tells_printed_numbers_and_is_asked_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, libreoffice_says: Put
) -> None:
    libreoffice_says(dict.fromkeys(OWN, 1))
    lines = [f"{bookmark_name(key)} {page + 1}" for key, page in OWN.items()]

    def for_word(script: str, _source: Path, target: Path, _waiting: object) -> None:
        assert "Information(1)" in script
        target.write_bytes("\r\n".join(["KWPS.Application", *lines]).encode("utf-8-sig"))

    monkeypatch.setattr(asking, "for_word", for_word)
    found = office_pages(tmp_path / "a.docx", OWN)
    assert found is not None
    assert (found.program, found.numbers) == ("WPS", {key: page + 1 for key, page in OWN.items()})


def test_the_contents_show_its_numbers_and_nothing_else_changes(
    school: Workspace, tmp_path: Path, libreoffice_says: Put
) -> None:
    view = school.view()
    own = page_numbers(compose(view, DAY), STYLE)
    libreoffice_says({key: page + 7 + (page > 2) for key, page in own.items()})
    plain = export_word(view, tmp_path / "own.docx", made_on=DAY)
    asked = export_word(view, tmp_path / "office.docx", made_on=DAY, waiting=lambda _: None)
    assert "本程序排版计算" in plain.page_numbers_from
    assert asked.page_numbers_from == "页码取自 LibreOffice"
    assert asked.page_count == plain.page_count + 1
    ours, theirs = (_entries(tmp_path / f"{name}.docx") for name in ("own", "office"))
    assert [page + (page > 2) for page in ours[1]] == theirs[1]
    assert ours[0] == theirs[0]


def _entries(path: Path) -> tuple[str, list[int]]:
    """The body without the numbers of its contents and the export's name, and the numbers."""
    with zipfile.ZipFile(path) as package:
        body = re.sub(r"_QDX\w+", "", package.read("word/document.xml").decode())
    separate = '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    entry = re.compile(rf"(PAGEREF \w+ \\h {separate}<w:r><w:t>)(\d+)")
    return entry.sub(r"\1", body), [int(one[2]) for one in entry.finditer(body)]


def test_no_answer_leaves_our_numbers_and_says_so(
    school: Workspace, tmp_path: Path, libreoffice_says: Put
) -> None:
    libreoffice_says({"别的": 1})
    summary = export_word(school.view(), tmp_path / "a.docx", waiting=lambda _: None)
    assert summary.page_numbers_from.startswith("LibreOffice 没有给出页码，页码由本程序排版计算")
    assert _entries(tmp_path / "a.docx")[1]


def test_without_a_word_processor_our_numbers_stand(
    school: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qdesk.actions.printed_numbers.word_processor", lambda: "")
    summary = export_word(school.view(), tmp_path / "a.docx", waiting=lambda _: None)
    assert summary.page_numbers_from.startswith("页码由本程序排版计算")


@pytest.fixture
def slow_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A LibreOffice that never comes to an end, with a child as the real one has; the child's number."""
    if os.name == "nt":
        pytest.skip("a shell script plays the program")
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    told = tmp_path / "child"
    program.write_text(f"#!/bin/sh\nsleep 100 & echo $! > {told}.new; mv {told}.new {told}; wait\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    return told


def _is_gone(process: int) -> bool:
    for _ in range(50):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{process}/stat").is_file() and ") Z " in Path(f"/proc/{process}/stat").read_text():
            return True
        time.sleep(0.1)
    return False


def test_a_cancel_ends_the_word_processor_and_leaves_the_old_file(
    school: Workspace, tmp_path: Path, slow_office: Path
) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")

    def cancel(sentence: str) -> None:
        assert sentence == "正在由 LibreOffice 排页码"
        if slow_office.exists():
            raise Cancelled

    with pytest.raises(Cancelled):
        export_word(school.view(), target, waiting=cancel)
    assert _is_gone(int(slow_office.read_text()))
    assert target.read_bytes() == b"old"


def test_a_word_processor_that_hangs_is_ended(
    school: Workspace, tmp_path: Path, slow_office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_SECONDS", 1)
    summary = export_word(school.view(), tmp_path / "a.docx", waiting=lambda _: None)
    assert "LibreOffice 没有给出页码" in summary.page_numbers_from
    assert _is_gone(int(slow_office.read_text()))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_real_libreoffice_answers_for_every_heading_and_caption(tmp_path: Path) -> None:
    with closing(create_demo(tmp_path / "demo.qdesk")) as workspace:
        documents = [compose(workspace.view(), DAY), sample_document()]
    for number, document in enumerate(documents):
        folder = tmp_path / str(number)
        folder.mkdir()
        own = page_numbers(document, STYLE)
        write_docx(document, STYLE, folder / "a.docx", own, workbook=chart_workbook)
        found = office_pages(folder / "a.docx", own)
        assert found is not None
        assert found.program == "LibreOffice"
        assert found.numbers == own
