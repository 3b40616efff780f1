"""Damaged, mutated and hostile files: a sentence or a preview, in bounded time, and never a change."""

from __future__ import annotations

import io
import os
import random
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from examples import empty, sample, tidy_workbook
from openpyxl import Workbook

from qdesk.actions.export_word import export_word
from qdesk.actions.import_preview import preview_import
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.model.edit import Kind

LIMIT = 10.0
"""Seconds that no file of this size may take; most take a hundredth of one."""
MUTATIONS = 100


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    opened = empty(tmp_path_factory.mktemp("store"))
    yield opened
    opened.close()


def stored(workspace: Workspace) -> int:
    return sum(1 for kind in Kind for _ in workspace.archive.all_of(kind))


def outcome(workspace: Workspace, path: Path) -> str:
    """What comes of a file; the store stays as it was, and nothing but a UserError is raised."""
    before, begun = stored(workspace), time.perf_counter()
    try:
        import_edit(preview_import(workspace.view(), path))
        found = "read"
    except UserError as error:
        found = str(error)
        remedy = error.remedy
    else:
        remedy = "none is needed"
    assert remedy, found
    assert time.perf_counter() - begun < LIMIT
    assert stored(workspace) == before
    return found


def rewritten(source: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The same package with every part passed through `change`."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target


def part(source: Path, target: Path, name: str, content: bytes) -> Path:
    return rewritten(source, target, lambda one, old: content if one == name else old)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("files")
    made = sample(folder)
    export_word(made.view(), folder / "报告.docx")
    made.close()
    text = folder / "表.csv"
    text.write_text(
        "表 2 学生情况对比表,,\n项目,2018-2019,2019-2020\n招生人数（人）,1,2\n", encoding="gb18030"
    )
    return {"xlsx": tidy_workbook(folder / "表.xlsx"), "docx": folder / "报告.docx", "csv": text}


@pytest.mark.parametrize("kind", ["xlsx", "docx", "csv"])
def test_files_with_flipped_bytes(
    kind: str, files: dict[str, Path], workspace: Workspace, tmp_path: Path
) -> None:
    chance = random.Random(kind)  # noqa: S311 - the same mutations every time
    content = files[kind].read_bytes()
    for _ in range(MUTATIONS):
        mutated = bytearray(content)
        for _ in range(chance.randint(1, 12)):
            mutated[chance.randrange(len(mutated))] = chance.randrange(256)
        if chance.random() < 0.2:
            del mutated[chance.randrange(len(mutated)) :]
        path = tmp_path / f"a.{kind}"
        path.write_bytes(mutated)
        outcome(workspace, path)


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_packages_whose_parts_are_mutated_and_packed_again(
    kind: str, files: dict[str, Path], workspace: Workspace, tmp_path: Path
) -> None:
    """Checksums are right here, so the mutations reach the readers of XML."""
    chance = random.Random(kind)  # noqa: S311
    pieces = (b"<", b">", b'"', b"&lt;", b"99999999999", b"-1", b"A1:XFD1048576", b"<c/>", b"</row>", b"\xff")

    def change(name: str, old: bytes) -> bytes:
        if not name.endswith((".xml", ".rels")) or chance.random() < 0.5 or not old:
            return old
        mutated = bytearray(old)
        gentle = chance.random() < 0.7  # well-formed mostly: numbers, places and styles change
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(mutated))
            if gentle:
                if chr(mutated[at]).isdigit():
                    mutated[at] = chance.choice(b"0123456789")
            elif chance.random() < 0.5:
                mutated[at : at + chance.randint(0, 9)] = chance.choice(pieces)
            else:
                mutated[at] = chance.choice(b"0123456789ABCXYZ:<>/")
        return bytes(mutated)

    seen: set[str] = set()
    for _ in range(MUTATIONS):
        seen.add(outcome(workspace, rewritten(files[kind], tmp_path / f"a.{kind}", change))[:4])
    assert len(seen) > 1, "every mutation came to the same: the readers were not reached"


SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet_of(body: str) -> bytes:
    return f'<?xml version="1.0"?><worksheet {NAMESPACE}>{body}</worksheet>'.encode()


