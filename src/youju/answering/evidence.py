"""What the passages hold for each thing that is asked, and whether they answer it.

A figure that is asked for is looked up in the ledger; everything else is answered by sentences.
Refusal by place, year, body, unit, weight and blank is decided here, by code. Knows no chat model.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, zip_longest
from typing import Literal

from youju.answering.bodies import names_body
from youju.answering.expecting import expected
from youju.answering.lookup import Fitted, FittedGap, Found, Lookup
from youju.answering.measures import asked_measure
from youju.answering.sources import SourceSentence, sentences_of
from youju.answering.weighing import Weighed, Weighing, is_right, of_each_place_and_year
from youju.reading.figures.quantities import find_quantities
from youju.text import estimate_tokens
from youju.types import FigureKind, Passage, Query, QuestionForm

RefusalReason = Literal["not_stated", "blank"]

_CLOSE_BEHIND = 0.85  # a further quote weighs at least this share of the best
_CLOSE_IN_A_LIST = 0.6
_MOST_QUOTES: dict[QuestionForm, int] = {"list": 6}
_FEW_QUOTES = 3
_AS_GOOD = 0.93  # a further figure of the same question fits at least this share of the best
_MOST_FIGURES = 4
_SURE_FIT = 0.5  # of a figure: the model need not be asked whether it answers
_SHORT_SENTENCE = 25  # characters; such a one leads to the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Below these a question is refused; set on the tune split only (eval/LOG.md)."""

    mixed: float  # the best weight, with similarity
    lexical: float  # the best weight, without
    sure: float  # the best weight, when the model's words have failed the checks
    figure: float  # the fit of a figure
    figure_lexical: float  # … without similarity
    gap: float  # the fit of a gap that stands where the answer should
    gap_lexical: float = 0.3  # … without similarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the passages hold for one thing that is asked."""

    asked: Query
    ranked: tuple[Weighed, ...]  # best first
    quotes: tuple[Weighed, ...]  # what answers, best first; empty when refused
    figures: tuple[Fitted, ...]  # what answers of the ledger, best first
    found: Found  # all that the ledger holds near it
    kinds: frozenset[FigureKind] = frozenset()  # as what the best quote tells its figures
    refusal: RefusalReason | None
    nearest: SourceSentence | None  # what to point at in a refusal

    @property
    def gap(self) -> FittedGap | None:
        return self.found.gaps[0] if self.found.gaps else None


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What the passages hold for a question, one finding for each thing that is asked."""

    findings: tuple[Finding, ...]
    sources: tuple[SourceSentence, ...]  # every sentence of the passages
    lexical_only: bool

    @property
    def answered(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.refusal is None)

    @property
    def refused(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.refusal is not None)

    @property
    def refusal(self) -> RefusalReason | None:
        """Why nothing at all is answered; None where something is."""
        if self.answered or not self.findings:
            return None
        reasons = {finding.refusal for finding in self.findings}
        return "blank" if "blank" in reasons else "not_stated"

    @property
    def is_sure(self) -> bool:
        """Whether the ledger answers everything that is answered."""
        return all(f.figures and f.figures[0].fit >= _SURE_FIT for f in self.answered)

    @cached_property
    def quotes(self) -> tuple[Weighed, ...]:
        """The sentences that answer, in the order of what is asked, each once."""
        rows = zip_longest(*(finding.quotes for finding in self.answered))
        return _once([weighed for weighed in chain.from_iterable(rows) if weighed])

    @cached_property
    def ranked(self) -> tuple[Weighed, ...]:
        """All sentences, the best of each finding first, each once."""
        rows = zip_longest(*(finding.ranked for finding in self.answered or self.findings))
        return _once([weighed for weighed in chain.from_iterable(rows) if weighed])


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Weighs sentences and looks figures up; holds what that takes."""

    weighing: Weighing
    lookup: Lookup
    thresholds: Thresholds

    def judge(self, asked: Sequence[Query], passages: Sequence[Passage]) -> Judgement:
        """What the passages hold for each thing that is asked, and whether they answer it."""
        sources = sentences_of(passages)
        findings = [self._find(one, passages, sources) for one in asked]
        return Judgement(
            findings=tuple(finding for finding, _ in findings),
            sources=sources,
            lexical_only=not all(by_meaning for _, by_meaning in findings),
        )

    def is_sure(self, judgement: Judgement) -> bool:
        """Whether the quotes answer by themselves where the model's words about them failed."""
        return judgement.lexical_only or any(
            finding.figures or finding.quotes[0].weight >= self.thresholds.sure
            for finding in judgement.answered
        )

    def nearest(self, asked: Query, passages: Sequence[Passage]) -> Fitted | None:
        """The figure of another place or year that comes nearest to what was asked for."""
        near = self.lookup.find_elsewhere(asked, passages, sentences_of(passages))
        return near[0] if near and near[0].fit >= self.thresholds.figure else None

    def _find(
        self, asked: Query, passages: Sequence[Passage], sources: Sequence[SourceSentence]
    ) -> tuple[Finding, bool]:
        ranked, by_meaning = self.weighing.rank(asked, sources)
        found = Found(figures=(), gaps=())
        if asked.wants_figure:
            found = self.lookup.find(asked, passages, sources)
        limits = self.thresholds
        weight = limits.mixed if by_meaning else limits.lexical
        fit = limits.figure if by_meaning else limits.figure_lexical
        figures = _answering(found, fit)
        quotes = _of_figures(figures, ranked) or _choose(asked, ranked)
        if not figures and quotes and (masked := self.lookup.find_masked(asked, quotes[0].source)):
            found = replace(found, gaps=(masked,))
        refusal = None if figures else self._refusal(asked, found, quotes, by_meaning)
        near = [w.source for w in (*quotes, *ranked) if w.relevance >= weight]
        if refusal == "blank":
            near = [found.gaps[0].source]
        finding = Finding(
            asked=asked,
            ranked=ranked,
            quotes=() if refusal else quotes,
            figures=figures,
            found=found,
            kinds=self.lookup.kinds_in(quotes[0].source) if quotes else frozenset(),
            refusal=refusal,
            nearest=near[0] if near else None,
        )
        return finding, by_meaning

    def _refusal(
        self, asked: Query, found: Found, quotes: Sequence[Weighed], by_meaning: bool
    ) -> RefusalReason | None:
        """Why no sentence answers what the ledger does not; None where one does."""
        gap = self.thresholds.gap if by_meaning else self.thresholds.gap_lexical
        if found.gaps and found.gaps[0].fit >= gap:
            return "blank"
        weight = self.thresholds.mixed if by_meaning else self.thresholds.lexical
        if not quotes or quotes[0].weight < weight:
            return "not_stated"
        if asked.institutions and not _names_one(asked, quotes[0].source):
            return "not_stated"
        wanted = expected(asked.standalone)
        if wanted and not any(wanted(one.source.text) for one in quotes):
            return "not_stated"
        return None if self._counts(asked, found, quotes[0]) else "not_stated"

    def _counts(self, asked: Query, found: Found, best: Weighed) -> bool:
        """Whether a sentence may answer how many; one that the ledger knows has been looked at."""
        measure = asked_measure(asked.standalone) if asked.wants_figure else None
        if measure is None or not measure.is_told:
            return True
        if best.weight < self.thresholds.sure:
            return False
        if not measure.families:  # 几项指标分别是多少: the kind of number tells nothing
            return True
        # 多少亿元 is answered by a number in 元, or not at all
        listed = any(best.source is source for source in found.listed)
        return not listed and any(measure.takes(q.unit) for q in find_quantities(best.source.text))


