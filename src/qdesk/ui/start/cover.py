"""What the start page shows of a recent store: its first page in small and how far the report is.

It is kept beside the settings whenever the store is open, so that no store is opened for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QCryptographicHash

from qdesk.places import covers_dir


@dataclass(frozen=True, slots=True)
class Cover:
    """How far the report was that was open last, and whose it is."""

    school: str
    period: str
    status: str
    percent: int
    done: int
    sections: int
    missing: int

    @property
    def progress(self) -> str:
        """The progress in words: 完成 50%，24/48 节，还有 12 个数未填."""
        left = f"，还有 {self.missing} 个数未填" if self.missing else ""
        return f"完成 {self.percent}%，{self.done}/{self.sections} 节{left}"


def picture_file(store: Path) -> Path:
    """Where the picture of a store's first page lies; stores of one name in two places have two."""
    place = QCryptographicHash.hash(str(store.absolute()).encode(), QCryptographicHash.Algorithm.Sha1)
    return covers_dir() / f"{bytes(place.toHex().data()).decode()}.png"


def write_cover(picture: Path, cover: Cover) -> None:
    """Keep what is said beside a picture, whole or not at all."""
    temporary = picture.with_suffix(".tmp")
    temporary.write_text(json.dumps(asdict(cover), ensure_ascii=False), encoding="utf-8")
    temporary.replace(picture.with_suffix(".json"))


def read_cover(store: Path) -> Cover | None:
    """What was kept of a store; None where nothing was, or it cannot be read."""
    try:
        form = json.loads(picture_file(store).with_suffix(".json").read_text(encoding="utf-8"))
        return Cover(**form)
    except (OSError, ValueError, TypeError):
        return None


def forget_others(stores: Iterable[Path]) -> None:
    """Take away what was kept of stores that are no longer among these."""
    kept = {picture_file(one).stem for one in stores}
    with suppress(OSError):
        for file in covers_dir().iterdir():
            if file.stem not in kept:
                file.unlink()
