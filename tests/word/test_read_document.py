"""The tables of a Word document are read as they print, each with its caption, unit line and notes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx import Document

from qdesk.errors import UserError
from qdesk.recognition.grid import Grid
from qdesk.word.read_document import read_document

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def written(tmp_path: Path, body: str) -> list[Grid]:
    """The grids of a document with this body."""
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
        )
    return read_document(path)


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def texts(grid: Grid) -> list[list[str]]:
    return [
        [grid.own(row, column).text for column in range(grid.column_count)] for row in range(grid.row_count)
    ]


def test_lines_around_a_table_are_rows_over_its_whole_width(tmp_path: Path) -> None:
    body = (
        p("正文一句，与表无关。") + p("表 2　学生情况") + p("（与上年比较）") + p("单位：人")
        + tbl(tr(tc("项目"), tc("2019")), tr(tc("招生"), tc("5")))
        + p("说明：1.甲") + p("2.乙") + p("又是正文。")
    )  # fmt: skip
    [grid] = written(tmp_path, body)
    assert grid.name == "表 2"
    assert [row[0] for row in texts(grid)] == [
        *("表 2　学生情况", "（与上年比较）", "单位：人", "项目", "招生", "说明：1.甲", "2.乙")
    ]
    assert [merge for merge in grid.merges if merge[0] in (0, 1, 2, 5, 6)] == list(grid.merges)


def test_prose_and_headings_above_are_no_captions(tmp_path: Path) -> None:
    table = tbl(tr(tc("项目"), tc("2019")), tr(tc("招生"), tc("5")))
    grids = written(tmp_path, p("情况如下表所示：") + table + p("学生人数") + table)
    assert [texts(grid)[0][0] for grid in grids] == ["项目", "学生人数"]
    assert [grid.name for grid in grids] == ["第 1 张表", "第 2 张表"]


def test_merged_cells(tmp_path: Path) -> None:
    body = tbl(
        tr(tc("甲", '<w:vMerge w:val="restart"/>'), tc("乙", '<w:gridSpan w:val="2"/>')),
        tr(tc("", "<w:vMerge/>"), tc("丙"), tc("丁")),
        tr(tc("1"), tc("2", '<w:vMerge w:val="restart"/>'), tc("3")),
        tr(tc("4"), tc("", "<w:vMerge/>"), tc("5")),
    )
    [grid] = written(tmp_path, body)
    assert sorted(grid.merges) == [(0, 0, 1, 0), (0, 1, 0, 2), (2, 1, 3, 1)]
    assert texts(grid) == [["甲", "乙", ""], ["", "丙", "丁"], ["1", "2", "3"], ["4", "", "5"]]


def test_a_cell_that_goes_on_from_nothing_is_its_own(tmp_path: Path) -> None:
    [grid] = written(tmp_path, tbl(tr(tc("甲", "<w:vMerge/>"), tc("乙")), tr(tc("1"), tc("2"))))
    assert texts(grid)[0] == ["甲", "乙"]
    assert grid.merges == ()


def test_columns_that_do_not_quite_meet_are_one(tmp_path: Path) -> None:
    """Rows drawn by hand end a millimetre apart: the grid has a thin column that nobody sees."""
    body = tbl(
        tr(tc("项目"), tc("2018", '<w:gridSpan w:val="2"/>'), tc("2019")),
        tr(tc("招生", '<w:gridSpan w:val="2"/>'), tc("5"), tc("6")),
        widths=(2000, 30, 2000, 2000),
    )
    [grid] = written(tmp_path, body)
    assert texts(grid) == [["项目", "2018", "2019"], ["招生", "5", "6"]]
    assert grid.merges == ()


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    cell = (
        "<w:tc><w:p><w:r><w:t>1</w:t></w:r><w:del><w:r><w:delText>2</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>3</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>4</w:t></w:r></w:p></w:tc>"
    )
    gone = tr(tc("旧"), tc("9"), properties="<w:del/>")
    [grid] = written(tmp_path, tbl(tr(tc("项目"), tc("2019")), gone, tr(tc("招生"), cell)))
    assert texts(grid) == [["项目", "2019"], ["招生", "13"]]


def test_field_codes_are_not_text(tmp_path: Path) -> None:
    caption = (
        "<w:p><w:r><w:t>表 </w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        "<w:r><w:instrText> SEQ 表 \\* ARABIC </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        "<w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t> 教师</w:t></w:r></w:p>"
    )
    [grid] = written(tmp_path, caption + tbl(tr(tc("项目"), tc("2019")), tr(tc("甲"), tc("1"))))
    assert grid.name == "表 7"
    assert texts(grid)[0][0] == "表 7 教师"


def test_a_table_inside_a_cell_is_no_text_of_the_cell(tmp_path: Path) -> None:
    inner = f"<w:tc>{p('外')}{tbl(tr(tc('内')))}{p('')}</w:tc>"
    grid, other = written(tmp_path, tbl(tr(tc("项目"), tc("2019")), tr(inner, tc("1"))))
    assert texts(grid)[1] == ["外", "1"]
    assert texts(other)[-1] == ["内"]


def test_a_table_that_goes_on_with_its_header_is_one(tmp_path: Path) -> None:
    head = tr(tc("项目"), tc("2019"))
    body = (
        p("表 3 专业") + tbl(head, tr(tc("甲"), tc("1")))
        + p("续表 3 专业") + tbl(head, tr(tc("乙"), tc("2")))
        + p("注：丙") + p("表 4 别的") + tbl(head, tr(tc("丁"), tc("3")))
    )  # fmt: skip
    first, second = written(tmp_path, body)
    assert [row[0] for row in texts(first)] == ["表 3 专业", "项目", "甲", "乙", "注：丙"]
    assert [row[0] for row in texts(second)] == ["表 4 别的", "项目", "丁"]


def test_a_document_that_people_make(tmp_path: Path) -> None:
    """Written by another program, with styles, several paragraphs in a cell and a content control."""
    document = Document()
    document.add_heading("1.2 学生情况", 2)
    document.add_paragraph("表1 各专业人数", style="Caption")
    table = document.add_table(rows=3, cols=3)
    for row, line in enumerate((("专业", "2018-2019", "2019-2020"), ("护理", "1,120", "13.5:1"))):
        for column, text in enumerate(line):
            table.cell(row, column).text = text
    table.cell(2, 0).text = "第一行"
    table.cell(2, 0).add_paragraph("第二行")
    table.cell(2, 1).merge(table.cell(2, 2)).text = "－"
    document.save(str(tmp_path / "a.docx"))
    [grid] = read_document(tmp_path / "a.docx")
    assert texts(grid)[2:] == [["护理", "1,120", "13.5:1"], ["第一行\n第二行", "－", ""]]
    assert (3, 1, 3, 2) in grid.merges


@pytest.mark.parametrize("content", [b"<w:document", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"<a/>"])
def test_a_damaged_document_gets_a_sentence_with_a_remedy(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", content)
    with pytest.raises(UserError, match=r"损坏.*另存为 \.docx"):
        read_document(path)


_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def box(content: str, before: str = "") -> str:
    """A paragraph with a text box as Word writes it: for itself, and a second time for old readers."""
    held = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        f'<w:p><w:r><w:t>{before}</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="{_MC}">'
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx xmlns:wps="{_WPS}">{held}</wps:txbx></w:drawing>'
        "</mc:Choice>"
        f"<mc:Fallback><w:pict>{held}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


STUDENTS = tbl(tr(tc("项目"), tc("2019")), tr(tc("招生"), tc("5")))
TEACHERS = tbl(tr(tc("项目"), tc("2019")), tr(tc("专任教师"), tc("7")))


def test_a_table_in_a_text_box_is_read_once_with_its_caption(tmp_path: Path) -> None:
    body = p("表 1 学生情况") + box(p("表 2 教师情况") + TEACHERS) + STUDENTS
    grids = written(tmp_path, body)
    assert [grid.name for grid in grids] == ["表 1", "表 2"]
    assert texts(grids[0])[-1] == ["招生", "5"], "the caption stays with the table under it"
    assert texts(grids[1])[-1] == ["专任教师", "7"]


def test_a_box_that_holds_only_words_changes_nothing(tmp_path: Path) -> None:
    [grid] = written(tmp_path, p("表 1 学生情况") + box(p("图 1 校门")) + STUDENTS)
    assert texts(grid)[0][0] == "表 1 学生情况"


def test_tables_in_cells_of_a_table_are_tables_of_their_own(tmp_path: Path) -> None:
    cells = tr(
        f"<w:tc><w:tcPr/>{p('表 1 学生情况')}{STUDENTS}{p('')}</w:tc>",
        f"<w:tc><w:tcPr/>{p('表 2 教师情况')}{TEACHERS}{p('')}</w:tc>",
    )
    grids = written(tmp_path, tbl(cells))
    assert [grid.name for grid in grids[1:]] == ["表 1", "表 2"]
    assert [texts(grid)[-1] for grid in grids[1:]] == [["招生", "5"], ["专任教师", "7"]]


def test_a_table_that_only_holds_others_in_place_is_none(tmp_path: Path) -> None:
    frame = tbl(tr(tc("表 1 学生情况")), tr(f"<w:tc><w:tcPr/>{STUDENTS}{p('')}</w:tc>"))
    [grid] = written(tmp_path, frame)
    assert grid.name == "表 1"
    assert texts(grid)[-1] == ["招生", "5"]
