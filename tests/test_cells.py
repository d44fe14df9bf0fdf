"""A cell reads as the spreadsheet shows it."""

import datetime

import pytest

from youju.reading.formats.cells import shown


@pytest.mark.parametrize(
    ("value", "number_format", "words"),
    [
        (3.0, "General", "3"),
        (6.1, "General", "6.1"),
        (0.1 + 0.2, "General", "0.3"),
        (123456789012.0, "General", "123456789012"),
        (0.0488, "0.00%", "4.88%"),
        (0.625, "0%", "63%"),
        (12500, "#,##0", "12500"),
        (2.5, "0.00", "2.50"),
        (2.5, "0.##", "2.5"),
        (3.0, "0.##", "3"),
        (1234.5, '#,##0.0_ ;[Red]-#,##0.0"元"', "1234.5"),
        (6, '0"张"', "6张"),
        (-3.2, "0.0", "-3.2"),
        (1e20, "0.00", "100000000000000000000"),
        (float("nan"), "0", ""),
        (True, "General", "是"),
        ("#DIV/0!", "General", ""),
        ("#1楼", "General", "#1楼"),
        (None, "General", ""),
        (datetime.datetime(2024, 1, 15), "yyyy-mm-dd", "2024年1月15日"),
        (datetime.datetime(2024, 1, 15, 8, 30), "yyyy/m/d h:mm", "2024年1月15日08:30"),
        (datetime.datetime(2024, 1, 1), 'yyyy"年"m"月"', "2024年1月"),
        (datetime.datetime(2024, 1, 1), "yyyy", "2024年"),
        (datetime.datetime(2024, 3, 1), 'm"月"d"日"', "2024年3月1日"),
        (datetime.time(8, 5), "h:mm", "08:05"),
    ],
)
def test_a_value_becomes_the_words_that_are_shown(value, number_format, words):
    assert shown(value, number_format) == words
