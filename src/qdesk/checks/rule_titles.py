"""What each rule is called and looks at, as the protocol and the help name it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleTitle:
    """A rule by its name, with a sentence on what was checked."""

    title: str
    checked: str


RULE_TITLES = {
    "missing_value": RuleTitle("未填的数", "每张表本年和上年的每一格是否有数"),
    "unwritten_section": RuleTitle("未写的章节", "每个最下级章节是否有正文或有数的表"),
    "wrong_total": RuleTitle("合计", "改写过的合计与各项之和是否一致"),
    "wrong_derived_value": RuleTitle("计算值", "改写过的比率、生均值和变化与按数据重算的结果是否一致"),
    "overwritten": RuleTitle("改写", "改写过的计算值逐一列出"),
    "odd_value": RuleTitle("不像数的数", "数值栏里的文字、负数、有小数的人数"),
    "jump": RuleTitle("突变", "与上年相比变化特别大的数，按数的大小分档；差 10 倍、数字颠倒会指出"),
    "no_ratio": RuleTitle("没有比值", "上年为 0 时印出来的百分比"),
    "number_in_text": RuleTitle("正文数字", "写明指标的数与数据是否一致；差 10 倍、元和万元、数字颠倒会指出"),
    "stale_number": RuleTitle("上年的数", "正文里的数是否还是上年的"),
    "change_word": RuleTitle("增减的词", "增加、减少、提高、下降、持平与数据的变化是否一致"),
    "open_number": RuleTitle("待定的数", "上年正文带入后还没有定的数"),
    "missing_number": RuleTitle("引用的数未填", "正文引用的数是否已填"),
    "placeholder": RuleTitle("没有写完", "待填、待定、××、下划线等占位"),
    "unknown_mention": RuleTitle("引用的图表", "正文提到的表、图、案例在报告里是否有"),
    "personal_data": RuleTitle("个人信息", "身份证号码和手机号码"),
}
