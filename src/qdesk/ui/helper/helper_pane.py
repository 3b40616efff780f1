"""The pane beside the section: last year's text, its findings, the chosen value."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.describe_value import describe_value
from qdesk.actions.edit_comments import comments_of, finish_comment
from qdesk.actions.edit_text import prior_text, set_note
from qdesk.actions.gather_findings import gathered
from qdesk.actions.print_pages import printed_section
from qdesk.model.filled_cell import FilledCell
from qdesk.model.finding import Finding, Severity
from qdesk.model.observation import Key
from qdesk.recognition.prose_numbers import prose_numbers
from qdesk.ui.moments import moment_text
from qdesk.ui.preview.page_strip import PageStrip
from qdesk.ui.report_session import ReportSession
from qdesk.ui.style import color

_LOOKS = {Severity.MUST: "must", Severity.LOOK: "look", Severity.NOTE: "note"}
_SHOWN_FINDINGS = 12
_PRINT_WIDTH = 280
_PRINT_PAUSE_MS = 400


class _Fold(QWidget):
    """A part of the pane under a title that folds it away."""

    opened = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._button = QToolButton()
        self._button.setObjectName("link")
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setCheckable(True)
        self._button.setChecked(True)
        self._button.toggled.connect(self._fold)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 6)
        self._holder = QWidget()
        self._holder.setLayout(self.body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._button)
        layout.addWidget(self._holder)
        self.set_extra("")

    @property
    def is_open(self) -> bool:
        """Whether the part is unfolded."""
        return self._button.isChecked()

    def fold(self) -> None:
        """Fold the part away."""
        self._button.setChecked(False)

    def set_extra(self, extra: str) -> None:
        """What stands behind the title."""
        self._extra = extra
        self._fold(self._button.isChecked())

    def _fold(self, on: bool) -> None:  # noqa: FBT001 - a Qt slot
        self._holder.setVisible(on)
        # An arrow of the style's: some fonts of Windows have no such letter.
        self._button.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        self._button.setText(f"{self._title}  {self._extra}".rstrip())
        if on:
            self.opened.emit()

    def clear(self) -> None:
        """Take out what the body shows."""
        while (item := self.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()


class HelperPane(QScrollArea):
    """Three folding parts; it asks to take over text and to go to findings."""

    take_over = Signal(str)
    go_to = Signal(Finding)
    keep = Signal(Finding)
    """The user wants to keep what a finding is about, and to say why."""
    give_back = Signal()
    """The overwritten value that is shown should be computed again."""

    def __init__(self, session: ReportSession) -> None:
        super().__init__()
        self.setObjectName("sidePane")
        self._session = session
        self._section = ""
        self._key: Key | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        content.setObjectName("sidePane")
        self._prior = _Fold("上年正文")
        self._comments = _Fold("批注")
        self._findings = _Fold("本节核查")
        self._value = _Fold("选中数据")
        self._print = _Fold("印刷样式")
        self._print.opened.connect(self.show_print)
        self._strip = PageStrip(_PRINT_WIDTH, margin=2)
        self._print_pause = QTimer(self)
        self._print_pause.setSingleShot(True)
        self._print_pause.setInterval(_PRINT_PAUSE_MS)
        self._print_pause.timeout.connect(self.show_print)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(12, 10, 12, 10)
        self._print.body.addWidget(self._strip)
        self._print.fold()
        for part in (self._comments, self._prior, self._findings, self._value, self._print):
            layout.addWidget(part)
        layout.addStretch(1)
        self.setWidget(content)
        self._show_no_value()

    def show_section(self, section_id: str) -> None:
        """Show last year's text of a section."""
        self._section = section_id
        self._strip.show_pages(None)
        self.print_later()
        self.show_comments()
        self._prior.clear()
        prior = prior_text(self._session.view, section_id)
        text, period = prior.printed, prior.period
        self._prior.set_extra(period)
        if not text:
            self._prior.body.addWidget(
                _plain("上年没有这一节的正文" if period else "还没有上年的报告", soft=True)
            )
            return
        shown = _plain(text)
        shown.setTextFormat(Qt.TextFormat.RichText)
        shown.setText(_with_numbers(text))
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._prior.body.addWidget(shown)
        take = QPushButton("带入并更新")
        take.setToolTip("把上年正文接在本节正文之后：认得的数换成本年的，其余标出待定")
        take.clicked.connect(lambda: self.take_over.emit(prior.stored))
        self._prior.body.addWidget(take)

    def show_comments(self) -> None:
        """Show what others have written in the margin of this section; nothing where nobody has."""
        found = comments_of(self._session.view, self._section)
        self._comments.clear()
        self._comments.setVisible(bool(found))
        self._comments.set_extra(str(len(found)) if found else "")
        for one in found:
            box = QFrame()
            box.setObjectName("look")
            layout = QVBoxLayout(box)
            layout.setContentsMargins(8, 6, 8, 6)
            layout.setSpacing(2)
            layout.addWidget(_plain(f"{one.author}：{one.text}"))
            if one.quote:
                layout.addWidget(_plain(f"“{one.quote}”", soft=True))
            done = QPushButton("已处理")
            done.setObjectName("link")
            done.clicked.connect(
                lambda _=False, comment=one: self._session.do(finish_comment(self._session.view, comment))
            )
            layout.addWidget(done)
            self._comments.body.addWidget(box)

    def print_later(self) -> None:
        """The section changed: show it as it prints once the user pauses."""
        if self._print.is_open:
            self._print_pause.start()

    def show_print(self) -> None:
        """Show the section's own pages, as they come out of the document."""
        if not self._print.is_open or not self._section:
            return
        view = self._session.view
        pages = printed_section(view, self._section) if view.heading(self._section) else None
        self._strip.show_pages(pages)

    def show_findings(self, findings: list[Finding] | None) -> None:
        """Show the findings of the section; None while they are looked for."""
        mine = gathered([one for one in findings or () if one.section == self._section])
        self._findings.clear()
        self._findings.set_extra(str(len(mine)) if mine else "")
        for one in mine[:_SHOWN_FINDINGS]:
            self._findings.body.addWidget(self._finding(one))
        if len(mine) > _SHOWN_FINDINGS:
            self._findings.body.addWidget(_plain(f"……另有 {len(mine) - _SHOWN_FINDINGS} 条", soft=True))
        if not mine:
            said = "正在核查……" if findings is None else "没有问题"
            self._findings.body.addWidget(_plain(said, soft=True))

    def _finding(self, one: Finding) -> QWidget:
        box = QFrame()
        box.setObjectName(_LOOKS[one.severity])
        layout = QVBoxLayout(box)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(2)
        heading = self._session.view.heading(one.section)
        title = self._session.view.title_of(heading) if heading else ""
        layout.addWidget(_plain(one.message.removeprefix(f"{title}：")))  # the section is before the eyes
        if one.table or one.quote:
            go = QPushButton("定位")
            go.setObjectName("link")
            go.clicked.connect(lambda: self.go_to.emit(one))
            layout.addWidget(go)
        if one.severity is not Severity.NOTE and one.rule != "missing_value":
            keep = QPushButton("保留并说明…")
            keep.setObjectName("link")
            keep.setToolTip("核对过没有错：写一句说明，不再提示；数变了会再问")
            keep.clicked.connect(lambda: self.keep.emit(one))
            layout.addWidget(keep)
        return box

    def show_value(self, cell: FilledCell, name: str) -> None:
        """Show where the chosen value comes from."""
        self._value.clear()
        self._key = cell.key
        described = describe_value(self._session.view, cell, name, moment_text)
        self._value.body.addWidget(_plain(described.title))
        for line in described.lines:
            self._value.body.addWidget(_plain(line, soft=True))
        if cell.overwritten:
            back = QPushButton(f"恢复为计算值 {cell.behind}".rstrip())
            back.clicked.connect(self.give_back)
            self._value.body.addWidget(back)
        if cell.key is not None and self._session.view.archive.observation(cell.key) is not None:
            note = QLineEdit(described.note)
            note.setPlaceholderText("备注（不打印）")
            note.setAccessibleName("备注")
            note.editingFinished.connect(lambda: self._keep_note(note.text()))
            self._value.body.addWidget(note)

    def _keep_note(self, text: str) -> None:
        if self._key is not None and (edit := set_note(self._session.view, self._key, text)) is not None:
            self._session.do(edit)

    def forget_value(self) -> None:
        """Another section is shown: the value chosen before is not in it."""
        self._key = None
        self._value.clear()
        self._show_no_value()

    def _show_no_value(self) -> None:
        self._value.body.addWidget(_plain("选中一格，可看它的来源和改动", soft=True))


def _with_numbers(text: str) -> str:
    """A text as HTML with its numbers set off, so that one sees what has to be looked at."""
    pieces: list[str] = []
    at = 0
    for number in prose_numbers(text):
        pieces.append(escape(text[at : number.start]))
        pieces.append(f'<b style="color:{color("accent").name()}">{escape(number.text)}</b>')
        at = number.end
    pieces.append(escape(text[at:]))
    return "".join(pieces).replace("\n", "<br>")


def _plain(text: str, *, soft: bool = False) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
    if soft:
        label.setObjectName("secondary")
    return label
