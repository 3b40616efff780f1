"""What an import asks once for all the values that the answer settles: which year, whose, per cent or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qdesk.actions.imported import ImportedTable, ImportedValue, ImportPreview
from qdesk.model.period import Period
from qdesk.model.value import plain_text
from qdesk.recognition.causes import Cause
from qdesk.recognition.grid import place_of
from qdesk.recognition.marks import Mark, Says, Scope

Found = Sequence[tuple[ImportedTable, ImportedValue]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is clicked: marks on the file's sheets, or the year that the file calls the current one."""

    text: str
    marks: tuple[Mark, ...] = ()
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One cause of doubt, the values that wait for its answer, and what may be answered.

    `remedy` says to somebody who cannot click what to do.
    """

    cause: Cause
    text: str
    reason: str
    answers: tuple[Answer, ...]
    values: tuple[ImportedValue, ...]
    remedy: str = ""


def questions(preview: ImportPreview) -> list[Question]:
    """The open questions of the taken tables, those of the whole file first."""
    groups: dict[tuple[str, ...], list[tuple[ImportedTable, ImportedValue]]] = {}
    for table in preview.tables:
        for one in table.values if table.taken else ():
            if one.read.doubt and not one.taken and one.read.cause:
                groups.setdefault(_group(table, one), []).append((table, one))
    asked = [_ask(preview, found) for found in groups.values()]
    order = list(Cause)
    return sorted(asked, key=lambda one: (not one.cause.is_of_file, order.index(one.cause)))


def questions_of(preview: ImportPreview, table: ImportedTable) -> list[Question]:
    """The open questions that one table asks by itself."""
    own = {id(one) for one in table.values}
    return [one for one in questions(preview) if not one.cause.is_of_file and id(one.values[0]) in own]


def _group(table: ImportedTable, one: ImportedValue) -> tuple[str, ...]:
    cause = one.read.cause
    place = () if cause.is_of_file else (str(id(table)),)
    told = one.read.doubt if cause in (Cause.OWNER, Cause.SCHOOL, Cause.UNIT) else ""
    return (cause.value, told, *place)


def _ask(preview: ImportPreview, found: Found) -> Question:
    cause = found[0][1].read.cause
    match cause:
        case Cause.YEAR:
            return _year(preview, found)
        case Cause.OWNER | Cause.SHEET:
            return _whose(found)
        case Cause.PERCENT | Cause.SCALE:
            return _as_suggested(found)
        case _:
            return _as_read(found)


def _year(preview: ImportPreview, found: Found) -> Question:
    if preview.name_period is not None and preview.period is not None:
        return _which_year(preview.name_period, preview.period, found)
    own = preview.view.report.period
    tables = _tables(found)
    sheets = list(dict.fromkeys(table.sheet for table in tables))
    whole = not preview.proposal.year_named
    what = "这个文件" if whole else f"“{'”“'.join(sheets)}”"
    others = "" if whole else "文件里的其他表写的是不同的年份。"
    periods = (own, own.shift(-1))

    def marks(period: Period) -> tuple[Mark, ...]:
        return () if whole else tuple(_of_table(one, Says.PERIOD, period.code) for one in tables)

    return Question(
        Cause.YEAR,
        f"{what}没有写年份。它是哪一年的？",
        f"{others}{_saved(preview.path)}回答一次，这些表里的数都按它读取。",
        tuple(
            Answer(f"{word} {one.title}", marks(one), one if whole else None)
            for word, one in zip(("本年", "上年"), periods, strict=True)
        ),
        _values(found),
        f"请写明年度再导入，如 --period {own.code}",
    )


def _which_year(named: Period, said: Period, found: Found) -> Question:
    """The user said one year, the name of the file another, and its tables none."""
    tables = _tables(found)
    return Question(
        Cause.YEAR,
        f"文件名写的是 {named.title}，您说的是 {said.title}。这些数是哪一年的？",
        "表里没有写年份。回答一次，这些表里的数都按它读取。",
        tuple(
            Answer(one.title, tuple(_of_table(table, Says.PERIOD, one.code) for table in tables))
            for one in (said, named)
        ),
        _values(found),
        f"确实是 {said.title}，请加 --doubtful；按文件名，请用 --period {named.code}",
    )


def other_year(question: Question, period: Period) -> Answer:
    """The answer to a question of the year that names another one than those offered."""
    first = question.answers[0]
    marks = tuple(
        Mark(one.sheet, one.scope, one.row, one.column, one.says, period.code) for one in first.marks
    )
    return Answer(period.title, marks, None if marks else period)


def _saved(path: Path) -> str:
    """When the file was last saved; a hint, because copying changes it."""
    try:
        at = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except (OSError, ValueError):
        return ""
    return f"文件最后保存于 {at.year} 年 {at.month} 月，仅供参考。"


def _whose(found: Found) -> Question:
    tables = _tables(found)
    doubts = list(dict.fromkeys(one.read.doubt for _, one in found))
    of_sheets: tuple[Answer, ...] = ()
    if found[0][1].read.cause is Cause.OWNER:
        text, yes = f"{doubts[0]}。这些数是本校的吗？", "是本校的"
        reason = f"{_named(tables)}共 {len(found)} 个值。"
    else:
        names = "”“".join(dict.fromkeys(table.sheet for table in tables))
        text, yes = f"“{names}”里的数是全校的，还是只是它的一部分？", "都是全校的"
        one_each = "各是" if len({table.sheet for table in tables}) > 1 else "只是"
        marks = tuple(_of_table(one, Says.MEMBER, one.sheet.strip()) for one in tables)
        of_sheets = (Answer(f"{one_each}“{names}”的", marks),)
        reason = f"表没有表题，工作表名像一个专业、班级或部门。共 {len(found)} 个值。"
    return Question(
        found[0][1].read.cause,
        text,
        reason,
        (
            Answer(yes, tuple(_of_table(one, Says.ENTITY, "") for one in tables)),
            *of_sheets,
            Answer("不导入", tuple(_of_table(one, Says.LEAVE) for one in tables)),
        ),
        _values(found),
        "确实是本校的，请加 --doubtful",
    )


def _as_suggested(found: Found) -> Question:
    """Cells that may all be meant otherwise: 0.94 as 94%, 元 as 万元."""
    (_, first), count = found[0], len(found)
    shown = f"{plain_text(first.read.value)} 是 {first.read.suggestion}"
    names = "、".join(dict.fromkeys(one.read.printed or one.read.row for _, one in found).keys())
    more = f"等 {count} 格" if count > 1 else ""
    meant = tuple(_cell(table, one, Says.VALUE, one.read.suggestion) for table, one in found)
    return Question(
        first.read.cause,
        f"“{names}”：{first.read.cell} 的 {shown} 吗？{f'（共 {count} 格，都照此）' if count > 1 else ''}",
        first.read.doubt,
        (
            Answer(f"是 {first.read.suggestion}{more}", meant),
            Answer(f"就是 {plain_text(first.read.value)}{more}", _cells(found, Says.SURE)),
            Answer("不导入", _cells(found, Says.LEAVE)),
        ),
        _values(found),
    )


def _as_read(found: Found) -> Question:
    """Values that are right or not together: their unit, their school."""
    (_, first), count = found[0], len(found)
    yes = f"就是 {plain_text(first.read.value)}" if count == 1 else "都采用"
    return Question(
        first.read.cause,
        first.read.doubt + (f"（共 {count} 格）" if count > 1 else ""),
        f"例如 {first.read.cell}　{first.read.row}：{plain_text(first.read.value)}",
        (Answer(yes, _cells(found, Says.SURE)), Answer("不导入", _cells(found, Says.LEAVE))),
        _values(found),
    )


def _tables(found: Found) -> list[ImportedTable]:
    return list({id(table): table for table, _ in found}.values())


def _values(found: Found) -> tuple[ImportedValue, ...]:
    return tuple(one for _, one in found)


def _named(tables: Sequence[ImportedTable]) -> str:
    titles = [f"“{one.title}”" for one in tables if one.title]
    return "".join(titles[:2]) + ("等" if len(titles) > 2 else "")


def _of_table(table: ImportedTable, says: Says, value: str = "") -> Mark:
    region = table.proposal.understood.region
    return Mark(table.sheet, Scope.TABLE, region.top, region.left, says, value)


def _cells(found: Found, says: Says) -> tuple[Mark, ...]:
    return tuple(_cell(table, one, says) for table, one in found)


def _cell(table: ImportedTable, one: ImportedValue, says: Says, value: str = "") -> Mark:
    return Mark(table.sheet, Scope.CELL, *place_of(one.read.cell), says, value)
