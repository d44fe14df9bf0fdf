"""A question becomes an answer: evidence first, then words, then checks.

Three beats: what was found and the best quotes; the model's words as they come; the checked text.
Where there is no model, or its words fail, the quotes are the answer and say so. Knows nothing of
where models and passages come from: both are passed in.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from time import perf_counter

from langchain_core.documents import Document as LangChainDocument
from langchain_core.language_models import BaseChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableGenerator, RunnablePassthrough

from youju.answering import prompts
from youju.answering.checking import Basis, check_sentence, fits_best
from youju.answering.citing import (
    Citations,
    SourceSentence,
    answer_sentences,
    supporters,
    with_markers,
)
from youju.answering.evidence import Judge, Judgement, RefusalReason, about_passage, within
from youju.models.chat import log_odds, translate_failure
from youju.reading.blanks import BLANK_FIGURE
from youju.reading.quantities import find_quantities
from youju.retrieval.query import analyse
from youju.types import (
    Answer,
    AnswerEvent,
    Check,
    Evidence,
    History,
    Mode,
    Passage,
    Query,
    Sentence,
    Timings,
    Turn,
    Words,
)

_REFUSALS: dict[RefusalReason, str] = {
    "not_stated": prompts.REFUSAL,
    "blank": prompts.GAP,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """The model that words an answer, or why there is none."""

    model: BaseChatModel | None
    notice: str  # empty when there is a model
    stated_log_odds: float | None = None  # below this the model holds that nothing answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Dials:
    """What shapes an answer, besides the retriever and the model."""

    evidence_tokens: int
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with the conversation before it; `quote_only` wants no model's words."""

    question: str
    history: History = ()
    quote_only: bool = False


class AnswerChain:
    """Answers questions from a retriever's passages."""

    def __init__(
        self,
        *,
        retriever: BaseRetriever,
        judge: Judge,
        known_places: Callable[[], Sequence[str]],
        writer: Callable[[], Writer],
        dials: Dials,
    ) -> None:
        self._gather: Runnable[dict[str, str], dict[str, object]] = RunnablePassthrough.assign(
            documents=itemgetter("standalone") | retriever
        )
        self._judge = judge
        self._known_places = known_places
        self._writer = writer
        self._dials = dials

    @property
    def runnable(self) -> Runnable[Asked, AnswerEvent]:
        """The chain as a LangChain runnable that streams the three beats."""

        def transform(asked: Iterator[Asked]) -> Iterator[AnswerEvent]:
            for one in asked:
                yield from self.stream(one)

        return RunnableGenerator(transform)

    def stream(self, asked: Asked) -> Iterator[AnswerEvent]:
        """Yield Evidence, then Words while a model writes, then one Answer."""
        clock = _Clock()
        query = analyse(asked.question, asked.history, self._known_places())
        passages = self._retrieve(query)
        judgement = self._judge.judge(query, passages)
        draft = _Draft(asked.question, passages, clock, self._dials.fingerprint)
        clock.evidence = clock.now()
        yield _evidence(query, passages, judgement)
        if judgement.refusal:
            yield draft.refused(judgement, judgement.refusal)
            return
        writer = Writer(model=None, notice="") if asked.quote_only else self._writer()
        if writer.model is None:
            yield draft.quoted(judgement, writer.notice)
            return
        yield from self._write(writer, query, judgement, draft)

    def _retrieve(self, query: Query) -> tuple[Passage, ...]:
        gathered = self._gather.invoke({"standalone": query.standalone})
        documents: list[LangChainDocument] = gathered["documents"]  # type: ignore[assignment]
        return tuple(document.metadata["passage"] for document in documents)

    def _write(
        self, writer: Writer, query: Query, judgement: Judgement, draft: "_Draft"
    ) -> Iterator[AnswerEvent]:
        assert writer.model is not None
        sources = within(self._dials.evidence_tokens, judgement)
        asked = {"evidence": _fenced(sources), "question": query.standalone}
        pieces: list[str] = []
        try:
            if not _holds_answer(writer, asked):
                yield draft.refused(judgement, "not_stated")
                return
            chain = prompts.ANSWER_PROMPT | writer.model | StrOutputParser()
            for piece in filter(None, chain.stream(asked)):
                draft.clock.first_word = draft.clock.first_word or draft.clock.now()
                pieces.append(piece)
                yield Words(text=piece)
        except Exception as error:  # whatever a client library raises, the quotes answer instead
            reason = translate_failure(error).message.rstrip("。")
            yield draft.quoted(judgement, prompts.QUOTED_MODEL_FAILED.format(reason=reason))
            return
        yield draft.generated("".join(pieces), query, judgement, self._judge)


class _Clock:
    """Milliseconds since the question."""

    def __init__(self) -> None:
        self._began = perf_counter()
        self.evidence = 0
        self.first_word: int | None = None

    def now(self) -> int:
        return round((perf_counter() - self._began) * 1000)


class _Draft:
    """Puts an answer together from what was found and, perhaps, written."""

    def __init__(
        self, question: str, passages: tuple[Passage, ...], clock: _Clock, fingerprint: str
    ) -> None:
        self._question = question
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
        for sentence in answer_sentences(text):
            cited = supporters(sentence, sources, judge.rarity, judge.similarity)
            basis = Basis(cited=cited, marker=None, others=sources, rarity=judge.rarity)
            verdicts = check_sentence(sentence, basis)
            if not any(check.verdict == "fail" for check in verdicts):
                markers = tuple(citations.cite(source) for source in cited)
                sentences.append(Sentence(text=sentence, citations=markers))
                verdicts = tuple(replace(check, citation=markers[0]) for check in verdicts)
            checks += verdicts
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
            text = prompts.NEAREST.format(title=facts.title, about=about or facts.kind)
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
            question=self._question,
            text=with_markers(sentences),
            sentences=tuple(sentences),
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


def final_answer(events: Iterator[AnswerEvent]) -> Answer:
    """The last beat of a stream."""
    for event in events:
        if isinstance(event, Answer):
            return event
    raise ValueError("a stream of answer events ends with an Answer")


def as_turns(answer: Answer) -> tuple[Turn, Turn]:
    """What an answered question adds to the conversation."""
    return (
        Turn(role="user", content=answer.question),
        Turn(role="assistant", content=answer.text),
    )


def _evidence(query: Query, passages: tuple[Passage, ...], judgement: Judgement) -> Evidence:
    citations = Citations()
    if judgement.refusal is None:
        for weighed in judgement.quotes:
            citations.cite(weighed.source)
    return Evidence(query=query, passages=passages, quotes=citations.all())


def _holds_answer(writer: Writer, asked: dict[str, str]) -> bool:
    """What the model holds, by its log-probabilities; True where its scale is not known."""
    if writer.model is None or writer.stated_log_odds is None:
        return True
    prompt = prompts.STATED_PROMPT.invoke(asked)
    odds = log_odds(writer.model, prompt, prompts.YES, prompts.NO)
    return odds is None or odds >= writer.stated_log_odds


def _fenced(sources: Sequence[SourceSentence]) -> str:
    """The material as the model reads it: each passage's number, whose it is, its sentences."""
    lines = []
    for number, (_, group) in enumerate(groupby(sources, key=lambda s: s.passage.rank), start=1):
        sentences = list(group)
        about = about_passage(sentences[0].passage)
        text = "".join(sentence.text for sentence in sentences)
        lines.append(f"[{number}]（{about}）{text.replace('<', '〈').replace('>', '〉')}")
    return "\n".join(lines)


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
