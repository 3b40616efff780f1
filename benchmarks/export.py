"""Exporting to Word, 60, 600 and 3000 tables, against the same parts only compressed."""

from __future__ import annotations

import resource
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from material import SIZES, view_of
from measure import growth

from qdesk.actions.export_word import export_word

ROUNDS = 3
DAY = date(2020, 11, 1)


def seconds(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def compress(parts: dict[str, bytes], target: Path) -> None:
    """The floor: the ready parts of a document, streamed into a zip file."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            with package.open(name, "w") as stream:
                for at in range(0, len(content), 1 << 16):
                    stream.write(content[at : at + (1 << 16)])


def main() -> None:
    """Floor, export with filled tables, and export that fills them, in turn."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / "out.docx"
        filled: list[float] = []
        for size in SIZES:
            spent: dict[str, list[float]] = {"floor": [], "filled": [], "fresh": []}
            export_word(view_of(2), target, made_on=DAY)
            for _ in range(ROUNDS):
                view = view_of(size)
                fresh = seconds(lambda view=view: export_word(view, target, made_on=DAY))
                with zipfile.ZipFile(target) as package:
                    parts = {name: package.read(name) for name in package.namelist()}
                spent["fresh"].append(fresh)
                spent["filled"].append(seconds(lambda view=view: export_word(view, target, made_on=DAY)))
                spent["floor"].append(seconds(lambda parts=parts: compress(parts, target)))
            filled.append(median(spent["filled"]))
            print(f"\n{size} tables, {target.stat().st_size / 1e6:.1f} MB ({ROUNDS} rounds, medians)")
            for name, words in (
                ("floor", "zip only"),
                ("filled", "tables filled"),
                ("fresh", "tables filled on the way"),
            ):
                ratio = median(own / base for own, base in zip(spent[name], spent["floor"], strict=True))
                print(f"  {words:28} {median(spent[name]) * 1000:9.1f} ms   x {ratio:5.2f}")
        growth("export of filled tables", SIZES, filled)
        unit = 1 if sys.platform == "darwin" else 1024
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
        print(f"\npeak memory with the model of {SIZES[-1]} tables: {peak:.0f} MB")


if __name__ == "__main__":
    main()
