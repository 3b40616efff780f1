"""What the window can do, each group of commands loaded when one of them is first asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from qdesk.errors import UserError
from qdesk.places import (
    STORE_SUFFIX,
    backup_dir,
    default_store_dir,
    log_dir,
    own_templates_dir,
    settings_file,
)
from qdesk.ui.menus import Menus
from qdesk.ui.messages import inform

if TYPE_CHECKING:
    from qdesk.ui.checking.check_commands import CheckCommands
    from qdesk.ui.desk import Desk
    from qdesk.ui.export_commands import ExportCommands
    from qdesk.ui.importing.import_commands import ImportCommands
    from qdesk.ui.list_commands import ListCommands
    from qdesk.ui.main_window import MainWindow
    from qdesk.ui.print_commands import PrintCommands
    from qdesk.ui.report_commands import ReportCommands
    from qdesk.ui.store_commands import StoreCommands


class Controller(QObject):
    """The groups of commands, and what needs none of them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._menus = Menus(window, self)

    @cached_property
    def stores(self) -> StoreCommands:
        """New, open, sample, restore."""
        from qdesk.ui.store_commands import StoreCommands

        return StoreCommands(self._window)

    @cached_property
    def imports(self) -> ImportCommands:
        """What comes in from files and from the clipboard."""
        from qdesk.ui.importing.import_commands import ImportCommands

        return ImportCommands(self._window)

    @cached_property
    def exports(self) -> ExportCommands:
        """What goes out as a file."""
        from qdesk.ui.export_commands import ExportCommands

        return ExportCommands(self._window)

    @cached_property
    def prints(self) -> PrintCommands:
        """What goes to the printer."""
        from qdesk.ui.print_commands import PrintCommands

        return PrintCommands(self._window)

    @cached_property
    def report(self) -> ReportCommands:
        """What is done to the report as a whole."""
        from qdesk.ui.report_commands import ReportCommands

        return ReportCommands(self._window)

    @cached_property
    def checks(self) -> CheckCommands:
        """What an attentive reader would catch."""
        from qdesk.ui.checking.check_commands import CheckCommands

        return CheckCommands(self._window)

    @cached_property
    def lists(self) -> ListCommands:
        """Lists over the whole report."""
        from qdesk.ui.list_commands import ListCommands

        return ListCommands(self._window)

    def take_file(self, path: Path) -> None:
        """A dropped file: a store is opened, anything else imported, or begun with if none is open."""
        if path.suffix.lower() == STORE_SUFFIX:
            self.stores.open_path(path)
        elif self._window.session is not None:
            self.imports.read_file(path)
        else:
            self.stores.begin_with(path)

    # -- menus

    def build_menus(self) -> None:
        """Every action in the menu with its shortcut."""
        self._menus.build()
        self.refresh_menus()

    def refresh_menus(self) -> None:
        """Actions on a report are there only while one is open."""
        self._menus.refresh(report_open=self._window.session is not None)
        if self._window.session is None:
            self._menus.name_steps("", "")

    def connect_desk(self, desk: Desk) -> None:
        """Connect the bar of a new desk."""
        desk.top_bar.import_request.connect(lambda: self.imports.file())  # noqa: PLW0108 - loaded when asked
        desk.page.import_request.connect(lambda: self.imports.file())  # noqa: PLW0108 - loaded when asked
        desk.top_bar.export_request.connect(lambda: self.exports.word())  # noqa: PLW0108 - loaded when asked
        desk.top_bar.check_request.connect(lambda: self.checks.report())  # noqa: PLW0108 - loaded when asked
        desk.top_bar.preview_request.connect(lambda: self.report.preview())  # noqa: PLW0108 - loaded when asked
        desk.outline.tray_request.connect(lambda: self.report.tray())  # noqa: PLW0108 - loaded when asked
        desk.session.undo_stack.indexChanged.connect(self._name_steps)
        self.refresh_menus()

    def _name_steps(self, _index: int) -> None:
        if (session := self._window.session) is not None:
            self._menus.name_steps(session.undo_stack.undoText(), session.undo_stack.redoText())

    def save(self) -> None:
        """Keep what is being typed now; all else is kept already, which is said to who asks."""
        if self._window.settled_desk() is not None:
            self._window.show_hint("已保存。每一步都自动保存，不用点保存；要带走一份，用“文件 › 存一份副本…”")

    def step_section(self, by: int) -> None:
        """Go to the next (1) or the last (-1) section."""
        if (desk := self._window.settled_desk()) is not None:
            desk.outline.step(by)

    def undo(self) -> None:
        """Take back the last step."""
        if self._window.desk is not None and self._window.session is not None:
            self._window.desk.settle()
            self._window.session.undo_stack.undo()

    def redo(self) -> None:
        """Make the step again."""
        if self._window.session is not None:
            self._window.session.undo_stack.redo()

    def search(self) -> None:
        """Put the cursor into the search line."""
        if self._window.desk is not None:
            self._window.desk.top_bar.start_search()

    def toggle_helper(self) -> None:
        """Show or hide the helper pane."""
        if self._window.desk is not None:
            self._window.desk.toggle_helper()

    def toggle_preview(self) -> None:
        """Show or hide the printed pages beside the section."""
        if self._window.desk is not None:
            self._window.desk.settle()
            self._window.desk.toggle_preview()

    def zoom(self, by: int) -> None:
        """Make tables larger (1) or smaller (-1), or as large as usual (0)."""
        from qdesk.ui.table.table_zoom import table_zoom

        zoom = table_zoom()
        if by:
            zoom.step(by)
        else:
            zoom.reset()
        self._window.show_hint(f"表格 {zoom.percent}%")

    def show_places(self) -> None:
        """Say where everything of the user lies."""
        session = self._window.session
        store = session.workspace.store.path if session else default_store_dir()
        inform(
            self._window,
            "数据和日志",
            f"数据：{store}",
            f"备份：{backup_dir()}\n自己的编写规范：{own_templates_dir()}\n设置：{settings_file()}\n"
            f"日志（不含报告内容）：{log_dir()}\n"
            "整个数据就是 .qdesk 这一个文件；要带到别的电脑，用“文件 › 存一份副本…”。",
        )

    def open_folder(self, folder: Path) -> None:
        """Show a folder of the program in the system's own window."""
        if not folder.is_dir():
            self._window.fail(UserError("还没有这个文件夹", str(folder), "第一次用到时会自动建立"))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._window.fail(UserError("打不开这个文件夹", str(folder), "请在资源管理器中打开它"))
