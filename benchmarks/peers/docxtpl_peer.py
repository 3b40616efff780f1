"""docxtpl: a template with loops over sections and rows."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

from docxtpl import DocxTemplate  # pyright: ignore[reportMissingImports, reportUnknownVariableType]
from told import Content, content, tell


def _write(sections: Content, template: str, target: str) -> None:
    document = DocxTemplate(template)
    document.render({"sections": sections})
    document.save(target)


if __name__ == "__main__":
    arguments = content()
    tell(lambda: _write(*arguments))
