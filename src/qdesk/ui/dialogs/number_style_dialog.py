"""How numbers print: decimals, trailing zeros, signs; and the sign for no value of a report."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QWidget

from qdesk.model.number_format import DEFAULT_STYLE, Conventions, NumberStyle, Zeros, print_number
from qdesk.ui.dialogs.form import FormDialog, choice

_DECIMALS = (("自动", None), ("0 位", 0), ("1 位", 1), ("2 位", 2), ("3 位", 3), ("4 位", 4))
_ZEROS = (
    ("整数不带零：125，123.40", Zeros.WHOLE),
    ("去掉末尾的零：125，123.4", Zeros.DROP),
    ("保留：125.00，123.40", Zeros.KEEP),
)
_SAMPLES = (Decimal(125), Decimal("123.4"), Decimal("-56.896"), Decimal(0))


class NumberStyleDialog(FormDialog):
    """Asks for a number style with an example that follows; `style` is the answer."""

    help_page = "改表和新建表"

    def __init__(self, parent: QWidget | None, title: str, style: NumberStyle | None) -> None:
        super().__init__(parent, title)
        self._before = style or DEFAULT_STYLE
        self._decimals: QComboBox = choice(_DECIMALS, self._before.decimals, "小数位")
        self._zeros: QComboBox = choice(_ZEROS, self._before.zeros, "末尾的零")
        self._percent = QCheckBox("数后加 %")
        self._percent.setChecked(self._before.suffix == "%")
        self._plus = QCheckBox("增加时写 + 号")
        self._plus.setChecked(self._before.plus)
        self._example = QLabel()
        self.form.addRow("小数位", self._decimals)
        self.form.addRow("末尾的零", self._zeros)
        self.form.addRow("", self._percent)
        self.form.addRow("", self._plus)
        self.form.addRow("例如", self._example)
        self.add_hint("手工填写和导入的数不会被舍入，只会按需要补零；程序算出的数四舍五入。")
        for box in (self._decimals, self._zeros):
            box.currentIndexChanged.connect(self._show)
        for tick in (self._percent, self._plus):
            tick.toggled.connect(self._show)
        self._show()

    @property
    def style_chosen(self) -> NumberStyle:
        """The chosen style."""
        own = self._before.suffix if self._before.suffix != "%" else ""
        return NumberStyle(
            self._decimals.currentData(),
            Zeros(self._zeros.currentData()),
            self._plus.isChecked(),
            "%" if self._percent.isChecked() else own,
            self._before.zero,
            self._before.no_value,
        )

    def _show(self) -> None:
        self._example.setText("　".join(print_number(one, self.style_chosen) for one in _SAMPLES))


class ConventionsDialog(FormDialog):
    """The number conventions of a whole report."""

    help_page = "版式和编号"

    def __init__(self, parent: QWidget | None, before: Conventions) -> None:
        super().__init__(parent, "数字惯例")
        self._decimals = choice(_DECIMALS[1:], before.decimals, "小数位")
        self._zeros = choice(_ZEROS, before.zeros, "末尾的零")
        self._no_value = QLineEdit(before.no_value)
        self._no_value.setMaxLength(8)
        self.form.addRow("百分比和增长率的小数位", self._decimals)
        self.form.addRow("末尾的零", self._zeros)
        self.form.addRow("没有比值时印", self._no_value)
        self.add_hint(
            "上年为 0、或上年没有开设的专业，都没有百分比可言，印这里的符号（常用 — 或 /）。\n"
            "单独设过数字格式的表和行列不受影响。"
        )

    @property
    def conventions(self) -> Conventions:
        """The chosen conventions."""
        return Conventions(
            int(self._decimals.currentData()), Zeros(self._zeros.currentData()), self._no_value.text().strip()
        )
