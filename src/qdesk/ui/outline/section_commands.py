"""What the user does to a section of the outline: its menu, its keys, its questions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from qdesk.actions.edit_front_matter import FRONT_MATTER
from qdesk.actions.edit_outline import (
    add_section,
    children,
    demote,
    move_among_siblings,
    move_section,
    promote,
    remove_section,
    rename_section,
    set_section_numbering,
)
from qdesk.actions.edit_text import set_section_state
from qdesk.errors import UserError
from qdesk.model.edit import Edit
from qdesk.model.report import UNNUMBERED, Section, SectionState
from qdesk.ui.attempt import attempt
from qdesk.ui.dialogs.ask_text import ask_text
from qdesk.ui.outline.heading_delegate import OutlineTree
from qdesk.ui.report_session import ReportSession

_SAMPLE_PATTERN = "挑战 {n}"


class SectionCommands:
    """Commands on one section; `here` says which one a key is meant for."""

    def __init__(self, tree: OutlineTree, session: ReportSession, here: Callable[[], str]) -> None:
        self._tree, self._session, self._here = tree, session, here
        keys: dict[str, Callable[[str], None]] = {
            "Ctrl+Return": self.add_after,
            "Ctrl+Shift+Return": self.add_below,
            "Alt+Up": lambda one: self._do(lambda: move_among_siblings(session.view, one, -1)),
            "Alt+Down": lambda one: self._do(lambda: move_among_siblings(session.view, one, 1)),
            "Alt+Left": lambda one: self._do(lambda: promote(session.view, one)),
            "Alt+Right": lambda one: self._do(lambda: demote(session.view, one)),
            "Del": self.remove,
        }
        tree.key_commands = {
            QKeySequence(name).toString(): partial(self._on_chosen, command) for name, command in keys.items()
        }

    def _on_chosen(self, command: Callable[[str], None]) -> None:
        section = self._here()
        if section and section != FRONT_MATTER:
            command(section)

    def _do(self, make: Callable[[], Edit | None]) -> None:
        """Make an edit; what cannot be done is said."""
        attempt(self._tree.window(), self._session, make)

    # -- commands

    def rename(self, section: str, title: str) -> None:
        """Another title."""
        self._do(lambda: rename_section(self._session.view, section, title))

    def move(self, section: str, parent: str, position: int) -> None:
        """To another place, as dropped."""
        self._do(lambda: move_section(self._session.view, section, parent, position))

    def add_after(self, section: str) -> None:
        """Ask for a title and add a section behind this one."""
        view = self._session.view
        parent = self._section(section).parent
        place = [one.id for one in children(view, parent)].index(section) + 1
        self._ask_and_add(parent, place)

    def add_below(self, section: str) -> None:
        """Ask for a title and add a section at the end of this one."""
        self._ask_and_add(section, len(children(self._session.view, section)))

    def _ask_and_add(self, parent: str, place: int) -> None:
        title = ask_text(self._tree.window(), "添加章节", "章节标题（编号自动跟随）", "例如：数字校园建设")
        if title is not None:
            self._do(lambda: add_section(self._session.view, title, parent, place))

    def remove(self, section: str) -> None:
        """Into the tray; nothing is asked because nothing is lost."""
        view = self._session.view
        heading = view.heading(section)
        title = view.title_of(heading) if heading else self._section(section).title
        self._do(lambda: remove_section(self._session.view, section))
        self._session.hint.emit(f"“{title}”已移出提纲，连同正文和表放在左下角的“待安置”里，可以随时放回")

    def not_applicable(self, section: str) -> None:
        """Ask why and mark the section."""
        before = self._section(section).reason
        reason = ask_text(
            self._tree.window(),
            "本校不适用",
            "为什么不适用？（不打印，供核查和下一年参考）",
            "例如：本校没有国际合作",
            before,
        )
        if reason is not None:
            state = SectionState.NOT_APPLICABLE
            self._do(lambda: set_section_state(self._session.view, section, state, reason))

    def number_by_itself(self, section: str) -> None:
        """Ask for a pattern of the section's own."""
        before = self._section(section).numbering
        text = ask_text(
            self._tree.window(),
            "单独编号",
            "编号的写法：{n} 表示 1、2、3，{N} 表示 一、二、三",
            _SAMPLE_PATTERN,
            before if before not in ("", UNNUMBERED) else _SAMPLE_PATTERN,
        )
        if text is not None:
            self._number(section, text)

    def _number(self, section: str, numbering: str, *, annex: bool | None = None) -> None:
        now = self._section(section).annex if annex is None else annex
        self._do(lambda: set_section_numbering(self._session.view, section, numbering, annex=now))

    def _section(self, section: str) -> Section:
        heading = self._session.view.heading(section)
        if heading is None:
            raise UserError("这一章节已经不在了", remedy="请在提纲里重新选择")
        return heading.section

    # -- the menu

    def menu(self, section: str) -> QMenu:
        """Everything that can be done to a section."""
        view, one = self._session.view, self._section(section)
        menu = QMenu(self._tree)
        menu.addAction("改名\tF2", lambda: self._tree.edit(self._tree.currentIndex()))
        menu.addAction("在后面加一节…\tCtrl+Enter", lambda: self.add_after(section))
        menu.addAction("加一个下级…\tCtrl+Shift+Enter", lambda: self.add_below(section))
        menu.addSeparator()
        for title, make in (
            ("上移\tAlt+↑", lambda: move_among_siblings(view, section, -1)),
            ("下移\tAlt+↓", lambda: move_among_siblings(view, section, 1)),
            ("升一级\tAlt+←", lambda: promote(view, section)),
            ("降一级\tAlt+→", lambda: demote(view, section)),
        ):
            menu.addAction(title, lambda make=make: self._do(make))
        menu.addAction("移出提纲（可放回）\tDelete", lambda: self.remove(section))
        menu.addSeparator()
        if one.state is not SectionState.DONE:
            menu.addAction("标为完成", lambda: self._mark(section, SectionState.DONE))
        if one.state is not SectionState.OPEN:
            menu.addAction("标为未完成", lambda: self._mark(section, SectionState.OPEN))
        menu.addAction("本校不适用…", lambda: self.not_applicable(section))
        menu.addMenu(self._numbering_menu(menu, section, one))
        return menu

    def _mark(self, section: str, state: SectionState) -> None:
        self._do(lambda: set_section_state(self._session.view, section, state))

    def _numbering_menu(self, parent: QMenu, section: str, one: Section) -> QMenu:
        menu = QMenu("本节编号", parent)
        own = one.numbering not in ("", UNNUMBERED)
        for title, chosen, slot in (
            ("跟随全文", one.numbering == "", lambda: self._number(section, "")),
            ("不编号", one.numbering == UNNUMBERED, lambda: self._number(section, UNNUMBERED)),
            (f"单独编号{f'：{one.numbering}' if own else ''}…", own, lambda: self.number_by_itself(section)),
        ):
            action = menu.addAction(title, slot)
            action.setCheckable(True)
            action.setChecked(chosen)
        menu.addSeparator()
        annex = menu.addAction(
            "本节的表按附表编号", lambda: self._number(section, one.numbering, annex=not one.annex)
        )
        annex.setCheckable(True)
        annex.setChecked(one.annex)
        return menu
