"""The prose of last year's report: which of its parts goes to which section."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.import_texts import ImportedText, note_stored
from qdesk.ui.importing.import_work import ImportWork
from qdesk.ui.importing.pick_dialog import pick
from qdesk.ui.style import color, ui_font
from qdesk.ui.text_difference import marked_difference

_HEADS = ("采用", "文件里的标题", "放到章节（双击更改）", "字数", "把握")


def side_by_side(stored: str, found: str) -> str:
    """Both texts as HTML, what differs in them marked."""
    kept, new = marked_difference(stored, found)
    return f"<p><b>已有的</b></p><p>{kept}</p><hr><p><b>文件里的</b></p><p>{new}</p>"


class TextsPage(QWidget):
    """A line a section of the document; the text of the current one stands at the right."""

    def __init__(self, work: ImportWork) -> None:
        super().__init__()
        self._work = work
        self._filling = False
        self._shown: list[ImportedText] = []
        self._hint = QLabel()
        self._hint.setObjectName("secondary")
        self._hint.setWordWrap(True)
        self._list = QTableWidget(0, len(_HEADS))
        self._list.setHorizontalHeaderLabels(list(_HEADS))
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._list.setFont(ui_font())
        self._list.verticalHeader().hide()
        self._list.setAccessibleName("正文各节")
        header = self._list.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._text = QTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName("这一节的正文")
        panes = QSplitter()
        panes.addWidget(self._list)
        panes.addWidget(self._text)
        panes.setSizes([760, 440])
        layout = QVBoxLayout(self)
        layout.addWidget(self._hint)
        layout.addWidget(panes, 1)
        self._list.currentCellChanged.connect(lambda row, *_: self._show_text(row))
        self._list.cellDoubleClicked.connect(lambda row, _column: self._move(row))
        self._list.cellActivated.connect(lambda row, _column: self._move(row))
        self._list.itemChanged.connect(self._tick)

    def refresh(self) -> None:
        """Show the sections that have prose."""
        texts = self._work.preview.texts
        self._shown = [one for one in texts.sections if one.found.paragraphs and not one.is_same]
        year = texts.period.title if texts.period else ""
        same = sum(one.is_same for one in texts.sections)
        count = len(texts.pictures)
        alike = f"另有 {same} 节与已有的相同。" if same else ""
        pictures = f"文件里有 {count} 张有题注的图，题注记在“文件 › 导入和换规范的记录”里。" if count else ""
        what = f"打勾的正文存为 {year} 报告的正文。已有正文的章节，打勾才改为文件里的。"
        self._hint.setText(what + alike + pictures)
        self._filling = True
        self._list.setRowCount(len(self._shown))
        for row, one in enumerate(self._shown):
            self._show(row, one)
        self._filling = False
        if self._list.currentRow() < 0 and self._shown:
            self._list.setCurrentCell(0, 1)
        self._show_text(self._list.currentRow())

    def _show(self, row: int, one: ImportedText) -> None:
        view = self._work.preview.view
        heading = view.heading(one.section)
        place = view.title_of(heading) if heading else "（没有相应的章节，不导入）"
        sure = "确定" if one.sure else f"相似 {one.likeness}%" if one.likeness else "请指定"
        sure = "与已有的不同" if one.differs else sure
        texts = ("", one.found.heading, place, str(one.length), sure)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column == 0:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if one.taken else Qt.CheckState.Unchecked)
            if column > 1 and (not one.sure or one.differs):
                item.setForeground(QBrush(color("look")))
            self._list.setItem(row, column, item)

    def _show_text(self, row: int) -> None:
        if not 0 <= row < len(self._shown):
            self._text.clear()
            return
        one = self._shown[row]
        if one.differs:
            self._text.setHtml(side_by_side(one.stored, one.found.text))
        else:
            self._text.setPlainText(one.found.text)

    def _tick(self, item: QTableWidgetItem) -> None:
        if not self._filling and item.column() == 0:
            one = self._shown[item.row()]
            one.taken = item.checkState() == Qt.CheckState.Checked
            if one.taken and not one.section:
                self._move(item.row())

    def _move(self, row: int) -> None:
        view = self._work.preview.view
        choices = [(one.section.id, view.title_of(one)) for one in view.headings]
        found = pick(self, f"“{self._shown[row].found.heading}”放到哪个章节", choices)
        one = self._shown[row]
        if found is not None:
            one.section, one.sure, one.taken = found, True, True
            note_stored(view, self._work.preview.texts, one)
        one.taken = one.taken and bool(one.section)
        self.refresh()
