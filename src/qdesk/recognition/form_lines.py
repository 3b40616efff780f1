"""Lines of a form that somebody signs or stamps (学校（盖章）：, 填表人：): they are part of no table."""

from __future__ import annotations

import re
from typing import NamedTuple

from qdesk.model.value import fold_text
from qdesk.recognition.grid import Grid
from qdesk.recognition.labels import is_period, subject_of_line, unit_of_line

_STAMP = r"\((?:公?章|盖公?章|签章|签字|签名|加盖公?章)\)"
_WHO = r"(?:填报|填表|报送|上报|编制)?(?:单位|学校|部门|院校|科室|处室|学院)(?:\(机构\))?(?:名称)?"
_OTHER = (
    r"(?:填表|填报|制表|经办|审核|复核|联系|统计|录入)(?:负责)?人|制表|审核|复核|(?:单位|学校|部门|统计|分管)?负责人|分管(?:校长|领导)|校长"
    r"|联系(?:电话|方式)|(?:办公|手机|移动)?电话|手机号?码?|传真|(?:填表|填报|报送|报出|上报|制表|统计)(?:日期|时间)|日期"
    r"|(?:统计|数据)(?:时点|年度|学年|期间)|表号|制定机关|制表机关|批准机关|批准文号|备案(?:机关|文号)|有效期至?|组织机构代码|统一社会信用代码|学校(?:标识码|代码)"
    r"|(?:通讯|学校|办学)?地址|邮编|邮政编码|电子邮箱|邮箱|E-?mail|网址"
)
_FIELD = re.compile(rf"^(?:{_WHO}(?:{_STAMP})?|(?:{_OTHER})(?:{_STAMP})?)[:：](.*)$", re.IGNORECASE)
_PHONE = re.compile(r"^(?:联系|办公|手机|移动)?(?:电话|手机号?码?|传真)[:：]?[\d\-()/、]{7,}$")
_STAMPED = re.compile(rf"^{_WHO}{_STAMP}(?:[:：](.*))?$")
_ASKS_WHO = re.compile(rf"^{_WHO}(?:{_STAMP})?[:：]")
_SAYS_YEAR = re.compile(r"^(?:统计|数据)(?:时间|时点|日期|年度|学年|期间)[:：]")
_OF_THE_TABLE = re.compile(r"^(?:年级|专业|班级|层次|学制|学期|校区|范围|口径)[:：][^:：。]{1,20}$")
"""What else is said of a whole table beside its unit: 年级：2023级."""
_DAY = re.compile(r"^(?:19|20)\d\d年(?:0?[1-9]|1[01])月(?:\d{1,2}日)?$")
"""A day that is of one school year beyond doubt; the end of December is as often that of accounts."""
_ASKS_DAY = re.compile(r"日期|时间")
_TITLE = re.compile(r"^(?!(?:项目|指标|名称|内容|类别|专业|单位|学校)名?称?$)[^:：。]*[一-龥]{2}[^:：。]*$")
"""What may be a caption: no header of labels, no sentence."""


class FormLine(NamedTuple):
    """What a row of fields announces: whose figures, their unit, and the column of the caption beside it."""

    owner: str = ""
    unit: str = ""
    caption: int | None = None
    period: str = ""
    """The year that stands beside its fields: 2023年度."""
    is_unowned: bool = False
    """Whether nothing stands behind 填报单位：."""


def form_rows(grid: Grid, rows: dict[int, list[int]]) -> dict[int, FormLine]:
    """Such rows; in a row of several fields a text may stand in the cell behind its field.

    A caption may stand before the fields: 经费收入情况表, 单位：万元.
    """
    found: dict[int, FormLine] = {}
    for row, columns in rows.items():
        texts = [(column, grid.own(row, column).text.strip()) for column in columns]
        line = _read([(column, text) for column, text in texts if text])
        if line is not None:
            found[row] = line
    return found


def _read(texts: list[tuple[int, str]]) -> FormLine | None:
    """What a row announces; None for a row that is no such line."""
    owner, unit, open_field, fields = "", "", "", 0
    caption: int | None = None
    years: list[str] = []
    asked, named = False, 0
    said_of_table = [text for _, text in texts if _OF_THE_TABLE.match(fold_text(text))]
    for at, (column, text) in enumerate([one for one in texts if one[1] not in said_of_table]):
        match = _field(text)
        if match is not None:
            fields, named = fields + 1, named + 1
            asked = asked or bool(_ASKS_WHO.match(fold_text(text)))
            owner = owner or subject_of_line(text) or ""
            open_field = "" if match else text
            if _SAYS_YEAR.match(fold_text(text)) and (_is_year(match) or _DAY.match(match)):
                years.append(match)
        elif (said := unit_of_line(text)) is not None:
            fields, unit, open_field = fields + 1, said, ""
        elif _is_year(text) and not _ASKS_DAY.search(open_field):
            years.append(text)
            open_field = ""
        elif open_field:
            owner = owner or subject_of_line(f"{open_field.rstrip(':：')}：{text}") or ""
            open_field = ""
        elif at == 0 and _TITLE.match(fold_text(text)):
            caption = column
        else:
            return None
    if len(years) > 1 or (years and not named):
        return None  # 单位：万元, 2022年, 2023年 is the head of a table
    # A line that says one thing alone is read by others.
    alone = len(texts) == 1 and bool(owner or unit)
    found = FormLine(owner, unit, caption, "".join(years), is_unowned=asked and not owner)
    return found if fields and not alone else None


def _is_year(text: str) -> bool:
    """Whether a text is nothing but a year, or its beginning or end: 2023年度, 2022/2023学年初."""
    plain = fold_text(text).strip("()")
    return is_period(plain) or is_period(plain.removesuffix("初").removesuffix("末").removesuffix("底"))


def _field(text: str) -> str | None:
    """What stands behind the field in one cell, "" for nothing; None for a text that is no field."""
    folded = fold_text(text)
    if unit_of_line(text) is not None:
        return None
    if _PHONE.match(folded):
        return folded
    match = _FIELD.match(folded) or _STAMPED.match(folded)
    return (match[1] or "").strip("_") if match else None
