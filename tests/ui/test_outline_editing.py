"""The outline, front matter and cases at the desk, by keys, mouse and dialogs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from desk_hands import Answer, show
from docx import Document
from docx.styles.style import ParagraphStyle
from examples import empty
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from qdesk.actions.edit_front_matter import FRONT_MATTER
from qdesk.actions.edit_outline import tray
from qdesk.actions.library import forget_library, library
from qdesk.actions.missing_values import missing_values
from qdesk.actions.report_styles import style_of
from qdesk.model.report_view import ReportView
from qdesk.ui.desk import Desk
from qdesk.ui.dialogs.chart_dialog import ChartDialog
from qdesk.ui.dialogs.convert_dialog import ConvertDialog
from qdesk.ui.dialogs.limits_dialog import LimitForm, LimitsDialog
from qdesk.ui.dialogs.meters_dialog import MetersDialog
from qdesk.ui.dialogs.missing_dialog import MissingDialog
from qdesk.ui.dialogs.numbering_dialog import NumberingDialog
from qdesk.ui.dialogs.styles_dialog import StyleReadingDialog, StylesDialog
from qdesk.ui.dialogs.tray_dialog import TrayDialog
from qdesk.ui.main_window import MainWindow
from qdesk.ui.outline.outline_model import SECTION

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def parts(window: MainWindow) -> tuple[Desk, ReportView]:
    assert window.desk is not None
    assert window.session is not None
    return window.desk, window.session.view


def titles(window: MainWindow, level: int = 1) -> list[str]:
    _, view = parts(window)
    return [view.title_of(one) for one in view.headings if one.level == level]


def name_it(text: str) -> Callable[[QDialog], None]:
    def fill(dialog: QDialog) -> None:
        dialog.findChildren(QLineEdit)[0].setText(text)

    return fill


def press(window: MainWindow, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    desk, _ = parts(window)
    desk.outline.tree.setFocus()
    qtbot.keyClick(desk.outline.tree, key, modifier or Qt.KeyboardModifier.NoModifier)


def test_the_outline_is_a_sound_item_model(desk: MainWindow) -> None:
    one, _ = parts(desk)
    QAbstractItemModelTester(one.outline.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    first = one.outline.model.index(0, 0)
    assert first.data(SECTION) == FRONT_MATTER
    assert one.outline.model.rowCount() == 9


def test_keys_move_a_section_and_its_page_stays(desk: MainWindow, qtbot: QtBot) -> None:
    one, _ = parts(desk)
    show(desk, "1.3")
    section = one.page.section_id
    press(desk, qtbot, Qt.Key.Key_Up, ALT)
    assert "1.2 教师队伍" in titles(desk, 2)
    assert (one.page.section_id, one.outline.tree.currentIndex().data(SECTION)) == (section, section)
    press(desk, qtbot, Qt.Key.Key_Left, ALT)
    assert titles(desk)[1] == "2.教师队伍"
    press(desk, qtbot, Qt.Key.Key_Right, ALT)
    assert "1.6 教师队伍" in titles(desk, 2)
    assert desk.session is not None
    for _ in range(3):
        desk.session.undo_stack.undo()
    assert "1.3 教师队伍" in titles(desk, 2)


def test_a_section_is_added_renamed_in_place_and_removed(
    desk: MainWindow, qtbot: QtBot, answer: Answer
) -> None:
    one, _ = parts(desk)
    show(desk, "1.1")
    answer(name_it("数字校园"))
    press(desk, qtbot, Qt.Key.Key_Return, CONTROL)
    assert "1.2 数字校园" in titles(desk, 2)
    show(desk, "1.2")
    press(desk, qtbot, Qt.Key.Key_F2)
    editor = one.outline.tree.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "数字校园"
    editor.setText("智慧校园")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "1.2 智慧校园" in titles(desk, 2))
    press(desk, qtbot, Qt.Key.Key_Delete)
    assert "1.2 学生情况" in titles(desk, 2)
    _, view = parts(desk)
    assert [one.title for one in tray(view).sections] == ["智慧校园"]
    assert view.title_of(view.headings[3]).startswith("1.1"), "the section above is shown"
    assert one.page.section_id == view.headings[3].section.id


def test_a_dragged_section_goes_where_it_is_dropped(desk: MainWindow, qtbot: QtBot) -> None:
    one, view = parts(desk)
    model = one.outline.model
    dragged = model.index_of(next(h.section.id for h in view.headings if h.number == "1.4"))
    chapter = model.index_of(next(h.section.id for h in view.headings if h.number == "2."))
    data = model.mimeData([dragged])
    assert model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, chapter)
    qtbot.waitUntil(lambda: "2.1 设施设备" in titles(desk, 2))
    data = model.mimeData([model.index_of(next(h.section.id for h in view.headings if h.number == "3."))])
    assert model.dropMimeData(data, Qt.DropAction.MoveAction, 1, 0, QModelIndex())
    qtbot.waitUntil(lambda: titles(desk)[0] == "1.质量保障措施")


def test_a_drop_that_cannot_be_is_said(desk: MainWindow, qtbot: QtBot, answer: Answer) -> None:
    one, view = parts(desk)
    model = one.outline.model
    chapter = model.index_of(view.headings[0].section.id)
    inner = model.index_of(view.headings[1].section.id)
    seen: list[str] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        seen.append(dialog.text())

    answer(read)
    model.dropMimeData(model.mimeData([chapter]), Qt.DropAction.MoveAction, -1, 0, inner)
    qtbot.waitUntil(lambda: bool(seen))
    assert "它自己下面" in seen[0]


def menu_action(menu: QMenu, *way: str):  # noqa: ANN201 - Qt's
    for title in way[:-1]:
        menu = next(one for one in menu.findChildren(QMenu) if one.title().startswith(title))
    return next(one for one in menu.actions() if one.text().startswith(way[-1]))


def test_the_menu_of_a_section_marks_and_numbers_it(desk: MainWindow, answer: Answer) -> None:
    one, view = parts(desk)
    section = next(h.section.id for h in view.headings if h.number == "4.3")
    answer(name_it("本校没有集团化办学"))
    menu_action(one.outline.commands.menu(section), "本校不适用").trigger()
    heading = parts(desk)[1].heading(section)
    assert heading is not None
    assert (heading.skipped, heading.section.reason) == (True, "本校没有集团化办学")
    index = one.outline.model.index_of(section)
    assert "本校没有集团化办学" in str(index.data(Qt.ItemDataRole.ToolTipRole))
    chapter = next(h.section.id for h in view.headings if h.number == "8.1")
    answer(name_it("挑战 {n}"))
    menu_action(one.outline.commands.menu(chapter), "本节编号", "单独编号").trigger()
    assert "挑战 1 主要问题" in titles(desk, 2)


def test_the_tray_gives_back(desk: MainWindow, qtbot: QtBot, answer: Answer) -> None:
    one, _ = parts(desk)
    before = titles(desk, 2)
    show(desk, "1.2")
    press(desk, qtbot, Qt.Key.Key_Delete)

    def put_back(dialog: QDialog) -> None:
        assert isinstance(dialog, TrayDialog)
        shown = [dialog.table.item(0, column) for column in range(3)]
        assert [item.text() for item in shown if item is not None][:2] == ["章节", "学生情况"]
        next(b for b in dialog.findChildren(type(one.outline._tray)) if b.text() == "放回").click()  # noqa: SLF001

    answer(put_back)
    one.outline._tray.click()  # noqa: SLF001 - the button below the outline
    assert titles(desk, 2) == before


def test_front_matter_is_switched_and_filled_in(desk: MainWindow, qtbot: QtBot) -> None:
    one, _ = parts(desk)
    desk.controller.report.front_matter()
    front = one.page.front
    assert front is not None
    cards = {card.page_id: card for card in front.cards}
    assert cards["cover"].shown.isChecked()
    assert not cards["declaration"].shown.isChecked()
    cards["declaration"].shown.click()
    field = cards["declaration"].fields["法定代表人（签名）"]
    assert isinstance(field, QLineEdit)
    field.setText("某某")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    levels = cards["contents"].fields["标题级数"]
    assert isinstance(levels, QComboBox)
    levels.setCurrentIndex(1)
    levels.activated.emit(1)
    editor = cards["declaration"].editor
    assert editor is not None
    assert "真实准确" in editor.toPlainText()
    _, view = parts(desk)
    pages = {page.id: page for page in view.archive.front_pages(view.report.id)}
    assert pages["declaration"].shown
    assert pages["declaration"].fields["法定代表人（签名）"] == "某某"
    assert pages["contents"].fields["标题级数"] == "2"
    assert desk.session is not None
    for _ in range(3):
        desk.session.undo_stack.undo()
    assert not cards["declaration"].shown.isChecked()


def test_a_case_is_written_counted_and_numbered(desk: MainWindow, qtbot: QtBot) -> None:
    one, _ = parts(desk)
    show(desk, "7.")
    desk.controller.report.new_case()
    (card,) = one.page.cases
    card.title.setText("校企共建")
    qtbot.keyClick(card.title, Qt.Key.Key_Return)
    card.editor.insertPlainText("做法")
    card.editor.settle()
    _, view = parts(desk)
    (case,) = view.archive.cases(view.report.id)
    assert (case.title, case.text) == ("校企共建", "做法")
    assert card._number.text() == "案例一"  # noqa: SLF001 - what is shown
    assert desk.session is not None
    desk.session.undo_stack.undo()
    assert card.editor.toPlainText() == ""


def test_numbering_is_chosen_with_an_example(desk: MainWindow, answer: Answer) -> None:
    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, NumberingDialog)
        boxes = {box.accessibleName(): box for box in dialog.findChildren(QComboBox)}
        boxes["标题编号"].setCurrentIndex(boxes["标题编号"].findData("chinese"))
        boxes["表题"].setCurrentIndex(boxes["表题"].findData("表{N}："))
        next(one for one in dialog.findChildren(QCheckBox) if "续表" in one.text()).setChecked(True)
        assert "（一）学生情况" in dialog._example.text()  # noqa: SLF001 - what is shown
        assert "表二：学生规模" in dialog._example.text()  # noqa: SLF001

    answer(choose)
    desk.controller.report.numbering()
    assert titles(desk)[0] == "一、学校情况"
    assert list(parts(desk)[1].table_numbers.values())[1] == "表二"
    assert desk.session is not None
    assert desk.session.view.report.numbering.continued


def test_a_look_is_restyled_in_word_and_the_report_takes_it(
    desk: MainWindow, answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = tmp_path / "版式.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(base), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(base), ""))

    def press(dialog: QDialog, words: str) -> None:
        next(one for one in dialog.findChildren(QPushButton) if one.text() == words).click()

    def in_word(_box: QDialog) -> None:
        document = Document(str(base))
        for name in ("heading 1", "heading 2"):
            style = document.styles[name]
            assert isinstance(style, ParagraphStyle)
            style.font.bold, style.font.underline = name == "heading 1", name == "heading 2"
        document.save(str(base))

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, StyleReadingDialog)
        told = dialog.text.toPlainText()
        assert "“一级标题”：加粗" in told
        assert "“二级标题”的下划线不采用" in told

    def restyle(dialog: StylesDialog) -> None:
        press(dialog, "存成 Word 文档…")
        press(dialog, "读回改过的文档…")
        assert dialog.table.rowCount() == 4

    monkeypatch.setattr(StylesDialog, "exec", restyle)
    for hands in (in_word, read, lambda box: press(box, "改用")):
        answer(hands)
    desk.controller.report.styles()
    assert desk.session is not None
    used = style_of(desk.session.view)
    assert (used.name, used.texts["heading1"].bold) == ("年度报告样式（本校）", True)
    desk.session.undo_stack.undo()
    assert style_of(desk.session.view).id == "report"


def test_limits_are_compared_and_changed(desk: MainWindow, answer: Answer) -> None:
    assert desk.session is not None
    dialog = LimitsDialog(desk, desk.session)

    def texts() -> list[str]:
        cells = (dialog.table.item(0, column) for column in range(4))
        return [one.text() for one in cells if one is not None]

    def typed(number: str) -> Callable[[QDialog], None]:
        def fill(form: QDialog) -> None:
            assert isinstance(form, LimitForm)
            form._edits["minimum"].setText(number)  # noqa: SLF001

        return fill

    def complaint(box: QDialog) -> None:
        assert isinstance(box, QMessageBox)
        assert "不是数" in box.text()

    assert texts() == ["占地面积", "≥ 40000 平方米", "78042", "达标"]
    dialog.table.selectRow(0)
    for hand in (typed("九万"), complaint, typed("90000")):
        answer(hand)
    dialog._change()  # noqa: SLF001 - the button
    assert texts() == ["占地面积", "≥ 90000 平方米", "78042", "未达标"]
    desk.session.undo_stack.undo()
    dialog.close()


def test_the_value_says_how_it_stands_against_its_limit(desk: MainWindow) -> None:
    one, _ = parts(desk)
    show(desk, "1.1.2")
    one.page.cards[0].view.choose(2, 1)
    texts = [label.text() for label in one.helper.findChildren(type(one.outline._progress))]  # noqa: SLF001
    assert any("占地面积 ≥ 40000 平方米：达标（《中等职业学校设置标准》（2010））" in text for text in texts)


def test_meters_lead_to_a_section(desk: MainWindow, qtbot: QtBot) -> None:
    one, view = parts(desk)
    desk.controller.report.meters()
    dialog = desk.findChild(MetersDialog)
    assert isinstance(dialog, MetersDialog)
    rows = {dialog.table.item(row, 0).text().strip(): row for row in range(dialog.table.rowCount())}  # pyright: ignore[reportOptionalMemberAccess]
    length = dialog.table.item(rows["1.1.2 学校面积及资产"], 2)
    assert length is not None
    assert length.text() == "129"
    dialog.table.cellDoubleClicked.emit(rows["1.1.2 学校面积及资产"], 0)
    assert one.page.section_id == next(h.section.id for h in view.headings if h.number == "1.1.2")
    dialog.close()
    qtbot.wait(1)


def test_the_report_goes_over_to_another_frame(desk: MainWindow, answer: Answer) -> None:
    def choose(dialog: QDialog) -> None:
        (box,) = dialog.findChildren(QComboBox)
        box.setCurrentIndex(box.findData("school-2024"))

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ConvertDialog)
        row = next(n for n, one in enumerate(dialog.plan.sections) if one.title == "3.6 党建情况")
        box = dialog.places[row]
        assert box is not None
        assert box.currentText() == "6.1 党建引领"
        box.setCurrentIndex(0)
        box.activated.emit(0)
        assert "党建情况" in dialog._left.text()  # noqa: SLF001 - what is shown

    answer(choose)
    answer(look)
    desk.controller.report.convert()
    assert titles(desk)[0] == "1.人才培养"
    assert "党建情况" in [one.title for one in tray(parts(desk)[1]).sections]
    assert desk.session is not None
    desk.session.undo_stack.undo()
    assert titles(desk)[0] == "1.学校情况"


def test_the_next_year_may_begin_in_another_frame(desk: MainWindow, answer: Answer) -> None:
    def choose(dialog: QDialog) -> None:
        boxes = {box.accessibleName(): box for box in dialog.findChildren(QComboBox)}
        boxes["编写规范"].setCurrentIndex(boxes["编写规范"].findData("school-2024"))

    answer(choose)
    answer(lambda _: None)
    desk.controller.report.roll()
    _, view = parts(desk)
    assert (view.report.period.code, view.report.standard) == ("2020-2021", "school-2024")


def test_a_broken_template_is_named_and_the_desk_starts(
    window: MainWindow, tmp_path: Path, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "home" / "qdesk" / "templates" / "standards"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "坏.toml").write_text('id = "x"\nname = "坏"\nlevel = "planet"\n', encoding="utf-8")
    monkeypatch.setattr("qdesk.actions.library.own_templates_dir", lambda: folder.parent)
    forget_library()
    assert len(library().standards) == 5

    def read(dialog: QDialog) -> None:
        assert any(
            "坏.toml 第 3 行 level" in label.text()
            for label in dialog.findChildren(type(window._hint))  # noqa: SLF001
        )

    answer(read)
    window.controller.report.standards()
    window.start.show_problems(library().problems)
    assert "坏.toml" in window.start.problems.text()
    forget_library()


def test_a_standard_is_saved_and_installed_by_file(
    desk: MainWindow, tmp_path: Path, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "规范.qstandard"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))

    def save(dialog: QDialog) -> None:
        dialog.table.selectRow(0)  # type: ignore[attr-defined]
        dialog._save()  # type: ignore[attr-defined]  # noqa: SLF001 - the button

    answer(save)
    desk.controller.report.standards()
    assert target.stat().st_size > 10_000


def test_a_chart_is_made_of_a_table_in_two_clicks(desk: MainWindow, answer: Answer, qtbot: QtBot) -> None:
    one, _ = parts(desk)

    def agree(dialog: QDialog) -> None:
        assert isinstance(dialog, ChartDialog)
        assert dialog.figure.title == "学生情况对比图"

    answer(agree)
    one.page.cards[0].chart_request.emit(one.page.cards[0].table_id)
    first, figure = one.page.figures  # the sample has one already
    assert figure._caption.text() == "图 2 学生情况对比图"  # noqa: SLF001 - what is shown
    assert first.figure_id != figure.figure_id
    before = figure.picture.grab().toImage()
    view = one.page.cards[0].view
    view.choose(1, 2)
    qtbot.keyClicks(view, "5")
    editor = view.focusWidget()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert figure.picture.grab().toImage() != before, "the chart follows the typed value"


def test_missing_values_are_filled_in_one_list(window: MainWindow, tmp_path: Path) -> None:
    window.open_workspace(empty(tmp_path))
    one, _ = parts(window)
    window.controller.report.missing()
    dialog = window.findChild(MissingDialog)
    assert isinstance(dialog, MissingDialog)
    before = len(list(missing_values(parts(window)[1])))
    assert dialog.table.rowCount() == before
    item = dialog.table.item(0, 3)
    assert item is not None
    item.setText("12,000")
    assert len(list(missing_values(parts(window)[1]))) == before - 1
    assert dialog.table.currentRow() == 1
    dialog.table.cellDoubleClicked.emit(3, 1)
    assert one.page.section_id == dialog._shown[3].section  # noqa: SLF001
    dialog.close()
