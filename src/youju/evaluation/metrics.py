"""The measures: small pure functions; each docstring is the definition and names the trap.

Knows nothing of suites, runs and reports. A measure that is undefined for what it is given raises
Undefined; a mean leaves such a case out.
"""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache

import ir_measures
from ir_measures import RR, Measure, R, Success, nDCG
from sacrebleu.metrics.chrf import CHRF

from youju.answering.equality import holds, quantities
from youju.text import fold
from youju.types import Check

Span = tuple[str, int, int]  # doc_id, start, end

DEPTHS = (1, 2, 3, 5, 10)  # the k at which a ranking is measured
_FIGURE_RULES = frozenset({"figure", "unit", "gap"})
_THOUSANDS = re.compile(r"(?<=[0-9])[,，](?=[0-9]{3}(?![0-9]))")
_MARKER = re.compile(r"\[[0-9]+\]")


class Undefined(ValueError):
    """A measure was asked for a case that it says nothing about."""


# --- retrieval ---


def retrieval_scores(ranked: Sequence[str], relevant: Collection[str]) -> dict[str, float]:
    """recall@k, success@k, nDCG@k and reciprocal rank of one question, as ir-measures has them.

    recall@k is the share of the relevant chunks among the first k; success@k is 1 when there is
    at least one. Where one fact stands in several documents, recall@k asks for all of them, and
    at k below their number it cannot reach 1. nDCG@k discounts a hit by the logarithm of its rank;
    relevance here is yes or no. A ranking that is shorter than k is measured as it is: recall@10
    of six passages is their recall@6. A chunk that is ranked twice counts at its first place.
    """
    if not relevant:
        raise Undefined("retrieval is undefined for a question with no relevant chunk")
    qrels = [ir_measures.Qrel("q", chunk_id, 1) for chunk_id in set(relevant)]
    run = [
        ir_measures.ScoredDoc("q", chunk_id, -float(rank))
        for rank, chunk_id in enumerate(dict.fromkeys(ranked))
    ]
    names = _retrieval_measures()
    found = ir_measures.calc_aggregate(list(names), qrels, run)
    return {name: float(found[measure]) for measure, name in names.items()}


@cache
def _retrieval_measures() -> dict[Measure, str]:
    names: dict[Measure, str] = {RR: "mrr"}
    for kind, name in ((R, "recall"), (Success, "success"), (nDCG, "ndcg")):
        names |= {kind @ k: f"{name}@{k}" for k in DEPTHS}
    return names


# --- words ---


def keys_held(answer: str, keys: Sequence[str]) -> float:
    """The share of the answer keys that stand in the answer; a key may hold alternatives by |.

    A key that begins or ends with a digit is no part of a longer number: 200个 is not in 1200个.
    Says nothing about what else the answer claims: see `forbidden_held`.
    """
    if not keys:
        return 1.0
    text = _flat(answer)
    return sum(any(_stands(k, text) for k in key.split("|")) for key in keys) / len(keys)


def forbidden_held(answer: str, forbidden: Sequence[str]) -> int:
    """How many of the strings that a right answer must not hold stand in it.

    The same borders of digits as in `keys_held`. A forbidden string that the answer only denies
    (不是85%) is counted too.
    """
    text = _flat(answer)
    return sum(_stands(f, text) for f in forbidden)


def numbers_exact(answer: str, keys: Sequence[str]) -> float:
    """The share of the keys' quantities that the answer states with equal value and unit.

    1.5吨 states 1500公斤, and 147名 states 147人; 约200人 states 200人, as a hedge is no part of
    the value. Of a key's alternatives the best counts. Undefined where no key holds a quantity.
    Says nothing of what the number is said to count.
    """
    asked = [[quantities(k) for k in key.split("|")] for key in keys]
    asked = [alternatives for one in asked if (alternatives := [q for q in one if q])]
    if not asked:
        raise Undefined("exact numbers are undefined for keys without a quantity")
    shares = (max(sum(holds(answer, q) for q in qs) / len(qs) for qs in one) for one in asked)
    return sum(shares) / len(asked)


