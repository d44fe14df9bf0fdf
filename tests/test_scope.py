"""The place and the years of a source sentence, and what it may bear out."""

from builders import passage
from sourced import source

from youju.answering.scope import fitting_sources, is_of_place, own_places, years_of
from youju.answering.sources import sentences_of

ACTUAL = source("每千人口托位数达到4.1个。", ("一、2023年工作回顾",), period="2023-2024")


def test_the_years_of_a_sentence_are_its_own_then_its_headings_then_its_documents() -> None:
    own = source("到2024年底达到4.3个。", ("一、2023年回顾",), period="2023-2024")
    assert years_of(own) == {"2024"}
    assert years_of(ACTUAL) == {"2023"}
    assert years_of(source("达到4.3个。", period="2022-2024")) == {"2022", "2023", "2024"}
    assert years_of(source("达到4.3个。", period=None)) == frozenset()


def test_last_year_is_a_year_where_the_document_is_dated() -> None:
    assert years_of(source("去年新建卫生院3家。", published="2024-02-01")) == {"2023"}


def test_of_a_long_span_of_years_only_the_ends_are_spoken_of() -> None:
    since = source("登记数据自2005年起每年上报。", published="2024-02-01")
    assert "2005" in years_of(since)
    assert "2010" not in years_of(since)


def test_a_place_inside_the_text_is_spoken_of_too() -> None:
    assert is_of_place(source("涟源市获评先进。", place="娄底市"), "涟源市")
    assert not is_of_place(source("全市获评先进。", place="娄底市"), "黄石市")


def test_the_province_before_a_city_is_no_place_of_its_own() -> None:
    assert own_places("湖南省娄底市新建卫生院。") == ("娄底市",)


def test_sources_of_another_place_or_year_do_not_fit() -> None:
    here = passage("新建卫生院3家。", place="娄底市", period="2022", doc_id="d1")
    there = passage("新建卫生院3家。", place="黄石市", period="2022", doc_id="d2")
    later = passage("新建卫生院3家。", place="娄底市", period="2023", doc_id="d3")
    sources = sentences_of([here, there, later])
    fitting = fitting_sources("娄底市2022年新建卫生院3家。", sources)
    assert [s.passage.facts.doc_id for s in fitting] == ["d1"]
    assert fitting_sources("新建卫生院3家。", sources) == sources


def test_a_year_that_only_compares_rules_out_nothing() -> None:
    (only,) = sentences_of([passage("新建卫生院3家。", place="娄底市", period="2022")])
    assert fitting_sources("比2019年多建卫生院3家。", [only]) == (only,)
