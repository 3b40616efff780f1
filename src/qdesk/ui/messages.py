"""The only message boxes: what happened, where, what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from qdesk.errors import UserError


def show_error(parent: QWidget | None, error: UserError) -> None:
    """Say that something could not be done."""
    box = QMessageBox(QMessageBox.Icon.Warning, "没有完成", error.what, parent=parent)
    details = "\n".join(part for part in (error.where, error.remedy) if part)
    box.setInformativeText(details)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def inform(parent: QWidget | None, title: str, text: str, details: str = "") -> None:
    """Say that something is done."""
    box = QMessageBox(QMessageBox.Icon.Information, title, text, parent=parent)
    box.setInformativeText(details)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def ask(parent: QWidget | None, title: str, text: str, details: str, yes: str, no: str = "取消") -> bool:
    """A question with two named answers; Escape is no."""
    return _choose(QMessageBox(QMessageBox.Icon.Question, title, text, parent=parent), details, yes, no)


def offer(parent: QWidget | None, title: str, text: str, details: str, more: str, close: str) -> bool:
    """Say that something is done, and offer to go on with it; Escape closes."""
    return _choose(
        QMessageBox(QMessageBox.Icon.Information, title, text, parent=parent), details, more, close
    )


def _choose(box: QMessageBox, details: str, yes: str, no: str) -> bool:
    box.setInformativeText(details)
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(agree)
    box.setEscapeButton(refuse)
    box.exec()
    return box.clickedButton() is agree
