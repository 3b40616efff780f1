"""The command line is a contract: names, shapes, exit status, one Chinese sentence on failure."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.styles.style import ParagraphStyle
from examples import tidy_workbook

from qdesk.cli import commands
from qdesk.cli.status import Command

ENVIRONMENT = {**os.environ, "LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "", "DISPLAY": ""}


def run(*words: object, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """The command as a script runs it: another process, no display, a poor locale."""
    command = [sys.executable, "-m", "qdesk", *map(str, words)]
    return subprocess.run(command, check=False, capture_output=True, env=ENVIRONMENT, cwd=cwd)


def content(store: Path) -> list[str]:
    """Everything that a store holds."""
    connection = sqlite3.connect(store)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def ask(*words: object) -> dict[str, Any]:
    done = run(*words)
    assert done.returncode in (0, 1), done.stderr.decode()
    return json.loads(done.stdout.decode("utf-8"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with an imported workbook, made by commands alone, from another folder."""
    folder = tmp_path_factory.mktemp("数据 夹")
    path = folder / "学校.qdesk"
    made = run(
        "new", path, "--school", "某校", "--standard", "school-2016", "--period", "2019-2020学年", cwd=folder
    )
    assert made.returncode == 0, made.stderr.decode()
    imported = run("import", path, tidy_workbook(folder / "上年.xlsx"))
    assert imported.returncode == 0, imported.stderr.decode()
    return path


def test_standards_have_outlines() -> None:
    standards = ask("standards", "--json")["standards"]
    found = next(one for one in standards if one["id"] == "school-2016")
    assert {"id", "name", "level", "year", "source", "outline"} <= set(found)
    first = found["outline"][0]
    assert (first["number"], first["title"]) == ("1", "学校情况")
    assert first["children"][1]["number"] == "1.2"


def test_import_tells_every_value(store: Path) -> None:
    form = ask("import", store, store.parent / "上年.xlsx", "--dry-run", "--json")
    file = form["files"][0]
    sheet = next(one for one in file["sheets"] if one["name"] == "学生")
    assert (sheet["state"], sheet["role"]) == ("visible", "data")
    table = sheet["tables"][0]
    assert table["caption"] == "表 2 学生情况对比表"
    assert table["section"] == "1.2.2"
    record = next(one for one in table["records"] if one["cell"] == "C6")
    wanted = {
        "raw": "96.5",
        "row": "巩固率（%）",
        "period": "2019-2020",
        "value": 96.5,
        "unit": "%",
        "doubtful": False,
    }
    assert {key: record[key] for key in wanted} == wanted
    assert {"parent", "measure", "member", "entity"} <= set(record)
    hidden = next(one for one in file["sheets"] if one["name"] == "旧表")
    assert hidden["state"] == "hidden"
    assert hidden["left_out"][0].keys() == {"cell", "text", "reason"}


def test_what_is_doubtful_or_contradicts_is_stored_only_if_asked_for(store: Path, tmp_path: Path) -> None:
    text = "表 2 学生情况对比表,,\n项目,2018-2019,2019-2020\n招生人数（人）,500,651\n巩固率（%）,92,0.97\n"
    path = tmp_path / "教务.csv"
    path.write_text(text, encoding="gb18030")
    said = run("import", store, path, "--dry-run").stdout.decode()
    assert "冲突 C3：文件里是 651，已保存的是 650" in said
    assert "存疑 C4" in said
    assert "2 处存疑或冲突未导入" in said
    counts = ask("import", store, path, "--dry-run", "--overwrite", "--json")["files"][0]["counts"]
    assert (counts["conflict"], counts["new"]) == (2, 0)


def test_tables_are_printed_texts(store: Path) -> None:
    tables = ask("tables", store, "--json")["tables"]
    students = next(one for one in tables if one["caption"] == "学生情况对比表")
    assert set(students) >= {
        "id",
        "number",
        "caption",
        "subcaption",
        "section",
        "unit",
        "header",
        "rows",
        "merges",
        "notes",
    }
    assert students["number"] == "表 2"
    assert students["header"] == [["学年\n项目", "2018-2019", "2019-2020", "百分比（%）"]]
    assert students["rows"][0] == ["招生人数（人）", "500", "650", "130"]


def test_explanations_on_request(store: Path) -> None:
    table = ask("tables", store, "--json", "--explain")["tables"][1]
    change = next(one for one in table["explanations"] if one["at"] == [1, 3])
    assert change["explanation"] == "500 → 650：650 ÷ 500 × 100"


