"""Rule 正文数字: numbers of sentences that the data contradict, and slips that say what they are.

Only numbers that the words name without any doubt are compared: the name of an indicator stands right before
the number, and nothing before the name narrows it down (三年级在校生 is not 在校生).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from qdesk.checks.slips import slip_between
from qdesk.checks.texts import PlacedText, around
from qdesk.model.finding import Finding, Severity
from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.linked_number import with_unit
from qdesk.model.number_format import round_half_up
from qdesk.model.period import parse_period
from qdesk.model.prose import Link, LinkForm, ProseParagraph, plain_paragraph
from qdesk.model.report_view import ReportView
from qdesk.model.unit_scale import factor_between
from qdesk.model.value import decimals_of, fold_text
from qdesk.recognition.indicator_names import NamedIndicator, names_of
from qdesk.recognition.prose_numbers import ProseNumber, prose_numbers

_BETWEEN = re.compile(r"(?:人数|总数|数|总值|总额)?(?:共?有|为|是|达到?|共计?|合计|约|近|现有|仅有?|已达)?")
_SAYS = re.compile(r"[有为是达至]")
_BEFORE = re.compile(
    r"(?:截至[^,]*|[^,]*?学年|[^,]*?年(?:底|末)?|本?学?年度?|学校|我校|全校|本校|现有?|目前|共有?|全年|有"
    r"|总|的|中|其|,|、|在)*"
)
_FORMER = re.compile(
    r"上一?学?年|去年|由|从|较|比|增|减|提高|下降|降|升|以上|以下|不少于|不低于|超过|目标|计划|标准|规定|力争"
)
_AIMS = re.compile(
    r"其[他它]|兄弟|全国|全省|计划(?!招生)|力争|目标|规划|预计|拟|将(?:达|增|建|招)|到20\d\d年|[“\"]?十[三四五六]五"
)
"""A sentence of what is wanted, or of others, and not of what is."""
_TELLING = 3
_OWN = 4
"""So long, the name that a table prints is meant by itself, whatever longer names end with it."""
_SURELY_SAME = 4
"""So many digits make it no chance that a number is just last year's."""
_AFTERWARDS = re.compile(r"^(?:增|减|上升|下降|提高|降低|以上|以下|左右)")


