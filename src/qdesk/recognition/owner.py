"""Whose figures a table holds: the report's own unit, or one school of a bureau's report."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qdesk.recognition.causes import Cause
from qdesk.recognition.labels import find_period
from qdesk.recognition.proposal import FileContext
from qdesk.recognition.school_names import find_schools, is_abbreviation, looks_like_school, school_key
from qdesk.recognition.understood_table import Owner

NEW_SCHOOL = "school:"
"""How the id of a school begins that nobody knows yet."""

_OFFICE = re.compile(r"(?:教育体育局|教育和体育局|教育科技局|教体局|教育局|教育厅|教育委员会|教委|人民政府)$")
_BRACKET = re.compile(r"^(.+?)[(（](.+?)[)）]$")
_YEARS_AT_HEAD = re.compile(
    r"^\s*(?:19|20)\d\d\s*(?:[-—–－~～至]+\s*(?:(?:19|20)?\d\d))?\s*(?:学?年度?|届)?\s*"
)
_BEFORE_YEAR = re.compile(r"^(.{2,20}?)\s*(?=(?:19|20)\d\d)")


def find_owner(
    subject: str, title: str, context: FileContext, sheet: str = "", *, is_unowned: bool = False
) -> Owner:
    """Read it from the line above the table (填报单位：…), else from the head of the title.

    A bureau's workbook may say it in the name of the sheet; `is_unowned`: the line is there and empty.
    """
    if subject:
        return _of_subject(subject, context)
    if not context.over_schools:
        return _of_another(title, context)
    found = _of_title(title, context)
    if found.entity or found.doubt:
        return found
    known = _known([sheet], context) if sheet else ""
    if known or (looks_like_school(sheet) and not is_own(sheet, context.own_names)):
        return Owner(known, sheet) if known else _new_school(sheet, context)
    return Owner(doubt="填报单位没有填写，不知道是哪所学校的数") if is_unowned else found


_SCHOOL_AT_HEAD = re.compile(
    r"^[一-龥]{2,20}?(?:职业技术学校|职业学校|技工学校|技师学院|中等专业学校|职业教育中心|职教中心|职业高级中学|职业中学|学校|学院|中学|职校|职高|职中|中专)"
)
_OF_SCHOOLS = re.compile(
    r"各|所有|部分|合作|联合|对口|帮扶|兄弟|其他|结对|友好|生源|毕业|初级|全[国省市县区旗盟]|(?<!职业)中等"
)
_LONG = 3
_DEPARTMENT = re.compile(r"^[^局县市区旗省校院]{1,8}(?:科|处|室|部|办|组|团委|工会|中心)$")


def _of_another(title: str, context: FileContext) -> Owner:
    """A caption of a school's report that begins with the name of another school."""
    match = _SCHOOL_AT_HEAD.match(school_key(_YEARS_AT_HEAD.sub("", title)))
    name = match[0] if match else ""
    if not name or not context.own_names or not looks_like_school(name) or _OF_SCHOOLS.search(name):
        return Owner()
    if is_own(name, context.own_names) or find_period(name):
        return Owner()
    return Owner(doubt=f"表题写的是“{name}”，不是本校")


def _of_subject(subject: str, context: FileContext) -> Owner:
    names = list(_forms(subject))
    if any(is_own(name, context.own_names) or _is_own_office(name, context) for name in names):
        return Owner()
    if context.over_schools:
        if found := _known(names, context):
            return Owner(found, names[0])
        if any(map(looks_like_school, names)):
            return _new_school(names[0], context)
        return Owner(doubt=f"填报单位“{subject}”不在学校名单里，也不像本单位")
    if context.own_names and not any(map(_DEPARTMENT.match, names)):
        return Owner(doubt=f"文件的填报单位是“{subject}”，不是本校")
    return Owner()


def _is_own_office(name: str, context: FileContext) -> bool:
    """Whether a name is that of the own unit with one of its offices behind: 某某市教育局职成科."""
    folded = school_key(name)
    heads = [
        one for own in context.own_names if folded.startswith(one := school_key(own)) and len(one) > _LONG
    ]
    return any(_DEPARTMENT.match(folded[len(one) :]) for one in heads)


def _of_title(title: str, context: FileContext) -> Owner:
    folded = school_key(title)
    for name in sorted(context.entities, key=len, reverse=True):
        if folded.startswith(name):
            return Owner(context.entities[name], name)
    match = _BEFORE_YEAR.match(title)
    head = match[1].strip() if match else ""
    if (
        head
        and not head.startswith(("各", "全", "所有"))
        and looks_like_school(head)
        and not find_period(head)
    ):
        found = _known([head], context)
        return Owner(found, head) if found else _new_school(head, context)
    return Owner()


def _new_school(name: str, context: FileContext) -> Owner:
    listed = any(not one.startswith(NEW_SCHOOL) for one in context.entities.values())
    doubt = f"“{name}”不在学校名单里，将作为新的学校" if listed else ""
    return Owner(f"{NEW_SCHOOL}{school_key(name)}", name, doubt, Cause.SCHOOL)


def _known(names: Iterable[str], context: FileContext) -> str:
    for name in names:
        if school := find_schools([name], context.entities).get(name):
            return school
    return ""


def _forms(subject: str) -> Iterable[str]:
    """The name as a whole, without what stands in brackets, and what stands there."""
    match = _BRACKET.match(subject)
    return (match[1], match[2], subject) if match else (subject,)


def is_own(name: str, own_names: Iterable[str]) -> bool:
    """Whether a name means the report's own unit: equal, a short form of it, or the place it is of."""
    folded = school_key(name)
    for own in map(school_key, own_names):
        place = _OFFICE.sub("", own)
        if folded == own or is_abbreviation(folded, own):
            return True
        if place != own and place and (folded.endswith(place) or _OFFICE.sub("", folded).endswith(place)):
            return True
    return False
