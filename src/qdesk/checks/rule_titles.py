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
    "truncated": RuleTitle("截尾", "印出的数是否只截去尾数、没有四舍五入"),
    "rounded_otherwise": RuleTitle("舍入", "印出的数是否按四舍五入"),
    "follows_from_wrong": RuleTitle("跟着错", "数本身算得对，但所依据的合计写错了"),
    "wrong_rate": RuleTitle("比率", "填写的比率、生均值与旁边的数相除的结果是否一致"),
    "parts_and_whole": RuleTitle("部分与整体", "分项之和与整体是否一致（各级、各项）"),
    "part_beyond_whole": RuleTitle("超过整体", "“其中”的数是否超过所属的整体"),
    "not_a_hundred": RuleTitle("合计百分之百", "几个比率合起来应是 100% 的是否合得上"),
    "overwritten": RuleTitle("改写", "改写过的计算值逐一列出"),
    "odd_value": RuleTitle("不像数的数", "数值栏里的文字、负数、有小数的人数"),
    "jump": RuleTitle("突变", "与上年相比变化特别大的数，按数的大小分档；差 10 倍、数字颠倒会指出"),
    "no_ratio": RuleTitle("没有比值", "上年为 0 时印出来的百分比"),
    "number_in_text": RuleTitle("正文数字", "写明指标的数与数据是否一致；差 10 倍、元和万元、数字颠倒会指出"),
    "share_in_text": RuleTitle("正文比率", "句子里的占比、比率与同句的人数、报告的数据相除是否一致"),
    "list_in_text": RuleTitle("分别", "“甲、乙、丙分别占…”与各项的数据是否一致"),
    "claim": RuleTitle("概括的话", "“都在…以上”“均在…以内”“均…上升”与列出的数、表里的数是否一致"),
    "told_twice": RuleTitle("前后不一", "同一样东西在两处正文里数字是否相同，说的个数与一览表是否相同"),
    "wrong_mean": RuleTitle("平均", "同表其他行按简单平均，这一行是否也是"),
    "one_value": RuleTitle("一数一值", "同一指标同一年在两张表里是否同一个数"),
    "spelled_twice": RuleTitle("名称写法", "专业、学校等名称在两张表里写法是否一致"),
    "missing_sign": RuleTitle("单位符号", "同列都带“%”的，是否有漏写的格（核查外来文件时）"),
    "listed_otherwise": RuleTitle(
        "目录与题注", "表目录、图目录、案例目录与正文的题注是否一致（核查外来文件时）"
    ),
    "numbered_twice": RuleTitle("重号", "两张表、两幅图用了同一个编号（核查外来文件时）"),
    "caption_without_table": RuleTitle("有题注无表", "题注下面是否真有表（核查外来文件时）"),
    "said_both_ways": RuleTitle("前后相反", "同一节里同一个率是否一处说升、一处说降"),
    "unit_slip": RuleTitle("单位笔误", "单位写了两遍、丢了斜线"),
    "code_twice": RuleTitle("代码重复", "专业代码、编号是否有两个相同"),
    "code_short": RuleTitle("代码位数", "代码前面的 0 是否丢失"),
    "empty_sum": RuleTitle("小计未填", "小计、合计空着而各项都有数"),
    "empty_parts": RuleTitle("只有小计", "小计有数而各项都空着"),
    "caption_words": RuleTitle("题注用词", "题注里的比率与表头的叫法是否一致"),
    "stale_number": RuleTitle("上年的数", "正文里的数是否还是上年的"),
    "change_word": RuleTitle("增减的词", "增加、减少、提高、下降、持平与数据的变化是否一致"),
    "open_number": RuleTitle("待定的数", "上年正文带入后还没有定的数"),
    "missing_number": RuleTitle("引用的数未填", "正文引用的数是否已填"),
    "placeholder": RuleTitle("没有写完", "待填、待定、××、下划线等占位"),
    "unknown_mention": RuleTitle("引用的图表", "正文提到的表、图、案例在报告里是否有"),
    "personal_data": RuleTitle("个人信息", "身份证号码和手机号码"),
}
