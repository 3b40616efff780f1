"""The word processor that this machine has: found, and asked to work without a window.

LibreOffice is a program that is run. Word and WPS are asked through their automation interface by a
script of PowerShell (`for_word`), which opens the file read-only with macros off.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic

from qdesk.errors import Cancelled

_SECONDS = 120
_LOOK_EVERY = 0.1  # seconds between two looks whether the user has cancelled
_WINDOWS_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_BY_AUTOMATION = {"Word.Application": "Word", "KWPS.Application": "WPS", "WPS.Application": "WPS"}
_NAMES = ",".join(f"'{one}'" for one in _BY_AUTOMATION)
_PROCESSES = "winword,wps"
_END_STARTED = (
    "$id,$begun=[IO.File]::ReadAllText($env:QDESK_STARTED).Split(' ');"
    "$p=Get-Process -Id $id -ErrorAction SilentlyContinue;"
    "if($p -and $p.MainWindowHandle -eq 0 "
    "-and $p.StartTime.ToFileTimeUtc() -eq [long]$begun){Stop-Process -InputObject $p -Force}"
)
"""Ends the hidden process that the script of Word has started; never another that got its number since,
nor one that the user has opened something in, which has a window.
"""
_OPEN = (
    "$ErrorActionPreference='Stop';"
    f"$there=@(Get-Process -Name {_PROCESSES} -ErrorAction SilentlyContinue|ForEach-Object Id);"
    f"foreach($name in {_NAMES}){{"
    "try{$app=New-Object -ComObject $name;break}catch{}};"
    "if(-not $app){exit 3};"
    "$ours=($app.Documents.Count -eq 0);"  # WPS may hand out the instance that the user works in
    "if($ours){$app.Visible=$false;$app.DisplayAlerts=0};"
    # One process that was not there before, and only one, is what this has started: its id and its
    # beginning are kept for the case that this script itself must be ended.
    f"try{{$new=@(Get-Process -Name {_PROCESSES} -ErrorAction SilentlyContinue"
    "|Where-Object{$there -notcontains $_.Id});"
    "if($ours -and $new.Count -eq 1){"
    "[IO.File]::WriteAllText($env:QDESK_STARTED,"
    "('{0} {1}' -f $new[0].Id,$new[0].StartTime.ToFileTimeUtc()))}}catch{};"
    "try{$app.AutomationSecurity=3}catch{};"
    "try{$doc=$app.Documents.Open($env:QDESK_OLD,$false,$true);"
)
_CLOSE = "}finally{if($doc){$doc.Close($false)};if($ours){$app.Quit()}}"


def libreoffice() -> str | None:
    """The path of LibreOffice's program; None where there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((one for one in _WINDOWS_PLACES if Path(one).is_file()), None)


def word_processor() -> str:
    """The name of the word processor that would be asked first: Word, WPS, LibreOffice; "" for none.

    It is looked up, not started.
    """
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - Windows only

        for name, called in _BY_AUTOMATION.items():
            with suppress(OSError), winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, name):
                return called
    return "LibreOffice" if libreoffice() else ""


def convert(
    source: Path, folder: Path, form: str, profile: Path, waiting: Callable[[], None] = lambda: None
) -> None:
    """Let LibreOffice, where there is one, write `source` into a folder in another form.

    `profile` is a folder of its own, so that it neither meets nor changes the user's. `waiting` is
    called again and again and may raise Cancelled. What came of it is seen in the folder.
    """
    office = libreoffice()
    if office is None:
        return
    command = [office, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    _run([*command, "--convert-to", form, "--outdir", str(folder), str(source)], {}, waiting)


def for_word(
    script: str,
    source: Path,
    target: Path,
    waiting: Callable[[], None] = lambda: None,
    *,
    told: Mapping[str, str] | None = None,
    seconds: float = _SECONDS,
) -> None:
    """Let Word or WPS, on Windows, open `source` and do a piece of PowerShell with it.

    The script has `$doc`, `$app` and `$name` and writes to `$env:QDESK_NEW`, the path of `target`; what it is
    `told` it finds in its environment.
    After a cancel it goes on alone, because it must close what it has started. One that takes too long
    is ended, and with it the Word that it has started; one that the user works in is left alone.
    """
    if os.name != "nt":
        return
    shell = shutil.which("powershell") or "powershell"
    command = [shell, "-NoProfile", "-NonInteractive", "-Command"]
    started = target.with_name(f"{target.name}.started")
    paths = {"QDESK_OLD": str(source), "QDESK_NEW": str(target), "QDESK_STARTED": str(started)}
    whole = _OPEN + script + _CLOSE
    in_time = _run([*command, whole], {**paths, **(told or {})}, waiting, goes_on=True, seconds=seconds)
    if not in_time and started.is_file():
        # The server of automation is started by Windows: it is no child of the script.
        _run([*command, _END_STARTED], paths, lambda: None)
    with suppress(OSError):
        started.unlink(missing_ok=True)


def automation_name(name: str) -> str:
    """What the program of an automation name is called: Word.Application → Word."""
    return _BY_AUTOMATION.get(name, "")


def _run(
    command: Sequence[str],
    environment: Mapping[str, str],
    waiting: Callable[[], None],
    *,
    goes_on: bool = False,
    seconds: float = _SECONDS,
) -> bool:
    """Run a program to its end; it is ended when it takes too long or, unless it goes on, by a cancel.

    False where it took too long.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 - a fixed program on a file whose name is our own
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **environment},
            start_new_session=True,  # so that its children can be ended with it
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return True
    begun = monotonic()
    try:
        while monotonic() - begun < seconds:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_LOOK_EVERY)
                return True
            waiting()
    except Cancelled:
        if not goes_on:
            _end(process)
        raise
    _end(process)
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program with its children: LibreOffice's starter has the real one as a child."""
    with suppress(OSError, subprocess.SubprocessError):
        if sys.platform == "win32":
            ending = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(ending, check=False, capture_output=True, timeout=10)  # noqa: S603 - a number
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
