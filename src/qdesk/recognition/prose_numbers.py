"""The numbers in a sentence: where they stand, what they say, in which unit, and which words lead to them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_UNITS = (
    "个百分点|百分点|%|％|‰|[:：∶]1(?![0-9:：])"
    "|(?:余|多)?(?:百|千|万|亿)?元(?:/(?:生|人|月|年|㎡))?"
    "|(?:余|多)?万?(?:余|多)?平方?米(?:/生)?|㎡(?:/生)?|公顷|亩"
    "|(?:余|多)?(?:百|千|万|亿)?(?:余|多)?(?:人次|人日|人|名|位|册|台[（(]套[）)]|台套|台|套|门|学时|课时|场次|场|次|项|本|件|家|处|间|节|份|个|所|类|部|篇|期|种)"
    "(?:/生|/人|/年)?"
)
_NUMBER = re.compile(
    r"(?P<number>[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?:[.．][0-9０-９]+)?|[0-9０-９]+(?:[.．][0-9０-９]+)?)"
    rf"(?P<gap>[ \u3000]?)(?P<unit>{_UNITS})?(?:(?P=gap)?/生)?"
)
_YEAR = re.compile(
    r"(?:19|20)\d\d\s*[-—–－~～至]+\s*(?:19|20)?\d\d\s*(?:学年度?|年度?)|(?:19|20)\d\d\s*(?:学年度?|年度?|届)"
)
_DATE = re.compile(r"\d{1,2}\s*月(?:\d{1,2}\s*日)?|\d{1,2}\s*日|\d{1,2}[:：]\d{2}(?!\d)")
_ONE_TO = re.compile(r"1\s*[:：∶]\s*(?P<number>\d+(?:\.\d+)?)(?![\d:：])")
"""师生比 1:13.5 says what 生师比 13.5:1 says."""
_RATIO_LEADS = re.compile(r"比例?(?:已|约|近|为|是|达到?|提高到|降到|[:：])*\s*$")
_PART_OF_NAME = re.compile(r"[A-Za-z0-9０-９+＋/_.．\-—–－第表图案附之]$|(?<!比)例$")
_AFTER_NAME = re.compile(r"^(?:[A-Za-z+＋_]|[-—–－]\d|[.．]\d)")
_CLAUSE_END = "。；;！!？?\n"
_ROUGHLY = re.compile("[余多]")
_ABOUT = ("近", "约", "逾", "超", "超过", "大约", "约为")


@dataclass(frozen=True, slots=True)
class ProseNumber:
    """A number of a text: `text[start:end]` with its unit; `value` in that unit, as written.

    `words` is what stands between the number before it, or the beginning of the sentence, and this one.
    A `year` (2019年, 2019-2020学年) has no value worth comparing. `about`: 近, 约, 余 stand at it.
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    words: str
    year: bool = False
    about: bool = False


def prose_numbers(text: str) -> Iterator[ProseNumber]:
    """Every number of a text in order; those within names (“3+2”, 表 1-2), dates and times are left out."""
    held = 0  # the end of the number before, where it stands in the same sentence
    at = 0
    while at < len(text):
        sign = text[at]
        if sign in _CLAUSE_END:
            held = at = at + 1
            continue
        if not (sign.isdigit() and unicodedata.decimal(sign, None) is not None):
            at += 1
            continue
        if year := _YEAR.match(text, at):
            yield ProseNumber(at, year.end(), year[0], Decimal(0), "年", text[held:at], year=True)
            at = year.end()
            continue
        ratio = _ONE_TO.match(text, at)
        if ratio and _RATIO_LEADS.search(text[held:at]):
            yield ProseNumber(at, ratio.end(), ratio[0], Decimal(ratio["number"]), ":1", text[held:at])
            held = at = ratio.end()
            continue
        if skipped := _DATE.match(text, at):
            at = skipped.end()
            continue
        match = _NUMBER.match(text, at)
        if match is None:
            at += 1
            continue
        before, end = text[held:at], match.end() if match["unit"] else match.end("number")
        if _PART_OF_NAME.search(before.rstrip()) or _AFTER_NAME.match(text[end:]):
            at = end
            continue
        unit = unicodedata.normalize("NFKC", match["unit"] or "")
        unit = _ROUGHLY.sub("", unit).replace("∶", ":").replace("m2", "平方米").replace("平米", "平方米")
        digits = unicodedata.normalize("NFKC", match["number"]).replace(",", "")
        about = before.rstrip().endswith(_ABOUT) or bool(_ROUGHLY.search(match["unit"] or ""))
        yield ProseNumber(at, end, text[at:end], Decimal(digits), unit, before, about=about)
        held = at = end
