"""The protocol of the checks (核查记录): what was checked and found, what was kept and why, who signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from qdesk.actions.check_settings import check_rules, switched_off
from qdesk.actions.gather_findings import SEVERITY_TITLES, gathered
from qdesk.actions.report_styles import style_of
from qdesk.actions.run_checks import run_checks
from qdesk.document.blocks import Block, Cell, Document, Paragraph, Table, plain
from qdesk.errors import UserError
from qdesk.excel.write_lists import ListSheet, write_lists
from qdesk.files.write_whole import write_whole
from qdesk.model.check_rule import CheckRule
from qdesk.model.finding import Finding
from qdesk.model.report_view import ReportView
from qdesk.word.write import write_docx

_SIGNERS = ("填报人", "部门负责人", "校长（负责人）", "日期")
_FOUND_HEADS = ("序号", "程度", "问题", "处理")
_RULE_HEADS = ("核查项目", "核查了什么", "发现")


@dataclass(frozen=True, slots=True)
class ProtocolSummary:
    """What was written: the file, and how many findings are open and kept."""

    path: Path
    open: int
    kept: int


def export_protocol(
    view: ReportView,
    target: Path,
    made_on: date | None = None,
    findings: Sequence[Finding] | None = None,
) -> ProtocolSummary:
    """Write the protocol as .docx or .xlsx; raises UserError if it cannot be written.

    `findings` are those of a check that was made already; without them the report is checked now.
    """
    suffix = target.suffix.lower()
    if suffix not in (".docx", ".xlsx"):
        raise UserError("核查记录的文件名应以 .docx 或 .xlsx 结尾", target.name, "请改一个文件名")
    day = made_on or date.today()  # noqa: DTZ011 - the user's own calendar day
    findings = gathered(run_checks(view) if findings is None else findings)
    if suffix == ".docx":
        write_docx(_document(view, findings, day), style_of(view), target)
    else:
        sheets = _sheets(view, findings, day)
        write_whole(target, lambda file: write_lists(sheets, file), "Excel")
    kept = sum(bool(one.explanation) for one in findings)
    return ProtocolSummary(target, len(findings) - kept, kept)


# -- Word


def _document(view: ReportView, findings: Sequence[Finding], day: date) -> Document:
    blocks = tuple(_blocks(view, findings, day))
    return Document(blocks, title=f"{view.report.title} 核查记录", scheme=view.report.numbering.scheme)


def _blocks(view: ReportView, findings: Sequence[Finding], day: date) -> Iterator[Block]:
    report = view.report
    yield Paragraph(plain("核查记录"), "title")
    yield Paragraph(plain(f"{report.title}（{report.period.title}）"), "front")
    yield Paragraph(plain(f"{day.year}年{day.month}月{day.day}日"), "front")
    yield Paragraph(plain(_overview(view, findings)))
    yield Paragraph(plain("一、核查了什么"), "subheading")
    yield _table(_RULE_HEADS, _rules(view, findings), (2, 6, 1.2))
    yield Paragraph(plain("二、核查意见"), "subheading")
    if not findings:
        yield Paragraph(plain("没有发现问题。"))
    for title, mine in _by_chapter(view, findings):
        yield Paragraph(plain(title), "subheading")
        yield _table(_FOUND_HEADS, _lines(mine), (0.8, 1, 6, 3))
    yield Paragraph(plain("三、签字"), "subheading")
    yield _table(_SIGNERS, [("\n", "\n", "\n", "\n")], (1, 1, 1, 1))


def _overview(view: ReportView, findings: Sequence[Finding]) -> str:
    opened = Counter(one.severity for one in findings if not one.explanation)
    told = "，".join(f"{word} {opened[severity]} 条" for severity, word in SEVERITY_TITLES.items())
    kept = sum(bool(one.explanation) for one in findings)
    asked = sum(not _not_asked(view, one) for one in check_rules().values())
    return f"共核查 {asked} 项。{told}，保留并说明 {kept} 条。"


def _rules(view: ReportView, findings: Sequence[Finding]) -> list[tuple[str, ...]]:
    found = Counter(one.rule for one in findings)
    return [
        (one.title, one.checked, _not_asked(view, one) or str(found[rule] or "无"))
        for rule, one in check_rules().items()
    ]


def _not_asked(view: ReportView, rule: CheckRule) -> str:
    """Why a rule was not asked; "" where it was."""
    if rule.id in switched_off(view):
        return "未核查（已停用）"
    is_document = not view.report.standard
    if rule.only and (rule.only == "document") != is_document:
        return "不适用"
    return ""


def _by_chapter(view: ReportView, findings: Sequence[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    """The findings under the title of their chapter, in the order of the report."""
    chapter: dict[str, tuple[int, str]] = {}
    here = (-1, "全文")
    for at, heading in enumerate(view.headings):
        if heading.level == 1:
            here = (at, view.title_of(heading))
        chapter[heading.section.id] = here
    placed = sorted(findings, key=lambda one: chapter.get(one.section, (-1, ""))[0])
    for (_, title), mine in groupby(placed, key=lambda one: chapter.get(one.section, (-1, "全文"))):
        yield title, list(mine)


def _lines(findings: Sequence[Finding]) -> list[tuple[str, ...]]:
    return [
        (
            str(n),
            SEVERITY_TITLES[one.severity],
            one.message,
            f"保留：{one.explanation}" if one.explanation else "",
        )
        for n, one in enumerate(findings, 1)
    ]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], widths: tuple[float, ...]) -> Table:
    cells = [Cell(text, 0, column, role="header") for column, text in enumerate(heads)]
    cells += [
        Cell(text, row, column, role="label")
        for row, line in enumerate(rows, 1)
        for column, text in enumerate(line)
    ]
    return Table(tuple(cells), len(heads), 1, widths=widths)


# -- Excel


def _sheets(view: ReportView, findings: Sequence[Finding], day: date) -> list[ListSheet]:
    rows = [(title, *line) for title, mine in _by_chapter(view, findings) for line in _lines(mine)]
    report = view.report
    title = (
        f"{report.title} 核查记录",
        f"{report.period.title}　{day.year}年{day.month}月{day.day}日　{_overview(view, findings)}",
    )
    return [
        ListSheet("核查意见", ("章", *_FOUND_HEADS), rows, (24, 6, 8, 70, 36), title),
        ListSheet("核查了什么", _RULE_HEADS, _rules(view, findings), (18, 60, 14)),
        ListSheet("签字", _SIGNERS, [("", "", "", "")], (18, 18, 18, 18)),
    ]
