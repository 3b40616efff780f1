"""Stores: a new one, one from last year's file, one that is there already, the sample, a backup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog

from qdesk.actions.library import library
from qdesk.errors import UserError
from qdesk.places import STORE_SUFFIX, default_store_dir
from qdesk.ui.background import BackgroundTask, Report
from qdesk.ui.messages import ask

if TYPE_CHECKING:
    from qdesk.actions.begin_from_file import LastYear
    from qdesk.actions.imported import ImportPreview
    from qdesk.actions.open_store import OpenStore
    from qdesk.model.period import Period
    from qdesk.ui.main_window import MainWindow

_STORE_FILTER = f"qdesk 数据文件 (*{STORE_SUFFIX})"


class StoreCommands(QObject):
    """Stores are made and read off the window's thread; one that is open stays if another cannot be."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    # -- a new one

    def new_report(self) -> None:
        """Ask the three questions and open the new store."""
        from qdesk.ui.dialogs.new_report_dialog import NewReportDialog

        if not self._has_standards():
            return
        dialog = NewReportDialog(self._window)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        chosen = dialog.chosen()

        def work(report: Report) -> OpenStore:
            from qdesk.actions.new_report import new_store
            from qdesk.actions.open_store import read_store

            made = new_store(chosen.path, chosen.school, chosen.standard, chosen.period, chosen.schools)
            return read_store(made, report)

        self._open("正在新建", work, "已建立。可以导入上年的工作簿，也可以直接填写")

    def from_last_year(self) -> None:
        """Ask for last year's file and begin this year's report with it."""
        from qdesk.ui.importing.import_commands import SOURCE_FILTER

        title = "选上年的数据表或上年的报告"
        name, _ = QFileDialog.getOpenFileName(self._window, title, "", SOURCE_FILTER)
        if name:
            self.begin_with(Path(name))

    def begin_with(self, path: Path) -> None:
        """The same with a file that is known: read it, ask the three questions, show what was understood."""
        if not self._has_standards():
            return

        def work(report: Report) -> LastYear:
            from qdesk.actions.begin_from_file import read_last_year

            return read_last_year(path, lambda name: report(f"正在读取 {path.name} › {name}"))

        BackgroundTask(self._window, f"正在读取 {path.name}", work, self._ask_year, self._window.fail)

    def _ask_year(self, file: LastYear) -> None:
        from qdesk.ui.dialogs.new_report_dialog import NewReportDialog

        dialog = NewReportDialog(self._window, file)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        chosen = dialog.chosen()

        def work(report: Report) -> tuple[OpenStore, ImportPreview]:
            from qdesk.actions.begin_from_file import begin_from_file

            questions = chosen.path, chosen.school, chosen.standard, chosen.period, chosen.schools
            return begin_from_file(*questions, file, report)

        def done(made: tuple[OpenStore, ImportPreview]) -> None:
            self._begin(*made, chosen.period)

        BackgroundTask(self._window, "正在识别", work, done, self._window.fail)

    def _begin(self, store: OpenStore, preview: ImportPreview, period: Period) -> None:
        """Import what the user agrees to into the year before, and go on from it; else all is as before."""
        former = self._window.session.workspace.store.path if self._window.session else None
        self._window.show_store(store)
        counts = self._window.controller.imports.confirm(preview)
        if counts is None:
            self._take_back(store.workspace.store.path, former)
            return
        self._window.controller.report.roll_to(period)
        if self._window.desk is not None:
            self._window.desk.open_first()
            self._window.desk.page.begin_typing()
        begun, left = f"已开始 {period.title}", f"（{counts.left}）" if counts.left else ""
        if counts.stores_nothing:
            self._window.show_hint(f"{begun}，上年的数没有导入{left}：可用“文件 › 导入…”")
        else:
            text = f"{begun}，上年的 {counts.told} 已列为上年值{left}；Ctrl+M 逐个填本年的数"
            self._window.show_hint(text, "未填的数", self._window.controller.report.missing)

    def _take_back(self, path: Path, former: Path | None) -> None:
        """Nothing is left of a report that was not begun; the one that was open before is open again."""
        from qdesk.actions.begin_from_file import take_back
        from qdesk.ui.settings import forget_file

        if not self._window.close_store():
            return
        take_back(path)
        forget_file(path)
        self._window.start.refresh()
        self._window.show_hint("没有导入，也没有新建报告")
        if former is not None:
            self.open_path(former)

    # -- one that is there

    def open_file(self) -> None:
        """Ask for a store and open it."""
        folder = str(default_store_dir()) if default_store_dir().is_dir() else ""
        name, _ = QFileDialog.getOpenFileName(self._window, "打开数据文件", folder, _STORE_FILTER)
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> None:
        """Open a store; the one that is open now stays if the new one cannot be opened."""
        session = self._window.session
        if session is not None and session.workspace.store.path.absolute() == path.absolute():
            return

        def work(report: Report) -> OpenStore:
            from qdesk.actions.open_store import open_store

            return open_store(path, report)

        self._open(f"正在打开 {path.name}", work)

    def open_sample(self) -> None:
        """Open the sample school, made anew if it is not there."""
        path = default_store_dir() / f"示例学校{STORE_SUFFIX}"

        def work(report: Report) -> OpenStore:
            from qdesk.actions.demo import create_demo
            from qdesk.actions.open_store import open_store, read_store

            return open_store(path, report) if path.exists() else read_store(create_demo(path), report)

        self._open("正在打开示例学校", work)

    def save_copy(self) -> None:
        """Ask where, and write a complete copy of the open store there; the open one stays open."""
        session = self._window.session
        if session is None or self._window.settled_desk() is None:
            return
        path = session.workspace.store.path
        suggested = path.with_name(f"{path.stem} 副本 {date.today().isoformat()}{STORE_SUFFIX}")  # noqa: DTZ011
        name, _ = QFileDialog.getSaveFileName(self._window, "存一份副本", str(suggested), _STORE_FILTER)
        if not name:
            return
        target = Path(name if name.lower().endswith(STORE_SUFFIX) else f"{name}{STORE_SUFFIX}")

        def done(_: None) -> None:
            text = f"副本已存好：{target}。现在打开的仍是 {path.name}"
            self._window.show_hint(text, "打开副本", lambda: self.open_path(target))

        BackgroundTask(
            self._window, "正在存副本", lambda _: session.write_copy(target), done, self._window.fail
        )

    def tell_lost(self) -> None:
        """The file was renamed or deleted under the window: say it, and offer the remedy."""
        session = self._window.session
        if session is not None and ask(
            self._window,
            "数据文件不在原处了",
            "打开着的数据文件被改名、移走或删除了",
            f"{session.workspace.store.path}\n窗口里的内容都在。请现在存一份副本，以后打开这份副本接着做。",
            "存一份副本…",
            "稍后",
        ):
            self.save_copy()

    def restore(self) -> None:
        """Ask which copy of which day, put it beside what there is, and open it."""
        from qdesk.ui.dialogs.restore_dialog import RestoreDialog

        dialog = RestoreDialog(self._window)
        if dialog.exec() != QDialog.DialogCode.Accepted or (backup := dialog.chosen) is None:
            return
        of = f"{backup.day.isoformat()} {backup.moment.replace(':', '')}".strip()
        suggested = default_store_dir() / f"{backup.name}（{of} 的备份）{STORE_SUFFIX}"
        name, _ = QFileDialog.getSaveFileName(self._window, "恢复成", str(suggested), _STORE_FILTER)
        if not name:
            return
        target = Path(name if name.lower().endswith(STORE_SUFFIX) else f"{name}{STORE_SUFFIX}")

        def work(report: Report) -> OpenStore:
            from qdesk.actions.open_store import open_store
            from qdesk.actions.restore_backup import restore_backup

            restore_backup(backup, target)
            return open_store(target, report)

        self._open(
            "正在恢复备份",
            work,
            f"这是 {backup.day.isoformat()} {backup.moment or '开始工作时'}的样子；原来的文件没有动",
        )

    def _has_standards(self) -> bool:
        """Without one there is no new report, which the user is told."""
        found = library()
        if not found.standards:
            self._window.fail(found.problems[0] if found.problems else UserError("没有可用的编写规范"))
        return bool(found.standards)

    def _open(self, title: str, work: Callable[[Report], OpenStore], hint: str = "") -> None:
        def done(store: OpenStore) -> None:
            self._window.show_store(store)
            if hint:
                self._window.show_hint(hint)

        BackgroundTask(self._window, title, work, done, self._window.fail)
