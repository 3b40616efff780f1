"""What a screen reader would say of the controls of a window."""

from __future__ import annotations

import re

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTextEdit,
    QWidget,
)

_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTextEdit,
)
_SPOKEN_FOR = (QAbstractSpinBox, QComboBox, QHeaderView)
"""What is inside of these is told by them."""
_WORDS = re.compile(r"[\u4e00-\u9fff]|[A-Za-z]{2}")


def nameless(window: QWidget) -> list[str]:
    """The controls of a window that have no name in words; Qt's own parts of others are left out."""
    return [
        _described(one)
        for one in window.findChildren(QWidget)
        if isinstance(one, _CONTROLS) and not _is_part(one) and not _has_name(one)
    ]


def _has_name(control: QWidget) -> bool:
    name = control.accessibleName() or _label(control)
    if not name and not isinstance(control, QComboBox):  # of a list Qt says what is chosen, on some systems
        interface = QAccessible.queryAccessibleInterface(control)
        name = interface.text(QAccessible.Text.Name) if interface is not None else ""
    return bool(_WORDS.search(name))


def _label(control: QWidget) -> str:
    """The label that a form gives a control."""
    labels = control.window().findChildren(QLabel)
    return next((one.text() for one in labels if one.buddy() is control), "")


def _is_part(control: QWidget) -> bool:
    if isinstance(control, QHeaderView) or control.objectName().startswith("qt_"):
        return True
    if isinstance(control.parentWidget(), QAbstractItemView) and type(control) is QAbstractButton:
        return True  # the corner of a table
    above = control.parentWidget()
    while above is not None and not isinstance(above, _SPOKEN_FOR):
        above = above.parentWidget()
    return above is not None


def _described(control: QWidget) -> str:
    path: list[str] = []
    above: QWidget | None = control
    while above is not None and len(path) < 4:
        path.append(type(above).__name__)
        above = above.parentWidget()
    text = control.text() if isinstance(control, QAbstractButton) else ""
    return f"{' < '.join(path)} {text!r} {control.toolTip()!r}"
