"""Masked samples are named as such."""

from collections.abc import Iterator

from youju.answering import prompts
from youju.answering.checking.basis import Basis, told
from youju.types import Check, DocumentFacts


def check_trust(basis: Basis) -> Iterator[Check]:
    cited = {source.passage.facts.title: source.passage.facts for source in basis.cited}
    for facts in cited.values():
        if facts.trust == "masked":
            yield trust_check(facts, basis.marker)


def trust_check(facts: DocumentFacts, marker: int | None) -> Check:
    """That a document is a masked sample."""
    return told("trust", "warn", f"《{facts.title}》", prompts.FROM_MODEL_ESSAY, marker)
