"""What the tests of the Word writer share: the style, and the sample written once."""

from pathlib import Path

import pytest
from word_sample import STYLE_FILE, BodyXml, sample_document

from qdesk.document.blocks import Block, Document
from qdesk.document.style import DocumentStyle
from qdesk.excel.chart_workbook import chart_workbook
from qdesk.model.numbering import HEADING_SCHEMES
from qdesk.word.flow import Flow
from qdesk.word.load_style import load_style
from qdesk.word.write import write_docx


@pytest.fixture(scope="session")
def style() -> DocumentStyle:
    """Return the report style that the program ships with."""
    return load_style(STYLE_FILE)


@pytest.fixture(
    scope="session",
    params=[
        *(("report", one) for one in HEADING_SCHEMES),
        ("official", "chinese"),
        ("three-line", "decimal"),
    ],
)
def sample_file(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Return the sample report as a file, once in each numbering and in each style."""
    name, numbering = request.param
    target = tmp_path_factory.mktemp("报告") / "质量 报告.docx"
    pages = {"section-0": 1, "table-1": 1}
    document = sample_document(numbering, charts=True)
    look = load_style(STYLE_FILE.with_name(f"{name}.toml"))
    write_docx(document, look, target, pages, workbook=chart_workbook)
    return target


@pytest.fixture
def body_xml(style: DocumentStyle) -> BodyXml:
    """Return a function from blocks to the XML of the body without its last section."""

    def write(*blocks: Block) -> str:
        xml = "".join(Flow(Document(blocks, "标题"), style, {"a": 7}).pieces())
        return xml[xml.index("<w:body>") + 8 : xml.rindex("<w:sectPr>")]

    return write
