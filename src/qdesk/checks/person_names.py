"""Names of persons in a text, by their surname and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴夏钟汪田任姜范"
    "石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易贺赖龚文乔武向严莫"
)
_NO_NAME = re.compile(
    r"^(?:高[度考职级分效质校技等中]|马上|任务|任职|任课|江苏|金[牌奖额融]|白|康复|龙头|雷锋|文[化明艺章件体科]|程序|许多|田径|夏季"
    r"|何种|石油|武术|史|向|严格|易|毛|汤|钟|黄金|林[业场]|高|黎明|段|成|万|方|安|全|水|管|段位|金|顾|孟|任何|文)"
)
_NAME = rf"[{_SURNAMES}][一-龥]{{1,2}}"
_LAZY = rf"[{_SURNAMES}][一-龥]{{1,2}}?"
_BEHIND = "同学|老师|校长|书记|主任|院长|教授|同志"
_OFFICE = "副?校长|副?院长|书记|教务主任|主任|主编|组长|班主任|指导教师|负责人|法定代表人"
_WITH_OFFICE = re.compile(
    rf"(?:{_OFFICE})[:：]?(?P<name>{_LAZY})"
    r"(?=[，。、；：,;:（()）\s]|$|同志|老师|带队|主持|出席|介绍|表示|率|作|为|等|在|向|对|说)"
)
_ADDRESSED = re.compile(rf"(?:^|[^一-龥]|由|和|与|及|向|对|学生|教师)(?P<name>{_LAZY})(?:{_BEHIND})")
_STUDENTS = re.compile(
    rf"(?:学生|选手|学员|毕业生|级|班的?)\s*(?P<names>{_LAZY}(?:\s*[、和及,，]\s*{_LAZY})*)"
    r"(?=等|同学|两位|三位|在|荣|获|取得|夺得|摘|考|升入|被|以|参加|代表|的|[，,（(])"
    r"(?=[^。；;]{0,30}?(?:荣获|获得?|取得|夺得|摘得|考入|考取|考上|升入|录取|成绩|[一二三]等奖|[金银铜]奖|冠军|第[一二三]名))"
)


def persons(text: str) -> Iterator[str]:
    """Persons that are named with their office or as they are spoken to: 校长张某某, 李某某同学."""
    for pattern in (_WITH_OFFICE, _ADDRESSED):
        for match in pattern.finditer(text):
            if is_name(match["name"]):
                yield match["name"]


def students_with_results(text: str) -> Iterator[str]:
    """Names of students beside what they achieved: 学生张某某荣获一等奖."""
    for match in _STUDENTS.finditer(text):
        names = re.split(r"\s*[、和及,，]\s*", match["names"])
        if all(is_name(one) for one in names):
            yield match["names"].strip()


def is_name(text: str) -> bool:
    """Whether a text looks like a person's name: a usual surname, and one sign or two behind it."""
    return bool(re.fullmatch(_NAME, text)) and not _NO_NAME.match(text)
