"""Reading labels: which words make a row a total or a change, and which part is year or unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from qdesk.model.period import Period, PeriodKind, clean_period_text, parse_period
from qdesk.model.value import fold_text


class LineRole(StrEnum):
    """What a row or column of an unknown table is."""

    SERIAL = "serial"
    LABEL = "label"
    UNIT = "unit"
    VALUE = "value"
    CHANGE = "change"
    TOTAL = "total"
    MEAN = "mean"
    PER = "per"
    TEXT = "text"


_LAST_YEAR = r"(?:上(?:一)?(?:学)?年|去年)(?:同期)?"
_CHANGE = re.compile(
    rf"^(?:与?{_LAST_YEAR}(?:相)?比(?:较)?)?"
    r"(百分比|变化(?:情况|值|率|量|数|额|幅度)?|增减(?:情况|值|率|变化|额|数|量|幅度?|人数)?|增长(?:率|值|量|额|情况|幅度?)?"
    r"|增幅|升降|同比(?:增长|变化|增减)?(?:率|额)?"
    rf"|(?:比|较){_LAST_YEAR}(?:增减|增长|变化|增加)?(?:率|额|数|值|量|情况|人数)?)"
    r"(?:\((?:[%‰]|个?百分点|[一-龥]{1,3}(?:/[一-龥])?)\))?$"
)
_TOTAL = re.compile(
    r"^((?:全[市县区旗校盟州省]|各校|学校|本校|总)?合计|总计|共计|总数|总和|合计数|全[市县区旗校院]|全年级(?:\([^()]*\))?)$"
)
_MEAN = re.compile(r"^(平均|平均值|均值|平均数|总平均|[每各]?[年月日]均|[每各]?[年月日]平均(?:值|数)?)$")
_SERIAL = re.compile(r"^(序号|序|编号|no\.?)$", re.IGNORECASE)
_UNIT_HEADER = re.compile(r"^(计量)?单位$")
_PER = re.compile(r"生均(比值|比|值)?")
_NOTE = re.compile(r"^(说明|注|备注|附注|数据来源|资料来源|填表说明)\d*[:：]|^注\d*[:：、.]")
_UNIT_LINE = re.compile(r"^\(?(?:计量|金额|货币)?单位[:：](.+?)\)?$")
_CAPTION_UNIT = re.compile(r"\(单位[:：]([^()]+?)\)$")
_CAPTION_UNIT_AS_WRITTEN = re.compile(r"\s*[(（]\s*单位\s*[:：][^()（）]+[)）]\s*$")
_SUBJECT_LINE = re.compile(
    r"^(?:(?:填报|报送|上报|编制|填表)?(?:单位|学校|部门|院校)(?:[（(]机构[)）])?(?:名称)?|名称)(?:\([^()]{1,8}\))?[:：](.+)$"
)
_CODE_BEHIND = re.compile(r"[(（]\s*\d+\s*[)）]\s*$")
_NUMBERED_CAPTION = re.compile(
    r"^(?P<number>附?表\s*(?:[0-9０-９]+(?:\s*[-－‐—.．]\s*[0-9０-９]+)*(?![0-9０-９+＋])|[一二三四五六七八九十]+(?![^\s、.:：]*表[一二]))"
    r"|附表)\s*[:：.、]?\s*(?P<title>.*)$",
    re.DOTALL,
)
_OTHER_TABLE = re.compile(r"^(?:和|与|及|至|、|～|-)?\s*附?表\s*[\d０-９一二三四五六七八九十]")
_BRACKETED_UNIT = re.compile(r"[（(]([^（）()]{1,8})[）)]\s*$")
_BRACKET = re.compile(r"[（(][^（）()]{1,8}[）)]")
_YEAR_TOKEN = re.compile(
    r"((?:19|20)\d\d)\s*(?:(?:[-‐‑‒–—―－~～至]+\s*|/(?=(?:19|20)\d\d))((?:19|20)?\d\d)(?!\d))?"
    r"\s*(学\s*年\s*度?|年\s*度|年|届)?"
)
_RELATIVE_YEAR = re.compile(
    r"^(?:(?P<now>[本今当]年度?|本学年度?|[本当]期|报告(?:年度|期))|(?P<last>(?:上一?|去)年度?|上一?学年度?|上期)"
    r"|(?P<before>前年度?|上上(?:学)?年度?))"
    r"(?:同期)?(?:实际数?|完成数?|实有数?|数值?|值|情况)?(?P<name>人数|金额|数量|比例|占比|[预决]算数?|计划数?)?$"
)
_OF_RELATIVE_YEAR = re.compile(
    r"^(?:(?P<now>[本今]年度?|本学年度?)|(?P<last>(?:上一?|去)年度?|上一?学年度?)(?:同期)?)(?:的)?"
    r"(?P<name>(?![级底末初来内以前后结])[一-龥“][\S ]+)$"
)
"""上年招生数, but not 上年结转, which is this year's, nor 本年级."""
_SHORT_YEAR = re.compile(r"^([0-3]\d)年(?:度|底|末)?$")
_TERM = re.compile(r"((?:19|20)\d\d)\s*年?\s*(秋|春)季?(?=学期|$|[）)招])")
_DAY_OF_COUNT = re.compile(r"^(?:截[至止]?|至|到)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末|止)?(?:为止)?$")
_TWICE_SAID = re.compile(r"^(.+?)\s*[(（](.+?)[)）]$")
_ONLY_VALUE = re.compile(
    r"^(?:数[值据量字]?|填报(?:数[值据]?|内容)|内容|实际(?:数[值据]?|值)?|统计数[值据]?)$"
)
_UNIT_WORDS = frozenset(
    "人 名 人次 个 项 门 本 册 万册 台 套 台套 场 场次 次 件 家 处 间 节 学时 课时 % ‰ 元 万元 亿元 千元 "
    "平方米 ㎡ m2 亩 公顷 万平方米 元/月 元/生 万元/生 个/生 册/生 平方米/生 人/门 人日 天 年 岁 "
    "元月 工位 班 班级 位 辆 份 篇 支 团 :1 · 百分点 分 期 米 公里 吨 GB TB Mbps 门/学时 "
    "月 周 期 种 届 小时 分钟 学分 人/班 度".split()
)


