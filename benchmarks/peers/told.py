"""What every contestant written in Python does: read its content, write, tell seconds and memory as JSON."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

Content = list[dict[str, Any]]
"""Sections: title, prose, caption, and rows of texts, the header first."""


def peak() -> float:
    """The largest size of this process so far, in MB."""
    status = Path("/proc/self/status")
    if status.is_file():  # what getrusage tells begins with the size of the process that started this one
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def tell(write: Callable[[], None]) -> None:
    """Write once, and say how long that took and what it added to the size of the process."""
    loaded = peak()
    begun = perf_counter()
    write()
    spent = perf_counter() - begun
    print(json.dumps({"seconds": spent, "loaded": loaded, "peak": peak()}))


def content() -> tuple[Content, str, str]:
    """The content, the template and the target that the command line names."""
    _, source, template, target = sys.argv
    return json.loads(Path(source).read_text(encoding="utf-8")), template, target
