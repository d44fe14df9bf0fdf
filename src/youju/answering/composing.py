"""Puts an answer together: quoted, generated and checked, or refused.

Takes what was found and what a model wrote; asks no model and searches nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter

from youju.answering import prompts
from youju.answering.checking.basis import Basis
from youju.answering.checking.sentences import check_sentence
from youju.answering.checking.trust import trust_check
from youju.answering.citing import Citations, with_markers
from youju.answering.computing import Computed, conflicting, derived, table_of
from youju.answering.evidence import Finding, Judge, Judgement
from youju.answering.expecting import expected
from youju.answering.lookup import Fitted
from youju.answering.refusing import partial_refusal, refusal
from youju.answering.revising import Kept, arithmetic_checks, revise
from youju.reading.cleaning.blanks import BLANK_FIGURE
from youju.reading.figures.kinds import is_plan
from youju.reading.figures.quantities import find_quantities
from youju.types import Answer, Check, FigureKind, Mode, Passage, Query, Sentence, Table, Timings

_OTHER_KIND: dict[tuple[FigureKind | None, ...], str] = {
    ("actual", "target"): prompts.ONLY_TARGET,
    ("target", "actual"): prompts.ONLY_ACTUAL,
}


class Clock:
    """Milliseconds since the question."""

    def __init__(self) -> None:
        self._began = perf_counter()
        self.evidence = 0
        self.first_word: int | None = None

    def now(self) -> int:
        return round((perf_counter() - self._began) * 1000)


@dataclass(slots=True)
class Draft:
    """An answer that is being put together."""

    citations: Citations = field(default_factory=Citations)
    sentences: list[Sentence] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    table: Table | None = None

    def add(self, computed: Computed) -> None:
        """Sentences that code has made, with their checks."""
        self.sentences += computed.sentences
        self.checks += computed.checks


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
        """The best sentences of the sources, letter by letter, and what follows from them."""
        draft = Draft()
        for finding in judgement.findings:
            _quote(finding, draft)
        return self._finished(judgement, draft, mode="quoted", notice=notice)

    def generated(self, text: str, judgement: Judgement, judge: Judge) -> Answer:
        """The model's sentences that their sources bear out; quotes for what they leave out."""
        draft = Draft()
        if prompts.REFUSAL.rstrip("。") not in text and BLANK_FIGURE not in text:
            _take_over(revise(text, judgement, judge.weighing), draft)
        left_out = [f for f in judgement.answered if not _tells(draft, f)]
        if len(left_out) == len(judgement.answered):
            if not judge.is_sure(judgement):
                return self.refused(judgement, None)
            return self.quoted(judgement, prompts.QUOTED_CHECK_FAILED)
        for finding in judgement.findings:
            if finding in left_out or finding.refusal:
                _quote(finding, draft)
        return self._finished(judgement, draft, mode="generated", notice="")

    def refused(self, judgement: Judgement, nearest: Fitted | None) -> Answer:
        """One sentence that says so, and where the nearest thing stands."""
        draft = Draft()
        draft.sentences += refusal(judgement, nearest, draft.citations)
        draft.checks += self._trust_of(draft.citations)
        notice = prompts.LEXICAL_ONLY if judgement.lexical_only else ""
        return self._answer(draft, mode="quoted", notice=notice, refused=True)

    def _trust_of(self, citations: Citations) -> list[Check]:
        """That a document which a refusal points at is a masked one."""
        cited = {citation.doc_id for citation in citations.all()}
        facts = {p.facts.doc_id: p.facts for p in self._passages if p.facts.doc_id in cited}
        return [trust_check(one, None) for one in facts.values() if one.trust == "masked"]

    def asked_back(self) -> Answer:
        """A question that cannot be looked up before the reader has said what is meant."""
        draft = Draft(sentences=[Sentence(text=self._query.unclear, citations=())])
        return self._answer(draft, mode="quoted", notice="", refused=True)

    def _finished(self, judgement: Judgement, draft: Draft, *, mode: Mode, notice: str) -> Answer:
        """The answer with what code adds to the words: derived figures, conflicts, a table."""
        for finding in judgement.answered:
            _say_kind(finding, draft)
        draft.add(derived(self._query, judgement, draft.citations))
        draft.add(conflicting(judgement, draft.citations))
        draft.table = table_of(self._query, judgement, draft.citations)
        return self._answer(draft, mode=mode, notice=notice)

    def _answer(self, draft: Draft, *, mode: Mode, notice: str, refused: bool = False) -> Answer:
        return Answer(
            question=self._query.text,
            query=self._query,
            text=with_markers(draft.sentences),
            sentences=tuple(draft.sentences),
            table=draft.table,
            citations=draft.citations.all(),
            refused=refused,
            mode=mode,
            notice=notice,
            checks=tuple(draft.checks),
            passages=self._passages,
            timings=Timings(
                evidence_ms=self.clock.evidence,
                first_token_ms=self.clock.first_word,
                total_ms=self.clock.now(),
            ),
            fingerprint=self._fingerprint,
        )


def _quote(finding: Finding, draft: Draft) -> None:
    """The finding's sentences as the sources have them, or that there is none."""
    if finding.refusal:
        draft.sentences.append(partial_refusal(finding, draft.citations))
        return
    for weighed in finding.quotes:
        marker = draft.citations.cite(weighed.source)
        if any(marker in sentence.citations for sentence in draft.sentences):
            continue
        text = weighed.source.text
        draft.sentences.append(Sentence(text=text, citations=(marker,)))
        draft.checks += check_sentence(text, Basis(cited=(weighed.source,), marker=marker))
        draft.checks += arithmetic_checks(text, marker)


def _take_over(kept: Sequence[Kept], draft: Draft) -> None:
    """The model's sentences that stand, each with its citations and checks."""
    for one in kept:
        if one.is_dropped:
            draft.checks += one.checks
            continue
        markers = tuple(draft.citations.cite(source) for source in one.cited)
        draft.sentences.append(Sentence(text=one.text, citations=markers))
        first = markers[0] if markers else None
        draft.checks += [replace(check, citation=first) for check in one.checks]


def _tells(draft: Draft, finding: Finding) -> bool:
    """Whether the draft tells what the finding does: its figure, or what its quotes say."""
    sentences = draft.sentences
    if finding.figures:
        wanted = {one.value for one in finding.figures}
        stated = {
            (figure.value, figure.upper, figure.unit)
            for sentence in sentences
            for figure in find_quantities(sentence.text)
        }
        return bool(wanted & stated)
    cited = {
        (citation.doc_id, citation.start)
        for citation in draft.citations.all()
        if any(citation.marker in sentence.citations for sentence in sentences)
    }
    quotes = [(w.source.passage.chunk.doc_id, w.source.start) for w in finding.quotes]
    if finding.asked.form == "list":
        return set(quotes) <= cited
    test = expected(finding.asked.standalone)
    held = test is None or any(test(sentence.text) for sentence in sentences)
    return held and bool(set(quotes) & cited)


def _say_kind(finding: Finding, draft: Draft) -> None:
    """Say so where a result is asked for and only the target is stated, or the reverse."""
    kinds: set[FigureKind] = {one.stated.figure.kind for one in finding.figures}
    if not kinds and finding.asked.form == "yesno":
        kinds = set(finding.kinds)
        if not kinds and is_plan(finding.quotes[0].source.passage.chunk.headings):
            kinds = {"target"}
    note = _OTHER_KIND.get((finding.asked.kind, *kinds))
    if note and all(note != sentence.text for sentence in draft.sentences):
        draft.sentences.append(Sentence(text=note, citations=()))
