"""The limits (办学条件): the school's standing against each, and the table itself, which it may change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.limits import (
    LimitStanding,
    all_limits,
    limit_number,
    limits_in_force,
    own_entity,
    put_limit,
    regions,
    remove_limit,
    restore_limits,
    school_kinds,
    set_school_kind,
    standings,
)
from qdesk.model.edit import Edit
from qdesk.model.limit import STANDING_WORDS, Limit, Standing
from qdesk.model.standard import DEFAULT
from qdesk.ui.attempt import attempt
from qdesk.ui.dialogs.form import FormDialog, choice
from qdesk.ui.dialogs.listing import listing
from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.report_session import ReportSession
from qdesk.ui.style import color

_COLUMNS = ("条件", "要求", "本校", "对照", "适用", "来源")
_ROLES = {
    Standing.MET: "done",
    Standing.MISSED: "must",
    Standing.USUAL: "secondary",
    Standing.UNKNOWN: "look",
}


class LimitsDialog(HelpedDialog):
    """Every change is an edit of its own and can be undone."""

    help_page = "办学条件"

    def __init__(self, parent: QWidget | None, session: ReportSession) -> None:
        super().__init__(parent)
        self.setWindowTitle("办学条件对照")
        self.resize(900, 520)
        self._session = session
        self._shown: list[LimitStanding] = []
        view = session.view
        entity = own_entity(view)
        self._kind = _words(["", *school_kinds(view)], entity.school_kind, "学校类别")
        self._region = _words(["", *regions(view)], entity.region, "地区")
        self.table = listing(_COLUMNS, "办学条件", stretch=5)
        self.table.cellDoubleClicked.connect(lambda *_: self._change())
        self._build()
        self._fill()

    def _build(self) -> None:
        top = QHBoxLayout()
        for label, box in (("学校类别", self._kind), ("地区", self._region)):
            top.addWidget(QLabel(label))
            top.addWidget(box, 1)
            box.activated.connect(self._keep_kind)
            if (line := box.lineEdit()) is not None:
                line.editingFinished.connect(self._keep_kind)
        hint = QLabel(
            "数值取自本报告，用每项写明的来源对照；来源写着“默认，可改”的请先核实。省里另有规定的，改这里就行。"
        )
        hint.setObjectName("secondary")
        hint.setWordWrap(True)
        row = QHBoxLayout()
        row.addStretch(1)
        for title, slot in (
            ("修改…", self._change),
            ("新增…", self._add),
            ("删除", self._remove),
            ("恢复默认", lambda: self._do(lambda: restore_limits(self._session.view))),
            ("关闭", self.accept),
        ):
            button = QPushButton(title)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(hint)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)

    def _fill(self) -> None:
        view = self._session.view
        held = {one.id for one in limits_in_force(view)}
        self._shown = standings(view, sorted(all_limits(view), key=lambda one: one.id not in held))
        self.table.setRowCount(len(self._shown))
        for row, one in enumerate(self._shown):
            limit = one.limit
            applies = limit.id in held
            about = "、".join(part for part in (limit.school_kind, limit.region) if part) or "全部"
            source = limit.source + ("（默认，可改）" if limit.state == DEFAULT else "")
            word = STANDING_WORDS[one.standing] if applies else "不适用"
            for column, text in enumerate((limit.name, limit.demand, one.shown, word, about, source)):
                item = QTableWidgetItem(text)
                item.setToolTip(
                    "\n".join(part for part in (one.explanation, *limit.watched, limit.note) if part)
                )
                if column == 3:
                    item.setForeground(QBrush(color(_ROLES[one.standing] if applies else "secondary")))
                self.table.setItem(row, column, item)

    def _do(self, make: Callable[[], Edit | None]) -> None:
        attempt(self, self._session, make)
        self._fill()

    def _keep_kind(self) -> None:
        kind, region = self._kind.currentText(), self._region.currentText()
        self._do(lambda: set_school_kind(self._session.view, kind, region))

    def _chosen(self) -> Limit | None:
        row = self.table.currentRow()
        return self._shown[row].limit if 0 <= row < len(self._shown) else None

    def _change(self) -> None:
        if (limit := self._chosen()) is not None:
            self._ask(limit, "修改办学条件")

    def _add(self) -> None:
        self._ask(Limit("", "", "", source="本校自定"), "新增办学条件")

    def _ask(self, limit: Limit, title: str) -> None:
        form = LimitForm(self, title, limit, self._session)
        while form.agreed():
            if attempt(self, self._session, lambda: put_limit(self._session.view, form.limit())):
                self._fill()
                return

    def _remove(self) -> None:
        if (limit := self._chosen()) is not None:
            self._do(lambda: remove_limit(self._session.view, limit))


class LimitForm(FormDialog):
    """Asks for one limit; `limit()` reads the answer, UserError where a number is none."""

    help_page = "办学条件"

    def __init__(self, parent: QWidget, title: str, limit: Limit, session: ReportSession) -> None:
        super().__init__(parent, title)
        self._before = limit
        catalogue = session.view.archive.catalogue
        names = sorted(((f"{one.name}（{one.unit}）" if one.unit else one.name), one.id) for one in catalogue)
        self._indicator = choice([("（请选择）", ""), *names], limit.indicator, "指标")
        self._per = choice([("（无）", ""), *names], limit.per, "占哪个指标的百分比")
        self._lines = {
            "name": ("名称", limit.name),
            "minimum": ("最低", _text(limit.minimum)),
            "maximum": ("最高", _text(limit.maximum)),
            "usual": ("一般为", _text(limit.usual)),
            "unit": ("单位", limit.unit),
            "school_kind": ("学校类别（空为全部）", limit.school_kind),
            "region": ("地区（空为全部）", limit.region),
            "source": ("来源", limit.source),
            "note": ("备注", limit.note),
        }
        self._edits: dict[str, QLineEdit] = {}
        self.form.addRow("指标", self._indicator)
        self.form.addRow("占哪个指标的 %", self._per)
        for key, (label, text) in self._lines.items():
            self._edits[key] = QLineEdit(text)
            self._edits[key].setAccessibleName(label)
            self.form.addRow(label, self._edits[key])

    def limit(self) -> Limit:
        """The limit as it was filled in; it is the user's word now, no default any more."""
        said = {key: line.text().strip() for key, line in self._edits.items()}
        return replace(
            self._before,
            indicator=str(self._indicator.currentData()),
            per=str(self._per.currentData()),
            name=said["name"],
            minimum=limit_number(said["minimum"]),
            maximum=limit_number(said["maximum"]),
            usual=limit_number(said["usual"]),
            unit=said["unit"],
            school_kind=said["school_kind"],
            region=said["region"],
            source=said["source"],
            note=said["note"],
            state="own",
        )


def _text(number: object) -> str:
    return "" if number is None else str(number)


def _words(words: list[str], chosen: str, name: str) -> QComboBox:
    """A list of words into which another may be typed."""
    box = QComboBox()
    box.setEditable(True)
    box.addItems(words)
    box.setCurrentText(chosen)
    box.setAccessibleName(name)
    return box
