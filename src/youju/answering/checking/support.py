"""Clauses that nothing cited bears out, in a sentence that is borne out otherwise."""

from collections.abc import Iterator

from youju.answering.checking.basis import Basis, told
from youju.answering.citing import bare_clauses
from youju.types import Check


def check_support(sentence: str, basis: Basis) -> Iterator[Check]:
    """Each clause that the cited sentences do not speak of; 居全省第一 is one often added."""
    for clause in bare_clauses(sentence, basis.cited, basis.rarity):
        yield told("support", "fail", clause, "所引原文没有说到这一句。", basis.marker)
