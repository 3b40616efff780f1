"""Workbooks of other formats are read as the .xlsx of the same tables is."""

from __future__ import annotations

import random
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from examples import sample, tidy_workbook
from openpyxl import Workbook, load_workbook

from qdesk.actions.export_word import export_word
from qdesk.actions.read_source import read_pasted, read_source
from qdesk.errors import UserError
from qdesk.excel.read_ods import read_ods
from qdesk.excel.read_workbook import read_workbook
from qdesk.files.text_table import decoded, rows_of, separator_of
from qdesk.recognition.grid import Grid

ROWS = [["项目", "2018-2019", "2019-2020"], ["招生人数（人）", "636", "859"], ["巩固率（%）", "87", "94"]]


def texts(grid: Grid) -> list[list[str]]:
    return [
        [grid.own(row, column).text for column in range(grid.column_count)] for row in range(grid.row_count)
    ]


def office(source: Path, kind: str) -> Path:
    """The same workbook saved by LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not on this machine")
    command = [program, "--headless", f"-env:UserInstallation={(source.parent / 'lo').as_uri()}"]
    subprocess.run(
        [*command, "--convert-to", kind, "--outdir", str(source.parent), str(source)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return source.with_suffix(f".{kind}")


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_cells_merges_and_states_are_those_of_the_xlsx(kind: str, tmp_path: Path) -> None:
    path = tidy_workbook(tmp_path / "a.xlsx")
    book = load_workbook(path)
    book["学生"]["C6"] = 0.965
    book["学生"]["C6"].number_format = "0.0%"
    book["学生"].row_dimensions[5].hidden = True
    book["专业"].column_dimensions["C"].hidden = True
    book.save(path)
    wanted, found = read_workbook(path), read_source(office(path, kind))
    assert [(one.name, one.state) for one in found] == [(one.name, one.state) for one in wanted]
    for mine, right in zip(found, wanted, strict=True):
        assert sorted(mine.merges) == sorted(right.merges)
        assert mine.hidden_rows == right.hidden_rows
        assert mine.hidden_columns == right.hidden_columns
        for place, cell in right.cells.items():
            if cell.formula is None:
                assert (mine.own(*place).value, mine.own(*place).unit) == (cell.value, cell.unit), place
    assert found[0].own(5, 2).value == Decimal("96.5")


def test_an_et_is_an_xls_by_another_name(tmp_path: Path) -> None:
    path = office(tidy_workbook(tmp_path / "a.xlsx"), "xls").rename(tmp_path / "质量年报.et")
    assert read_source(path)[0].own(0, 0).text == "表 2 学生情况对比表"


def test_an_ods_says_what_is_hidden_and_never_repeats_without_end(tmp_path: Path) -> None:
    content = (
        '<o:document-content xmlns:o="o" xmlns:t="t" xmlns:x="x" xmlns:s="s"><o:body><o:spreadsheet>'
        '<t:table t:name="表"><t:table-column t:number-columns-repeated="1024" t:visibility="collapse"/>'
        '<t:table-row><t:table-cell o:value-type="percentage" o:value="0.94"><x:p>94%</x:p></t:table-cell>'
        '<t:table-cell o:value-type="string"><x:p>招生<x:span>人数</x:span></x:p><x:p>（人）</x:p>'
        "<o:annotation><x:p>批注</x:p></o:annotation></t:table-cell>"
        '<t:table-cell t:number-columns-repeated="16000"/></t:table-row>'
        '<t:table-row t:number-rows-repeated="1048575"><t:table-cell t:number-columns-repeated="16384"/>'
        "</t:table-row></t:table></o:spreadsheet></o:body></o:document-content>"
    )
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        package.writestr("content.xml", content)
    grid = read_ods(path)[0]
    assert (grid.own(0, 0).value, grid.own(0, 0).unit) == (Decimal(94), "%")
    assert grid.own(0, 1).text == "招生人数\n（人）"
    assert grid.row_count == 1
    assert 5 in grid.hidden_columns


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_text_is_read_in_every_encoding_and_with_every_separator(
    encoding: str, sign: str, tmp_path: Path
) -> None:
    path = tmp_path / "招生.csv"
    path.write_bytes("\r\n".join(sign.join(row) for row in ROWS).encode(encoding))
    assert texts(read_source(path)[0]) == ROWS


def test_quoted_fields_hold_separators_and_line_breaks(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('"项目\n学年",2019\n"招生,人数","1,883"\n在校生,2\n', encoding="utf-8", newline="")
    assert texts(read_source(path)[0]) == [["项目\n学年", "2019"], ["招生,人数", "1,883"], ["在校生", "2"]]


def test_a_block_from_the_clipboard_is_a_table() -> None:
    assert texts(read_pasted("\n".join("\t".join(row) for row in ROWS))[0]) == ROWS
    with pytest.raises(UserError, match="剪贴板里没有文字"):
        read_pasted(" \n")


def test_prose_is_no_table_and_noise_is_no_text() -> None:
    assert separator_of("学校坚持立德树人。\n办学条件持续改善。") == ""
    assert decoded(bytes(range(256)) * 4) is None
    assert rows_of("一行\n两行") == [["一行"], ["两行"]]


def test_an_old_document_is_opened_by_the_word_processor_of_the_machine(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    export_word(workspace.view(), tmp_path / "a.docx")
    workspace.close()
    old = office(tmp_path / "a.docx", "doc").rename(tmp_path / "上年报告.wps")
    found, wanted = read_source(old), read_source(tmp_path / "a.docx")
    assert [texts(one) for one in found] == [texts(one) for one in wanted]


def test_without_a_word_processor_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError, match=r"旧版 Word.*另存为 \.docx"):
        read_source(path)


def test_a_workbook_of_a_hundred_thousand_rows_is_cut_and_says_so(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("花名册")
    for row in range(100_050):
        sheet.append([row, "甲"])
    book.save(tmp_path / "a.xlsx")
    grid = read_workbook(tmp_path / "a.xlsx")[0]
    assert grid.row_count == 100_000
    assert [one.reason for one in grid.left_out] == ["行数过多，第 100001 行以后未读取"]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_mutated_workbooks_are_read_or_refused_with_a_sentence(kind: str, tmp_path: Path) -> None:
    content = office(tidy_workbook(tmp_path / "a.xlsx"), kind).read_bytes()
    chance = random.Random(kind)  # noqa: S311 - the same mutations every time
    refused = 0
    for _ in range(300):
        mutated = bytearray(content)
        for _ in range(chance.randint(1, 10)):
            mutated[chance.randrange(len(mutated))] = chance.randrange(256)
        path = tmp_path / f"b.{kind}"
        path.write_bytes(mutated)
        try:
            read_source(path)
        except UserError as error:
            refused += bool(error.remedy)
    assert 0 < refused < 300
