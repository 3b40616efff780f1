"""A PDF is printed by the word processor of the machine if it does it right, otherwise by the program."""

from __future__ import annotations

import errno
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from examples import sample
from pypdf import PdfReader, PdfWriter
from pypdf.generic import Destination

from qdesk.actions.edit_cases import add_case
from qdesk.actions.edit_outline import set_numbering
from qdesk.actions.export_pdf import export_pdf
from qdesk.actions.workspace import Workspace
from qdesk.document.compose import compose
from qdesk.errors import Cancelled, TargetInUseError, UserError
from qdesk.pages import page_numbers
from qdesk.word import office_pages as asking
from qdesk.word.load_style import load_style
from qdesk.word.oxml import bookmark_name

pytestmark = pytest.mark.usefixtures("qapp")  # it paints

DAY = date(2026, 1, 1)
_FRONT = 3  # sheets before the body
_ENTRY = re.compile(r"PAGEREF (\w+) .*?<w:t>(\d+)</w:t>")


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    with closing(sample(tmp_path)) as workspace:
        yield workspace


class Office:
    """A LibreOffice that puts all headings and captions so many pages further back, call by call."""

    def __init__(self, school: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        style = load_style(Path("templates/styles/report.toml"))
        self.own = page_numbers(compose(school.view(), DAY), style)
        self.later: list[int | None] = [7]
        self.contents: list[dict[str, int]] = []
        """What the contents of each draft say, by bookmark."""
        monkeypatch.setattr(asking, "convert", self._convert)
        monkeypatch.setattr("qdesk.actions.export_pdf.office_program", lambda: "LibreOffice")

    def _convert(self, source: Path, folder: Path, *_: object) -> None:
        with zipfile.ZipFile(source) as package:
            entries = _ENTRY.finditer(package.read("word/document.xml").decode())
        self.contents.append({one[1]: int(one[2]) for one in entries})
        call = min(len(self.contents), len(self.later)) - 1
        later = self.later[call]
        if later is None:
            return
        writer = PdfWriter()
        for _sheet in range(_FRONT + max(self.own.values()) + later):
            writer.add_blank_page(595, 842)
        for n, (key, page) in enumerate(self.own.items()):
            sheet = _FRONT + page + (later if n else 0)
            writer.add_named_destination(bookmark_name(key).replace("_", "5F"), sheet - 1)
        writer.add_metadata({"/Title": f"draft {len(self.contents)}"})
        writer.write(folder / f"{source.stem}.pdf")


@pytest.fixture
def office(school: Workspace, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(school, monkeypatch)


def wait(_sentence: str) -> None:
    """Nobody cancels."""


def test_its_contents_name_the_pages_of_the_program_that_prints_it(
    school: Workspace, tmp_path: Path, office: Office
) -> None:
    target = tmp_path / "a.pdf"
    summary = export_pdf(school.view(), target, made_on=DAY, waiting=wait)
    assert summary.made_by == "由 LibreOffice 生成"
    with PdfReader(target) as pdf:
        assert pdf.metadata is not None
        assert pdf.metadata.title == "draft 2"  # the first one showed our numbers
        assert len(pdf.pages) == summary.pages == _FRONT + max(office.own.values()) + 7
    first, second = office.contents
    moved = list(second)[1:]
    assert len(moved) > 40
    assert [second[one] for one in moved] == [first[one] + 7 for one in moved]


def test_a_program_that_agrees_is_asked_once(school: Workspace, tmp_path: Path, office: Office) -> None:
    office.later = [0]
    export_pdf(school.view(), tmp_path / "a.pdf", made_on=DAY, waiting=wait)
    assert len(office.contents) == 1


@pytest.mark.parametrize(
    ("later", "asked"),
    [
        ([None], 1),  # it prints nothing
        ([7, None], 2),  # the PDF of the first draft is not taken for that of the second
        ([7, 8, 9], 3),  # its pages never come to rest
    ],
)
def test_without_a_right_answer_the_program_paints_it_and_says_so(
    later: list[int | None], asked: int, school: Workspace, tmp_path: Path, office: Office
) -> None:
    office.later = later
    summary = export_pdf(school.view(), tmp_path / "a.pdf", made_on=DAY, waiting=wait)
    assert len(office.contents) == asked
    assert summary.made_by == "LibreOffice 没有做成，由本程序生成，与 Word 里的分页一般相同"
    with PdfReader(tmp_path / "a.pdf") as pdf:
        assert pdf.metadata is not None
        assert pdf.metadata.creator == "qdesk"
        assert len(pdf.pages) == summary.pages


def test_a_draft_that_cannot_be_written_is_no_hindrance(
    school: Workspace, tmp_path: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise UserError("磁盘空间不足")

    monkeypatch.setattr("qdesk.actions.export_pdf.write_docx", full)
    summary = export_pdf(school.view(), tmp_path / "a.pdf", made_on=DAY, waiting=wait)
    assert "由本程序生成" in summary.made_by
    assert not office.contents


def test_unasked_no_other_program_runs(school: Workspace, tmp_path: Path, office: Office) -> None:
    summary = export_pdf(school.view(), tmp_path / "a.pdf", made_on=DAY)
    assert not office.contents
    assert summary.made_by == "由本程序生成，与 Word 里的分页一般相同"


def test_a_cancel_leaves_the_old_file(
    school: Workspace, tmp_path: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def convert(*words: object) -> None:
        waiting = words[-1]
        assert callable(waiting)
        waiting()

    def cancel(sentence: str) -> None:
        assert sentence == "正在由 LibreOffice 生成 PDF"
        raise Cancelled

    monkeypatch.setattr(asking, "convert", convert)
    with pytest.raises(Cancelled):
        export_pdf(school.view(), target, waiting=cancel)
    assert target.read_bytes() == b"old"


def test_a_target_that_is_open_elsewhere_stays_and_asks_for_another_name(
    school: Workspace, tmp_path: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    replace = Path.replace

    def locked(source: Path, place: Path) -> Path:
        if place == target:
            raise PermissionError(errno.EACCES, "locked")
        return replace(source, place)

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(TargetInUseError, match="PDF 阅读器"):
        export_pdf(school.view(), target, made_on=DAY, waiting=wait)
    assert office.contents
    assert target.read_bytes() == b"old"


def test_a_folder_that_is_not_there_is_told_before_anything_is_printed(
    school: Workspace, tmp_path: Path, office: Office
) -> None:
    with pytest.raises(UserError, match="文件夹"):
        export_pdf(school.view(), tmp_path / "没有" / "a.pdf", waiting=wait)
    assert not office.contents


def test_word_reads_the_pages_and_prints_in_one_go(
    school: Workspace, tmp_path: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def for_word(script: str, source: Path, target: Path, _waiting: object) -> None:
        assert script.index("Information(1)") < script.index("ExportAsFixedFormat($pdf,17,")
        lines = ["Word.Application", *(f"{bookmark_name(key)} {page}" for key, page in office.own.items())]
        target.write_bytes("\r\n".join(lines).encode("utf-8-sig"))
        writer = PdfWriter()
        for _sheet in range(30):
            writer.add_blank_page(595, 842)
        writer.write(source.with_suffix(".pdf"))

    monkeypatch.setattr(asking, "for_word", for_word)
    summary = export_pdf(school.view(), tmp_path / "a.pdf", made_on=DAY, waiting=wait)
    assert (summary.made_by, summary.pages) == ("由 Word 生成", 30)
    assert not office.contents


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_real_libreoffice_prints_every_heading_on_the_page_that_the_contents_name(
    school: Workspace, tmp_path: Path
) -> None:
    target = tmp_path / "质量 报告.pdf"
    summary = export_pdf(school.view(), target, made_on=DAY, waiting=wait)
    assert summary.made_by == "由 LibreOffice 生成"
    with PdfReader(target) as pdf:
        first = pdf.outline[0]  # for the reader's side bar
        assert isinstance(first, Destination)
        assert str(first.title).endswith("学校情况")
        body = pdf.get_destination_page_number(first)
        texts = [page.extract_text() for page in pdf.pages]
    assert body
    assert len(texts) == summary.pages
    named = re.findall(r"^(\d+\.\d+\.\d+ \S+?)[. ]{3,}(\d+)$", "\n".join(texts[:body]), re.MULTILINE)
    assert len(named) > 20
    for title, page in named:
        assert title in texts[body + int(page) - 1]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_real_libreoffice_prints_the_numbers_that_the_contents_name(tmp_path: Path) -> None:
    """It does not begin anew at each chapter, nor count 一, 二: what it prints has no fields to count."""
    with closing(sample(tmp_path)) as school:
        view = school.view()
        numbering = replace(view.report.numbering, table="表 {c}-{n} ", case="案例{N}：")
        edit = set_numbering(view, numbering)
        assert edit is not None
        school.do(edit)
        school.do(add_case(school.view(), view.headings[-1].section.id, "校园开放日"))
        export_pdf(school.view(), tmp_path / "a.pdf", made_on=DAY, waiting=wait)
        captions = [one.text for one in school.view().caption_numbers.values() if one.label == "表 "]
    printed = "".join(page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages)
    plain = "".join(printed.split())
    assert all("".join(one.split()) in plain for one in captions)
    assert "表2-1" in plain
    assert "案例一：校园开放日" in plain
    assert "案例1" not in plain
