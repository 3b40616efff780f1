"""Headings number themselves in both schemes."""

import pytest

from qdesk.model.outline import chinese_number, heading_number


@pytest.mark.parametrize(
    ("path", "decimal", "chinese"),
    [
        ((2,), "2", "二、"),
        ((2, 1), "2.1", "（一）"),
        ((2, 1, 3), "2.1.3", "3."),
        ((2, 1, 3, 4), "2.1.3.4", "（4）"),
        ((12,), "12", "十二、"),
    ],
)
def test_heading_numbers(path: tuple[int, ...], decimal: str, chinese: str) -> None:
    assert heading_number(path, "decimal") == decimal
    assert heading_number(path, "chinese") == chinese


def test_chinese_numbers() -> None:
    assert [chinese_number(count) for count in (1, 10, 21, 99)] == ["一", "十", "二十一", "九十九"]
