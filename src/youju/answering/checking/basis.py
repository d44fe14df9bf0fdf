"""What a sentence is checked against, and how a check is told. Knows no rule."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from youju.answering.citing import Rarity
from youju.answering.sources import SourceSentence
from youju.types import Check, Verdict

CLAUSE_BORDER = re.compile(r"[，,；;。！？：\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a sentence is checked against."""

    cited: Sequence[SourceSentence]
    marker: int | None  # of the first citation
    others: Sequence[SourceSentence] = ()  # where a figure may be found that fits the words better
    rarity: Rarity = lambda terms: dict.fromkeys(terms, 1.0)


def told(rule: str, verdict: Verdict, text: str, note: str, marker: int | None) -> Check:
    return Check(rule=rule, verdict=verdict, text=text, note=note, citation=marker)
