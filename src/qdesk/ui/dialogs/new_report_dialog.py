"""A new report in three questions: school, standard, year; and where the file goes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.library import library
from qdesk.model.entity import Level
from qdesk.model.period import Period, PeriodKind
from qdesk.places import STORE_SUFFIX, default_store_dir
from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.style import make_primary

if TYPE_CHECKING:
    from qdesk.actions.begin_from_file import LastYear

_YEARS_BACK = 12
_ACADEMIC_UNTIL = 2022
"""Frames up to this year report by academic year; later ones by calendar year."""


@dataclass(frozen=True, slots=True)
class NewReport:
    """What the user chose."""

    path: Path
    school: str
    standard: str
    period: Period
    schools: tuple[str, ...]


class NewReportDialog(HelpedDialog):
    """Asks the three questions; the primary button works once a name is given."""

    def __init__(self, parent: QWidget | None, last_year: LastYear | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("从上年的文件开始" if last_year else "新建报告")
        self._last_year = last_year
        self.setMinimumWidth(520)
        self._school = QLineEdit()
        self._school.setPlaceholderText("学校全称，例如：某某市职业技术学校")
        self._school.setAccessibleName("学校名称")
        self._schools = QLineEdit()
        self._schools.setPlaceholderText("用顿号或逗号分开")
        self._schools.setAccessibleName("所辖学校")
        self._standard = QComboBox()
        self._standard.setAccessibleName("编写规范")
        for one in library().standards:
            self._standard.addItem(one.name, one)
        self._kind = QComboBox()
        self._kind.addItem("学年", PeriodKind.ACADEMIC)
        self._kind.addItem("自然年", PeriodKind.CALENDAR)
        self._kind.setAccessibleName("年度种类")
        self._year = QComboBox()
        self._year.setAccessibleName("年度")
        self._before = QLabel()
        self._before.setObjectName("secondary")
        self._folder = default_store_dir()
        self._place = QLabel()
        self._place.setObjectName("secondary")
        self._place.setWordWrap(True)
        self._place.setMinimumHeight(38)
        self._buttons = QDialogButtonBox()
        self._agree = self._buttons.addButton(
            "下一步" if last_year else "新建", QDialogButtonBox.ButtonRole.AcceptRole
        )
        make_primary(self._agree)
        self._buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self._build()
        self._suit_standard()
        if last_year is not None:
            self._suit_file(last_year)

    def _build(self) -> None:
        form = QFormLayout()
        if self._last_year is not None:
            name = QLabel(self._last_year.path.name)
            name.setWordWrap(True)
            form.addRow("上年的文件", name)
        form.addRow("单位名称", self._school)
        form.addRow("编写规范", self._standard)
        years = QHBoxLayout()
        years.addWidget(self._kind)
        years.addWidget(self._year, 1)
        form.addRow("新报告的年度" if self._last_year else "本报告的年度", years)
        if self._last_year is not None:
            form.addRow("", self._before)
        form.addRow("所辖学校", self._schools)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._form = form
        change = QPushButton("更改…")
        change.clicked.connect(self._choose_folder)
        place = QHBoxLayout()
        place.addWidget(self._place, 1)
        place.addWidget(change)
        form.addRow("保存在", place)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._buttons)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._school.textChanged.connect(self._refresh)
        self._kind.currentIndexChanged.connect(self._fill_years)
        self._year.currentIndexChanged.connect(self._refresh)
        self._standard.currentIndexChanged.connect(self._suit_standard)

    def _suit_standard(self) -> None:
        standard = self._standard.currentData()
        city = standard is not None and standard.level is Level.CITY
        self._form.setRowVisible(self._schools, city)
        academic = standard is None or standard.year <= _ACADEMIC_UNTIL
        self._kind.setCurrentIndex(0 if academic else 1)
        self._fill_years()

    def _suit_file(self, file: LastYear) -> None:
        """The answers that the file gives: whose it is, and the year after its own."""
        self._school.setText(file.school)
        self._school.selectAll()
        if file.period is None:
            return
        self._kind.setCurrentIndex(max(0, self._kind.findData(file.period.kind)))
        self._year.setCurrentIndex(max(0, self._year.findData(file.period.year + 1)))

    def _fill_years(self) -> None:
        today = date.today()  # noqa: DTZ011 - the user's own calendar day
        kind = self._chosen_kind()
        # Reports are written in winter, on the academic year that ended in August.
        latest = today.year if kind is PeriodKind.CALENDAR or today.month >= 9 else today.year - 1
        chosen = self._year.currentData()
        self._year.clear()
        for year in range(latest + 1, latest - _YEARS_BACK, -1):
            self._year.addItem(Period(kind, year).title, year)
        index = self._year.findData(chosen) if chosen else 1
        self._year.setCurrentIndex(max(0, index))
        self._refresh()

    def _chosen_kind(self) -> PeriodKind:
        return PeriodKind(self._kind.currentData())  # Qt hands a StrEnum back as a plain text

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "数据文件放在哪个文件夹", str(self._folder))
        if chosen:
            self._folder = Path(chosen)
            self._refresh()

    def _path(self) -> Path:
        name = re.sub(r'[\\/:*?"<>|\s]+', "", self._school.text()) or "未命名"
        path = self._folder / f"{name}{STORE_SUFFIX}"
        count = 2
        while path.exists():
            path = self._folder / f"{name}-{count}{STORE_SUFFIX}"
            count += 1
        return path

    def _refresh(self) -> None:
        named = bool(self._school.text().strip())
        if self._year.currentData() is not None:
            before = Period(self._chosen_kind(), self._year.currentData()).shift(-1)
            self._before.setText(f"文件里的数作为上年（{before.title}）的数")
        self._agree.setEnabled(named and self._standard.count() > 0)
        self._place.setText(str(self._path()) if named else str(self._folder))

    def chosen(self) -> NewReport:
        """What the user chose; valid after the dialog was accepted."""
        schools = [one.strip() for one in re.split(r"[、,，;；\n]", self._schools.text()) if one.strip()]
        period = Period(self._chosen_kind(), self._year.currentData())
        return NewReport(
            self._path(), self._school.text().strip(), self._standard.currentData().id, period, tuple(schools)
        )
