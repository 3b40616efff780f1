"""How the whole report looks and numbers: headings, tables, figures, cases; with examples."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from qdesk.actions.report_styles import all_styles
from qdesk.model.numbering import CAPTION_PATTERNS, HEADING_SCHEMES, Numbering, caption_number
from qdesk.ui.dialogs.form import FormDialog, choice

_OWN = "own"
_CAPTIONS = (
    ("table", "表题", "学生规模"),
    ("annex_table", "附表题", "计分卡"),
    ("figure", "图题", "在校生变化"),
    ("case", "案例", "校企共建"),
)
_TITLES = ("学校情况", "学生情况", "规模与结构", "在校生")


class PatternChoice(QWidget):
    """The patterns that reports use as examples, and a line for one of the user's own."""

    changed = Signal()

    def __init__(self, kind: str, title: str, sample: str, pattern: str) -> None:
        super().__init__()
        known = CAPTION_PATTERNS[kind]
        options = [(self._example(one, sample), one) for one in known]
        self._box = choice([*options, ("自定…", _OWN)], pattern if pattern in known else _OWN, title)
        self._line = QLineEdit(pattern)
        self._line.setAccessibleName(f"{title} 自定")
        self._line.setToolTip("{n} 是 1、2、3，{N} 是 一、二、三，{c} 是章号；末尾的空格也会印出来")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._box, 1)
        layout.addWidget(self._line, 1)
        self._box.currentIndexChanged.connect(self._chosen)
        self._line.textChanged.connect(self.changed)
        self._chosen()

    @staticmethod
    def _example(pattern: str, sample: str) -> str:
        if not pattern:
            return "与正文的表一起编号"
        by_chapter = "（按章）" if "{c}" in pattern else ""
        return caption_number(pattern, 1, "1").line(sample) + by_chapter

    def _chosen(self) -> None:
        own = self._box.currentData() == _OWN
        self._line.setVisible(own)
        if not own:
            self._line.setText(str(self._box.currentData()))
        self.changed.emit()

    @property
    def pattern(self) -> str:
        """The chosen pattern."""
        return self._line.text()


class NumberingDialog(FormDialog):
    """Asks for look and numbering of a report; `style_chosen` and `numbering` are the answer."""

    help_page = "版式和编号"

    def __init__(self, parent: QWidget | None, before: Numbering, style: str) -> None:
        super().__init__(parent, "版式和编号")
        self.setMinimumWidth(560)
        self._styles = all_styles()
        self._style = choice([(one.name, one.id) for one in self._styles], style, "版式")
        self._style.setToolTip("字体、字号、页边距、行距和页码的位置")
        self.form.addRow("版式", self._style)
        schemes = [(one.name, one.id) for one in HEADING_SCHEMES.values()]
        self._headings = choice(schemes, before.headings, "标题编号")
        self.form.addRow("标题", self._headings)
        self._patterns = {
            kind: PatternChoice(kind, title, sample, getattr(before, kind))
            for kind, title, sample in _CAPTIONS
        }
        for kind, title, _ in _CAPTIONS:
            self.form.addRow(title, self._patterns[kind])
            self._patterns[kind].changed.connect(self._show)
        self._continued = QCheckBox("跨页的表，每页表上印“续表”和表号")
        self._continued.setChecked(before.continued)
        self._continued.setToolTip("表在换页处分成几段，各有表头；在 Word 里增删行以后，分段要自己调整")
        self.form.addRow("续表", self._continued)
        self._example = QLabel()
        self.form.addRow("例如", self._example)
        self.add_hint("一份报告只用一种样式；改了以后，全文的标题、表、图、案例和目录都跟着变。")
        self._headings.currentIndexChanged.connect(self._show)
        self._style.currentIndexChanged.connect(self._show_continued)
        self._show_continued()
        self._show()

    @property
    def style_chosen(self) -> str:
        """The id of the chosen look."""
        return str(self._style.currentData())

    @property
    def numbering(self) -> Numbering:
        """The chosen numbering."""
        patterns = {kind: one.pattern for kind, one in self._patterns.items()}
        headings = str(self._headings.currentData())
        return Numbering(headings=headings, continued=self._continued.isChecked(), **patterns)

    def _show_continued(self) -> None:
        """A style that wants 续表 by itself leaves no choice."""
        by_style = any(one.table.continued for one in self._styles if one.id == self.style_chosen)
        self._continued.setEnabled(not by_style)

    def _show(self) -> None:
        numbering = self.numbering
        lines: list[str] = []
        for depth, title in enumerate(_TITLES, 1):
            level = numbering.scheme.level(depth)
            lines.append("　" * (depth - 1) + numbering.scheme.number((1,) * depth) + level.gap + title)
        lines += [caption_number(numbering.table, 2, "1").line("学生规模")]
        self._example.setText("\n".join(lines))
