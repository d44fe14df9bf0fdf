"""What a sentence is checked against, and how a check is told. Knows no rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from youju.answering.citing import Rarity
from youju.answering.clauses import clauses
from youju.answering.sources import SourceSentence
from youju.text import bigrams, fold
from youju.types import Check, Verdict

_ALIGNED = 0.5  # of a clause's bigrams, in the clause that says the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a sentence is checked against."""

    cited: Sequence[SourceSentence]
    marker: int | None  # of the first citation
    others: Sequence[SourceSentence] = ()  # where a figure may be found that fits the words better
    rarity: Rarity = lambda terms: dict.fromkeys(terms, 1.0)

    @property
    def told(self) -> str:
        """What the cited sentences say, a line each."""
        return "\n".join(source.text for source in self.cited)

    @property
    def around(self) -> str:
        """The cited passages whole, with title, place, period and headings."""
        passages = {(s.passage.chunk.chunk_id): s for s in self.cited}.values()
        return "\n".join(f"{s.context}\n{s.passage.chunk.text}" for s in passages)


def told(rule: str, verdict: Verdict, text: str, note: str, marker: int | None) -> Check:
    return Check(rule=rule, verdict=verdict, text=text, note=note, citation=marker)


def matching_clause(clause: str, sources: Sequence[SourceSentence]) -> str:
    """The clause of the sources that says the same in nearly the same words; empty for none."""
    asked = _pairs(clause)
    best, held = "", 0.0
    for source in sources:
        for other in clauses(source.text):
            share = len(asked & _pairs(other)) / max(1, len(asked))
            if share > held:
                best, held = other, share
    return best if held >= _ALIGNED else ""


def stands_in(words: str, text: str) -> bool:
    """Whether a text has these words letter for letter, quote shapes and widths aside."""
    return fold(words) in fold(text)


@lru_cache(maxsize=8192)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(bigrams(text))
