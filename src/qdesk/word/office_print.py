"""A finished document on paper, by Word or WPS: docs/dev/printing.md."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qdesk.errors import Cancelled, UserError
from qdesk.files.office import automation_name, for_word

_SECONDS = 600
"""A long report for a slow printer; until then the program is waited for."""
_SHEETS = (  # 1, 1: the page of that number from the front; 1: the number that it bears, 2: its section
    "$range=0;$pages='';"
    "if($env:QDESK_SHEETS){$range=4;$pages=(@($env:QDESK_SHEETS -split ','|ForEach-Object{"
    "(@($_ -split '-'|ForEach-Object{$at=$doc.GoTo(1,1,[int]$_);"
    "'p{0}s{1}' -f $at.Information(1),$at.Information(2)}) -join '-')}) -join ',')};"
)
_PRINT = (
    "$was=$app.ActivePrinter;"
    "try{if($env:QDESK_PRINTER -and $was -ne $env:QDESK_PRINTER){$app.ActivePrinter=$env:QDESK_PRINTER};"
    "if(Test-Path -LiteralPath $env:QDESK_ALLOWED){"  # nobody has cancelled
    "[IO.File]::WriteAllText($env:QDESK_NEW,$name+' begun');"
    "$doc.PrintOut($false,$false,$range,'','','',0,[int]$env:QDESK_COPIES,$pages,0,$false,"
    "($env:QDESK_COLLATE -eq '1'));"
    "[IO.File]::WriteAllText($env:QDESK_NEW,$name+' done')}"
    # Word makes the printer that it is told the system's own: it is put back.
    "}finally{try{if($app.ActivePrinter -ne $was){$app.ActivePrinter=$was}}catch{}}"
)


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What is printed, and where: `sheets` are counted from 1 and rise; none are all of them."""

    printer: str
    sheets: Sequence[int] = ()
    copies: int = 1
    collated: bool = True


def print_document(document: Path, job: PrintJob, waiting: Callable[[], None] = lambda: None) -> str:
    """Have a document printed; returns the program that did it, "" where nothing was printed.

    `document` lies in a folder of its own, which may be littered. `waiting` may raise Cancelled as long as
    nothing was sent. Raises UserError where the program began and did not tell the end: nobody should then
    print a second time unasked.
    """
    answer, allowed = document.with_name("printed.txt"), document.with_name("allowed")
    answer.unlink(missing_ok=True)
    allowed.touch()
    told = {
        "QDESK_ALLOWED": str(allowed),
        "QDESK_PRINTER": job.printer,
        "QDESK_SHEETS": ",".join(_ranges(job.sheets)),
        "QDESK_COPIES": str(job.copies),
        "QDESK_COLLATE": str(int(job.collated)),
    }
    try:
        for_word(_SHEETS + _PRINT, document, answer, waiting, told=told, seconds=_SECONDS)
    except Cancelled:
        allowed.unlink(missing_ok=True)  # the script goes on alone: it must close what it has opened
        if _said(answer):
            raise UserError("已经开始打印，不能取消了", job.printer, "可以在系统的打印队列里删掉它") from None
        raise
    name, _, state = _said(answer).partition(" ")
    program = automation_name(name) or name
    if state == "begun":
        raise UserError(
            f"{program} 没有说打印完没有", job.printer, "请先看打印机和打印队列，没有打出来再打印一次"
        )
    return program


def _said(answer: Path) -> str:
    try:
        return answer.read_text(encoding="utf-8-sig").strip()
    except (OSError, ValueError):
        return ""


def _ranges(sheets: Sequence[int]) -> list[str]:
    """Sheets that rise, those that follow each other as one: 1, 2, 3, 7 → 1-3, 7."""
    found: list[list[int]] = []
    for one in sheets:
        if found and one == found[-1][-1] + 1:
            found[-1][1:] = [one]
        else:
            found.append([one])
    return ["-".join(map(str, one)) for one in found]