HOSTILE = {
    "entities": b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><worksheet>&c;</worksheet>',
    "an outer entity": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>',
    "a merge of the whole sheet": sheet_of(
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "columns without end": sheet_of(
        '<cols><col min="1" max="999999999" hidden="1"/></cols>'
        '<sheetData><row r="1"><c r="ZZZZZ1"><v>1</v></c></row></sheetData>'
    ),
    "a formula of itself": sheet_of(
        '<sheetData><row r="1"><c r="A1"><f>A2</f></c></row>'
        '<row r="2"><c r="A2"><f>A1</f></c></row></sheetData>'
    ),
    "a formula that would run something": sheet_of(
        '<sheetData><row r="1"><c r="A1" t="str"><f>cmd|\'/c calc\'!A1</f><v>x</v></c>'
        '<c r="B1"><f>WEBSERVICE("http://example.com")</f></c>'
        '<c r="C1"><f>[1]Sheet1!A1</f></c></row></sheetData>'
    ),
    "a deep formula": sheet_of(
        f'<sheetData><row r="1"><c r="A1"><f>{"(" * 5000}1{")" * 5000}</f></c></row></sheetData>'
    ),
    "styles and texts that are not there": sheet_of(
        '<sheetData><row r="1"><c r="A1" t="s" s="999"><v>777</v></c><c r="B1" s="-5"><v>1</v></c></row>'
        "</sheetData>"
    ),
    "numbers that are none": sheet_of(
        '<sheetData><row r="0"><c r="A0"><v>1e999</v></c><c><v>NaN</v></c><c><v>１２</v></c></row>'
        "</sheetData>"
    ),
    "numbers beyond measure": sheet_of(
        '<sheetData><row r="1"><c r="A1"><v>1e300</v></c><c r="B1"><v>-9.9E+99</v></c>'
        '<c r="C1"><v>1e-300</v></c><c r="D1"><f>1e200*1e200</f></c></row></sheetData>'
    ),
    "deep elements": sheet_of("<a>" * 20_000 + "</a>" * 20_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_sheets_are_refused_or_read_safely(
    name: str, files: dict[str, Path], workspace: Workspace, tmp_path: Path
) -> None:
    outcome(workspace, part(files["xlsx"], tmp_path / "a.xlsx", SHEET, HOSTILE[name]))


def test_entities_are_refused_with_a_remedy(
    files: dict[str, Path], workspace: Workspace, tmp_path: Path
) -> None:
    for name in ("entities", "an outer entity"):
        path = part(files["xlsx"], tmp_path / "a.xlsx", SHEET, HOSTILE[name])
        assert "损坏" in outcome(workspace, path)
    document = part(files["docx"], tmp_path / "a.docx", "word/document.xml", HOSTILE["entities"])
    assert "损坏" in outcome(workspace, document)


def test_a_bomb_is_not_unpacked(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        with package.open(SHEET, "w", force_zip64=True) as sheet:
            block = b" " * 10_000_000
            for _ in range(50):
                sheet.write(block)
    assert path.stat().st_size < 1_000_000
    assert "过大" in outcome(workspace, path)


def test_names_of_sheets_and_files_may_be_anything(workspace: Workspace, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["项目", "2018-2019", "2019-2020"])
    sheet.append(["招生人数（人）", 1, 2])
    book.save(tmp_path / "a.xlsx")
    long = "表" * 255
    path = rewritten(
        tmp_path / "a.xlsx",
        tmp_path / ("名 字’😀.xlsx" if os.name == "nt" else "名 字’\n😀.xlsx"),
        lambda name, old: (
            old.replace(b'name="Sheet"', f'name="{long}"'.encode()) if name == "xl/workbook.xml" else old
        ),
    )
    preview = preview_import(workspace.view(), path)
    assert [grid.name for grid in preview.grids] == [long]


def test_links_to_other_files_are_never_followed(
    files: dict[str, Path], workspace: Workspace, tmp_path: Path
) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="x/worksheet" Target="file:///etc/passwd" TargetMode="External"/>'
        '<Relationship Id="rId2" Type="x/worksheet" Target="../../../../etc/passwd"/></Relationships>'
    )
    path = part(files["xlsx"], tmp_path / "a.xlsx", "xl/_rels/workbook.xml.rels", relations.encode())
    assert "损坏" in outcome(workspace, path) or outcome(workspace, path)


def test_an_old_workbook_cut_off_anywhere_gets_a_sentence(workspace: Workspace, tmp_path: Path) -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le")
    chance = random.Random("xls")  # noqa: S311
    for size in (0, 10, 500, 4096, 20_000):
        path = tmp_path / "a.xls"
        path.write_bytes(head + chance.randbytes(size))
        assert "另存为" in outcome(workspace, path)


def test_a_file_that_goes_away_while_it_is_read(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    shutil.copyfile(tidy_workbook(tmp_path / "b.xlsx"), path)
    path.unlink()
    assert "找不到" in outcome(workspace, path)


def test_a_package_with_the_same_part_twice(
    files: dict[str, Path], workspace: Workspace, tmp_path: Path
) -> None:
    content = io.BytesIO(files["xlsx"].read_bytes())
    with zipfile.ZipFile(content, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr(SHEET, HOSTILE["entities"])
    path = tmp_path / "a.xlsx"
    path.write_bytes(content.getvalue())
    outcome(workspace, path)
