"""Word and WPS asked to print: what they are told, and that nothing is printed twice or after a cancel."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from qdesk.errors import Cancelled, UserError
from qdesk.word import office_print
from qdesk.word.office_print import PrintJob, print_document


class Word:
    """Stands for the program: it keeps what it was told, and answers with one of the script's words."""

    def __init__(self, answer: str, *, cancelled: bool = False) -> None:
        self.answer, self.cancelled = answer, cancelled
        self.script = ""
        self.told: Mapping[str, str] = {}

    def __call__(
        self,
        script: str,
        _source: Path,
        target: Path,
        _waiting: object,
        *,
        told: Mapping[str, str],
        seconds: float,
    ) -> None:
        self.script, self.told = script, told
        assert Path(told["QDESK_ALLOWED"]).exists()
        assert seconds > 120
        if self.answer:
            target.write_text(self.answer, encoding="utf-8-sig")
        if self.cancelled:
            raise Cancelled


def asked(monkeypatch: pytest.MonkeyPatch, word: Word) -> Word:
    monkeypatch.setattr(office_print, "for_word", word)
    return word


def test_it_is_told_printer_sheets_copies_and_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    word = asked(monkeypatch, Word("Word.Application done"))
    job = PrintJob("教务处 ’共享’", (1, 2, 3, 7, 9, 10), 3, collated=False)
    assert print_document(tmp_path / "a.docx", job) == "Word"
    assert word.told["QDESK_PRINTER"] == "教务处 ’共享’"
    assert word.told["QDESK_SHEETS"] == "1-3,7,9-10"
    assert (word.told["QDESK_COPIES"], word.told["QDESK_COLLATE"]) == ("3", "0")
    assert "教务处" not in word.script, "quotation marks in a name must not reach the script"


def test_all_of_it_is_no_range(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    word = asked(monkeypatch, Word("KWPS.Application done"))
    assert print_document(tmp_path / "a.docx", PrintJob("P")) == "WPS"
    assert word.told["QDESK_SHEETS"] == ""


def test_the_printer_of_the_system_is_put_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    word = asked(monkeypatch, Word("Word.Application done"))
    print_document(tmp_path / "a.docx", PrintJob("P"))
    assert word.script.index("finally") < word.script.index("$app.ActivePrinter=$was")


def test_no_answer_is_nothing_printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked(monkeypatch, Word(""))
    assert print_document(tmp_path / "a.docx", PrintJob("P")) == ""


def test_a_beginning_without_an_end_asks_the_user_to_look(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked(monkeypatch, Word("Word.Application begun"))
    with pytest.raises(UserError, match="打印队列"):
        print_document(tmp_path / "a.docx", PrintJob("P"))


def test_a_cancel_forbids_what_has_not_begun(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    word = asked(monkeypatch, Word("", cancelled=True))
    with pytest.raises(Cancelled):
        print_document(tmp_path / "a.docx", PrintJob("P"))
    assert not Path(word.told["QDESK_ALLOWED"]).exists()
    assert word.script.index("Test-Path -LiteralPath $env:QDESK_ALLOWED") < word.script.index(".PrintOut(")


def test_a_cancel_that_comes_too_late_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked(monkeypatch, Word("Word.Application begun", cancelled=True))
    with pytest.raises(UserError, match="已经开始打印"):
        print_document(tmp_path / "a.docx", PrintJob("P"))
