"""A question becomes an answer: evidence first, then words, then checks.

Three beats: what was found and the best quotes; the model's words as they come; the checked text.
Where there is no model, or its words fail, the quotes are the answer and say so. Knows nothing of
where models and passages come from: both are passed in.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import groupby

from langchain_core.documents import Document as LangChainDocument
from langchain_core.language_models import BaseChatModel
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda

from youju.answering import prompts
from youju.answering.citing import Citations
from youju.answering.composing import Clock, Composer
from youju.answering.evidence import Judge, Judgement, about_passage, material
from youju.answering.lookup import Fitted
from youju.answering.rewriting import rewritten
from youju.answering.sources import SourceSentence
from youju.errors import EndpointFailed
from youju.models.chat import log_odds, stream_words, translate_failure
from youju.retrieval.query import Holdings, analyse
from youju.types import (
    Answer,
    AnswerEvent,
    Evidence,
    History,
    Passage,
    Query,
    QuestionForm,
    Words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """The model that words an answer, or why there is none."""

    model: BaseChatModel | None
    notice: str  # empty when there is a model
    stated_log_odds: float | None = None  # below this the model holds that nothing answers
    quotes: frozenset[QuestionForm] = frozenset()  # forms whose quotes it would only spoil
    rewrites: bool = False  # whether it may settle what a follow-up leans on
    by_paragraph: bool = False  # whether it can draw several sources together in a draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Dials:
    """What shapes an answer, besides the retriever and the model."""

    evidence_tokens: int
    prompt: str = "full"  # of prompts.PROMPTS
    fingerprint: str
    sure_weight: float = 0.7  # of the best quote: the model is not asked whether it answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with the conversation before it; `quote_only` wants no model's words."""

    question: str
    history: History = ()
    quote_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Nearest:
    """What to point at in a refusal."""

    figure: Fitted
    passages: tuple[Passage, ...]