def test_set_by_place_and_by_indicator(store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "b.qdesk"
    copy.write_bytes(store.read_bytes())
    assert run("set", copy, "700人", "--table", "表 2", "--at", "1,2").returncode == 0
    assert run("set", copy, "1000", "--indicator", "中专班人数", "--period", "2019-2020").returncode == 0
    rows = next(one for one in ask("tables", copy, "--json")["tables"] if one["number"] == "表 2")["rows"]
    assert rows[0] == ["招生人数（人）", "500", "700", "140"]
    assert rows[1][2:] == ["1000", "111.11"]
    refused = run("set", copy, "1", "--table", "表 2", "--at", "1,3")
    assert refused.returncode == 2
    assert "由程序计算" in refused.stderr.decode("utf-8")
    assert run("set", copy, "150", "--table", "表 2", "--at", "1,3", "--overwrite").returncode == 0
    checked = run("check", copy, "--json")
    assert checked.returncode == 1
    must = [one for one in json.loads(checked.stdout)["findings"] if one["severity"] == "must"]
    assert [(one["row"], one["column"], one["found"], one["expected"]) for one in must] == [
        (1, 3, "150", "140")
    ]


def test_indicators_name_their_use(store: Path) -> None:
    indicators = ask("indicators", store, "--json")["indicators"]
    found = next(one for one in indicators if one["name"] == "招生人数")
    assert found["unit"] == "人"
    assert "表 2" in found["used_in"]


def test_roll_check_and_export(store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "c.qdesk"
    copy.write_bytes(store.read_bytes())
    assert run("roll", copy, "--to", "2020-2021").returncode == 0
    rows = next(one for one in ask("tables", copy, "--json")["tables"] if one["number"] == "表 2")
    assert rows["header"][0][1:3] == ["2019-2020", "2020-2021"]
    assert rows["rows"][0] == ["招生人数（人）", "650", "", ""]
    findings = ask("check", copy, "--json")["findings"]
    assert {"rule", "severity", "section", "table", "row", "column", "message", "found", "expected"} <= set(
        findings[0]
    )
    target = tmp_path / "报告 稿.docx"
    assert run("export", copy, "-o", target).returncode == 0
    document = Document(str(target))
    assert any(
        one.text == "学校情况" for one in document.paragraphs if one.style and one.style.name == "Heading 1"
    )


def test_an_export_says_whose_page_numbers_it_shows(store: Path, tmp_path: Path) -> None:
    own = run("export", store, "-o", tmp_path / "a.docx", "--page-numbers", "own")
    assert "页码由本程序排版计算" in own.stdout.decode("utf-8")
    asked = run("export", store, "-o", tmp_path / "b.docx").stdout.decode("utf-8")
    assert ("页码取自 LibreOffice" if shutil.which("soffice") else "页码由本程序排版计算") in asked


def test_a_style_goes_to_word_and_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENVIRONMENT, "QDESK_HOME", str(tmp_path / "home"))
    assert [one["id"] for one in ask("styles", "--json")["styles"]] == ["report", "official", "three-line"]
    base = tmp_path / "校版.docx"
    assert run("styles", "--save", "official", base).returncode == 0
    document = Document(str(base))
    heading = document.styles["heading 1"]
    assert isinstance(heading, ParagraphStyle)
    heading.font.bold = True
    document.save(str(base))
    done = run("styles", "--install", base)
    assert done.stdout.decode("utf-8").splitlines()[0] == "采用\t“一级标题”：加粗"
    assert "校版" in [one["name"] for one in ask("styles", "--json")["styles"]]
    assert "没有这种版式" in run("styles", "--save", "x", base).stderr.decode("utf-8")


def test_what_is_exported_comes_back_by_an_import(store: Path, tmp_path: Path) -> None:
    """The ending decides what is written; the content decides what is read."""

    def grids(path: Path) -> dict[str, list[list[str]]]:
        tables = ask("tables", path, "--json")["tables"]
        return {one["caption"]: [*one["header"], *one["rows"]] for one in tables}

    wanted = grids(store)
    for ending in ("xlsx", "docx"):
        target = tmp_path / f"表格.{ending}"
        assert run("export", store, "-o", target).returncode == 0
        other = tmp_path / f"{ending}.qdesk"
        run("new", other, "--school", "某校", "--standard", "school-2016", "--period", "2019-2020")
        assert run("import", other, target.rename(tmp_path / f"{ending}.bin")).returncode == 0
        assert grids(other) == wanted


def test_the_sample_school(tmp_path: Path) -> None:
    path = tmp_path / "示例.qdesk"
    assert run("demo", path).returncode == 0
    tables = ask("tables", path, "--json")["tables"]
    assert len(tables) == 18
    assert tables[2]["rows"][-1][1:4] == ["合计", "1868", "1883"]
    assert not any(one["severity"] == "must" for one in ask("check", path, "--json")["findings"])


def test_a_pdf_is_made_without_a_display(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "报告.pdf"
    done = run("export", store, "-o", target)
    assert done.returncode in (0, 1), done.stderr.decode()
    assert target.read_bytes().startswith(b"%PDF-")
    who = "由 LibreOffice 生成" if shutil.which("soffice") else "由本程序生成"
    assert who in done.stdout.decode("utf-8")
    own = run("export", store, "-o", target, "--pdf-by", "own")
    assert "由本程序生成" in own.stdout.decode("utf-8")


def test_a_conversion_is_looked_at_then_made(tmp_path: Path) -> None:
    path = tmp_path / "示例.qdesk"
    assert run("demo", path).returncode == 0
    before = content(path)
    plan = ask("convert", path, "--standard", "school-2024", "--dry-run", "--json")
    assert content(path) == before
    sections = {one["section"]: one for one in plan["sections"]}
    assert sections["3.6 党建情况"]["to"] == ["6.1 党建引领"]
    assert sections["1.1 学校概况"]["to"] == []
    assert run("roll", path, "--to", "2020-2021", "--standard", "school-2024").returncode == 0
    tables = ask("tables", path, "--json")["tables"]
    assert any(one["caption"] == "人才培养质量计分卡" for one in tables)


def test_limits_say_how_the_school_stands(tmp_path: Path) -> None:
    path = tmp_path / "示例.qdesk"
    assert run("demo", path).returncode == 0
    limits = {one["name"]: one for one in ask("limits", path, "--json")["limits"]}
    assert limits["生均占地面积"] == {
        "name": "生均占地面积",
        "demand": "≥ 33 平方米/生",
        "value": "41.45",
        "standing": "met",
        "source": "《中等职业学校设置标准》（2010）",
        "state": "read",
        "explanation": "学校占地面积 ÷ 全日制在校生数：78042 ÷ 1883",
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["tables", "没有.qdesk"], "找不到数据文件"),
        (["new", "x.qdesk", "--school", "a", "--standard", "nope", "--period", "2019"], "可用的有"),
        (["new", "x.qdesk", "--school", "a", "--standard", "school-2016", "--period", "去年"], "看不懂年度"),
        (["export", "{store}", "-o", "a.odt"], ".docx、.pdf 或 .xlsx"),
        (["export", "{store}", "-o", "/没有这个/文件夹/a.pdf"], "文件夹"),
        (["convert", "{store}", "--standard", "city-2024"], "同一级"),
        (["convert", "{store}", "--standard", "nope"], "可用的有"),
        (["standards", "--install", "没有.qstandard"], "读不到"),
        (["export", "{store}", "-o", "/没有这个/文件夹/a.xlsx"], "文件夹"),
        (["export", "{store}", "-o", "/没有这个/文件夹/a.docx"], "文件夹"),
        (["roll", "{store}", "--to", "2019-2020"], "不在"),
        (["set", "{store}", "1"], "没有说填到哪里"),
        (["set", "{store}", "1", "--table", "表 99", "--at", "1,1"], "没有编号为"),
        (["set", "{store}", "1", "--table", "表 1", "--at", "x"], "看不懂位置"),
        (["import", "{store}", "没有.xlsx"], "找不到"),
        (["frobnicate"], "命令"),
    ],
)
def test_what_cannot_be_done_is_one_chinese_sentence(
    store: Path, tmp_path: Path, words: list[str], said: str
) -> None:
    before = content(store)
    done = run(*[word.replace("{store}", str(store)) for word in words], cwd=tmp_path)
    error = done.stderr.decode("utf-8")
    assert done.returncode == 2
    assert said in error
    assert error.count("\n") == 1
    assert "Traceback" not in error
    assert not (tmp_path / "x.qdesk").exists()
    assert content(store) == before


