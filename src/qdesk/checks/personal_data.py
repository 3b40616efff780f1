"""Rule 个人信息: identity-card and telephone numbers, and names of students beside what they achieved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qdesk.checks.person_names import is_name, students_with_results
from qdesk.checks.rule import places
from qdesk.checks.texts.placed_texts import PlacedText
from qdesk.model.finding import Finding, Severity
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView

_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_NAMED = "学生姓名和成绩、获奖或录取写在一起，公开前请确认本人（家长）同意，或写作“某同学”"
_NAMES = re.compile(r"姓名|选手|学生$|获奖学生|学员")
_TEACHERS = re.compile(r"教师|老师|指导|教职工")
_STUDENTS = re.compile(r"学生|选手|毕业生|学员")
_RESULTS = re.compile(r"奖|名次|成绩|录取|分数|等级|升学|资助|处分|贫困")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def personal_data(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """Numbers of persons; they are named by their kind, the log and the protocol do not repeat them."""
    for printed in text.printed(view):
        for match in _IDENTITY.finditer(printed):
            if is_identity_number(match[0]):
                message = "有身份证号码，公开前请删去"
                yield text.finding("personal_data", Severity.MUST, message, match[0])
        for match in _MOBILE.finditer(printed):
            yield text.finding("personal_data", Severity.MUST, "有手机号码，公开前请删去", match[0])
        for names in students_with_results(printed):
            yield text.finding("students_named", Severity.LOOK, _NAMED, names)


def students_listed(view: ReportView, table: ReportTable) -> Iterator[Finding]:
    """A table with names of students and what they won, scored or where they were admitted."""
    filled = view.filled(table)
    heads = [
        "".join(line[n].text for line in filled.header)
        for n in range(len(filled.grid[0]) if filled.grid else 0)
    ]
    about = filled.caption + "".join(heads)
    named = [n for n, head in enumerate(heads) if _NAMES.search(head) and not _TEACHERS.search(head)]
    if not named or not _RESULTS.search(about) or (_TEACHERS.search(about) and not _STUDENTS.search(about)):
        return
    for place in places(view, table):
        if place.column in named and place.row >= filled.header_rows:
            names = re.split(r"[\s、,，/]+", place.cell.text.strip())
            if names and all(is_name(one) for one in names):
                yield place.finding("students_named", Severity.LOOK, f"{place.title}：{_NAMED}")
                return


def is_identity_number(text: str) -> bool:
    """Whether the last sign is the check digit of GB 11643."""
    total = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == text[-1].upper()