@dataclass(frozen=True, slots=True)
class LabelParts:
    """A label taken apart: the name that is left, its unit, the period it names."""

    name: str
    unit: str = ""
    period: Period | None = None


def line_role(label: str) -> LineRole | None:
    """The role that a label's words give to its row or column; None for an ordinary one."""
    folded = fold_text(label).rstrip(":：")
    if _CHANGE.match(folded):
        return LineRole.CHANGE
    if _TOTAL.match(folded):
        return LineRole.TOTAL
    if _MEAN.match(folded):
        return LineRole.MEAN
    if _SERIAL.match(folded):
        return LineRole.SERIAL
    return LineRole.UNIT if _UNIT_HEADER.match(folded) else None


def is_per_student(label: str) -> bool:
    """Whether a row says "per student of the year above": 生均比值（2018-2019）."""
    folded = fold_text(label)
    return bool(_PER.search(folded)) and find_period(label) is not None


def is_note(text: str) -> bool:
    """Whether a line is a note under a table."""
    return bool(_NOTE.match(text.strip()))


def unit_of_line(text: str) -> str | None:
    """The unit of a line 单位：万元, or None for another line."""
    match = _UNIT_LINE.match(fold_text(text))
    return match[1] if match and subject_of_line(text) is None else None


def without_unit(caption: str) -> str:
    """A caption without the unit at its end, which has a line of its own."""
    match = _CAPTION_UNIT_AS_WRITTEN.search(caption)
    return caption[: match.start()].rstrip() if match else caption


def unit_of_caption(text: str) -> str:
    """The unit at the end of a caption (经费收入情况（单位：万元）), or ""."""
    match = _CAPTION_UNIT.search(fold_text(text))
    return match[1] if match else ""


