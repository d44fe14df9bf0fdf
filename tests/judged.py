"""Judgements whose findings are written out: what was found for each thing that is asked."""

from collections.abc import Sequence

from stated import stated_in

from youju.answering.evidence import Finding, Judge, Judgement, Thresholds
from youju.answering.lookup import Fitted, FittedGap, Found, Lookup
from youju.answering.sources import SourceSentence, Stated
from youju.answering.weighing import Weighed, Weighing
from youju.types import Chunk, Figure, Gap, Query

PLAIN = Weighing(
    rarity=lambda terms: dict.fromkeys(terms, 1.0), similarity=lambda text, sources: None
)
NOTHING = Found(figures=(), gaps=())


class EmptyLedger:
    """Holds no figure: what is judged here is written out."""

    def figures_within(self, chunks: Sequence[Chunk]) -> Sequence[Figure]:
        return ()

    def gaps_within(self, chunks: Sequence[Chunk]) -> Sequence[Gap]:
        return ()


JUDGE = Judge(
    weighing=PLAIN,
    lookup=Lookup(ledger=EmptyLedger(), rarity=PLAIN.rarity, similarity=PLAIN.similarity),
    thresholds=Thresholds(
        mixed=0.3, lexical=0.1, sure=0.5, figure=0.3, figure_lexical=0.1, gap=0.5
    ),
)


def weighed(source: SourceSentence) -> Weighed:
    return Weighed(source=source, relevance=1.0, fitness=1.0)


def fitted(stated: Stated, rank: float = 1.0) -> Fitted:
    return Fitted(stated=stated, fit=rank, rank=rank)


def stating(asked: Query, *stated: Stated) -> Finding:
    """The ledger answers with these figures, best first."""
    figures = tuple(map(fitted, stated))
    quotes = tuple(map(weighed, dict.fromkeys(one.source for one in stated)))
    return Finding(
        asked=asked,
        ranked=quotes,
        quotes=quotes,
        figures=figures,
        found=Found(figures=figures, gaps=()),
        refusal=None,
        nearest=quotes[0].source,
    )


def saying(asked: Query, *sources: SourceSentence) -> Finding:
    """Sentences answer, best first."""
    quotes = tuple(map(weighed, sources))
    return Finding(
        asked=asked,
        ranked=quotes,
        quotes=quotes,
        figures=(),
        found=NOTHING,
        refusal=None,
        nearest=quotes[0].source,
    )


def silent(asked: Query, nearest: SourceSentence | None = None) -> Finding:
    """Nothing answers."""
    return Finding(
        asked=asked,
        ranked=(weighed(nearest),) if nearest else (),
        quotes=(),
        figures=(),
        found=NOTHING,
        refusal="not_stated",
        nearest=nearest,
    )


def blank(asked: Query, source: SourceSentence, what: str, unit: str) -> Finding:
    """A blank stands where the answer should."""
    doc_id = source.passage.chunk.doc_id
    gap = Gap(
        doc_id=doc_id, start=source.start, end=source.end, what=what, unit=unit, how="blanked"
    )
    found = FittedGap(gap=gap, source=source, fit=1.0, rank=1.0)
    return Finding(
        asked=asked,
        ranked=(weighed(source),),
        quotes=(),
        figures=(),
        found=Found(figures=(), gaps=(found,)),
        refusal="blank",
        nearest=source,
    )


def judgement(*findings: Finding) -> Judgement:
    """Those findings, and every sentence that is in one of them."""
    sources = dict.fromkeys(one.source for finding in findings for one in finding.ranked)
    return Judgement(findings=findings, sources=tuple(sources), lexical_only=True)


def figures(text: str, **about: object) -> list[Stated]:
    """The figures of a text about 云溪市 in 2023, unless told otherwise."""
    return stated_in(text, **{"place": "云溪市", "title": "云溪市工作报告", **about})  # type: ignore[arg-type]
