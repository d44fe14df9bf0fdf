"""The figures and gaps that stand in given chunks, in a real record."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import reading
from papers import paper

from youju.changes import put_reading
from youju.ledger import FigureLedger
from youju.store import Store, open_store
from youju.types import Chunk, Figure, Gap

BEDS = "全市新增床位1200张。\n新院区总投资〔数字缺失〕亿元，建筑面积8.6万平方米。\n新增托位450个。"
NURSES = "全市注册护士9800名。\n托育项目总投资〔数字缺失〕万元。"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    for doc_id, text in (("d2", NURSES), ("d1", BEDS)):
        read = paper(text, doc_id=doc_id)
        whole = replace(reading(text, doc_id), figures=tuple(read.figures), gaps=tuple(read.gaps))
        with opened.writing() as connection:
            put_reading(connection, whole)
    yield opened
    opened.close()


def words(text: str, spans: tuple[Figure, ...] | tuple[Gap, ...]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def line(store: Store, doc_id: str, number: int) -> Chunk:
    return store.chunks(doc_id)[number]


def test_only_what_stands_in_the_chunks_is_found(store: Store) -> None:
    ledger = FigureLedger(store)
    second = line(store, "d1", 1)
    assert words(BEDS, ledger.figures_within([second])) == ["8.6万平方米"]
    assert words(BEDS, ledger.gaps_within([second])) == ["〔数字缺失〕"]
    assert words(BEDS, ledger.figures_within([line(store, "d1", 0)])) == ["1200张"]
    assert ledger.gaps_within([line(store, "d1", 0)]) == ()


def test_the_same_span_of_another_document_is_not_found(store: Store) -> None:
    (figure,) = FigureLedger(store).figures_within([line(store, "d2", 0)])
    assert (figure.doc_id, figure.unit) == ("d2", "名")


def test_figures_of_several_chunks_come_by_document_and_in_the_order_of_the_text(
    store: Store,
) -> None:
    ledger = FigureLedger(store)
    chunks = [line(store, "d2", 0), line(store, "d1", 2), line(store, "d1", 0)]
    found = ledger.figures_within(chunks)
    assert [(figure.doc_id, figure.unit) for figure in found] == [
        ("d1", "张"),
        ("d1", "个"),
        ("d2", "名"),
    ]
    gaps = ledger.gaps_within([*store.chunks("d2"), *store.chunks("d1")])
    assert [(gap.doc_id, gap.unit) for gap in gaps] == [("d1", "亿元"), ("d2", "万元")]


def test_a_chunk_that_is_given_twice_yields_its_figures_once(store: Store) -> None:
    first = line(store, "d1", 0)
    assert len(FigureLedger(store).figures_within([first, first])) == 1


def test_a_figure_that_a_chunk_cuts_is_not_in_it(store: Store) -> None:
    at = BEDS.index("1200张")
    cut = replace(line(store, "d1", 0), end=at + 2, text=BEDS[: at + 2])
    assert FigureLedger(store).figures_within([cut]) == ()


def test_no_chunks_hold_nothing(store: Store) -> None:
    ledger = FigureLedger(store)
    assert ledger.figures_within([]) == ()
    assert ledger.gaps_within([]) == ()


def test_a_figure_comes_back_as_it_was_read(store: Store) -> None:
    found = FigureLedger(store).figures_within(store.chunks("d1"))
    assert found == tuple(paper(BEDS, doc_id="d1").figures)
    assert FigureLedger(store).gaps_within(store.chunks("d1")) == tuple(
        paper(BEDS, doc_id="d1").gaps
    )
