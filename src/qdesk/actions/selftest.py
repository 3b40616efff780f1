"""The self-test of an installed program: what it can do on this machine, step by step."""

from __future__ import annotations

import locale
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter

from qdesk import __version__
from qdesk.actions.demo import create_demo
from qdesk.actions.export_pdf import export_pdf
from qdesk.actions.export_word import export_word
from qdesk.actions.export_workbook import export_workbook
from qdesk.actions.import_preview import preview_import
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.imported import Verdict
from qdesk.actions.library import library
from qdesk.actions.new_report import new_store, period_from
from qdesk.actions.run_checks import run_checks
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.places import resources_dir

GrabWindow = Callable[[Path], None]
"""Shows the window and saves a picture of it in the folder; the actions do not know Qt."""

SAMPLE_WORKBOOK = ("sample", "上年数据.xlsx")
_SAMPLE_SCHOOL, _SAMPLE_PERIOD, _SAMPLE_STANDARD = "示例市职业技术学校", "2019-2020", "school-2016"
_PARTS = ("PySide6_Essentials", "SQLAlchemy", "lxml", "openpyxl", "XlsxWriter", "rapidfuzz", "pillow")


@dataclass(frozen=True, slots=True)
class _Files:
    """What the steps leave in the folder; the names are Chinese on purpose."""

    log: Path
    demo: Path
    imported: Path
    document: Path
    workbook: Path
    printed: Path

    @classmethod
    def under(cls, folder: Path) -> _Files:
        return cls(
            folder / "log.txt",
            folder / "示例 学校.qdesk",
            folder / "导入 上年数据.qdesk",
            folder / "质量年度报告.docx",
            folder / "质量年度报告 表格.xlsx",
            folder / "质量年度报告.pdf",
        )


def selftest(folder: Path, say: Callable[[str], None], grab_window: GrabWindow) -> bool:
    """Try everything once, a line each in `folder`/log.txt; True if all of it worked.

    A step that fails is logged with its sentence, and the others still run. What an earlier
    self-test left in the folder is replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = _Files.under(folder)
    for file in (files.log, files.demo, files.imported, files.document, files.workbook, files.printed):
        file.unlink(missing_ok=True)
    steps: tuple[tuple[str, Callable[[], str]], ...] = (
        ("版本", _versions),
        ("模板", _templates),
        ("建立示例", lambda: _create(files.demo)),
        ("重新打开", lambda: _reopen(files.demo)),
        ("导入工作簿", lambda: _import(files.imported)),
        ("核查", lambda: _check(files.demo)),
        ("导出 Word", lambda: _export(files.demo, files.document)),
        ("导出 Excel", lambda: _export_tables(files.demo, files.workbook)),
        ("导入 Word", lambda: _read_back(files.demo, files.document)),
        ("窗口", lambda: _window(folder, grab_window)),
        # After the window: what paints on the command line makes an application that can show none.
        ("导出 PDF", lambda: _print(files.demo, files.printed)),
    )
    results = [_step(title, step, files.log, say) for title, step in steps]
    return all(results)


def _step(title: str, step: Callable[[], str], log: Path, say: Callable[[str], None]) -> bool:
    start = perf_counter()
    try:
        line, worked = step(), True
    except UserError as error:
        line, worked = str(error), False
    except Exception as error:  # noqa: BLE001 - the log has to name whatever this machine refuses
        line, worked = f"{type(error).__name__}: {error}", False
    text = f"{'通过' if worked else '失败'} {title}（{perf_counter() - start:.2f} 秒）：{line}"
    with log.open("a", encoding="utf-8") as file:
        file.write(text + "\n")
    say(text)
    return worked


def _versions() -> str:
    parts = ", ".join(f"{name} {_version(name)}" for name in _PARTS)
    system = f"Python {platform.python_version()}, {platform.platform()}, {locale.getpreferredencoding()}"
    return f"qdesk {__version__}（{sys.executable}）, {parts}, {system}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # a frozen program carries the packages without their records
        return "?"


def _templates() -> str:
    found = library()
    if found.problems:
        raise found.problems[0]
    return f"{len(found.standards)} 份编写规范，{len(list(found.catalogue))} 个指标"


def _create(path: Path) -> str:
    workspace = create_demo(path)
    workspace.close()
    return f"{path.name}，{path.stat().st_size} 字节"


def _reopen(path: Path) -> str:
    workspace = Workspace.open(path)
    try:
        view = workspace.view()
        filled = sum(bool(view.filled(table).body) for table in view.tables)
        return f"{workspace.report.title}，{len(view.headings)} 节，{filled} 张表"
    finally:
        workspace.close()


def _import(path: Path) -> str:
    workbook = resources_dir().joinpath(*SAMPLE_WORKBOOK)
    workspace = new_store(path, _SAMPLE_SCHOOL, _SAMPLE_STANDARD, period_from(_SAMPLE_PERIOD))
    try:
        preview = preview_import(workspace.view(), workbook)
        workspace.do(import_edit(preview))
        values = sum(len(table.values) for table in preview.tables)
        return f"{workbook.name}：{len(preview.tables)} 张表，{values} 个值"
    finally:
        workspace.close()


def _check(path: Path) -> str:
    workspace = Workspace.open(path)
    try:
        return f"{len(run_checks(workspace.view()))} 条"
    finally:
        workspace.close()


def _export(path: Path, document: Path) -> str:
    workspace = Workspace.open(path)
    try:
        summary = export_word(workspace.view(), document)
    finally:
        workspace.close()
    return f"{document.name}，{summary.tables} 张表，{document.stat().st_size} 字节"


def _export_tables(path: Path, workbook: Path) -> str:
    workspace = Workspace.open(path)
    try:
        summary = export_workbook(workspace.view(), workbook)
    finally:
        workspace.close()
    return f"{workbook.name}，{summary.tables} 张表，{workbook.stat().st_size} 字节"


def _print(path: Path, target: Path) -> str:
    workspace = Workspace.open(path)
    try:
        summary = export_pdf(workspace.view(), target)
    finally:
        workspace.close()
    return f"{target.name}，{summary.pages} 页，{target.stat().st_size} 字节"


def _read_back(path: Path, document: Path) -> str:
    """What the document says is what the store holds."""
    workspace = Workspace.open(path)
    try:
        preview = preview_import(workspace.view(), document)
    finally:
        workspace.close()
    return f"{document.name}：{len(preview.tables)} 张表，改动 {preview.count(Verdict.CHANGED)} 个值"


def _window(folder: Path, grab_window: GrabWindow) -> str:
    grab_window(folder)
    picture = folder / "window.png"
    return f"{picture.name}，{picture.stat().st_size} 字节"
