"""Walks the main way through the real window, by keys and mouse alone: python packaging/main_way.py [FOLDER].

From nothing to a Word document: last year's workbook, this year's missing values, what changed most, the
printed pages, the document; then the desk with the sample school. Every stop is a picture
in FOLDER, every key and click is counted; without it only the README's pictures are kept, in docs/pictures.
Needs Xvfb, openbox, xdotool, ImageMagick (apt-get install) and a Chinese font; touches nothing of the user's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from qdesk.actions.library import library
from qdesk.places import resources_dir

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SCHOOL = "示例市职业技术学校"
STANDARD = "school-2016"
SCREEN = "1366x768x24"
_DISPLAY = ":93"
_OF_README = ("desk", "pages")
_PATIENCE_S = 20.0
_COLOURS = 160


class Hands:
    """What a person can do: keys, typing, clicks, waiting for a window; `strokes` counts all of it."""

    def __init__(self, folder: Path, kept: tuple[str, ...] = ()) -> None:
        """`kept` are the pictures that are kept, none for all."""
        self._folder, self._kept = folder, kept
        self._environment = {**os.environ, "DISPLAY": _DISPLAY}
        self._begun = time.monotonic()
        self.strokes = 0

    def key(self, *names: str, times: int = 1) -> None:
        """Press keys one after the other."""
        for name in names * times:
            self.strokes += 1
            self._do("xdotool", "key", "--clearmodifiers", name)
            time.sleep(0.15)

    def type(self, text: str) -> None:
        """Type a text; it counts as one stroke a sign."""
        self.strokes += len(text)
        for plain, group in groupby(text, key=str.isascii):
            # A sign that no key bears is mapped to one for a moment, which the window has to notice.
            for piece in ["".join(group)] if plain else group:
                self._do("xdotool", "type", "--delay", "30" if plain else "300", piece)
                time.sleep(0.1 if plain else 0.3)

    def click(self, x: int, y: int, times: int = 1) -> None:
        """Click at a place of the screen."""
        self.strokes += 1
        self._do("xdotool", "mousemove", str(x), str(y), "click", "--repeat", str(times), "1")
        time.sleep(0.3)

    def wait(self, title: str) -> None:
        """Wait until a window of that title is seen; RuntimeError where none comes."""
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until:
            if self._do("xdotool", "search", "--onlyvisible", "--name", title, check=False):
                time.sleep(0.8)
                return
            time.sleep(0.1)
        raise RuntimeError(f"no window of the title {title}")

    def picture(self, name: str) -> None:
        """Keep what the screen shows."""
        time.sleep(0.8)
        target = f"PNG8:{self._folder / f'{name}.png'}"
        if not self._kept or name in self._kept:
            self._do("import", "-window", "root", "+dither", "-colors", str(_COLOURS), target)
        print(f"{name:10} {self.strokes:4} strokes {time.monotonic() - self._begun:6.1f} s")

    def _do(self, *command: str, check: bool = True) -> str:
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, check=False)
        if check and done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}")
        return done.stdout.strip()


def main() -> None:
    """Walk the way."""
    asked = len(sys.argv) > 1
    folder = Path(sys.argv[1]) if asked else PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        home = stack.enter_context(TemporaryDirectory())
        environment = {**os.environ, "DISPLAY": _DISPLAY, "QDESK_HOME": home, "HOME": home}
        environment.pop("QT_QPA_PLATFORM", None)
        stack.enter_context(_running(["Xvfb", _DISPLAY, "-screen", "0", SCREEN], environment))
        time.sleep(1)
        stack.enter_context(_running(["openbox"], environment))
        time.sleep(1)
        hands = Hands(folder, () if asked else _OF_README)
        with _running([sys.executable, "-m", "qdesk"], environment):
            hands.wait("质量年度报告")
            walk(hands, Path(home) / "报告.docx")
        sample = str(Path(home) / "示例学校.qdesk")
        subprocess.run([sys.executable, "-m", "qdesk", "demo", sample], env=environment, check=True)
        with _running([sys.executable, "-m", "qdesk", sample], environment):
            hands.wait("示例学校")
            look_around(hands)


def walk(hands: Hands, document: Path) -> None:
    """A new report until its document is written."""
    begin(hands)
    hands.key("ctrl+m")
    hands.wait("未填的数")
    for number in ("78042", "46120.5", "26500", "19620.5", "8912.4", "21730"):
        hands.type(number)
        hands.key("Return")
    hands.picture("missing")
    hands.key("alt+F4")
    hands.key("ctrl+shift+b")
    hands.wait("所有变化")
    hands.picture("changes")
    hands.key("alt+F4")
    hands.key("ctrl+shift+p")
    time.sleep(2)
    hands.picture("year")
    hands.key("ctrl+e")
    hands.wait("导出 Word")
    hands.key("ctrl+a")
    hands.type(str(document))
    hands.key("Return")
    hands.wait("导出完成")
    hands.picture("done")
    if not document.exists():
        raise RuntimeError("the document was not written")
    hands.key("Escape")
    hands.key("ctrl+w")
    time.sleep(2)
    hands.picture("start")


def begin(hands: Hands) -> None:
    """What last year's workbook holds becomes last year, and this year's report begins."""
    hands.key("ctrl+alt+n")
    hands.wait("选上年的数据表或上年的报告")
    hands.type(str(resources_dir() / "sample" / "上年数据.xlsx"))
    hands.key("Return")
    hands.wait("从上年的文件开始")
    hands.type(SCHOOL)  # the sample's workbook does not name it, most do
    standards = [one.id for one in library().standards]
    hands.key("Tab")
    hands.key("Down", times=standards.index(STANDARD))
    hands.picture("new")
    hands.key("Return")
    hands.wait("上年数据")
    hands.picture("import")
    hands.key("Return")  # to what is new
    time.sleep(1)
    hands.key("Return")  # takes it
    time.sleep(2)


def look_around(hands: Hands) -> None:
    """The desk with the sample school, the printed pages beside it as they were left; then without them."""
    hands.key("ctrl+f")
    hands.type("1.2.2")
    hands.key("Return")
    time.sleep(2)
    hands.picture("pages")
    hands.key("ctrl+shift+p")
    hands.picture("desk")
    hands.key("ctrl+shift+i")
    hands.picture("insert")
    hands.key("Escape")


@contextmanager
def _running(command: Sequence[str], environment: dict[str, str]) -> Generator[None]:
    """A program that runs as long as it is needed."""
    program = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        program.terminate()
        program.wait()


if __name__ == "__main__":
    main()
