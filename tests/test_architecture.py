"""The layers of ARCHITECTURE.md hold: the contracts of pyproject.toml, each named by a sentence."""

import ast
import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "src" / "qdesk" / "model"


def test_imports_follow_the_layers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = lint_imports(config_filename="pyproject.toml", no_cache=True, no_logo=True)
    _, _, broken = said.getvalue().partition("Broken contracts")
    assert status == 0, f"an import breaks a layer\n{broken or said.getvalue()}"


@pytest.mark.parametrize("file", sorted(MODEL.rglob("*.py")), ids=lambda file: file.stem)
def test_the_model_uses_the_standard_library_only(file: Path) -> None:
    foreign = [name for name in imported(file) if name not in {*sys.stdlib_module_names, "qdesk"}]
    assert not foreign, f"{file.name} imports {', '.join(foreign)}"


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_pages_are_painted_not_shown() -> None:
    """Widgets live in ui and app; the linter knows no parts of other packages."""
    pages = Path(__file__).parents[1] / "src" / "qdesk" / "pages"
    assert [one.name for one in pages.glob("*.py") if "QtWidgets" in one.read_text(encoding="utf-8")] == []
