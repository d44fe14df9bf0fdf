"""The scores of two searches become one.

Knows scores and ids only; what they are of does not matter here.
"""

from collections.abc import Mapping, Sequence

from youju.types import FoundBy

Scored = Sequence[tuple[str, float]]  # ids and scores, higher is better


def mixed(found: Mapping[FoundBy, Scored], dense_weight: float) -> dict[str, float]:
    """Each chunk's min-max scores, weighted and added; one not found by a search gets 0 from it.

    Equal-rank fusion loses to this where one search is much the weaker of the two (eval/LOG.md).
    """
    weights = {"dense": dense_weight, "lexical": 1.0 - dense_weight}
    if "dense" not in found:
        weights["lexical"] = 1.0
    total: dict[str, float] = {}
    for by, pairs in found.items():
        for chunk_id, score in min_max(pairs):
            total[chunk_id] = total.get(chunk_id, 0.0) + weights[by] * score
    return total


def min_max(pairs: Scored) -> list[tuple[str, float]]:
    """The scores stretched to 0 … 1; equal ones are all 1."""
    if not pairs:
        return []
    low, high = min(s for _, s in pairs), max(s for _, s in pairs)
    return [(i, (s - low) / (high - low) if high > low else 1.0) for i, s in pairs]
