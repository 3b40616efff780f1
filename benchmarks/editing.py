"""At the desk: one typed value until its table is painted again, in stores of 60, 600 and 3000 tables."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

EDITS = 150
_FRAME_MS = 16


def main() -> None:
    """Each size in a process of its own, so that its memory is its own."""
    if len(sys.argv) > 1:
        one_size(int(sys.argv[1]))
        return
    from material import SIZES  # noqa: PLC0415 - the children need less

    print(f"one typed value → shown ({EDITS} edits; a frame is {_FRAME_MS} ms)")
    for size in SIZES:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run([sys.executable, __file__, str(size)], check=True, env=environment)


def one_size(size: int) -> None:
    """Open a store of that many tables on the desk and type into one of them."""
    from material import store_of  # noqa: PLC0415

    from qdesk.actions.edit_values import set_cell  # noqa: PLC0415
    from qdesk.actions.run_checks import CheckedReport  # noqa: PLC0415
    from qdesk.actions.workspace import Workspace  # noqa: PLC0415
    from qdesk.app import make_application  # noqa: PLC0415
    from qdesk.ui.main_window import MainWindow  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        path = store_of(Path(folder) / "bench.qdesk", size)
        application = make_application()
        window = MainWindow()
        window.resize(1366, 740)
        window.show()
        window.load_rest()
        begun = perf_counter()
        window.open_workspace(Workspace.open(path))
        application.processEvents()
        opened = perf_counter() - begun
        session, desk = window.session, window.desk
        if session is None or desk is None:
            return
        card = desk.page.cards[0]
        spent: list[float] = []
        for number in range(EDITS):
            table = session.view.table(card.table_id)
            if table is None:
                return
            begun = perf_counter()
            session.do(set_cell(session.view, table, 1, 3, str(1000 + number)))
            application.processEvents()
            spent.append(perf_counter() - begun)
        report = CheckedReport(session.view)
        begun = perf_counter()
        report.findings()
        checked = perf_counter() - begun
        table = session.view.table(card.table_id)
        if table is None:
            return
        session.do(set_cell(session.view, table, 1, 3, "999"))
        begun = perf_counter()
        report.findings()
        again = perf_counter() - begun
        worst = quantiles(spent, n=100)[98] * 1000
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"  {size:5} tables: median {median(spent) * 1000:6.2f} ms, 99 % {worst:6.2f} ms; "
            f"opened in {opened * 1000:7.0f} ms, all checks {checked * 1000:7.0f} ms, "
            f"after one edit {again * 1000:5.1f} ms, peak {peak:4.0f} MB"
        )
        window.close_store()


if __name__ == "__main__":
    main()
