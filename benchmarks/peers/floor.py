"""The floor: escaped strings, streamed section by section into the zip member of a ready package."""

from __future__ import annotations

import zipfile

from pieces import paragraph, table
from told import Content, content, tell

_BODY = "word/document.xml"


def _write(sections: Content, template: str, target: str) -> None:
    with (
        zipfile.ZipFile(template) as ready,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in ready.namelist():
            if name != _BODY:
                package.writestr(name, ready.read(name))
        head, _, tail = ready.read(_BODY).decode().partition("<w:body>")
        with package.open(_BODY, "w") as stream:
            stream.write((head + "<w:body>").encode())
            for one in sections:
                stream.write(
                    (
                        paragraph("Heading1", one["title"])
                        + paragraph("BodyText", one["prose"])
                        + paragraph("Caption", one["caption"])
                        + table(one["rows"])
                    ).encode()
                )
            stream.write(tail[tail.index("<w:sectPr") :].encode())


if __name__ == "__main__":
    arguments = content()
    tell(lambda: _write(*arguments))