def material(judgement: Judgement, tokens: int) -> tuple[SourceSentence, ...]:
    """What the model is given: the best sentences that fit into so many tokens, as they stand.

    Only the quotes where the ledger answers everything: more would lead a small model astray.
    Sentences that stand side by side in a source then stand so in the prompt.
    """
    chosen: list[SourceSentence] = []
    ranks: set[int] = set()
    left = tokens
    more = () if judgement.is_sure else judgement.ranked
    for weighed in _once([*judgement.quotes, *more]):
        source = weighed.source
        need = estimate_tokens(source.text)
        if source.passage.rank not in ranks:
            need += estimate_tokens(about_passage(source.passage)) + 5
        if chosen and need > left:
            break
        chosen.append(source)
        ranks.add(source.passage.rank)
        left -= need
    return tuple(sorted(chosen, key=lambda source: (source.passage.rank, source.start)))


def about_passage(passage: Passage) -> str:
    """Whose passage it is, of when, and under which heading: as the model reads it."""
    facts = passage.facts
    period = f"{facts.period}年" if facts.period else ""
    whose = "，".join(part for part in (facts.place, period) if part)
    return "｜".join(part for part in (whose, *passage.chunk.headings[-2:]) if part)


def _answering(found: Found, limit: float) -> tuple[Fitted, ...]:
    """The figures that answer: the best one, and those as good that say something else.

    None where a gap fits better: the best figure is then another's.
    """
    good = [one for one in found.figures if one.fit >= limit]
    if not good or (found.gaps and found.gaps[0].rank > good[0].rank):
        return ()
    chosen: list[Fitted] = []
    for one in good:
        if one.rank >= _AS_GOOD * good[0].rank and all(one.value != c.value for c in chosen):
            chosen.append(one)
    return tuple(chosen[:_MOST_FIGURES])


def _names_one(asked: Query, source: SourceSentence) -> bool:
    """Whether the passage that a sentence stands in names a body that the question names."""
    told = f"{source.context} {source.passage.chunk.text}"
    return any(names_body(told, body) for body in asked.institutions)


def _of_figures(figures: Sequence[Fitted], ranked: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """The weighed sentences that state the figures, in their order, each once."""
    by_source = {id(weighed.source): weighed for weighed in ranked}
    return _once([by_source[id(one.stated.source)] for one in figures])


def _choose(asked: Query, ranked: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """The best sentence for each place and year asked for, then others close behind the best."""
    chosen = list(_once([*of_each_place_and_year(asked, ranked)]))
    best = max((weighed.weight for weighed in chosen), default=0.0)
    close = _CLOSE_IN_A_LIST if asked.form == "list" else _CLOSE_BEHIND
    for weighed in ranked:
        if len(chosen) >= _MOST_QUOTES.get(asked.form, _FEW_QUOTES):
            break
        near = best > 0 and weighed.weight >= close * best
        if near and weighed not in chosen and is_right(asked, weighed.source):
            chosen.append(weighed)
    chosen.sort(key=lambda weighed: -weighed.weight)
    return _once([one for weighed in chosen for one in (weighed, *_following(weighed, ranked))])


def _following(weighed: Weighed, ranked: Sequence[Weighed]) -> list[Weighed]:
    """The sentence that a short one leads to: 另一方面，让医护人员“走出去”。 says not how."""
    source = weighed.source
    if source.end - source.start >= _SHORT_SENTENCE:
        return []
    doc_id = source.passage.chunk.doc_id
    return [
        other
        for other in ranked
        if other.source.passage.chunk.doc_id == doc_id and 0 <= other.source.start - source.end <= 1
    ][:1]


def _once(weighed: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """Each sentence once, where it comes first."""
    first: dict[tuple[str, int], Weighed] = {}
    for one in weighed:
        first.setdefault((one.source.passage.chunk.doc_id, one.source.start), one)
    return tuple(first.values())