def chrf(answer: str, reference: str) -> float:
    """chrF (Popović 2015; characters to 6-grams, beta 2) by sacrebleu, from 0 to 1.

    Blanks and markers such as [2] are left out of both. It measures likeness of wording: an answer
    with one digit changed scores nearly as high as a right one, and a right one in other words low.
    """
    if not reference.strip():
        raise Undefined("chrF is undefined without a reference")
    hypothesis, target = (_MARKER.sub("", text).strip() for text in (answer, reference))
    return float(_chrf().sentence_score(hypothesis, [target]).score) / 100


@cache
def _chrf() -> CHRF:
    return CHRF()


# --- citations and checks ---


def citation_scores(
    cited: Sequence[Span], evidence: Sequence[Span], *, any_suffices: bool
) -> dict[str, float]:
    """Citation precision and recall by overlap of spans in the same document.

    Precision: the share of citations that overlap some evidence. Recall: the share of evidence
    that some citation overlaps, or, where each piece states the whole fact (`any_suffices`),
    whether one is overlapped. A right sentence that the suite does not list counts as wrong.
    """
    if not evidence:
        raise Undefined("citations are undefined for a question without evidence")
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


def figure_support(checks: Sequence[Check]) -> float:
    """The share of an answer's figures that stand in the sentences cited for them.

    Counted over the answer's own checks, so it is as good as they are; a figure that stands
    elsewhere in the passage (warn) is not supported. Undefined for an answer without figures:
    an assistant that says no numbers has no rate, not a perfect one.
    """
    figures = [check for check in checks if check.rule in _FIGURE_RULES]
    if not figures:
        raise Undefined("figure support is undefined for an answer without figures")
    return sum(check.verdict == "pass" for check in figures) / len(figures)


def errors_of(checks: Sequence[Check], rule: str) -> int:
    """How many of the answer's checks of one rule (place, period) failed.

    Only errors that the checks can see, in what is shown: a wrong sentence that the chain has
    replaced by a quote is none, and an answer that refuses everything has none either.
    """
    return sum(check.rule == rule and check.verdict == "fail" for check in checks)


# --- over many cases ---


def refusal_scores(outcomes: Sequence[tuple[bool, bool]]) -> dict[str, float]:
    """Precision, recall and F1 of refusing, over (had to refuse, refused) of many cases.

    Precision: the share of refusals that were asked for. Recall: the share of questions to be
    refused that were. F1 is their harmonic mean, 2·hits / (2·hits + misses + false refusals).
    What is undefined (nothing refused; nothing to refuse) is left out. Among questions of one
    type precision is 1 or 0 by the type alone: compare it over all types only.
    """
    hits = sum(asked and refused for asked, refused in outcomes)
    refused_all = sum(refused for _, refused in outcomes)
    asked_all = sum(asked for asked, _ in outcomes)
    scores = {}
    if refused_all:
        scores["refusal_precision"] = hits / refused_all
    if asked_all:
        scores["refusal_recall"] = hits / asked_all
    if refused_all + asked_all:
        scores["refusal_f1"] = 2 * hits / (refused_all + asked_all)
    return scores


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least `percent` % of the values do not exceed (nearest rank).

    Always one of the values, never a mean of two. The 95th of fewer than 20 values is the worst
    one; what ran in parallel was slowed by its neighbours.
    """
    if not values or not 0 < percent <= 100:
        raise ValueError("a percentile needs values, and a percentage above 0 and up to 100")
    ordered = sorted(values)
    return ordered[math.ceil(len(ordered) * percent / 100) - 1]


def mean(rows: Sequence[Mapping[str, float]], name: str) -> float | None:
    """The mean over the rows that have the measure; None when none has it."""
    values = [row[name] for row in rows if name in row]
    return sum(values) / len(values) if values else None


def _stands(part: str, flat_text: str) -> bool:
    """Whether the part stands in the text, and cuts no number in two."""
    words = _flat(part)
    if not words:
        return False
    before = r"(?<![0-9])(?<![0-9]\.)" if words[0].isdigit() else ""
    after = r"(?![0-9])(?!\.[0-9])" if words[-1].isdigit() else ""
    return re.search(before + re.escape(words) + after, flat_text) is not None


def _flat(text: str) -> str:
    """Folded, without blanks; a full stop or 、 between numbers is no part of a number."""
    text = _THOUSANDS.sub("", text).replace("。", ";").replace("、", ";")
    return "".join(fold(text).split())
