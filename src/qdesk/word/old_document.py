"""Old documents (.doc, .wps) are opened by the word processor that the machine has, and read as .docx."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from qdesk.errors import UserError

_SECONDS = 120
_WINDOWS_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_BY_WORD = (
    "$ErrorActionPreference='Stop';"
    "foreach($name in 'Word.Application','KWPS.Application','WPS.Application'){"
    "try{$app=New-Object -ComObject $name;break}catch{}};"
    "if(-not $app){exit 3};"
    "$app.Visible=$false;$app.DisplayAlerts=0;"
    "try{$app.AutomationSecurity=3}catch{};"
    "$doc=$app.Documents.Open($env:QDESK_OLD,$false,$true);"
    "$doc.SaveAs([ref]$env:QDESK_NEW,[ref]16);$doc.Close($false);$app.Quit()"
)
"""Opens read-only, macros off, and saves as .docx (16). The paths come through the environment."""


@contextmanager
def as_docx(path: Path) -> Generator[Path]:
    """The document as a .docx in a folder of its own, which goes again afterwards.

    Raises UserError with the remedy where no word processor is found or it does not open the file.
    """
    with TemporaryDirectory(prefix="qdesk-doc-") as folder:
        source = Path(folder) / "old.doc"
        target = Path(folder) / "out" / "old.docx"
        target.parent.mkdir()
        shutil.copyfile(path, source)
        if not _converted(source, target):
            raise UserError(
                "这是旧版 Word（.doc 或 .wps）文件，本机没有能打开它的程序",
                path.name,
                "请在 Word 或 WPS 中另存为 .docx 后再导入",
            )
        yield target


def _converted(source: Path, target: Path) -> bool:
    office = _office()
    if office:
        profile = (source.parent / "profile").as_uri()
        command = [
            *(office, "--headless", "--norestore", f"-env:UserInstallation={profile}"),
            *("--convert-to", "docx", "--outdir", str(target.parent), str(source)),
        ]
        _run(command, {})
    if not target.is_file() and os.name == "nt":
        shell = shutil.which("powershell") or "powershell"
        command = [shell, "-NoProfile", "-NonInteractive", "-Command", _BY_WORD]
        _run(command, {"QDESK_OLD": str(source), "QDESK_NEW": str(target)})
    return target.is_file() and target.stat().st_size > 0


def _office() -> str | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((one for one in _WINDOWS_PLACES if Path(one).is_file()), None)


def _run(command: list[str], environment: dict[str, str]) -> None:
    try:
        subprocess.run(  # noqa: S603 - a fixed program; the file's name was replaced by our own
            command,
            check=False,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **environment},
        )
    except (OSError, subprocess.SubprocessError):
        return
