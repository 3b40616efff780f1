"""Whether a found table has to do with the report: what is taken unasked, and why another is not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from qdesk.model.indicator import Catalogue
from qdesk.model.value import fold_text, parse_value
from qdesk.recognition.cell_numbers import is_number
from qdesk.recognition.grid import GridCell
from qdesk.recognition.labels import LineRole, find_period, is_rate_name
from qdesk.recognition.marks import Says
from qdesk.recognition.matching import like_tables, match_table
from qdesk.recognition.proposal import FileContext
from qdesk.recognition.school_names import without_school
from qdesk.recognition.understood_table import UnderstoodLine, UnderstoodTable

BY_CHOICE = "按您的选择不导入"


def unrelated(table: UnderstoodTable, context: FileContext) -> str:
    """Why a found table has nothing to do with the report; "" if it may have."""
    said = table.region.marks.table(Says.TAKE, Says.LEAVE)
    if said is not None and said.says is Says.LEAVE:
        return BY_CHOICE
    if not list(table.region.body_rows):
        return "只有标题，没有数据"
    if said is not None or _is_of_a_table(table, context):
        return ""
    if _has_numbers_for_heads(table):
        return "第一行就是数字，看不出各列是什么"
    if (
        _says_what_it_is(table, context)
        or speaks_of_the_report(table, context)
        or is_of_its_subjects(table, context)
    ):
        return ""
    if table.is_register:
        return _TITLED_LIST if table.region.caption else _LIST
    return "看不出与报告有关：没有表号，表题、年度和单位也没有都写明"


def _is_of_a_table(table: UnderstoodTable, context: FileContext) -> bool:
    """Whether its number, its caption, its years or the user's word say that it is one for a report."""
    wanted = context.take_all and len(list(table.region.body_rows)) > 1
    if wanted or table.region.marks.table(Says.GOES_TO) or table.number:
        return True
    if match_table(table.title, context.layouts, context.entities):
        return True
    return bool(table.periods) and (bool(table.region.caption) or not table.is_register)


def _says_what_it_is(table: UnderstoodTable, context: FileContext) -> bool:
    """Whether caption, or a line that says whose it is, units and year are all there."""
    named = bool(table.region.caption or table.region.subject) or bool(_STATISTICS.search(table.grid.name))
    values = table.of_role(LineRole.VALUE)
    told = (
        table.region.unit
        or table.of_role(LineRole.UNIT)
        or any(one.parts.unit for one in (*table.rows, *values))
    )
    if table.is_register or not named or not (told or table.region.is_form or _has_units_in_cells(table)):
        return False
    plain = all(_is_remark(one) for one in table.of_role(LineRole.TEXT))
    if plain and told and (table.caption_period or _has_unit_of_rows(table)):
        return True
    return not _is_office_business(table) and _is_measured(table, context, plain=plain)


def _is_measured(table: UnderstoodTable, context: FileContext, *, plain: bool) -> bool:
    """Whether what is missing is said elsewhere: the units in the cells, the year in the file's name.

    Without any year a caption of statistics must speak of the report's subjects, over columns with units.
    """
    called = fold_text(f"{table.region.headline}{table.title}{table.grid.name}")
    statistics = bool(_STATISTICS.search(called))
    values = table.of_role(LineRole.VALUE)
    throughout = bool(values) and all(_unit_is_told(table, one) for one in values)
    dated = bool(table.caption_period) or (context.hinted_year is not None and bool(table.region.caption))
    if not plain:
        return dated and statistics and throughout
    subjects = _share(_bare(f"{table.region.headline}{table.title}"), context.terms) >= _IN_PART
    in_cells = table.region.is_form or _has_units_in_cells(table)
    return dated or in_cells or (statistics and throughout and subjects and len(values) > 1)


def _is_office_business(table: UnderstoodTable) -> bool:
    called = fold_text(f"{table.region.headline}{table.title}{table.grid.name}")
    return bool(_OFFICE.search(called)) or _names_people(table)


def _unit_is_told(table: UnderstoodTable, column: UnderstoodLine) -> bool:
    """Whether head or cells of a column say in what it is counted."""
    if column.parts.unit or table.region.unit or is_rate_name(column.parts.name):
        return True
    return _in_units([table.grid.at(row.index, column.index) for row in table.rows])


def _in_units(cells: Iterable[GridCell]) -> bool:
    """Whether nearly all numbers among some cells have their units beside them: 126人, 18.4%."""
    told = [cell for cell in cells if is_number(cell)]
    return bool(told) and sum(bool(_unit_of(cell)) for cell in told) >= len(told) * _MOSTLY


def _unit_of(cell: GridCell) -> str:
    return cell.unit or (parse_value(cell.value).unit if isinstance(cell.value, str) else "")


def _has_units_in_cells(table: UnderstoodTable) -> bool:
    columns = [one.index for one in table.of_role(LineRole.VALUE)]
    return _in_units(table.grid.at(row.index, column) for row in table.rows for column in columns)


def _has_numbers_for_heads(table: UnderstoodTable) -> bool:
    """Whether what would be the head are entries of a list; 1, 2, 3 may be classes or months."""
    heads = [fold_text(one.label) for one in table.of_role(LineRole.VALUE)]
    told = [one for one in heads if _NUMERAL.fullmatch(one) and find_period(one) is None]
    return bool(told) and told != [str(at) for at in range(1, len(told) + 1)]


def _is_remark(column: UnderstoodLine) -> bool:
    return fold_text(column.label) in ("备注", "说明")


