"""Sentences, each short enough to be looked at as a whole."""

from youju.reading.figures.pieces import LONGEST, sentence_pieces
from youju.text import sentence_spans


def test_short_sentences_are_as_they_are():
    text = "新增床位120张，增长3%。改造病房；\n完成验收！"
    assert list(sentence_pieces(text)) == list(sentence_spans(text))


def test_a_long_sentence_is_cut_at_a_mark_and_nothing_is_lost():
    text = "。" + "新增床位一百二十张，" * 400
    pieces = list(sentence_pieces(text))[1:]
    assert "".join(text[start:end] for start, end in pieces) == text[1:]
    assert all(text[start:end].endswith("，") for start, end in pieces)


def test_a_sentence_without_marks_is_cut_where_it_must_be():
    pieces = list(sentence_pieces("健" * 2500))
    assert [end - start for start, end in pieces] == [LONGEST, LONGEST, 500]
