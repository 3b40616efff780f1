"""Rules 生均 and 班额 within a paragraph: what is said to come to each student, or to each class."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.checks.texts.sentences import PrintedSentence, own_words, printed_sentences
from qdesk.checks.verdicts import Verdict, shown, verdict
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView
from qdesk.model.unit_scale import factor_between
from qdesk.model.value import decimals_of, fold_text
from qdesk.recognition.prose_numbers import ProseNumber

_OF = re.compile(r"(?:按|以)[^,，。]{0,8}?(?:在校生|学生)(?:总?人?数)?(?:为|是)?$")
_RECKONED = re.compile(r"^\s*(?:计算|计|测算|折算|口径)")
_PER = re.compile(r"生均(?P<what>[一-龥]{0,10}?)(?:值|额)?(?:达到?|为|是|约)?$")
_AMOUNT = re.compile(r"(?P<what>[一-龥]{2,10}?)(?:总值|总额|总量|值|额)?(?:共计?|达到?|为|是|约)?$")
_STUDENTS = re.compile(r"在校生(?:总?人?数)?(?:共?有|为|是|达到?)?$")
_CLASSES = re.compile(r"班(?:级|数)?(?:共?有|为|是)?$")
_CLASS_SIZE = re.compile(r"(?:平均班额|班均(?:人数|学生数?|规模)?|平均每班)(?:达到?|为|是|约)?(?:学生)?$")
_PAIR = 2
_PEOPLE = ("人", "名")


@dataclass(frozen=True, slots=True)
class _Pair:
    """An amount and what is said to come to each student, in one unit."""

    amount: Decimal
    half: Decimal
    """Half a unit of the last place of the amount: 8.59 万册 are 85,850 to 85,950."""
    per: ProseNumber
    sentence: PrintedSentence

    @property
    def heads(self) -> tuple[Decimal, Decimal]:
        """The least and the most students that the two allow; the most is 0 where there is none."""
        half = Decimal(1).scaleb(-decimals_of(self.per.value)) / 2
        if self.per.value <= half:
            return Decimal(1), Decimal(0)
        return (self.amount - self.half) / (self.per.value + half), (self.amount + self.half) / (
            self.per.value - half
        )

    def is_right(self, heads: Decimal) -> bool:
        """Whether so many students give the value, cut or rounded."""
        least, most = self.heads
        return least <= heads <= most or verdict(self.per.value, self.amount / heads) is not Verdict.WRONG


def heads_in_text(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """占地 87443 平方米, 按在校生 2309 人计算，生均占地 37.87 平方米: each pair must be of these students."""
    for paragraph in text.paragraphs():
        sentences = list(printed_sentences(view, paragraph))
        yield from _class_size(text, sentences)
        heads: tuple[ProseNumber, PrintedSentence] | None = None
        amounts: dict[str, ProseNumber] = {}
        pairs: list[_Pair] = []
        last = ""
        for sentence in sentences:
            for number in sentence.numbers:
                words = own_words(number)
                behind = fold_text(sentence.text[number.end : number.end + 6])
                if number.unit in _PEOPLE and _OF.search(words) and _RECKONED.match(behind):
                    heads = (number, sentence)
                elif (match := _PER.search(words)) and heads is not None:
                    amount = _meant(amounts, match["what"] or last)
                    factor = _factor(amount, number) if amount else None
                    if amount is not None and factor is not None and not number.about:
                        half = Decimal(1).scaleb(-decimals_of(amount.value)) / 2
                        pairs.append(_Pair(amount.value * factor, half * factor, number, sentence))
                elif (match := _AMOUNT.search(words)) and number.unit and not number.year:
                    last = match["what"]
                    amounts[last] = number
        if heads is not None and pairs and heads[0].value > 0:
            yield from _judge(text, heads, pairs)


def _meant(amounts: dict[str, ProseNumber], what: str) -> ProseNumber | None:
    """The amount that was told by a name that ends alike: 学校占地面积 for 生均占地面积."""
    found = [
        number for name, number in amounts.items() if what and (name.endswith(what) or what.endswith(name))
    ]
    return found[-1] if found else None


def _factor(amount: ProseNumber, per: ProseNumber) -> Decimal | None:
    return factor_between(amount.unit, per.unit.removesuffix("/生"))


def _judge(
    text: PlacedText, heads: tuple[ProseNumber, PrintedSentence], pairs: Sequence[_Pair]
) -> Iterator[Finding]:
    number, sentence = heads
    wrong = [one for one in pairs if not one.is_right(number.value)]
    if len(wrong) == len(pairs) >= _PAIR and (agreed := _agreed(pairs)) is not None:
        if number not in sentence.own:
            return
        where = around(sentence.text, number.start, number.end)
        message = f"“{where}”：后面 {len(pairs)} 个生均数都是按 {agreed} 人算的"
        sides = {"found": number.text, "expected": f"{agreed}人"}
        yield text.finding("per_head_in_text", Severity.LOOK, message, number.text, **sides)
        return
    for one in wrong:
        if one.per not in one.sentence.own:
            continue
        right = f"{shown(one.amount / number.value, one.per.value)}{one.per.unit}"
        where = around(one.sentence.text, one.per.start, one.per.end)
        message = f"“{where}”：{one.amount.normalize():f} ÷ {number.value:f} 应为 {right}"
        sides = {"found": one.per.text, "expected": right}
        yield text.finding("per_head_in_text", Severity.LOOK, message, one.per.text, **sides)


def _agreed(pairs: Sequence[_Pair]) -> int | None:
    """The number of students that all pairs allow; None where there is none."""
    least = max(one.heads[0] for one in pairs)
    most = min(one.heads[1] for one in pairs)
    return int(((least + most) / 2).to_integral_value()) if least <= most else None


def _class_size(text: PlacedText, sentences: Sequence[PrintedSentence]) -> Iterator[Finding]:
    """在校生 2237 人, 教学班 50 个，平均班额 44.7 人."""
    students: list[Decimal] = []
    classes: list[Decimal] = []
    for sentence in sentences:
        for number in sentence.numbers:
            words = own_words(number)
            if number.unit in _PEOPLE and _STUDENTS.search(words):
                students.append(number.value)
            elif number.unit == "个" and _CLASSES.search(words) and number.value > 0:
                classes.append(number.value)
            elif number.unit in _PEOPLE and _CLASS_SIZE.search(words) and not number.about:
                exact = [one / each for one in students for each in classes]
                if not exact or any(verdict(number.value, one) is not Verdict.WRONG for one in exact):
                    continue
                if number not in sentence.own:
                    continue
                right = f"{shown(exact[-1], number.value)}{number.unit}"
                where = around(sentence.text, number.start, number.end)
                message = f"“{where}”：{students[-1]:f} 人 ÷ {classes[-1]:f} 个班应为 {right}"
                sides = {"found": number.text, "expected": right}
                yield text.finding("per_head_in_text", Severity.LOOK, message, number.text, **sides)
