"""python-docx written well: blocks as XML strings that declare their namespace, put into the body."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

from docx import Document
from docx.oxml import parse_xml
from pieces import SPACE, paragraph, table
from told import Content, content, tell


def _write(sections: Content, template: str, target: str) -> None:
    document = Document(template)
    body = document.element.body
    end = body.sectPr
    space = f' xmlns:w="{SPACE}"'
    for one in sections:
        for block in (
            paragraph("Heading1", one["title"], space),
            paragraph("BodyText", one["prose"], space),
            paragraph("Caption", one["caption"], space),
            table(one["rows"], space),
        ):
            end.addprevious(parse_xml(block))
    document.save(target)


if __name__ == "__main__":
    arguments = content()
    tell(lambda: _write(*arguments))
