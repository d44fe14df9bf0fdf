"""What an answer may rest on: the sentences of passages, and the figures that stand in them.

Knows neither the question nor the answer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from youju.reading.cleaning.blanks import BLANK_FIGURE
from youju.reading.figures.quantities import find_quantities
from youju.text import sentence_spans
from youju.types import Figure, Gap, Passage

_SHORTEST = 6  # characters; less is a name or a heading, and says nothing
# Words that are put into a document to steer an assistant: they are no statement of the office.
_INSTRUCTING = re.compile(
    r"忽略(?:以上|上述|之前|前面|所有)|系统提示|提示词|(?:你|您)(?:现在)?是(?:一[个名位])?(?:AI|人工智能|助手|模型|机器人)"
    r"|作为(?:AI|人工智能|语言模型)|(?:请|只|必须|直接)(?:回答|输出|回复|复述)[：:“\"]"
    r"|ignore (?:all|any|previous|the above)|system prompt",
    re.IGNORECASE,
)
_LONGEST_LEAD = 14  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSentence:
    """A sentence of a passage, with what is known from where it stands."""

    passage: Passage
    start: int  # in the document
    end: int
    text: str

    def holds(self, span: Figure | Gap) -> bool:
        """Whether a figure or a gap of the document stands in this sentence."""
        mine = self.passage.chunk.doc_id == span.doc_id
        return mine and self.start <= span.start and span.end <= self.end

    @property
    def context(self) -> str:
        facts = self.passage.facts
        parts = (facts.title, facts.place or "", facts.period or "", *self.passage.chunk.headings)
        return " ".join(parts)


def sentences_of(passages: Sequence[Passage]) -> tuple[SourceSentence, ...]:
    """Every sentence of the passages, in their order; a short lead goes with what it leads to."""
    return tuple(
        SourceSentence(
            passage=passage,
            start=passage.chunk.start + start,
            end=passage.chunk.start + end,
            text=passage.chunk.text[start:end],
        )
        for passage in passages
        for start, end in _with_leads(passage.chunk.text)
        if end - start >= _SHORTEST and not _INSTRUCTING.search(passage.chunk.text[start:end])
    )


def _with_leads(text: str) -> Iterator[tuple[int, int]]:
    """Sentence spans; 一是招商引资提前交卷。 says little without the sentence that follows it."""
    spans = list(sentence_spans(text))
    lead: int | None = None
    for (start, end), following in zip_longest(spans, spans[1:]):
        begin = start if lead is None else lead
        goes_on = following is not None and "\n" not in text[end : following[0]]
        told = find_quantities(text[begin:end]) or BLANK_FIGURE in text[begin:end]
        if goes_on and end - begin <= _LONGEST_LEAD and not told:
            lead = begin
        else:
            lead = None
            yield begin, end


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A figure of the ledger, and the sentence that states it."""

    figure: Figure
    source: SourceSentence

    @property
    def quote(self) -> str:
        """The figure's own characters, hedge and unit included."""
        at = self.source.passage.chunk.start
        return self.source.passage.chunk.text[self.figure.start - at : self.figure.end - at]
