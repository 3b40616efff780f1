"""What users type and files hold is understood as they mean it, digit by digit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qdesk.model.number_format import NumberStyle, print_number
from qdesk.model.value import (
    Gap,
    GapKind,
    ParsedValue,
    Range,
    Value,
    decode_value,
    encode_value,
    parse_value,
    plain_text,
    says_none,
)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1883", Decimal(1883), ""),
        ("1,883人", Decimal(1883), "人"),
        ("１，１９５人", Decimal(1195), "人"),
        ("94%", Decimal(94), "%"),
        ("13.5:1", Decimal("13.5"), ":1"),
        ("13.5：1", Decimal("13.5"), ":1"),
        ("3.41万元/生", Decimal("3.41"), "万元/生"),
        (" 144.60 ", Decimal("144.60"), ""),
        ("+128", Decimal(128), ""),
        ("－7", Decimal(-7), ""),
        ("0", Decimal(0), ""),
        ("0.00", Decimal("0.00"), ""),
    ],
)
def test_numbers_with_all_their_clothes(text: str, value: Decimal, unit: str) -> None:
    parsed = parse_value(text)
    assert parsed == ParsedValue(value, unit)
    assert str(parsed.value) == str(value)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", GapKind.MISSING),
        ("—", GapKind.NOT_SURVEYED),
        ("-", GapKind.NOT_SURVEYED),
        ("/", GapKind.NOT_APPLICABLE),
        ("中职不填报", GapKind.NOT_APPLICABLE),
    ],
)
def test_the_ways_of_having_no_number_are_kept_apart(text: str, kind: GapKind) -> None:
    value = parse_value(text).value
    assert isinstance(value, Gap)
    assert value.kind is kind
    assert plain_text(value) == text


def test_a_range_and_a_text_are_no_numbers() -> None:
    assert parse_value("1800～2200").value == Range(Decimal(1800), Decimal(2200))
    assert parse_value("扩招").value == "扩招"
    assert parse_value("3+2 班").value == "3+2 班"


def test_an_absurdly_long_number_stays_text() -> None:
    assert parse_value("9" * 400).value == "9" * 400


numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3)
values: st.SearchStrategy[Value] = st.one_of(
    numbers,
    st.text(),
    st.builds(Range, numbers, numbers),
    st.builds(Gap, st.sampled_from(GapKind), st.one_of(st.none(), st.sampled_from(["", "-", "/", "—"]))),
)


@given(values)
def test_every_value_survives_the_store(value: Value) -> None:
    assert decode_value(encode_value(value)) == value


@given(numbers)
def test_a_printed_number_reads_as_itself(number: Decimal) -> None:
    assert parse_value(plain_text(number)).value == number


def test_a_number_of_many_digits_breaks_nothing() -> None:
    assert print_number(Decimal("123456789012345678901234567890.125"), NumberStyle(2)).endswith("890.13")
    assert isinstance(parse_value("1" * 19).value, str)
    assert parse_value("1" * 18).value == Decimal("1" * 18)


def test_none_that_was_filled_in_is_not_missing() -> None:
    value = parse_value("无").value
    assert value == Gap(GapKind.NOT_APPLICABLE, "无")
    assert says_none(value)
    assert not says_none(parse_value("/").value)
    assert decode_value(encode_value(value)) == value
    assert decode_value("gmissing|无") == value, "as earlier versions kept it"