def subject_of_line(text: str) -> str | None:
    """Whose figures a line 填报单位：某县职业中学 announces; None for another line.

    单位：万元 is a unit line, not a subject; a code behind the name is cut off.
    """
    match = _SUBJECT_LINE.match(" ".join(text.split()))
    if not match:
        return None
    subject = _CODE_BEHIND.sub("", match[1]).strip()
    units = re.split(r"[、,，;；/]", fold_text(subject))
    return None if all(one in _UNIT_WORDS for one in units) or fold_text(subject) in _UNIT_WORDS else subject


def unit_behind(caption: str) -> str:
    """The unit in brackets at the end of a caption: 经费（万元）; "" for another text there."""
    match = _BRACKETED_UNIT.search(" ".join(caption.split()))
    folded = fold_text(match[1]) if match else ""
    return folded if folded in _UNIT_WORDS else ""


def is_unit_word(text: str) -> bool:
    """Whether a text is nothing but a unit."""
    return fold_text(text) in _UNIT_WORDS


def split_caption(text: str) -> tuple[str, str]:
    """("表 2", "学生情况对比表") of a numbered caption; ("", text) of one without number."""
    stripped = " ".join(text.split())
    match = _NUMBERED_CAPTION.match(stripped)
    if not match:
        return "", stripped
    return match["number"].strip(), match["title"].strip()


_CONTINUED = re.compile(r"^\s*[（(]?续\s*(?:附?表|[）)])|[（(]续(?:表)?[）)]\s*$")


def is_continued_line(text: str) -> bool:
    """Whether a line says that a table goes on: 续表 1-2, （续）."""
    return bool(_CONTINUED.search(text))


def is_numbered_caption(text: str) -> bool:
    """Whether a line begins with a table number."""
    number, title = split_caption(text)
    # 表10、表11是同一张表 speaks of tables and heads none.
    return bool(number) and len(title) < 80 and not _OTHER_TABLE.match(title)


def relative_period(text: str) -> tuple[Period, str] | None:
    """The year that 本年, 上年数 or 去年同期 names, and what is left of the label; None for another one.

    Years up to 0 count from the file's own (0: this year, -1: last year), which is not known yet.
    """
    match = _RELATIVE_YEAR.match(fold_text(text))
    if match is None:
        longer = _OF_RELATIVE_YEAR.match(text.strip())
        if longer is None:
            return None
        return Period(PeriodKind.CALENDAR, 0 if longer["now"] else -1), longer["name"]
    year = 0 if match["now"] else -1 if match["last"] else -2
    return Period(PeriodKind.CALENDAR, year), match["name"] or ""


def is_relative(period: Period) -> bool:
    """Whether the year of a period counts from the file's own."""
    return period.year <= 0


def _whole_period(text: str) -> Period | None:
    """The period that a label is as a whole."""
    if period := parse_period(text):
        return period
    if period := _short_year(text):
        return period
    relative = relative_period(text)
    return relative[0] if relative and not relative[1] else None


def _short_year(text: str) -> Period | None:
    """The year of a head 23年."""
    match = _SHORT_YEAR.match(fold_text(text))
    return Period(PeriodKind.CALENDAR, 2000 + int(match[1])) if match else None


def find_period(text: str) -> Period | None:
    """The one period that a label contains, or None."""
    if whole := _whole_period(text):
        return whole
    found = {period for match in _YEAR_TOKEN.finditer(text) if (period := parse_period(match.group()))}
    return found.pop() if len(found) == 1 else None


def is_period(text: str) -> bool:
    """Whether a label is nothing but a period."""
    return _whole_period(text) is not None


