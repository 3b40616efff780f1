"""Small reports as documents of any make, and what the checks find in them."""

from __future__ import annotations

from pathlib import Path

from docx import Document

from qdesk.actions.check_document import check_document
from qdesk.model.finding import Finding

Rows = list[list[str]]


def report(path: Path, *parts: str | Rows | tuple[str, Rows]) -> Path:
    """A document of one section: paragraphs, and tables with their captions."""
    document = Document()
    document.add_paragraph("某某职业学校质量年度报告（2024年）")
    document.add_heading("1. 学校情况", 1)
    document.add_heading("1.1 学校概况", 2)
    for n, part in enumerate(parts, 1):
        if isinstance(part, str):
            level = 2 if part.startswith("1.2") else 0
            if level:
                document.add_heading(part, level)
            else:
                document.add_paragraph(part)
            continue
        caption, rows = part if isinstance(part, tuple) else (f"表 {n} 2023年、2024年情况统计表", part)
        document.add_paragraph(caption)
        table = document.add_table(len(rows), len(rows[0]))
        for row, line in enumerate(rows):
            for column, text in enumerate(line):
                table.cell(row, column).text = text
    for title in ("2. 学生发展", "3. 质量保障措施"):
        document.add_heading(title, 1)
    document.save(str(path))
    return path


def findings(folder: Path, *parts: str | Rows | tuple[str, Rows]) -> list[Finding]:
    return check_document(report(folder / "报告.docx", *parts)).findings


def rules(found: list[Finding]) -> set[str]:
    return {one.rule for one in found} - {"jump"}
