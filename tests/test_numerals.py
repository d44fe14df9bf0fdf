"""Chinese numerals as values."""

from decimal import Decimal

import pytest

from youju.reading.figures.numerals import numeral_range, numeral_value, scale_of, spoken_decimal


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("三百二十", 320),
        ("一千零五", 1005),
        ("两万三千", 23_000),
        ("五千万", 50_000_000),
        ("一亿二千万", 120_000_000),
        ("一百二十万", 1_200_000),
    ],
)
def test_a_numeral_has_a_value(words, value):
    assert numeral_value(words) == value


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("三五", 3, 5),
        ("七八", 7, 8),
        ("二三十", 20, 30),
        ("十七八", 17, 18),
        ("两三千", 2000, 3000),
    ],
)
def test_two_digits_side_by_side_are_a_range(words, low, high):
    assert numeral_range(words) == (low, high)


def test_a_numeral_that_falls_is_no_range():
    assert numeral_range("三百") == (300, None)
    assert numeral_range("五三")[1] is None


def test_scales_multiply_and_points_divide():
    assert scale_of("百万") == 1_000_000
    assert scale_of("") == 1
    assert spoken_decimal("九十点五") == Decimal("90.5")