class AnswerChain:
    """Answers questions from a retriever's passages."""

    def __init__(
        self,
        *,
        retriever: BaseRetriever,
        judge: Judge,
        holdings: Callable[[], Holdings],
        writer: Callable[[], Writer],
        dials: Dials,
    ) -> None:
        self._gather: Runnable[Query, list[LangChainDocument]] = RunnableLambda(
            lambda query: retriever.invoke(query.standalone, asked=query)
        )
        self._judge = judge
        self._holdings = holdings
        self._writer = writer
        self._dials = dials
        self._prompts = prompts.PROMPTS[dials.prompt]

    @property
    def runnable(self) -> Runnable[Asked, AnswerEvent]:
        """The chain as a LangChain runnable that streams the three beats."""

        def transform(asked: Iterator[Asked]) -> Iterator[AnswerEvent]:
            for one in asked:
                yield from self.stream(one)

        return RunnableGenerator(transform)

    def stream(self, asked: Asked) -> Iterator[AnswerEvent]:
        """Yield Evidence, then Words while a model writes, then one Answer."""
        clock = Clock()
        query = self._understood(asked)
        if query.unclear:
            yield Composer(query, (), clock, self._dials.fingerprint).asked_back()
            return
        passages = self._retrieve(query)
        judgement = self._judge.judge(self._asks(query), passages)
        nearest = self._elsewhere(query) if judgement.refusal == "not_stated" else None
        passages += nearest.passages if nearest else ()
        composer = Composer(query, passages, clock, self._dials.fingerprint)
        clock.evidence = clock.now()
        yield _evidence(query, passages, judgement)
        if judgement.refusal:
            yield composer.refused(judgement, nearest.figure if nearest else None)
            return
        writer = Writer(model=None, notice="") if asked.quote_only else self._writer()
        if writer.model is None or query.form in writer.quotes:
            yield composer.quoted(judgement, writer.notice)
            return
        yield from self._write(writer, query, judgement, composer)

    def warm_up(self) -> None:
        """Have the model read the constant part of the prompt before anybody waits for it."""
        from openai import OpenAIError

        with suppress(OpenAIError, EndpointFailed):  # it will show when the first question is asked
            nothing = {"evidence": "", "question": ""}
            _holds_answer(self._writer(), self._prompts.stated, nothing)

    def _understood(self, asked: Asked) -> Query:
        """The question as understood; a mistyped place that can be but one is read as that one."""
        query = self._settled(asked, analyse(asked.question, asked.history, self._holdings()))
        if len(query.suggestions) != 1 or query.places or self._is_written(query):
            return query
        meant = analyse(query.suggestions[0], (), self._holdings())
        note = prompts.MISTYPED.format(meant="、".join(meant.places))
        return replace(
            meant,
            text=query.text,
            notes=(note, *meant.notes),
            suggestions=query.suggestions,
            history_used=query.history_used,
        )

    def _settled(self, asked: Asked, query: Query) -> Query:
        """A follow-up that the rules only guess at, in the words of a model that can."""
        writer = self._writer() if not (query.settled or asked.quote_only) else None
        if writer is None or writer.model is None or not writer.rewrites:
            return query
        whole = rewritten(writer.model, query, asked.history)
        if whole is None:
            return query
        return replace(analyse(whole, (), self._holdings()), text=query.text, history_used=True)

    def _is_written(self, query: Query) -> bool:
        """Whether documents have the name that looks mistyped: then it is a name of its own."""
        typed, meant = query.standalone, query.suggestions[0]
        at = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), 0)
        name = typed[max(0, at - 1) : at + 2]
        return any(name in passage.chunk.text for passage in self._retrieve(query))

    def _asks(self, query: Query) -> tuple[Query, ...]:
        """What is asked one by one, each as a question of its own."""
        if len(query.parts) < 2:
            return (query,)
        holdings = self._holdings()
        return tuple(analyse(part, (), holdings) for part in query.parts)

    def _elsewhere(self, query: Query) -> _Nearest | None:
        """The figure of another place or year that comes nearest, with its passage."""
        if not query.wants_figure or not (query.places or query.periods):
            return None
        passages = self._retrieve(replace(query, places=(), periods=()))
        figure = self._judge.nearest(query, passages)
        if figure is None:
            return None
        return _Nearest(figure=figure, passages=(figure.stated.source.passage,))

    def _retrieve(self, query: Query) -> tuple[Passage, ...]:
        return tuple(document.metadata["passage"] for document in self._gather.invoke(query))

    def _is_doubtful(self, query: Query, judgement: Judgement) -> bool:
        """Whether the model is to be asked if the material answers: code alone is not sure."""
        best = max((quote.weight for quote in judgement.quotes), default=0.0)
        doubt = best < self._dials.sure_weight and query.form != "yesno"
        return doubt and not judgement.is_sure

    def _write(
        self, writer: Writer, query: Query, judgement: Judgement, composer: Composer
    ) -> Iterator[AnswerEvent]:
        assert writer.model is not None
        sources = material(judgement, self._dials.evidence_tokens)
        asked = {"evidence": _fenced(sources), "question": query.standalone}
        pieces: list[str] = []
        try:
            doubtful = self._is_doubtful(query, judgement)
            if doubtful and not _holds_answer(writer, self._prompts.stated, asked):
                yield composer.refused(judgement, None)
                return
            for piece in stream_words(writer.model, self._prompts.answer.invoke(asked)):
                composer.clock.first_word = composer.clock.first_word or composer.clock.now()
                pieces.append(piece)
                yield Words(text=piece)
        except Exception as error:  # whatever a client library raises, the quotes answer instead
            reason = translate_failure(error).message.rstrip("。")
            yield composer.quoted(judgement, prompts.QUOTED_MODEL_FAILED.format(reason=reason))
            return
        yield composer.generated("".join(pieces), judgement, self._judge)


def final_answer(events: Iterator[AnswerEvent]) -> Answer:
    """The last beat of a stream."""
    for event in events:
        if isinstance(event, Answer):
            return event
    raise ValueError("a stream of answer events ends with an Answer")


def _evidence(query: Query, passages: tuple[Passage, ...], judgement: Judgement) -> Evidence:
    citations = Citations()
    for weighed in judgement.quotes:
        citations.cite(weighed.source)
    return Evidence(query=query, passages=passages, quotes=citations.all())


def _holds_answer(writer: Writer, stated: ChatPromptTemplate, asked: dict[str, str]) -> bool:
    """What the model holds, by its log-probabilities; True where its scale is not known."""
    if writer.model is None or writer.stated_log_odds is None:
        return True
    odds = log_odds(writer.model, stated.invoke(asked), prompts.YES, prompts.NO)
    return odds is None or odds >= writer.stated_log_odds


def _fenced(sources: Sequence[SourceSentence]) -> str:
    """The material as the model reads it: each passage's number, whose it is, its sentences."""
    lines = []
    for number, (_, group) in enumerate(groupby(sources, key=lambda s: s.passage.rank), start=1):
        sentences = list(group)
        about = about_passage(sentences[0].passage)
        text = "".join(sentence.text for sentence in sentences)
        lines.append(f"[{number}]（{about}）{text}".replace("<", "〈").replace(">", "〉"))
    return "\n".join(lines)
