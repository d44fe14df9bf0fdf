"""Automatic numbers are those that Word shows."""

import pytest

from youju.reading.formats.numbering import Level, Numbering, written


def level(pattern: str, kind: str = "decimal", start: int = 1, decimal: bool = False) -> Level:
    return Level(start=start, kind=kind, pattern=pattern, style="", decimal=decimal)


def outline(*levels: Level, **more: object) -> Numbering:
    return Numbering(lists={"1": "a", "2": "a"}, levels={"a": dict(enumerate(levels))}, **more)


@pytest.mark.parametrize(
    ("count", "kind", "words"),
    [
        (1, "chineseCounting", "一"),
        (10, "japaneseCounting", "十"),
        (12, "chineseCountingThousand", "十二"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCounting", "一百〇五"),
        (110, "chineseCounting", "一百一十"),
        (21, "chineseLegalSimplified", "贰拾壹"),
        (2, "ideographTraditional", "乙"),
        (3, "decimalEnclosedCircle", "③"),
        (14, "upperRoman", "XIV"),
        (9, "lowerRoman", "ix"),
        (27, "upperLetter", "AA"),
        (7, "decimalZero", "07"),
        (7, "unknown", "7"),
        (1234, "chineseCounting", "1234"),
    ],
)
def test_a_number_is_written_in_the_format_of_the_list(count, kind, words):
    assert written(count, kind) == words


def test_a_lower_level_begins_anew_under_the_next_number_of_a_higher_one():
    numbering = outline(level("%1、", "chineseCounting"), level("（%2）", "chineseCounting"))
    labels = [numbering.label("1", depth) for depth in (0, 1, 1, 0, 1)]
    assert labels == ["一、", "（一）", "（二）", "二、", "（一）"]


def test_a_pattern_names_the_levels_above_in_digits_where_it_says_so():
    numbering = outline(level("第%1章", "chineseCounting"), level("%1.%2", decimal=True))
    assert [numbering.label("1", depth) for depth in (0, 1, 1)] == ["第一章 ", "1.1 ", "1.2 "]


def test_lists_that_share_a_form_count_on_unless_one_restarts():
    shared = outline(level("%1."))
    assert [shared.label(key, 0) for key in ("1", "1", "2")] == ["1.", "2.", "3."]
    anew = outline(level("%1."), restarts={("2", 0): 1})
    assert [anew.label(key, 0) for key in ("1", "1", "2", "2")] == ["1.", "2.", "1.", "2."]


def test_bullets_and_unknown_lists_give_nothing():
    numbering = outline(level("•", "bullet"))
    assert [numbering.label("1", 0), numbering.label("1", 5), numbering.label("9", 0)] == [""] * 3
