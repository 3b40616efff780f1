"""The import dialog: what a clerk sees and clicks, from the file to the stored values."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from desk_hands import Answer
from docx import Document
from examples import empty, sample, tidy_workbook
from invented import Rows, at, previewed, workbook
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QTextEdit,
)
from pytestqt.qtbot import QtBot

from qdesk.actions.export_word import export_word
from qdesk.actions.import_history import past_imports
from qdesk.actions.import_preview import preview_import
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.imported import ImportPreview, Verdict
from qdesk.app import make_application
from qdesk.model.edit import Kind
from qdesk.model.observation import Observation
from qdesk.ui.importing.corrections import CorrectionMenu, Place
from qdesk.ui.importing.history_dialog import HistoryDialog
from qdesk.ui.importing.import_dialog import ImportDialog
from qdesk.ui.importing.pick_dialog import PickDialog
from qdesk.ui.importing.sheet_view import SheetView
from qdesk.ui.importing.table_list import TableList
from qdesk.ui.importing.understood_view import name_of
from qdesk.ui.main_window import MainWindow
from qdesk.ui.style import apply_style

STUDENTS: Rows = [
    ["表 2 学生情况对比表"],
    ["项目", "2018-2019", "2019-2020", "百分比（%）"],
    ["招生人数（人）", 636, 859, 135.06],
    ["巩固率（%）", 87, 0.94, 108.05],
]
ROSTER: Rows = [["值班表"], ["日期", "人数", "电话"], ["甲", 3, 801], ["乙", 4, 802]]


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> ImportDialog:
    make_application()
    preview = previewed(tmp_path, 学生=STUDENTS, 值班=ROSTER)
    return opened(qtbot, preview)


def opened(qtbot: QtBot, preview: ImportPreview) -> ImportDialog:
    shown = ImportDialog(None, preview)
    qtbot.addWidget(shown, before_close_func=lambda one: one.hide())  # closing may ask
    shown.show()
    return shown


def press(dialog: ImportDialog, text: str) -> None:
    button = next(one for one in dialog.findChildren(QPushButton) if one.text() == text and one.isVisible())
    button.click()


def named(dialog: ImportDialog, name: str) -> QTableWidget:
    return next(one for one in dialog.findChildren(QTableWidget) if one.accessibleName() == name)


def item(table: QTableWidget, row: int, column: int) -> QTableWidgetItem:
    found = table.item(row, column)
    assert found is not None
    return found


def cell(table: QTableWidget, row: int, column: int) -> str:
    return item(table, row, column).text()


def choose(menu: QMenu, text: str) -> None:
    next(one for one in menu.actions() if text in one.text()).trigger()


def menu_of(dialog: ImportDialog, place: Place) -> CorrectionMenu:
    return CorrectionMenu(dialog, dialog.preview, place, dialog._work.mark)  # noqa: SLF001 - as the dialog does


def test_the_sheet_stands_beside_what_was_understood(dialog: ImportDialog) -> None:
    sheet, values = named(dialog, "表格原样"), named(dialog, "识别结果")
    assert [cell(sheet, row, 0) for row in range(4)] == [row[0] for row in STUDENTS]
    assert item(sheet, 3, 2).toolTip().startswith("0.94 没有百分号")
    model = values.model()
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(values.columnCount())]
    assert heads == ["指标或项目", "2018-2019", "2019-2020", "变化", "来源"]
    assert cell(values, 0, 2) == "859 新"
    assert cell(values, 1, 2) == "0.94 ？"


def test_a_question_is_answered_by_a_button_and_the_answer_taken_back(dialog: ImportDialog) -> None:
    press(dialog, "是 94%")
    assert at(dialog.preview, "C4").read.value == Decimal(94)
    assert cell(named(dialog, "识别结果"), 1, 2) == "94 新"
    press(dialog, "撤销更正")
    assert at(dialog.preview, "C4").read.value == Decimal("0.94")


def test_enter_goes_on_and_imports(dialog: ImportDialog, qtbot: QtBot) -> None:
    steps = dialog.findChildren(QStackedWidget)[0]
    year = next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == "文件里的本年")
    year.setFocus()
    qtbot.keyClick(year, Qt.Key.Key_Return)
    assert steps.currentIndex() > 0
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_every_correction_of_the_menus_is_a_mark_of_that_place(dialog: ImportDialog) -> None:
    table = dialog.preview.tables[0]
    choose(menu_of(dialog, Place("学生", 2, 0, table)).for_row(), "这一行不导入")
    assert [one.read.cell for one in dialog.preview.tables[0].values] == ["B4", "C4", "D4"]
    table = dialog.preview.tables[0]
    choose(menu_of(dialog, Place("学生", 3, 1, table)).for_column(), "这一列不导入")
    assert [one.read.cell for one in dialog.preview.tables[0].values] == ["C4", "D4"]
    table = dialog.preview.tables[0]
    choose(menu_of(dialog, Place("学生", 1, 0, table)).for_table(), "这张表不导入")
    assert dialog.preview.tables == []


def test_a_click_on_a_row_or_column_head_asks_for_its_line(dialog: ImportDialog, qtbot: QtBot) -> None:
    sheet = dialog.findChild(SheetView)
    assert sheet is not None
    asked: list[tuple[Place, str]] = []
    sheet.asked.disconnect()
    sheet.asked.connect(lambda place, where, _point: asked.append((place, where)))
    head = sheet.horizontalHeader()
    spot = QPoint(head.sectionViewportPosition(2) + 5, 8)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    rows = sheet.verticalHeader()
    qtbot.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, rows.sectionViewportPosition(3) + 8)
    )
    assert [(place.row, place.column, where) for place, where in asked] == [(1, 2, "column"), (3, 0, "row")]
    assert all(place.table is not None for place, _ in asked)


def test_a_sheet_that_was_left_out_can_be_asked_for(dialog: ImportDialog) -> None:
    tables = dialog.findChild(TableList)
    assert tables is not None
    assert [tables.item(at).text() for at in range(tables.count())][-1] == "— 值班　不导入"
    tables.setCurrentRow(tables.count() - 1)
    press(dialog, dialog._place.text())  # noqa: SLF001 - the link that says so
    assert len(dialog.preview.tables) == 2


def test_what_is_doubtful_is_not_imported_unless_chosen(dialog: ImportDialog) -> None:
    press(dialog, "下一步")
    changes = named(dialog, "新增、改动与冲突")
    kinds = [cell(changes, row, 1) for row in range(changes.rowCount())]
    assert kinds == ["存疑", "新增", "新增", "新增"]
    assert item(changes, 0, 0).checkState() == Qt.CheckState.Unchecked
    press(dialog, "存疑：全部采用")
    assert at(dialog.preview, "C4").taken
    item(changes, 1, 0).setCheckState(Qt.CheckState.Unchecked)
    assert not at(dialog.preview, "B3").taken
    press(dialog, "上一步")
    assert named(dialog, "识别结果").isVisible()


def test_a_conflict_is_decided_by_a_button(qtbot: QtBot, tmp_path: Path) -> None:
    make_application()
    workspace = sample(tmp_path)
    view = workspace.view()
    rows: Rows = [*STUDENTS[:2], ["招生人数（人）", 636, 860, None]]
    preview = preview_import(view, workbook(tmp_path / "教务.xlsx", 学生=rows))
    assert at(preview, "C3").verdict is Verdict.CONFLICT
    dialog = opened(qtbot, preview)
    press(dialog, "改为 860")
    assert at(dialog.preview, "C3").taken
    workspace.close()


def test_prose_that_differs_is_shown_beside_what_is_stored(qtbot: QtBot, tmp_path: Path) -> None:
    make_application()
    workspace = sample(tmp_path)
    export_word(workspace.view(), tmp_path / "报告.docx")
    document = Document(str(tmp_path / "报告.docx"))
    paragraph = next(one for one in document.paragraphs if "学校占地面积" in one.text)
    paragraph.text = paragraph.text.replace("学校占地面积", "本校占地面积")
    document.save(str(tmp_path / "改过.docx"))
    dialog = opened(qtbot, preview_import(workspace.view(), tmp_path / "改过.docx"))
    press(dialog, "下一步")
    texts = named(dialog, "正文各节")
    rows = [(cell(texts, row, 1), cell(texts, row, 4)) for row in range(texts.rowCount())]
    assert rows == [("学校面积及资产", "与已有的不同")]
    shown = next(one for one in dialog.findChildren(QTextEdit) if one.accessibleName() == "这一节的正文")
    assert "已有的" in shown.toPlainText()
    assert "本校占地面积" in shown.toPlainText()
    item(texts, 0, 0).setCheckState(Qt.CheckState.Checked)
    assert [one.found.title for one in dialog.preview.texts.taken] == ["学校面积及资产"]
    workspace.close()


def test_choosing_the_year_reads_the_file_as_of_that_year(dialog: ImportDialog) -> None:
    dialog._year.setCurrentIndex(1)  # noqa: SLF001 - as a user picks it
    dialog._year.activated.emit(1)  # noqa: SLF001
    assert dialog.preview.proposal.current_year == 2021


def test_picking_narrows_as_one_types(qtbot: QtBot) -> None:
    make_application()
    picker = PickDialog(None, "是哪个指标", [("a", "招生人数（人）"), ("b", "毕业生数（人）")])
    picker._filter.setText("毕业")  # noqa: SLF001
    qtbot.addWidget(picker)
    assert picker.chosen == "b"


def test_the_protocol_is_read_again_later(qtbot: QtBot, tmp_path: Path) -> None:
    make_application()
    workspace = empty(tmp_path)
    preview = preview_import(workspace.view(), workbook(tmp_path / "数据.xlsx", 学生=STUDENTS, 值班=ROSTER))
    workspace.do(import_edit(preview))
    past = past_imports(workspace.archive)
    assert [one.file for one in past] == ["数据.xlsx"]
    dialog = HistoryDialog(None, past)
    qtbot.addWidget(dialog)
    table = dialog.findChild(QTableWidget)
    assert table is not None
    lines = {cell(table, row, 6): cell(table, row, 5) for row in range(table.rowCount())}
    assert lines == {"B3": "新增", "C3": "新增", "D3": "由程序计算", "B4": "新增", "C4": "新增，未采用"} | {
        "D4": "由程序计算",
        "A2": "未读",
    }
    dialog._filter.setText("巩固")  # noqa: SLF001
    assert table.rowCount() == 3
    workspace.close()


def test_a_block_from_the_clipboard_is_imported(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_workspace(empty(tmp_path))
    monkeypatch.setattr(ImportDialog, "exec", lambda _self: int(ImportDialog.DialogCode.Accepted))
    text = "\n".join("\t".join("" if cell is None else str(cell) for cell in row) for row in STUDENTS[:3])
    QGuiApplication.clipboard().setText(text)
    window.controller.imports.pasted()
    session = window.session
    assert session is not None
    qtbot.waitUntil(lambda: session.undo_stack.count() == 1, timeout=15000)
    places = [
        stored.chosen.source.place
        for _, stored in session.view.archive.all_of(Kind.OBSERVATION)
        if isinstance(stored, Observation)
    ]
    assert places == ["剪贴板 › 粘贴的内容 › B3", "剪贴板 › 粘贴的内容 › C3"]


def test_the_sheet_is_legible_in_the_dark(window: MainWindow, tmp_path: Path, qapp: QApplication) -> None:
    window.open_workspace(empty(tmp_path))
    assert window.session is not None
    light = qapp.palette()
    qapp.setPalette(QPalette(QColor("#202020"), QColor("#202020")))
    apply_style(qapp)
    try:
        preview = preview_import(window.session.view, tidy_workbook(tmp_path / "a.xlsx"))
        dialog = ImportDialog(window, preview)
        sheet = dialog.findChild(SheetView)
        assert sheet is not None
        items = [sheet.item(row, at) for row in range(sheet.rowCount()) for at in range(sheet.columnCount())]
        grounds = [
            (one.foreground().color().lightness(), one.background().color().lightness())
            for one in items
            if one is not None and one.text() and one.background().style() is not Qt.BrushStyle.NoBrush
        ]
        assert len(grounds) > 10
        assert all(abs(text - ground) > 100 for text, ground in grounds)
    finally:
        qapp.setPalette(light)
        apply_style(qapp)


def test_a_value_is_named_by_its_column_where_the_columns_are_its_members(tmp_path: Path) -> None:
    rows: Rows = [
        ["表 2-8 毕业生去向结构"],
        ["去向", "升学", "直接就业", "合计"],
        ["2019年人数（人）", 87, 129, 216],
        ["2020年人数（人）", 100, 125, 225],
    ]
    workspace = empty(tmp_path)
    preview = preview_import(workspace.view(), workbook(tmp_path / "去向.xlsx", 就业=rows))
    values = [one for one in preview.tables[0].values if one.read.member]
    assert [name_of(one, preview) for one in values[:2]] == ["人数　升学", "人数　直接就业"]
    workspace.close()


def ask_box(title: str) -> list[str]:
    """Answer the next question with the button of that title; what it said."""
    said: list[str] = []

    def click() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        said.append(f"{box.text()} {box.informativeText()}")
        next(one for one in box.buttons() if one.text() == title).click()

    QTimer.singleShot(50, click)
    return said


def test_the_button_says_what_will_be_stored(dialog: ImportDialog) -> None:
    press(dialog, "下一步")
    texts = [one.text() for one in dialog.findChildren(QPushButton) if one.isVisible()]
    assert "导入 1 张表，3 个值" in texts
    assert "有 1 个值存疑未采用" in [one.text() for one in dialog.findChildren(QLabel)]


def test_an_import_that_stores_nothing_is_asked_about(dialog: ImportDialog) -> None:
    for table in dialog.preview.tables:
        for one in table.values:
            one.taken = False
    press(dialog, "下一步")
    said = ask_box("返回")
    press(dialog, "导入")
    assert "一个值也不会存入报告" in said[0]
    assert dialog.isVisible()
    ask_box("仍然继续")
    press(dialog, "导入")
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_corrections_are_not_thrown_away_unasked(dialog: ImportDialog, qtbot: QtBot) -> None:
    press(dialog, "是 94%")
    ask_box("返回")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    press(dialog, "撤销更正")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_message_counts_what_was_stored_and_leads_there(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, answer: Answer
) -> None:
    window.open_workspace(empty(tmp_path))
    assert window.desk is not None
    answer(lambda _: None)
    window.controller.take_file(workbook(tmp_path / "教务.xlsx", 学生=STUDENTS))
    qtbot.waitUntil(lambda: "已导入" in hint(window), timeout=20_000)
    assert "已导入 1 张表，3 个值，在 表" in hint(window)
    assert "有 1 个值存疑未采用" in hint(window)
    window.desk.outline.choose("front")
    go = next(one for one in window.statusBar().findChildren(QPushButton) if one.text() == "去看")
    go.click()
    assert [one.view.filled.grid[1][0].text for one in window.desk.page.cards][:1] == ["招生人数（人）"]


def hint(window: MainWindow) -> str:
    return " ".join(one.text() for one in window.statusBar().findChildren(QLabel))


def test_the_year_of_a_file_is_answered_by_one_click_above_everything(qtbot: QtBot, tmp_path: Path) -> None:
    make_application()
    basics: Rows = [
        ["学校基本情况统计表"],
        ["项目", "单位", "数量"],
        ["招生人数", "人", 9],
        ["毕业生数", "人", 6],
    ]
    buses: Rows = [["后勤情况统计表"], ["项目", "单位", "数量"], ["校车", "辆", 3], ["餐位", "个", 900]]
    dialog = opened(qtbot, previewed(tmp_path, 基本=basics, 后勤=buses))
    asked = [one for one in dialog.findChildren(QLabel) if one.isVisible() and "没有写年份" in one.text()]
    assert len(asked) == 1
    lines = dialog.findChild(TableList)
    assert lines is not None
    assert "等上面的回答 2" in lines.item(0).text()
    press(dialog, "上年 2018-2019学年")
    assert dialog.preview.undecided == 0
    assert {one.key.period for table in dialog.preview.tables for one in table.values if one.key} == {
        "2018-2019"
    }
    assert not [one for one in dialog.findChildren(QLabel) if one.isVisible() and "没有写年份" in one.text()]
    press(dialog, "撤销更正")
    assert dialog.preview.undecided == 4


def test_a_table_without_a_caption_is_called_by_its_sheet(qtbot: QtBot, tmp_path: Path) -> None:
    rows: Rows = [["班级", "男", "女", "合计"], ["机电一班", 26, 39, 65], ["机电二班", 13, 15, 28]]
    make_application()
    dialog = opened(qtbot, previewed(tmp_path, Sheet1=rows))
    names = dialog.findChild(TableList)
    assert names is not None
    assert "没有表题（Sheet1）" in names.item(0).text()
