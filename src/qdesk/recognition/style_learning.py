"""Learning how a report prints its computed numbers: the style that reproduces most cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from qdesk.model.number_format import NumberStyle, Zeros, print_number

Sample = tuple[Decimal, str]
"""The exact computed number and the text that the report shows for it."""


def learn_style(
    samples: Sequence[Sample],
    *,
    natural: bool = False,
    by_format: bool = False,
    unless: NumberStyle | None = None,
) -> NumberStyle | None:
    """The style that prints most samples as shown; None for no samples.

    `by_format` says that the texts come from number formats alone: 125.00 there shows two places,
    not the wish to print zeros. `natural` prefers open decimals (differences, sums) to a fixed
    number of them. `unless` is a style already known: the answer is None unless another one prints
    more samples right. Where nothing agrees (every shown number is wrong), the style is taken from
    the looks alone.
    """
    shown = [text.strip() for _, text in samples if text.strip()]
    if not shown:
        return None
    best = unless
    hits = agreement(samples, unless) if unless else -1
    for style in _candidates(samples, shown, natural=natural, by_format=by_format):
        if (found := agreement(samples, style)) > hits:
            best, hits = style, found
    return best if best is not unless else None


def _candidates(
    samples: Sequence[Sample], shown: Sequence[str], *, natural: bool, by_format: bool
) -> Iterator[NumberStyle]:
    suffix = _common_suffix(shown)
    plus = any(text.startswith("+") for text in shown)
    zero = _zero_sign(samples, suffix)
    decimals = _decimals(shown, suffix)
    uniform = len(decimals) == 1 and decimals[0] > 0
    rules = [Zeros.WHOLE, Zeros.DROP] if uniform else [Zeros.DROP, Zeros.WHOLE]
    if not by_format:
        rules.append(Zeros.KEEP)
    for places in [None, *decimals] if natural else [*decimals, None]:
        for zeros in rules:
            yield NumberStyle(places, zeros, plus, suffix, zero)


def agreement(samples: Sequence[Sample], style: NumberStyle) -> int:
    """How many samples a style prints as shown."""
    return sum(print_number(number, style) == text.strip() for number, text in samples)


def _common_suffix(shown: Sequence[str]) -> str:
    for suffix in ("%", ":1"):
        if sum(text.endswith(suffix) for text in shown) * 2 > len(shown):
            return suffix
    tails = [text.lstrip("+-0123456789.,") for text in shown]
    return tails[0] if tails and len(set(tails)) == 1 and len(tails[0]) <= 4 else ""


def _zero_sign(samples: Sequence[Sample], suffix: str) -> str | None:
    zeros = {text.strip() for number, text in samples if number == 0}
    if suffix and zeros == {"0"}:
        return "0"
    return None


def _decimals(shown: Sequence[str], suffix: str) -> list[int]:
    counts = {len(text.removesuffix(suffix).partition(".")[2]) if "." in text else 0 for text in shown}
    return sorted(counts)
