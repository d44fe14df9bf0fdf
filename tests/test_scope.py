"""The place and the years of a source sentence."""

from builders import passage

from youju.answering.scope import is_of_place, years_of
from youju.answering.sources import SourceSentence, sentences_of


def source(text: str, headings: tuple[str, ...] = (), **about: object) -> SourceSentence:
    (only,) = sentences_of([passage(text, headings=headings, **about)])
    return only


ACTUAL = source("每千人口托位数达到4.1个。", ("一、2023年工作回顾",), period="2023-2024")


def test_the_years_of_a_sentence_are_its_own_then_its_headings_then_its_documents() -> None:
    own = source("到2024年底达到4.3个。", ("一、2023年回顾",), period="2023-2024")
    assert years_of(own) == {"2024"}
    assert years_of(ACTUAL) == {"2023"}
    assert years_of(source("达到4.3个。", period="2022-2024")) == {"2022", "2023", "2024"}
    assert years_of(source("达到4.3个。", period=None)) == frozenset()


def test_a_place_inside_the_text_is_spoken_of_too() -> None:
    assert is_of_place(source("涟源市获评先进。", place="娄底市"), "涟源市")
    assert not is_of_place(source("全市获评先进。", place="娄底市"), "黄石市")
