"""The measures: small pure functions; each docstring is the definition and names the trap."""

from collections.abc import Collection, Mapping, Sequence

import ir_measures
from ir_measures import RR, R, Success

from youju.text import fold

Span = tuple[str, int, int]  # doc_id, start, end


def retrieval_scores(ranked: Sequence[str], relevant: Collection[str]) -> dict[str, float]:
    """recall@5, success@5 and reciprocal rank of one question, as ir-measures computes them.

    recall@5 is the share of the relevant chunks among the first five; success@5 is 1 when there is
    at least one. Where one fact stands in several documents, recall@5 asks for all of them.
    """
    if not relevant:
        raise ValueError("retrieval is undefined for a question with no relevant chunk")
    qrels = [ir_measures.Qrel("q", chunk_id, 1) for chunk_id in relevant]
    run = [ir_measures.ScoredDoc("q", c, -float(rank)) for rank, c in enumerate(ranked)]
    names = {R @ 5: "recall@5", Success @ 5: "success@5", RR: "mrr"}
    found = ir_measures.calc_aggregate(list(names), qrels, run)
    return {name: float(found[measure]) for measure, name in names.items()}


def keys_held(answer: str, keys: Sequence[str]) -> float:
    """The share of the answer keys that stand in the answer; a key may hold alternatives by |.

    Says nothing about what else the answer claims: see `forbidden_held`.
    """
    if not keys:
        return 1.0
    text = _flat(answer)
    return sum(any(_flat(k) in text for k in key.split("|")) for key in keys) / len(keys)


def forbidden_held(answer: str, forbidden: Sequence[str]) -> int:
    """How many of the strings that a right answer must not hold stand in it."""
    text = _flat(answer)
    return sum(_flat(f) in text for f in forbidden)


def citation_scores(
    cited: Sequence[Span], evidence: Sequence[Span], *, any_suffices: bool
) -> dict[str, float]:
    """Citation precision and recall by overlap of spans in the same document.

    Precision: the share of citations that overlap some evidence. Recall: the share of evidence
    that some citation overlaps, or, where each piece states the whole fact (`any_suffices`),
    whether one is overlapped. A right sentence that the suite does not list counts as wrong.
    """
    if not evidence:
        raise ValueError("citations are undefined for a question without evidence")
    right = [c for c in cited if any(overlap(c, e) for e in evidence)]
    met = [e for e in evidence if any(overlap(c, e) for c in cited)]
    recall = float(bool(met)) if any_suffices else len(met) / len(evidence)
    return {
        "citation_precision": len(right) / len(cited) if cited else 0.0,
        "citation_recall": recall,
    }


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans of one document share a character."""
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def mean(rows: Sequence[Mapping[str, float]], name: str) -> float | None:
    """The mean over the rows that have the measure; None when none has it."""
    values = [row[name] for row in rows if name in row]
    return sum(values) / len(values) if values else None


def _flat(text: str) -> str:
    return "".join(fold(text).split())
