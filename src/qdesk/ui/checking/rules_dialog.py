"""The rules of the checks: what each looks at, an example, what helps, its numbers, and its switch."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.check_settings import (
    check_rules,
    parameter_name,
    parameters_of,
    set_parameter,
    switch,
    switched_off,
)
from qdesk.model.check_rule import CheckParameter, CheckRule
from qdesk.ui.attempt import attempt
from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.report_session import ReportSession

_RULE = Qt.ItemDataRole.UserRole


class RulesDialog(HelpedDialog):
    """Every change is an edit of its own and can be undone."""

    help_page = "核查"

    def __init__(self, parent: QWidget | None, session: ReportSession) -> None:
        super().__init__(parent)
        self.setWindowTitle("核查规则")
        self.resize(820, 520)
        self._session = session
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName("核查规则")
        self._fill()
        self.page = QWidget()
        layout = QHBoxLayout(self)
        layout.addWidget(self.tree, 2)
        self._right = QVBoxLayout()
        layout.addLayout(self._right, 3)
        self.tree.currentItemChanged.connect(self._show)
        if (first := self.tree.topLevelItem(0)) is not None:
            self.tree.setCurrentItem(first.child(0))

    def _fill(self) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        off = switched_off(self._session.view)
        for rule in check_rules().values():
            group = groups.get(rule.group)
            if group is None:
                group = groups[rule.group] = QTreeWidgetItem([rule.group])
                group.setFlags(group.flags() & ~Qt.ItemFlag.ItemIsSelectable)
                self.tree.addTopLevelItem(group)
                group.setExpanded(True)
            item = QTreeWidgetItem([_titled(rule, is_on=rule.id not in off)])
            item.setData(0, _RULE, rule.id)
            group.addChild(item)

    def _show(self, item: QTreeWidgetItem | None) -> None:
        rule = check_rules().get(item.data(0, _RULE)) if item is not None else None
        if rule is not None:
            self._right.removeWidget(self.page)
            self.page.deleteLater()
            self.page = self._page(rule)
            self._right.addWidget(self.page)

    def _page(self, rule: CheckRule) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        title = QLabel(f"<h3>{rule.title}</h3>")
        layout.addWidget(title)
        for head, text in (("核查什么", rule.checked), ("举例", rule.example), ("怎么改", rule.remedy)):
            line = QLabel(f"<b>{head}</b>　{text}")
            line.setWordWrap(True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(line)
        form = QFormLayout()
        values = parameters_of(self._session.view)
        for parameter in rule.parameters:
            box = QLineEdit(f"{values[parameter_name(rule, parameter)]:f}")
            box.setAccessibleName(parameter.title)
            box.setMaximumWidth(90)
            box.editingFinished.connect(partial(self._set, rule, parameter, box))
            row = QHBoxLayout()
            row.addWidget(box)
            row.addWidget(QLabel(f"{parameter.unit}（默认 {parameter.value:f}）"), 1)
            form.addRow(parameter.title, row)
        layout.addLayout(form)
        use = QCheckBox("启用这一项核查")
        use.setChecked(rule.id not in switched_off(self._session.view))
        use.toggled.connect(partial(self._switch, rule))
        layout.addWidget(use)
        hint = QLabel("停用的项目在核查记录里写明“未核查”。改动可以撤销。")
        hint.setObjectName("secondary")
        hint.setWordWrap(True)
        layout.addWidget(hint)
        layout.addStretch(1)
        return page

    def _set(self, rule: CheckRule, parameter: CheckParameter, box: QLineEdit) -> None:
        view = self._session.view
        attempt(self, self._session, lambda: set_parameter(view, rule, parameter, box.text()))
        name = parameter_name(rule, parameter)
        box.setText(f"{parameters_of(self._session.view)[name]:f}")

    def _switch(self, rule: CheckRule, is_on: bool) -> None:  # noqa: FBT001 - as Qt calls it
        attempt(self, self._session, lambda: switch(self._session.view, rule, on=is_on))
        if (item := self.tree.currentItem()) is not None:
            item.setText(0, _titled(rule, is_on=is_on))


def _titled(rule: CheckRule, *, is_on: bool) -> str:
    return rule.title if is_on else f"{rule.title}（停用）"