def test_a_document_that_came_back_is_compared_and_taken_over(tmp_path: Path) -> None:
    store, path = tmp_path / "学校.qdesk", tmp_path / "报告.docx"
    assert run("demo", store).returncode == 0
    assert run("export", store, "-o", path).returncode in (0, 1)
    assert ask("return", store, path, "--json") == {"file": "报告.docx", "known": True, "differences": []}
    document = Document(str(path))
    for paragraph in document.paragraphs:
        for piece in paragraph.runs:
            if "在校生巩固率" in paragraph.text and piece.text == "94%":
                piece.text = "95%"
    document.save(str(path))
    shown = run("return", store, path)
    assert "巩固率：94% → 95%" in shown.stdout.decode()
    assert "已采用 1 处" in run("return", store, path, "--take", "safe").stdout.decode()
    assert ask("return", store, path, "--json")["differences"] == []
    before = content(store)
    path.write_bytes(b"no document")
    refused = run("return", store, path)
    assert refused.returncode == 2
    assert refused.stderr.decode().count("\n") == 1
    assert content(store) == before


def test_the_checks_are_saved_as_a_protocol(tmp_path: Path) -> None:
    store, path = tmp_path / "学校.qdesk", tmp_path / "核查记录.docx"
    assert run("demo", store).returncode == 0
    assert run("check", store, "--protocol", path).returncode == 0
    assert any("核查了什么" in one.text for one in Document(str(path)).paragraphs)


def _always(command: Command) -> Callable[[str], Command]:
    def found(_name: str) -> Command:
        return command

    return found


def _no_window(_words: list[str]) -> int:
    return 0


def _no_picture(_folder: Path) -> None:
    """Nobody asks for one."""


def test_a_bug_is_one_sentence_and_a_line_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_arguments: object) -> int:
        raise KeyError("张" + "三")  # the log quotes lines of the program

    monkeypatch.setenv("QDESK_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("qdesk.cli.commands._command", _always(broken))
    assert commands.run(["standards"], _no_window, _no_picture) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert "程序内部出错（KeyError）" in said.err
    logged = (tmp_path / "home" / "logs" / "qdesk.log").read_text(encoding="utf-8")
    assert "broken" in logged
    assert "张三" not in logged
