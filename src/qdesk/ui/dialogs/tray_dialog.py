"""The tray: sections, tables and cases that the report holds without printing them, to be put back."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.edit_cases import place_case
from qdesk.actions.edit_outline import children, restore_section, tray
from qdesk.actions.meters import characters
from qdesk.actions.table_settings import place_table
from qdesk.model.axis import fill_years
from qdesk.model.case import Case
from qdesk.model.edit import Edit
from qdesk.model.report import ReportTable, Section
from qdesk.ui.attempt import attempt
from qdesk.ui.dialogs.form import choice
from qdesk.ui.dialogs.listing import listing
from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.report_session import ReportSession

_COLUMNS = ("种类", "标题", "内容")


class TrayDialog(HelpedDialog):
    """One row a thing; a section goes back to where it stood, the others to a section that is chosen."""

    help_page = "提纲"

    def __init__(self, parent: QWidget | None, session: ReportSession, section: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("待安置")
        self.resize(720, 420)
        self._session = session
        self._things: list[Section | ReportTable | Case] = []
        self.table = listing(_COLUMNS, "待安置", stretch=1)
        view = session.view
        options = [(view.title_of(one), one.section.id) for one in view.headings if not one.skipped]
        self._target = choice(options, section, "放到哪一节")
        hint = QLabel("这些内容不打印，但都还在。章节放回原来的位置，表和案例放到选定的章节。")
        hint.setObjectName("secondary")
        hint.setWordWrap(True)
        back = QPushButton("放回")
        back.clicked.connect(self._put_back)
        close = QPushButton("关闭")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(QLabel("表和案例放到"))
        row.addWidget(self._target, 1)
        row.addWidget(back)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(hint)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        self._fill()

    def _fill(self) -> None:
        view = self._session.view
        lying = tray(view)
        self._things = [*lying.sections, *lying.tables, *lying.cases]
        self.table.setRowCount(len(self._things))
        for row, one in enumerate(self._things):
            for column, text in enumerate(self._texts(one)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        if self._things:
            self.table.selectRow(0)

    def _texts(self, one: Section | ReportTable | Case) -> tuple[str, str, str]:
        view = self._session.view
        if isinstance(one, Section):
            # A section that only its number names (挑战 1) has no title of its own.
            title = fill_years(one.title, view.data.year) or one.numbering
            return "章节", title, self._content(one)
        if isinstance(one, ReportTable):
            return "表", view.filled(one).caption, ""
        return "案例", one.title, f"{characters(view.plain(one.text))} 字"

    def _content(self, section: Section) -> str:
        """What lies with a section: sub-sections, characters, tables."""
        view = self._session.view
        inside, waiting = [section], [section]
        while waiting:
            below = children(view, waiting.pop().id)
            inside += below
            waiting += below
        ids = {one.id for one in inside}
        written = sum(len(view.plain_text(one)) for one in ids)
        tables = sum(one.section in ids for one in view.archive.tables(view.report.id))
        parts = [f"{len(inside) - 1} 个下级"] if len(inside) > 1 else []
        parts += [f"正文 {written} 字"] if written else []
        parts += [f"{tables} 张表"] if tables else []
        return "，".join(parts)

    def _put_back(self) -> None:
        row = self.table.currentRow()
        if not 0 <= row < len(self._things):
            return
        attempt(self, self._session, lambda: self._edit(self._things[row]))
        self._fill()

    def _edit(self, one: Section | ReportTable | Case) -> Edit:
        view, target = self._session.view, str(self._target.currentData())
        if isinstance(one, Section):
            return restore_section(view, one.id)
        if isinstance(one, ReportTable):
            return place_table(view, one, target)
        return place_case(view, one.id, target)
