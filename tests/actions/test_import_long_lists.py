"""Lists that are longer than any table of a report: read, named, and left out unless somebody asks."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from qdesk.actions.import_preview import preview_import, understood_again
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.new_report import new_store, period_from
from qdesk.recognition.marks import Mark, Marks, Says, Scope

LONG = 5_200


def list_of(path: Path, records: int) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名单")
    sheet.append(["表 1 学生资助名单（2024年）"])
    sheet.append(["序号", "班级", "专业", "资助类别", "金额（元）", "备注"])
    for n in range(records):
        sheet.append([n + 1, f"高一{n % 30 + 1}班", "护理", "助学金", 1000 + n % 7 * 100, "正常"])
    book.save(path)
    return path


def test_a_long_list_is_left_out_with_the_remedy_and_taken_when_asked_for(tmp_path: Path) -> None:
    workspace = new_store(tmp_path / "a.qdesk", "某校", "school-2024", period_from("2024"))
    preview = preview_import(workspace.view(), list_of(tmp_path / "名单.xlsx", LONG))
    assert preview.tables == []
    (left,) = preview.proposal.sheets[0].left_out
    assert left.reason == f"有 {LONG} 行，报告里印不下这么长的表，没有读取；请先在 Excel 里汇总，再导入"
    row, column = 1, 0
    asked = Marks((Mark("名单", Scope.TABLE, row, column, Says.TAKE),))
    again = understood_again(preview, asked)
    assert [len(table.proposal.records) for table in again.tables] == [LONG]
    workspace.close()


def test_the_numbers_of_a_list_count_on_to_its_end(tmp_path: Path) -> None:
    workspace = new_store(tmp_path / "a.qdesk", "某校", "school-2024", period_from("2024"))
    workspace.do(import_edit(preview_import(workspace.view(), list_of(tmp_path / "名单.xlsx", 2_000))))
    view = workspace.view()
    table = next(one for one in view.tables if "资助名单" in view.filled(one).caption)
    assert [row[0].text for row in view.filled(table).body] == [str(n + 1) for n in range(2_000)]
    workspace.close()
