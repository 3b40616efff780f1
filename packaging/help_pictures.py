"""Takes the pictures of the help: python packaging/help_pictures.py.

Run again when a window has changed its looks. Needs a Chinese font; the data are those of the sample school.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from qdesk.actions.demo import create_demo
from qdesk.actions.import_preview import preview_import
from qdesk.actions.new_report import new_store, period_from
from qdesk.actions.print_pages import printed_report
from qdesk.app import make_application
from qdesk.places import resources_dir
from qdesk.ui.importing.import_dialog import ImportDialog
from qdesk.ui.main_window import MainWindow
from qdesk.ui.preview.preview_window import PreviewWindow
from qdesk.ui.quiet_work import quiet_work

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "help"
WIDTH = 700
SECTION = "1.2.2"


def main() -> None:
    """Walk the main way, a picture each."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["QDESK_HOME"] = str(folder / "home")
        make_application()
        window = MainWindow(recent=False)
        window.resize(1280, 720)
        window.show()
        window.load_rest()
        take(window, "start")

        workspace = new_store(
            folder / "甲.qdesk", "示例市职业技术学校", "school-2016", period_from("2019-2020")
        )
        preview = preview_import(workspace.view(), resources_dir() / "sample" / "上年数据.xlsx")
        dialog = ImportDialog(window, preview)
        dialog.resize(1280, 720)
        dialog.show()
        take(dialog, "import")
        dialog.close()
        workspace.close()

        window.open_workspace(create_demo(folder / "示例学校.qdesk"))
        if window.session is None or window.desk is None:
            raise RuntimeError
        heading = next(one for one in window.session.view.headings if one.number == SECTION)
        window.desk.outline.choose(heading.section.id)
        take(window, "desk")

        pages = PreviewWindow(window)
        pages.show_pages(printed_report(window.session.view))
        pages.show()
        pages.go_to(heading.section.id)
        take(pages, "preview")
        pages.close()
        window.close_store()
        window.close()
        quiet_work().finish()


def take(widget: QWidget, name: str) -> None:
    """Keep what a window shows, at the width of the help."""
    for _ in range(5):
        QApplication.processEvents()
    picture = widget.grab().toImage()
    width = min(WIDTH, picture.width())
    small = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    small.save(str(FOLDER / f"{name}.png"))


if __name__ == "__main__":
    main()
