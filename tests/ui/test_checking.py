"""The windows of checking: filters that stay while things are mended, rules with own numbers, other files."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from examples import table_named
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from qdesk.actions.check_settings import check_rules
from qdesk.actions.edit_values import clear_cells, set_cell
from qdesk.actions.gather_findings import SEVERITY_TITLES, by_department
from qdesk.actions.keep_finding import keep_finding
from qdesk.actions.roll_year import roll_edit
from qdesk.actions.run_checks import CheckedReport
from qdesk.model.edit import Edit
from qdesk.model.finding import Severity
from qdesk.ui.checking.findings_dialog import FindingsDialog
from qdesk.ui.checking.rules_dialog import RulesDialog
from qdesk.ui.main_window import MainWindow


def opened(window: MainWindow, name: str = "") -> FindingsDialog:
    return next(one for one in window.findChildren(FindingsDialog) if name in one.windowTitle())


def named(dialog: FindingsDialog, name: str) -> QComboBox:
    return next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == name)


def messages(dialog: FindingsDialog) -> list[str]:
    table = dialog.findChild(QTableWidget)
    assert isinstance(table, QTableWidget)
    return [item.text() if (item := table.item(row, 2)) else "" for row in range(table.rowCount())]


def choose(box: QComboBox, words: str) -> None:
    box.setCurrentIndex(box.findText(words, Qt.MatchFlag.MatchStartsWith))


def test_the_list_is_filtered_by_chapter_rule_and_department(desk: MainWindow) -> None:
    desk.controller.checks.report()
    dialog = opened(desk)
    everything = messages(dialog)
    choose(named(dialog, "核查项目"), "突变")
    jumps = messages(dialog)
    assert jumps
    assert all("变化很大" in one for one in jumps)
    choose(named(dialog, "章"), "2")
    assert 0 < len(messages(dialog)) < len(jumps)
    choose(named(dialog, "核查项目"), "核查项目：全部")
    choose(named(dialog, "章"), "章：全部")
    assert messages(dialog) == everything
    box = named(dialog, "科室")
    box.setCurrentIndex(1)
    assert 0 < len(messages(dialog)) < len(everything)
    dialog.close()


def test_bar_and_list_name_the_same_numbers(desk: MainWindow, qtbot: QtBot) -> None:
    """What a table lacks counts once in both."""
    assert desk.session is not None
    assert desk.desk is not None
    table = table_named(view := desk.session.view, "学生情况对比表")
    desk.session.do(clear_cells(view, table, [(3, 2), (4, 2)]) or Edit("", ()))
    unfilled = "本年还有 2 个数未填"
    shown = desk.desk
    qtbot.waitUntil(lambda: any("未填" in one.message for one in shown.findings))
    told = by_department(desk.session.view, desk.desk.findings)
    counts = {one: sum(each.severity is one for each in told) for one in Severity}
    button = next(one for one in desk.desk.top_bar.findChildren(QPushButton) if one.text().startswith("核查"))
    grave = next(one for one in Severity if counts[one])
    assert button.text() == f"核查 · {SEVERITY_TITLES[grave]} {counts[grave]}"
    parts = "、".join(f"{SEVERITY_TITLES[one]} {counts[one]}" for one in Severity if counts[one])
    assert parts in button.toolTip()
    desk.controller.checks.report()
    dialog = opened(desk)
    heading = next(one for one in dialog.findChildren(QLabel) if "双击" in one.text())
    assert f"{sum(counts.values())} 条（{parts}" in heading.text()
    assert [one for one in messages(dialog) if "未填" in one] == [f"表 2 学生情况对比表：{unfilled}"]
    dialog.close()


def test_what_is_mended_leaves_the_list_while_it_is_open(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.session is not None
    view = desk.session.view
    table = table_named(view, "学生情况对比表")
    before = view.filled(table).grid[1][3].text
    desk.session.do(set_cell(view, table, 1, 3, "39.76", overwrite=True))
    desk.controller.checks.report()
    dialog = opened(desk)
    choose(named(dialog, "程度"), "必改")
    assert any("39.76" in one and before in one for one in messages(dialog))
    desk.session.undo_stack.undo()
    qtbot.waitUntil(lambda: not any("39.76" in one for one in messages(dialog)))
    dialog.close()


def test_a_limit_of_jumps_is_the_schools_own_and_can_be_undone(desk: MainWindow, qtbot: QtBot) -> None:
    session = desk.session
    assert session is not None
    dialog = RulesDialog(desk, session)
    qtbot.addWidget(dialog)
    jump = check_rules()["jump"]
    item = dialog.tree.findItems(jump.title, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)[0]
    dialog.tree.setCurrentItem(item)
    assert sum(one.rule == "jump" for one in session.findings()) == 3
    title = next(one.title for one in jump.parameters if one.name == "thousand")
    box = next(one for one in dialog.page.findChildren(QLineEdit) if one.accessibleName() == title)
    box.setText("3")
    box.editingFinished.emit()
    assert sum(one.rule == "jump" for one in session.findings()) < 3
    session.undo_stack.undo()
    assert sum(one.rule == "jump" for one in session.findings()) == 3


def test_a_rule_that_is_switched_off_finds_nothing(desk: MainWindow, qtbot: QtBot) -> None:
    session = desk.session
    assert session is not None
    dialog = RulesDialog(desk, session)
    qtbot.addWidget(dialog)
    title = check_rules()["unwritten_section"].title
    item = dialog.tree.findItems(title, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)[0]
    dialog.tree.setCurrentItem(item)
    assert any(one.rule == "unwritten_section" for one in session.findings())
    use = dialog.page.findChild(QCheckBox)
    assert isinstance(use, QCheckBox)
    use.click()
    assert item.text(0) == f"{title}（停用）"
    assert not any(one.rule == "unwritten_section" for one in session.findings())


def test_another_file_is_checked_and_nothing_of_it_is_stored(
    desk: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "别的学校.docx"
    document = Document()
    for line in ("某校质量年度报告（2024年）", "一、学校情况", "生均图书增长1.28册册。"):
        document.add_paragraph(line)
    document.save(str(path))
    assert desk.session is not None
    before = desk.session.undo_stack.count()
    desk.controller.checks.check_file(path)
    qtbot.waitUntil(lambda: any(path.name in one.windowTitle() for one in desk.findChildren(FindingsDialog)))
    assert any("单位写了两遍" in one for one in messages(opened(desk, path.name)))
    assert desk.session.undo_stack.count() == before
    opened(desk, path.name).close()


def test_an_explanation_can_be_taken_back_in_the_list(desk: MainWindow, qtbot: QtBot) -> None:
    session = desk.session
    assert session is not None
    finding = next(one for one in session.findings() if one.rule == "jump")
    session.do(keep_finding(session.view, finding, "扩招，已核对"))
    desk.controller.checks.report()
    dialog = opened(desk)
    table = dialog.findChild(QTableWidget)
    assert isinstance(table, QTableWidget)
    again = next(one for one in dialog.findChildren(QPushButton) if one.text() == "取消保留")
    assert not again.isEnabled()
    table.selectRow(next(n for n, one in enumerate(messages(dialog)) if "扩招" in one))
    again.click()
    assert not any(one.explanation for one in session.findings())
    qtbot.waitUntil(lambda: not any("扩招" in one for one in messages(dialog)))
    dialog.close()


def test_a_report_gone_over_to_is_checked_in_steps(
    desk: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window lives meanwhile, says that it is looking, and an edit in between loses nothing."""
    monkeypatch.setattr("qdesk.ui.desk._CHECK_AT_ONCE_S", 0)
    monkeypatch.setattr("qdesk.ui.desk._CHECK_STEP_S", 0)
    session, board = desk.session, desk.desk
    assert session is not None
    assert board is not None
    counted: list[int] = []
    board.findings_counted.connect(lambda found: counted.append(len(found)))
    session.do(roll_edit(session.workspace, session.view.report.period.shift(1)))
    assert not counted
    assert any(one.text() == "正在核查……" for one in board.helper.findChildren(QLabel))
    qtbot.wait(5)
    session.undo_stack.undo()
    kept = [one for one in CheckedReport(session.view).findings() if not one.explanation]
    qtbot.waitUntil(lambda: bool(counted) and board.findings == kept, timeout=20_000)
