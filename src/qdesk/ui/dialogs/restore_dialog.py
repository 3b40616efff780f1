"""The copies of stores that were made day by day, to choose one of."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QLabel, QTableWidgetItem, QVBoxLayout, QWidget

from qdesk.actions.restore_backup import Backup, backups
from qdesk.places import backup_dir
from qdesk.ui.dialogs.listing import listing
from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.moments import day_text, size_text
from qdesk.ui.style import make_primary

_COLUMNS = ("数据文件", "哪时的样子", "大小")
_HOW = (
    "每个数据文件在当天第一次打开时自动备份一份，每次导入前再备份一份，各保留最近 14 份。"
    "恢复时另存成一个新文件，现在的文件不动。"
)


class RestoreDialog(HelpedDialog):
    """`chosen` is the copy that the user agreed to."""

    help_page = "数据在哪里"

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("从备份恢复")
        self.resize(620, 400)
        self._backups = backups()
        how = QLabel(_HOW if self._backups else f"还没有备份。{_HOW}")
        how.setWordWrap(True)
        how.setObjectName("secondary")
        self.list = listing(_COLUMNS, "备份", stretch=0)
        self.list.setRowCount(len(self._backups))
        for row, one in enumerate(self._backups):
            for column, text in enumerate((one.name, _when(one), size_text(one.size))):
                item = QTableWidgetItem(text)
                item.setToolTip(str(one.file))
                self.list.setItem(row, column, item)
        where = QLabel(f"备份放在 {backup_dir()}")
        where.setObjectName("secondary")
        where.setWordWrap(True)
        self.buttons = QDialogButtonBox()
        agree = self.buttons.addButton("恢复成新文件…", QDialogButtonBox.ButtonRole.AcceptRole)
        make_primary(agree)
        agree.setEnabled(bool(self._backups))
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.list.cellDoubleClicked.connect(lambda *_: self.accept())
        self.list.selectRow(0)
        layout = QVBoxLayout(self)
        for part in (how, self.list, where, self.buttons):
            layout.addWidget(part)

    @property
    def chosen(self) -> Backup | None:
        """The copy of the chosen row; None where there is none."""
        row = self.list.currentRow()
        return self._backups[row] if 0 <= row < len(self._backups) else None


def _when(one: Backup) -> str:
    return f"{day_text(one.day)} {one.moment or '开始工作前'}"
