"""Text is read in the encoding that it was written in."""

import pytest
from raws import SIMPLE, written

from youju.reading.formats.readers import read_file

TRADITIONAL = "雲山市衛生健康委召開年度會議。\n會議總結了去年的工作，新增床位120張，增長3.2%。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"]
)
def test_simplified_text_is_read_in_every_encoding(tmp_path, encoding):
    assert read_file(written(tmp_path, "a.txt", SIMPLE.encode(encoding))).text == SIMPLE


@pytest.mark.parametrize("encoding", ["big5", "gbk", "utf-8"])
def test_traditional_text_is_read_in_every_encoding(tmp_path, encoding):
    assert read_file(written(tmp_path, "a.txt", TRADITIONAL.encode(encoding))).text == TRADITIONAL


def test_two_characters_of_gbk_are_enough(tmp_path):
    assert read_file(written(tmp_path, "a.txt", "云山".encode("gbk"))).text == "云山"


def test_a_cut_last_character_does_not_change_the_encoding(tmp_path):
    for name, encoding in (("u.txt", "utf-8"), ("g.txt", "gbk")):
        text = read_file(written(tmp_path, name, SIMPLE.strip().encode(encoding)[:-1])).text
        assert text.startswith(
            "云山市卫生健康委召开年度会议。\n会议总结了去年的工作，新增床位120张"
        )


def test_a_few_broken_bytes_leave_utf8_as_it_is(tmp_path):
    data = (SIMPLE * 30).encode() + b"\xff" + (SIMPLE * 30).encode()
    raw = read_file(written(tmp_path, "a.txt", data))
    assert raw.encoding == "utf-8"
    assert raw.text.count("新增床位120张") == 60


def test_a_mostly_latin_gbk_file_is_not_taken_for_broken_utf8(tmp_path):
    text = "DRG, DIP, HPV, CT. " * 100 + "医保支付"
    assert read_file(written(tmp_path, "a.txt", text.encode("gbk"))).text == text


def test_windows_line_ends_become_one_sign(tmp_path):
    assert (
        read_file(written(tmp_path, "a.txt", "甲。\r\n乙。\r丙。".encode())).text
        == "甲。\n乙。\n丙。"
    )


@pytest.mark.parametrize("other", ["gbk", "big5"])
def test_lines_of_two_encodings_in_one_file_are_all_read(tmp_path, other):
    first = (
        "總結去年的工作，新增床位120張。" if other == "big5" else "总结去年的工作，新增床位120张。"
    )
    lines = ["今年继续推进医共体建设。", first, "DRG 2024", "完成。"] * 50
    lines[-1] = "加强人才队伍建设。"
    coded = [line.encode(other if line == first else "utf-8") for line in lines]
    raw = read_file(written(tmp_path, "a.txt", b"\n".join(coded)))
    assert raw.text.split("\n") == lines
    one_line = [*["今年继续推进医共体建设。".encode()] * 2000, first.encode(other)]
    assert read_file(written(tmp_path, "b.txt", b"\n".join(one_line))).text.endswith(first)


def test_a_broken_byte_in_a_line_of_utf8_costs_that_character_only(tmp_path):
    data = (
        SIMPLE.encode()
        + "床位增".encode()
        + b"\xe5\xbc"
        + "，达到6.1张。\n".encode()
        + SIMPLE.encode()
    )
    text = read_file(written(tmp_path, "a.txt", data)).text
    assert text.replace("\ufffd", "?") == f"{SIMPLE}床位增?，达到6.1张。\n{SIMPLE}"


def test_stray_nuls_are_left_out_and_marks_and_emoji_stay(tmp_path):
    text = (SIMPLE * 5).replace("总结", "总\0结", 1) + "\u200f重要😀\u202e"
    assert read_file(written(tmp_path, "a.txt", text.encode())).text == text.replace("\0", "")


def test_three_million_characters_in_one_line_are_read(tmp_path):
    text = SIMPLE.replace("\n", "") * 90_000
    assert read_file(written(tmp_path, "a.txt", text.encode("gbk"))).text == text


def test_halves_of_characters_that_were_encoded_by_themselves_are_joined(tmp_path):
    data = (SIMPLE + "\ud83c\udfe5").encode("utf-8", "surrogatepass")
    assert read_file(written(tmp_path, "a.txt", data)).text == SIMPLE + "🏥"
    lone = ("\ud83c" + SIMPLE).encode("utf-8", "surrogatepass")
    assert read_file(written(tmp_path, "a.txt", lone)).text == "\ufffd" + SIMPLE
