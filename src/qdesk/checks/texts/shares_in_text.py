"""Rule 正文比率: shares and rates of a sentence against the counts of the same sentence and the data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.checks.texts.sentences import Sentence, sentences_of
from qdesk.checks.texts.stated import contradicted, is_borne_out, stated
from qdesk.checks.verdicts import RULES, SEVERITIES, Verdict, how, shown, verdict
from qdesk.model.finding import Finding, Severity
from qdesk.model.indicator import IndicatorKind
from qdesk.model.prose import Link, LinkForm
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text
from qdesk.recognition.indicator_names import names_in_prose
from qdesk.recognition.prose_numbers import ProseNumber

_SHARE = re.compile(
    r"^[^,，;；]{0,18}[,，]?\s*占(?:全校|学校|我校)?(?P<whole>[一-龥“”\"]{2,10}?)(?:总人数|总数|人数|数)?的?(?:比例)?(?:达到?|为)?\s*$"
)
_RATE = re.compile(r"(?P<name>[一-龥]{0,6}率)(?:达到?了?|为|是|约)?\s*$")
_KIND = re.compile(r"对口|初次|直接|本地|本省|签约|间接")
_COUNTED = ("人", "名", "人次", "位", "家", "门", "项", "个", "套", "台", "份")
_MEASURED = (*_COUNTED, "万元", "元", "平方米", "册", "间")
_MORE = re.compile(r"(?:净?增加?|减少|新增|多|少)了?\s*$")
_HUNDRED = Decimal(100)
_COUNTS = 2
"""So many numbers stand before a rate that is that of two counts."""
_TAILS = re.compile(r"(?:总人数|总数|总额|人数|数)?(?:共?有|共计?|为|是|达到?|约)*[:：]?$")
_SCHOOL = ("人数", "人", "学生")
_STUDENTS = "全日制在校生"


def shares_in_text(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """9 人，占专任教师 6.3%; 855 名参加，825 名升学，升学率 96.5%: both are worked out again."""
    before_it: Sentence | None = None
    for sentence in sentences_of(text.stored):
        heard, before_it = before_it, sentence
        for at, number in enumerate(sentence.numbers):
            if number.unit != "%" or number.year or number.about or at == 0:
                continue
            before = sentence.numbers[at - 1]
            if before.year or before.unit not in _MEASURED or _MORE.search(before.words):
                continue
            between = sentence.text[before.end : number.start]
            if match := _SHARE.match(between):
                yield from _share(view, text, (sentence, heard), before, number, match["whole"])
            elif at < _COUNTS or (match := _RATE.search(between)) is None:
                continue
            elif not _is_right_beside_wrong_counts(view, text, sentence, at):
                yield from _rate(text, sentence, at, match["name"])


def _share(
    view: ReportView,
    text: PlacedText,
    heard: tuple[Sentence, Sentence | None],
    part: ProseNumber,
    said: ProseNumber,
    name: str,
) -> Iterator[Finding]:
    """`heard` are the sentence and the one before it."""
    sentence, before = heard
    wholes = dict(_wholes(view, fold_text(name)))
    now = [value for (value, offset) in wholes.values() if not offset]
    told = [one for one in sentence.numbers if one.start < part.start]
    told += before.numbers if before is not None and not told else ()
    now += [value for value in _said(told, part, fold_text(name)) if value not in now]
    if not now or said.value == 0:
        return
    exacts = [part.value * _HUNDRED / value for value in now]
    found = [verdict(said.value, exact) for exact in exacts]
    if Verdict.RIGHT in found:
        return
    best = next((n for n, one in enumerate(found) if one is not Verdict.WRONG), 0)
    former = [value for (value, offset) in wholes.values() if offset and _fits(said, part, value)]
    hint = f"；{said.text} 是按上年的 {former[0]:f} 算的" if former else ""
    told = shown(exacts[best], said.value, found[best])
    where = around(sentence.text, said.start, said.end)
    of = f"{part.text.strip()}占{_called(name)} {now[best]:f} 的比例"
    message = f"“{where}”：{of}应为 {told}%{how(found[best])}{hint}"
    severity = SEVERITIES[found[best]]
    if severity is Severity.MUST and len(now) > 1:
        severity = Severity.LOOK
    rule = RULES.get(found[best], "share_in_text")
    yield text.finding(rule, severity, message, said.text, found=said.text, expected=f"{told}%")


def _called(name: str) -> str:
    return "在校生" if name in _SCHOOL else name


def _fits(said: ProseNumber, part: ProseNumber, whole: Decimal) -> bool:
    return verdict(said.value, part.value * _HUNDRED / whole) is not Verdict.WRONG


def _said(told: Sequence[ProseNumber], part: ProseNumber, name: str) -> Iterator[Decimal]:
    """The whole where it was told just before: 专任教师 185 人，其中…占专任教师的 60.54%."""
    for number in told:
        if number.unit != part.unit or number.value < part.value:
            continue
        words = _TAILS.sub("", fold_text(number.words))
        if words.endswith(name) or (name in _SCHOOL and words.endswith("在校生")):
            yield number.value


def _wholes(view: ReportView, name: str) -> Iterator[tuple[tuple[str, int], tuple[Decimal, int]]]:
    """The values of this year and the last of every count that is called so."""
    wanted = {name, name.replace("专任课", "专任")}
    if name in _SCHOOL:
        wanted = {_STUDENTS, "在校生", "学生"}
    for indicator in view.archive.catalogue:
        if indicator.kind is not IndicatorKind.COUNT or wanted.isdisjoint(names_in_prose(indicator)):
            continue
        for offset in (0, -1):
            value = view.number(Link(indicator.id, period=offset, form=LinkForm.VALUE)).value
            if isinstance(value, Decimal) and value > 0:
                yield (indicator.id, offset), (value, offset)


def _is_right_beside_wrong_counts(view: ReportView, text: PlacedText, sentence: Sentence, at: int) -> bool:
    """Whether the data bear a rate out and contradict one of its counts, which is told by itself."""
    counts = {(sentence.text, one.text) for one in sentence.numbers[at - _COUNTS : at]}
    if counts.isdisjoint(contradicted(view, text)):
        return False
    return any(
        one.sentence.text == sentence.text
        and one.statement.number == sentence.numbers[at]
        and is_borne_out(view, one.statement)
        for paragraph in stated(view, text)
        for one in paragraph
    )


def _rate(text: PlacedText, sentence: Sentence, at: int, name: str) -> Iterator[Finding]:
    """A rate behind two counts of which the second is a part of the first."""
    whole, part, said = sentence.numbers[at - 2], sentence.numbers[at - 1], sentence.numbers[at]
    if whole.year or whole.unit not in _COUNTED or whole.value < part.value or whole.value <= 0:
        return
    if at > 2 and not sentence.numbers[at - 3].year and sentence.numbers[at - 3].unit in _COUNTED:
        return  # with three counts nobody can say which two are meant
    core = name.removesuffix("率")[-2:]
    words = sentence.text[whole.end : part.start] + sentence.text[part.end : said.start].replace(name, "")
    if (kind := _KIND.search(name)) and kind[0] not in words:
        return  # 对口就业率 is not that of those who went to large companies
    if len(core) < 2 or core not in words:
        return
    exact = part.value * _HUNDRED / whole.value
    found = verdict(said.value, exact)
    if found is Verdict.RIGHT:
        return
    told = shown(exact, said.value, found)
    where = around(sentence.text, said.start, said.end)
    message = f"“{where}”：{part.value:f} ÷ {whole.value:f} 应为 {told}%{how(found)}"
    rule = RULES.get(found, "share_in_text")
    yield text.finding(rule, SEVERITIES[found], message, said.text, found=said.text, expected=f"{told}%")
