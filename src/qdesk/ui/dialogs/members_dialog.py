"""The lists of majors, courses, schools: order, names of earlier years, beginning and end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.edit_names import merge_members, order_members, places_of_both, rename, set_years
from qdesk.errors import UserError
from qdesk.model.edit import Edit, Kind
from qdesk.model.entity import Entity, Member
from qdesk.model.value import fold_text
from qdesk.ui.dialogs.ask_text import ask_text
from qdesk.ui.dialogs.form import FormDialog, choice
from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.messages import ask, show_error
from qdesk.ui.report_session import ReportSession

_SCHOOLS = "学校"
_COLUMNS = ("名称", "曾用名和别名", "开设首年", "停办前末年")


class MembersDialog(HelpedDialog):
    """One list at a time; every change is an edit of its own and can be undone."""

    help_page = "改表和新建表"

    def __init__(self, parent: QWidget | None, session: ReportSession) -> None:
        super().__init__(parent)
        self.setWindowTitle("专业、学校等名单")
        self.resize(760, 520)
        self._session = session
        self._kind = QComboBox()
        self._kind.setAccessibleName("名单")
        self._table = QTableWidget(0, len(_COLUMNS))
        self._table.setHorizontalHeaderLabels(_COLUMNS)
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._table.verticalHeader().hide()
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setAccessibleName("名单内容")
        self._build()
        self._fill_kinds()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(QLabel("名单"))
        top.addWidget(self._kind, 1)
        hint = QLabel(
            "改名后，旧名称仍能认出以往的文件，历年数值不变。首年、末年写届满年份（2020 即 2019-2020"
            " 学年），一直开设就空着；没有开设的年份不印数，也不算漏填。双击格子修改。"
        )
        hint.setObjectName("secondary")
        hint.setWordWrap(True)
        side = QVBoxLayout()
        for title, slot in (
            ("改名…", self._rename),
            ("合并到…", self._merge),
            ("上移", lambda: self._move(-1)),
            ("下移", lambda: self._move(1)),
            ("按名称排序", self._sort),
        ):
            button = QPushButton(title)
            button.clicked.connect(slot)
            side.addWidget(button)
        side.addStretch(1)
        close = QPushButton("关闭")
        close.clicked.connect(self.accept)
        side.addWidget(close)
        middle = QHBoxLayout()
        middle.addWidget(self._table, 1)
        middle.addLayout(side)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(hint)
        layout.addLayout(middle, 1)
        self._kind.currentIndexChanged.connect(self._fill)
        self._table.itemChanged.connect(self._typed)

    # -- showing

    def _fill_kinds(self) -> None:
        archive = self._session.view.archive
        members = [one for _, one in archive.all_of(Kind.MEMBER) if isinstance(one, Member)]
        kinds = list(dict.fromkeys(one.breakdown for one in members))
        if any(one.parent for one in archive.entities):
            kinds.insert(0, _SCHOOLS)
        self._kind.addItems(kinds)
        at = self._kind.findText("专业")
        self._kind.setCurrentIndex(max(0, at))
        self._fill()

    def _things(self) -> list[Member] | list[Entity]:
        archive = self._session.view.archive
        kind = self._kind.currentText()
        if kind == _SCHOOLS:
            schools = [one for one in archive.entities if one.parent]
            if schools:
                return schools
        return archive.members(kind)

    def _fill(self) -> None:
        row = self._table.currentRow()
        self._table.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        things = self._things()
        self._table.setRowCount(len(things))
        for at, one in enumerate(things):
            years = (one.first_year, one.last_year) if isinstance(one, Member) else (None, None)
            texts = (one.name, "、".join(one.aliases), *(str(year or "") for year in years))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                locked = column == 1 or (column > 1 and isinstance(one, Entity))
                if locked:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self._table.setItem(at, column, item)
        self._table.blockSignals(False)  # noqa: FBT003
        if things:
            self._table.setCurrentCell(max(0, min(row, len(things) - 1)), 0)

    def _chosen(self) -> Member | Entity | None:
        things, row = self._things(), self._table.currentRow()
        return things[row] if 0 <= row < len(things) else None

    # -- changing

    def _try(self, make: Callable[[], Edit]) -> None:
        try:
            self._session.do(make())
        except UserError as error:
            show_error(self, error)
        self._fill()

    def _typed(self, item: QTableWidgetItem) -> None:
        one = self._chosen()
        if one is None:
            return
        text = item.text().strip()
        if item.column() == 0:
            self._try(lambda: rename(self._session.view, one, text))
        elif isinstance(one, Member):
            self._try(lambda: self._with_year(one, item.column(), text))

    def _with_year(self, one: Member, column: int, text: str) -> Edit:
        plain = fold_text(text)
        if plain and not (plain.isdigit() and len(plain) == 4):
            raise UserError(f"“{text}”不是年份", one.name, "请写四位数的年份，例如 2020；一直开设就空着")
        year = int(plain) if plain else None
        first, last = (year, one.last_year) if column == 2 else (one.first_year, year)
        return set_years(self._session.view, one, first, last)

    def _rename(self) -> None:
        one = self._chosen()
        if one is None:
            return
        name = ask_text(self, "改名", f"“{one.name}”在整份报告里改叫：", text=one.name)
        if name is not None:
            self._try(lambda: rename(self._session.view, one, name))

    def _merge(self) -> None:
        one = self._chosen()
        others = [other for other in self._things() if one is not None and other.id != one.id]
        if not isinstance(one, Member) or not others:
            return
        dialog = FormDialog(self, "合并", "合并")
        into = choice([(other.name, other) for other in others], None, "并入")
        dialog.form.addRow(f"“{one.name}”并入", into)
        dialog.add_hint("两个名称从此是同一个，历年数值合到一起；两边都有的年份用后者的数。")
        target = into.currentData() if dialog.agreed() else None
        if not isinstance(target, Member):
            return
        both = places_of_both(self._session.view, one, target)
        lost = f"有 {both} 处两边都有数，以“{target.name}”的为准，合计会因此变小。" if both else ""
        if ask(self, "合并", f"把“{one.name}”并入“{target.name}”？", f"{lost}可以撤销。", "合并"):
            self._try(lambda: merge_members(self._session.view, one, target))

    def _ids(self) -> list[str]:
        return [one.id for one in self._things()]

    def _move(self, step: int) -> None:
        row, ids = self._table.currentRow(), self._ids()
        if not isinstance(self._chosen(), Member) or not 0 <= row + step < len(ids):
            return
        ids.insert(row + step, ids.pop(row))
        self._table.setCurrentCell(row + step, 0)
        self._try(lambda: order_members(self._session.view, self._kind.currentText(), ids))

    def _sort(self) -> None:
        if isinstance(self._chosen(), Member):
            ranked = [one.id for one in sorted(self._things(), key=lambda one: fold_text(one.name))]
            self._try(lambda: order_members(self._session.view, self._kind.currentText(), ranked))
