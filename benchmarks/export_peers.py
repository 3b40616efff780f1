"""Word export against its peers and the floor, on the same 60, 600 and 3000 tables; a process each, in turn.

docxtpl and docxtemplater are no dependencies: docxtpl is found where PYTHONPATH leads to it, docxtemplater
and pizzip where NODE_PATH does. What is missing is named and left out.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from docx import Document
from material import SIZES, store_of, view_of
from measure import growth
from peers.pieces import SPACE, paragraph, table

ROUNDS = {60: 7, 600: 5, 3000: 1}  # docxtpl takes minutes for 3000
_PEERS = Path(__file__).parent / "peers"
_COLUMNS = range(5)
Told = dict[str, float]
"""Seconds of the writing and of the whole process; its size in MB before the writing and at its largest."""


def main() -> None:
    """Every contestant at every size; what is not installed is named and left out."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        contestants = dict(_contestants(folder))
        spent: dict[str, list[float]] = {one: [] for one in contestants}
        for size in SIZES:
            source = folder / f"{size}.json"
            source.write_text(json.dumps(_content(size), ensure_ascii=False), encoding="utf-8")
            store_of(source.with_suffix(".qdesk"), size)
            told = _in_turn(contestants, source, size)
            _report(told, size)
            for one, values in told.items():
                spent[one].append(median(value["seconds"] for value in values))
        for one, seconds in spent.items():
            growth(one, SIZES, seconds)


def _content(size: int) -> list[dict[str, Any]]:
    """What the report of that size prints, as texts."""
    view = view_of(size)
    found: list[dict[str, Any]] = []
    for number, heading in enumerate(view.headings, 1):
        filled = view.filled(heading.tables[0])
        rows = [[cell.text for cell in row] for row in filled.grid]
        title = f"{heading.number} {heading.section.title}"
        prose, caption = view.text(heading.section.id), f"表 {number} {filled.caption}"
        found.append({"title": title, "prose": prose, "caption": caption, "rows": rows})
    return found


def _contestants(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Name → program and template; the first is the floor."""
    bare = _template(folder / "bare.docx", [])
    for name, program in (("floor", "floor"), ("qdesk", "qdesk_export"), ("python-docx", "python_docx")):
        yield name, [sys.executable, str(_PEERS / f"{program}.py"), bare]
    if _runs([sys.executable, "-c", "import docxtpl"]):
        rows = ["{%tr for r in s.rows %}", *("" for _ in _COLUMNS[1:])]
        end = ["{%tr endfor %}", *("" for _ in _COLUMNS[1:])]
        grid = table([rows, [f"{{{{ r[{n}] }}}}" for n in _COLUMNS], end], _space())
        blocks = [*_texts("{{{{ s.{} }}}}"), grid]
        blocks = [_plain("{%p for s in sections %}"), *blocks, _plain("{%p endfor %}")]
        template = _template(folder / "docxtpl.docx", blocks)
        yield "docxtpl", [sys.executable, str(_PEERS / "docxtpl_peer.py"), template]
    else:
        print("docxtpl is left out: it is not installed")
    node = shutil.which("node") or ""
    if node and _runs([node, "-e", "require('docxtemplater'); require('pizzip')"]):
        cells = [f"{{c{n}}}" for n in _COLUMNS]
        cells[0], cells[-1] = "{#rows}" + cells[0], cells[-1] + "{/rows}"
        blocks = [_plain("{#sections}"), *_texts("{{{}}}"), table([cells], _space()), _plain("{/sections}")]
        template = _template(folder / "docxtemplater.docx", blocks)
        yield "docxtemplater", [node, str(_PEERS / "docxtemplater.js"), template]
    else:
        print("docxtemplater is left out: node, docxtemplater or pizzip is not installed")


def _space() -> str:
    return f' xmlns:w="{SPACE}"'


def _plain(text: str) -> str:
    return paragraph("BodyText", text, _space())


def _texts(form: str) -> list[str]:
    kinds = (("Heading1", "title"), ("BodyText", "prose"), ("Caption", "caption"))
    return [paragraph(style, form.format(name), _space()) for style, name in kinds]


def _template(path: Path, blocks: list[str]) -> str:
    """A document with the usual styles and nothing in it but these blocks."""
    Document().save(str(path))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"].decode()
    head, _, tail = body.partition("<w:body>")
    content = "".join(blocks) + tail[tail.index("<w:sectPr") :]
    parts["word/document.xml"] = f"{head}<w:body>{content}".encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return str(path)


def _runs(command: list[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _in_turn(contestants: Mapping[str, list[str]], source: Path, size: int) -> dict[str, list[Told]]:
    """Every contestant once a round, after one round that does not count but is looked at."""
    found: dict[str, list[Told]] = {name: [] for name in contestants}
    for number in range(ROUNDS[size] + 1):
        for name, (program, script, template) in contestants.items():
            target = source.with_suffix(f".{name}.docx")
            told = _run([program, script, str(source), template, str(target)])
            if name == "qdesk":  # its whole command reads a store, and checks as little as the others do
                told["whole"] = _command(source.with_suffix(".qdesk"), target)
            if number:
                found[name].append(told)
            else:
                _look(name, target, size)
            target.unlink()
    return found


def _run(command: list[str]) -> Told:
    path = os.pathsep.join([str(_PEERS), str(_PEERS.parent), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path.rstrip(os.pathsep)}
    begun = perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return json.loads(done.stdout) | {"whole": perf_counter() - begun}


def _command(store: Path, target: Path) -> float:
    words = ["export", str(store), "-o", str(target), "--page-numbers", "own", "--no-check"]
    begun = perf_counter()
    done = subprocess.run([sys.executable, "-m", "qdesk", *words], check=False, capture_output=True)
    if done.returncode:
        raise SystemExit(done.stderr.decode())
    return perf_counter() - begun


def _look(name: str, target: Path, size: int) -> None:
    """Every contestant writes every table with all its rows."""
    with zipfile.ZipFile(target) as package:
        body = package.read("word/document.xml").decode()
    counts = body.count("<w:tbl>") or body.count("<w:tbl "), body.count("</w:tr>")
    wanted = size, size * len(_content(1)[0]["rows"])
    if counts != wanted:
        raise SystemExit(f"{name} wrote {counts} tables and rows, not {wanted}")


def _report(told: Mapping[str, list[Told]], size: int) -> None:
    print(f"\n{size} tables ({ROUNDS[size]} rounds, medians)")
    floor = told["floor"]
    for name, values in told.items():
        pairs = zip(values, floor, strict=True)
        ratio = median(own["seconds"] / base["seconds"] for own, base in pairs)
        seconds = median(one["seconds"] for one in values)
        added = median(one["peak"] - one["loaded"] for one in values)
        largest = median(one["peak"] for one in values)
        whole = median(one["whole"] for one in values)
        print(
            f"  {name:14} {seconds * 1000:9.1f} ms   x {ratio:6.2f}   + {added:6.1f} MB to {largest:7.1f} MB"
            f"   whole {whole:7.2f} s"
        )


if __name__ == "__main__":
    main()
