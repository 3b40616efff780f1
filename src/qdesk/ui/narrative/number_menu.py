"""What the context menu offers for the number under the mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QMenu

from qdesk.actions.number_choices import FORM_TITLES
from qdesk.model.prose import Link
from qdesk.ui.narrative import prose_document
from qdesk.ui.narrative.number_source import NumberSource


def add_number_actions(
    menu: QMenu, sign: QTextCursor, numbers: NumberSource, agree: Callable[[], None]
) -> None:
    """Put the actions on a number above the usual ones; `sign` selects it, `agree` takes it as it is."""
    form = sign.charFormat()
    link = prose_document.link_at(form)
    if link is not None:
        actions = _for_link(menu, sign, link, numbers)
    elif prose_document.is_open(form):
        actions = [_action(menu, "就用这个数", agree)]
    else:
        return
    usual = menu.actions()
    if usual:
        menu.insertActions(usual[0], actions)
        menu.insertSeparator(usual[0])
    else:
        menu.addActions(actions)


def _for_link(menu: QMenu, sign: QTextCursor, link: Link, numbers: NumberSource) -> list[QAction]:
    def write(other: Link) -> None:
        sign.insertText(prose_document.OBJECT, prose_document.number_format(other))

    def loosen() -> None:
        sign.insertText(numbers.shown(link), prose_document.plain_format())

    found: list[QAction] = []
    for form, title in FORM_TITLES.items():
        other = replace(link, form=form)
        action = _action(menu, f"写成“{title}”：{numbers.shown(other)}", lambda to=other: write(to))
        action.setCheckable(True)
        action.setChecked(form is link.form)
        found.append(action)
    return [*found, _action(menu, "变成普通文字（不再随数据变）", loosen)]


def _action(menu: QMenu, title: str, slot: Callable[[], None]) -> QAction:
    action = QAction(title, menu)
    action.triggered.connect(lambda _=False: slot())
    return action
