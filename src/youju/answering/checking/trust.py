"""Masked samples are named as such."""

from collections.abc import Iterator

from youju.answering.checking.basis import Basis, told
from youju.types import Check


def check_trust(basis: Basis) -> Iterator[Check]:
    masked = (source.passage.facts for source in basis.cited)
    for title in dict.fromkeys(facts.title for facts in masked if facts.trust == "masked"):
        note = "来源为脱敏范文，不得作为实际数据使用。"
        yield told("trust", "warn", f"《{title}》", note, basis.marker)