def numbers_in_text(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """Numbers beside the name of an indicator that are not its value of the year they speak of."""
    for paragraph in text.paragraphs():
        printed = plain_paragraph(paragraph, lambda link: view.number(link).text)
        linked = _linked_places(view, paragraph)
        confirmed = _confirmed(view, printed)
        offset: int | None = 0
        before = 0
        for number in prose_numbers(printed):
            if any(sign in printed[before : number.start] for sign in "。；;！？"):
                offset = 0
            before = number.end
            if number.year:
                offset = _offset(view, number.text)
            elif offset is not None and not any(a < number.end and number.start < b for a, b in linked):
                yield from _judge(view, text, printed, number, offset, confirmed)


def _offset(view: ReportView, year: str) -> int | None:
    """How far a named year lies from the report's; None for one that is neither this year nor the last."""
    period = parse_period(year)
    offset = period.year - view.report.period.year if period else None
    return offset if offset in (0, -1) else None


def _linked_places(view: ReportView, paragraph: ProseParagraph) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    for span in paragraph.spans:
        size = len(view.number(span.link).text if span.link else span.text)
        if span.link is not None:
            found.append((at, at + size))
        at += size
    return found


def _confirmed(view: ReportView, printed: str) -> set[tuple[str, str]]:
    """Names and indicators that another number of the paragraph shows to belong together.

    2018年，招生726人…；2019年，招生983人: the first is last year's value, so the second speaks of it too.
    """
    found: set[tuple[str, str]] = set()
    offset: int | None = 0
    for number in prose_numbers(printed):
        if number.year:
            offset = _offset(view, number.text)
            continue
        if offset is None or len(f"{number.value:f}".replace(".", "")) < _TELLING:
            continue
        words = fold_text(number.words)
        for named in names_of(view.archive.catalogue).found(words).values():
            said = _in_unit(number, named.indicator)
            link = Link(named.indicator.id, period=offset, form=LinkForm.VALUE)
            if _BETWEEN.fullmatch(words[named.end :]) and said == view.number(link).value:
                found.add((words[named.start : named.end], named.indicator.id))
    return found


def _judge(
    view: ReportView,
    text: PlacedText,
    printed: str,
    number: ProseNumber,
    offset: int,
    confirmed: set[tuple[str, str]],
) -> Iterator[Finding]:
    words = fold_text(number.words)
    sentence = re.split(r"[。；;！？]", printed[: number.start])[-1]
    if _AFTERWARDS.match(printed[number.end :]) or _AIMS.search(sentence):
        return
    own = words.rpartition("其中")[2]
    if "其中" in sentence and (own == words or not own.strip(",、:")):
        yield from _left_standing(view, text, printed, number, offset)
        return
    others = [one for one in prose_numbers(sentence) if not one.year]
    listed = bool(others) or printed[: number.start - len(sentence)].endswith(("；", ";"))
    if own != words:
        words, listed = own, False  # 其中教学用计算机 785 台: the name begins anew
    named = _surely_named(view, words, confirmed, listed=listed)
    if named is None:
        yield from _left_standing(view, text, printed, number, offset)
        return
    if _FORMER.search(words[: named.start]) or _FORMER.search(words[named.end :]):
        return
    indicator = named.indicator
    said = _in_unit(number, indicator)
    now = view.number(Link(indicator.id, period=offset, form=LinkForm.VALUE))
    if said is None or not isinstance(now.value, Decimal) or _fits(number, said, now.value):
        return
    if not view.report.standard and said in _of_members(view, indicator, offset):
        return  # a table of unlike columns (总量, 生均值) was read as parts of one thing
    right = with_unit(now.text, indicator.unit)
    where = around(printed, number.start, number.end)
    sides = {"found": number.text, "expected": right}
    year = "上年" if offset else "本年"
    if not offset and isinstance(now.prior, Decimal) and _fits(number, said, now.prior):
        message = f"“{where}”还是上年的数，本年{indicator.name}是 {right}"
        yield text.finding("stale_number", Severity.MUST, message, number.text, **sides)
        return
    slip = slip_between(said, now.value)
    hint = f"，像是{slip}" if slip else ""
    message = f"“{where}”与数据不符：{year}{indicator.name}是 {right}{hint}"
    yield text.finding("number_in_text", Severity.MUST, message, number.text, **sides)


def _of_members(view: ReportView, indicator: Indicator, offset: int) -> set[object]:
    """The values of an indicator's members in a year."""
    links = (
        Link(indicator.id, one, period=offset, form=LinkForm.VALUE)
        for one in view.data.member_ids(indicator.id)
    )
    return {view.number(link).value for link in links}


def _left_standing(
    view: ReportView, text: PlacedText, printed: str, number: ProseNumber, offset: int
) -> Iterator[Finding]:
    """A number whose name is not quite sure, and which is exactly what last year had: 建筑面积 44137."""
    words = fold_text(number.words)
    digits = f"{number.value:f}".replace(".", "").rstrip("0")
    if offset or number.about or len(digits) < _SURELY_SAME:
        return
    for named in names_of(view.archive.catalogue).found(words).values():
        if not _BETWEEN.fullmatch(words[named.end :]) or _FORMER.search(words):
            continue
        front = words[: named.start]
        if front and front[-1] not in ",、，":
            continue
        indicator = named.indicator
        said = _in_unit(number, indicator)
        now = view.number(Link(indicator.id, form=LinkForm.VALUE))
        if said is None or not isinstance(now.value, Decimal) or said == now.value or said != now.prior:
            continue
        right = with_unit(now.text, indicator.unit)
        where = around(printed, number.start, number.end)
        message = f"“{where}”还是上年的数，本年{indicator.name}是 {right}"
        yield text.finding(
            "stale_number", Severity.MUST, message, number.text, found=number.text, expected=right
        )
        return


def _surely_named(
    view: ReportView, words: str, confirmed: set[tuple[str, str]], *, listed: bool
) -> NamedIndicator | None:
    """The one indicator whose name ends right before the number, with nothing that narrows it down.

    `listed`: the number stands in a row of others.
    """
    names = names_of(view.archive.catalogue)
    best: list[NamedIndicator] = []
    for one in names.found(words).values():
        front, behind = words[: one.start], words[one.end :]
        if not _BETWEEN.fullmatch(behind) or not _BEFORE.fullmatch(front):
            continue
        if listed and not front.strip(",、;") and not _SAYS.search(behind):
            continue  # an item of a list may be a part of what the list is about
        if not best or one.length > best[0].length:
            best = [one]
        elif one.length == best[0].length:
            best.append(one)
    shown = [one for one in best if (words[one.start : one.end], one.indicator.id) in confirmed]
    if len(shown) == 1:
        return shown[0]
    if len(best) != 1:
        return None
    name, indicator = words[best[0].start : best[0].end], best[0].indicator
    is_own = len(name) >= _OWN and name in (fold_text(indicator.name), fold_text(indicator.name) + "数")
    return best[0] if is_own or not names.is_generic(name, indicator) else None


def _in_unit(number: ProseNumber, indicator: Indicator) -> Decimal | None:
    """The number in the indicator's unit; None where it counts something else."""
    if number.unit == fold_text(indicator.unit) or (
        indicator.kind is IndicatorKind.RATIO and number.unit == ":1"
    ):
        return number.value
    factor = factor_between(number.unit, indicator.unit) if number.unit else None
    return None if factor is None else number.value * factor


def _fits(number: ProseNumber, said: Decimal, value: Decimal) -> bool:
    """Whether the number is the value, rounded as far as it is written; 近 and 约 allow a tenth more."""
    if said == value or round_half_up(value, decimals_of(number.value)) == said:
        return True
    if said != number.value:  # 1.5 万册 of 15230 册
        scale = said / number.value if number.value else Decimal(1)
        if round_half_up(value / scale, decimals_of(number.value)) == number.value:
            return True
    return number.about and abs(value - said) <= abs(value) / 10
