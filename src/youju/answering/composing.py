"""Puts an answer together: quoted, generated and checked, or refused.

Takes what was found and what a model wrote; asks no model and searches nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from time import perf_counter

from youju.answering import prompts
from youju.answering.checking.basis import Basis
from youju.answering.checking.figures import fits_best
from youju.answering.checking.sentences import check_sentence
from youju.answering.citing import Citations, answer_sentences, supporters, with_markers
from youju.answering.evidence import Judge, Judgement, RefusalReason
from youju.reading.cleaning.blanks import BLANK_FIGURE
from youju.reading.figures.quantities import find_quantities
from youju.types import Answer, Check, Mode, Passage, Query, Sentence, Timings

_REFUSALS: dict[RefusalReason, str] = {
    "not_stated": prompts.REFUSAL,
    "blank": prompts.GAP,
}


class Clock:
    """Milliseconds since the question."""

    def __init__(self) -> None:
        self._began = perf_counter()
        self.evidence = 0
        self.first_word: int | None = None

    def now(self) -> int:
        return round((perf_counter() - self._began) * 1000)


class Composer:
    """Puts an answer together from what was found and, perhaps, written."""

    def __init__(
        self, query: Query, passages: tuple[Passage, ...], clock: Clock, fingerprint: str
    ) -> None:
        self._query = query
        self._passages = passages
        self._fingerprint = fingerprint
        self.clock = clock

    def quoted(self, judgement: Judgement, notice: str) -> Answer:
        """The best sentences of the sources, letter by letter."""
        citations = Citations()
        sentences: list[Sentence] = []
        checks: list[Check] = []
        for weighed in judgement.quotes:
            marker = citations.cite(weighed.source)
            text = weighed.source.text
            sentences.append(Sentence(text=text, citations=(marker,)))
            checks += check_sentence(text, Basis(cited=(weighed.source,), marker=marker))
        return self._answer(sentences, checks, citations, mode="quoted", notice=notice)

    def generated(self, text: str, query: Query, judgement: Judgement, judge: Judge) -> Answer:
        """The model's sentences that their sources bear out; quotes when none is left."""
        if prompts.REFUSAL.rstrip("。") in text:
            return self.refused(judgement, "not_stated")
        if BLANK_FIGURE in text:
            return self.refused(judgement, "blank")
        sources = tuple(weighed.source for weighed in judgement.ranked)
        citations = Citations()
        sentences: list[Sentence] = []
        checks: list[Check] = []
        told: set[tuple[Decimal, str]] = set()
        for sentence in answer_sentences(text):
            cited = supporters(sentence, sources, judge.rarity, judge.similarity)
            basis = Basis(cited=cited, marker=None, others=sources, rarity=judge.rarity)
            verdicts = check_sentence(sentence, basis)
            figures = {(figure.value, figure.unit) for figure in find_quantities(sentence)}
            if any(check.verdict == "fail" for check in verdicts):
                checks += _dropped(verdicts)
            elif not figures or not figures <= told:  # a small model likes to say things twice
                told |= figures
                markers = tuple(citations.cite(source) for source in cited)
                sentences.append(Sentence(text=sentence, citations=markers))
                checks += [replace(check, citation=markers[0]) for check in verdicts]
        if not sentences or _misses_the_point(query, sentences, judge, judgement):
            if not judge.is_sure(judgement):
                return self.refused(judgement, "not_stated")
            return self.quoted(judgement, prompts.QUOTED_CHECK_FAILED)
        return self._answer(sentences, checks, citations, mode="generated", notice="")

    def refused(self, judgement: Judgement, reason: RefusalReason) -> Answer:
        """One sentence that says so, and where the nearest thing stands."""
        citations = Citations()
        sentences = [Sentence(text=_REFUSALS[reason], citations=())]
        pointed = judgement.blank if reason == "blank" else judgement.nearest
        if pointed:
            nearest = pointed.source
            facts = nearest.passage.facts
            about = "，".join(
                part for part in (facts.place, facts.period and f"{facts.period}年") if part
            )
            where = prompts.SEE if reason == "blank" else prompts.NEAREST
            text = where.format(title=facts.title, about=about or facts.kind)
            sentences.append(Sentence(text=text, citations=(citations.cite(nearest),)))
        notice = prompts.LEXICAL_ONLY if judgement.lexical_only else ""
        return self._answer(sentences, [], citations, mode="quoted", notice=notice, refused=True)

    def _answer(
        self,
        sentences: Sequence[Sentence],
        checks: Sequence[Check],
        citations: Citations,
        *,
        mode: Mode,
        notice: str,
        refused: bool = False,
    ) -> Answer:
        return Answer(
            question=self._query.text,
            query=self._query,
            text=with_markers(sentences),
            sentences=tuple(sentences),
            table=None,
            citations=citations.all(),
            refused=refused,
            mode=mode,
            notice=notice,
            checks=tuple(checks),
            passages=self._passages,
            timings=Timings(
                evidence_ms=self.clock.evidence,
                first_token_ms=self.clock.first_word,
                total_ms=self.clock.now(),
            ),
            fingerprint=self._fingerprint,
        )


def _dropped(verdicts: Sequence[Check]) -> list[Check]:
    """The faults of a sentence that is not shown: worth a look, and no fault of the answer."""
    return [
        replace(check, verdict="warn", note=f"{check.note.rstrip('。')}，这句话已删去。")
        for check in verdicts
        if check.verdict == "fail"
    ]


def _misses_the_point(
    query: Query, sentences: Sequence[Sentence], judge: Judge, judgement: Judgement
) -> bool:
    """Whether a figure is asked for and quoted, but none of those written fits the question.

    A sentence can be true and well cited, and still state the figure of another indicator.
    """
    if not query.wants_figure or not find_quantities(judgement.quotes[0].source.text):
        return False
    words = judge.terms(query)
    sources = [weighed.source for weighed in judgement.ranked]
    written = [figure for s in sentences for figure in find_quantities(s.text)]
    return not any(fits_best(words, figure, sources) for figure in written)