def _has_unit_of_rows(table: UnderstoodTable) -> bool:
    """Whether its rows are quantities with their units."""
    return bool(table.of_role(LineRole.UNIT)) or any(row.parts.unit for row in table.rows)


_LIST = "像一份名单，没有表题，不知道放到哪里"
_TITLED_LIST = "像一份名单，看不出放进报告的哪张表"
_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")
_STATISTICS = re.compile(r"统计|情况|一览|对比|比较|变化|汇总|基本数据|工作数据")
_GROUPS_OF_STUDENTS = re.compile(r"专业|班级|年级")
_SEXES = ("男", "女", "男生", "女生")


def speaks_of_the_report(table: UnderstoodTable, context: FileContext) -> bool:
    """A dated table of figures over majors, schools or indicators that are known, its number cut off.

    Or one with a caption that is like one of the report.
    """
    if table.is_register:
        return False
    if table.caption_period and like_tables(table.title, context.layouts):
        return True
    dated = bool(find_period(table.title)) and bool(_STATISTICS.search(table.title))
    for lines in (table.rows, table.of_role(LineRole.VALUE)):
        named = [line for line in lines if line.role is LineRole.VALUE]
        known = [line for line in named if line.entity or _is_known(line.parts.name or line.label, context)]
        quantities = [line for line in named if context.catalogue.named(line.parts.name or line.label)]
        told = known if dated else quantities
        if len(told) > 1 and len(told) * 2 > len(named):
            return True
    return False


def _is_known(name: str, context: FileContext) -> bool:
    return fold_text(name) in context.vocabulary or bool(context.catalogue.named(name))


def terms_of(catalogue: Catalogue, captions: Iterable[str]) -> frozenset[str]:
    """Pairs of signs out of which the report's own names are made: what its subjects are called."""
    names = {name for one in catalogue for name in (one.name, *one.aliases)} | set(captions)
    return frozenset(pair for name in names for pair in _pairs(_bare(name)))


def is_of_its_subjects(table: UnderstoodTable, context: FileContext) -> bool:
    """Whether title and lines speak in the report's own words: 各专业在校生人数, but not 食堂采购清单.

    The title must consist of them, or, where it is none or a general one, nearly all lines.
    """
    title = _bare(without_school(table.title))
    if _is_office_business(table):
        return False
    values = [line for line in table.of_role(LineRole.VALUE) if line.parts.name]
    rows = [line for line in table.rows if line.role is LineRole.VALUE]
    if table.is_register:
        told = _mostly(values, context.terms) or (_share(title, context.terms) == 1 and len(title) >= _LONG)
        return len(values) > 1 and _share(title, context.terms) >= _MOSTLY and told
    if table.of_role(LineRole.TEXT) and not values:
        return False
    told = _mostly(values, context.terms) or _mostly(rows, context.terms)
    over_majors = bool(rows) and bool(_GROUPS_OF_STUDENTS.search(_stub_of(table)))
    if not title:
        return told and over_majors
    adds_up = any(one.role is LineRole.TOTAL for one in (*table.rows, *table.columns))
    whole = len(title) >= _LONG and _share(title, context.terms) == 1
    if not table.region.header_depth and table.caption_period:
        whole = whole or bool(_STATISTICS.search(fold_text(table.title)))
    return _share(title, context.terms) >= _MOSTLY and (told or over_majors or adds_up or whole)


_MOSTLY, _IN_PART, _LONG = 0.7, 0.3, 4
_GENERAL = re.compile(
    r"\(.*?\)|(?:19|20)\d\d|[近前]?[一二三四五]年|基本|情况|统计|汇总|一览|对比|比较|对照|变化|分析|明细|结构|分布|数据|信息|指标|人数|数量|学校"
    r"|全校|本校|我校|各类|工作|年度|学年|表|sheet|[\d\W_a-z]|各|及|与|和|的|数|年",
    re.IGNORECASE,
)
"""What any caption may say, whatever it is of."""
_OFFICE = re.compile(
    r"值班|工资|薪酬|津贴|考勤|请假|签到|名册|名单|花名|通讯录|台账|采购|征订|领用|缴费|收费|排班|(?<!实习)(?<!实习生)安排|课程表|课表|作息|记录|座位|考场|监考"
    r"|巡查|检查|报销|借用|维修|水电|菜谱|食谱|体检|校历|通知|日程"
)
"""The daily business of an office, whatever it is about."""
_PEOPLE = re.compile(r"姓名|身份证|学号|出生|电话|手机")


def _bare(text: str) -> str:
    return _GENERAL.sub("", fold_text(text))


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]


def _share(text: str, terms: Collection[str]) -> float:
    """How much of a bare text consists of the report's words."""
    covered = {sign for at, pair in enumerate(_pairs(text)) if pair in terms for sign in (at, at + 1)}
    return len(covered) / len(text) if text else 0.0


def _mostly(lines: Collection[UnderstoodLine], terms: Collection[str]) -> bool:
    """Whether most lines are called what the report's own are."""
    names = [one.parts.name or one.label for one in lines]
    known = [one for one in names if one in _SEXES or _share(_bare(one), terms) >= _MOSTLY]
    return len(known) > 1 and len(known) >= len(lines) * _MOSTLY


def _stub_of(table: UnderstoodTable) -> str:
    labels = table.of_role(LineRole.LABEL)
    return fold_text("".join(labels[0].labels)) if labels else ""


def _names_people(table: UnderstoodTable) -> bool:
    return any(_PEOPLE.search(fold_text("".join(one.labels))) for one in table.columns)