def split_label(text: str) -> LabelParts:
    """A label's name, bracketed unit and period: "2018-2019 学年（人）" → "", 人, 2018-2019."""
    flat = "".join(text.split()) if "\n" in text else " ".join(text.split())
    unit = ""
    brackets = _BRACKET.findall(flat)
    # "人数（人）及比率（%）" heads columns of both kinds: neither unit is everyone's.
    match = _BRACKETED_UNIT.search(flat) if len(brackets) == 1 else None
    if match:
        candidate = fold_text(match[1])
        if candidate in _UNIT_WORDS or candidate.split("/")[0] in _UNIT_WORDS:
            unit, flat = candidate, flat[: match.start()].strip()
    if period := parse_period(flat) or _short_year(flat):
        return LabelParts("", unit, period)
    if relative := relative_period(flat):
        return LabelParts(relative[1], unit, relative[0])
    if (match := _TWICE_SAID.match(flat)) and (period := _said_twice(match[1], match[2])):
        return LabelParts("", unit, period)
    period, name = _take_period(flat)
    return LabelParts(name, unit, period)


def _said_twice(one: str, other: str) -> Period | None:
    """The year of 上年（2023） and 2023年（上年）."""
    pairs = ((one, other), (other, one))
    return next((named for a, b in pairs if relative_period(a) and (named := parse_period(b))), None)


def mixed_units(label: str) -> list[str]:
    """The units of a label that names several: 就业人数（人）及比率（%）."""
    found = [fold_text(one)[1:-1] for one in _BRACKET.findall(label)]
    return [one for one in found if one in _UNIT_WORDS] if len(found) > 1 else []


def says_only_value(name: str) -> bool:
    """Whether a head says no more than that numbers stand below it: 数值, 填报数."""
    return bool(_ONLY_VALUE.match(fold_text(name)))


def is_rate_name(name: str) -> bool:
    """Whether a name says that its values are percentages."""
    return name.endswith(("率", "比例", "满意度", "占比", "比重"))


def _take_period(text: str) -> tuple[Period | None, str]:
    """A period inside a label ("2019年新招班级"); a bare number such as a salary is none.

    A school term belongs to its school year, and the day of a count is no name.
    """
    if term := _TERM.search(text):
        autumn = term[2] == "秋"
        rest = f"{text[: term.start()]}{'秋季' if autumn else '春季'}{text[term.end() :]}"
        return Period(PeriodKind.ACADEMIC, int(term[1]) + autumn), rest.strip(" 　（）()，,：:")
    for match in _YEAR_TOKEN.finditer(text):
        if not match[3] and not match[2]:
            continue
        if period := parse_period(match.group()):
            rest = (text[: match.start()] + text[match.end() :]).strip(" 　（）()，,：:")
            return period, "" if _DAY_OF_COUNT.match(fold_text(rest)) else rest
    return None, text


def with_year_pattern(text: str, year: int, span: int = 4) -> str:
    """Years near `year` as `{y}`, `{y-1}`, so that the label follows the report's year.

    Only what reads as a year is replaced: 2001—3000 (a salary band) stays.
    """

    def pattern(match: re.Match[str]) -> str:
        whole = match.group()
        if parse_period(whole) is None and clean_period_text(whole) != match[1]:
            return whole
        if not match[2] and not match[3] and len(fold_text(text)) > len(match[1]):
            return whole
        return re.sub(r"(?:19|20)\d\d", one, whole)

    def one(match: re.Match[str]) -> str:
        shift = int(match.group()) - year
        if abs(shift) > span:
            return match.group()
        return f"{{y{shift:+d}}}" if shift else "{y}"

    return _YEAR_TOKEN.sub(pattern, text)


@lru_cache(maxsize=4096)
def normal_caption(text: str) -> str:
    """A caption for comparing: no number, years, brackets and white space."""
    title = split_caption(text)[1]
    bare = _YEAR_TOKEN.sub("", title)
    plain = re.sub(r"[（(].*?[）)]|[\s、，,：:·]", "", fold_text(bare))
    for ending in (
        "对比表",
        "比较表",
        "统计表",
        "一览表",
        "比对表",
        "变化表",
        "对照表",
        "情况表",
        "情况",
        "表",
    ):
        if plain.endswith(ending) and len(plain) > len(ending) + 3:
            return plain.removesuffix(ending)
    return plain
