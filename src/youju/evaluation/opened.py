"""A case opened: which demands its answer met, what was ranked, and what differs from before.

Pure. Reads all from a result and its scores; measures nothing anew and knows no page.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from youju.evaluation.metrics import DEPTHS, forbidden_held, keys_held
from youju.evaluation.records import CaseResult
from youju.evaluation.suites import EvidenceQuote
from youju.evaluation.summary import MEASURES
from youju.jsonable import Json

Turned = Literal["better", "worse", "other"]

_EQUAL = 1e-9  # as in `statistics`
_SHORTEST_SHARE = 4  # of a quote that a chunk's border cuts: fewer letters may be chance
# A number with its sign and unit sign, a Latin word, or one character: what a reader sees as one.
_TOKEN = re.compile(r"[0-9]+(?:[.,，][0-9]+)*[%％‰]?|[A-Za-z]+|.", re.DOTALL)
_DEPTH_NAMES: Mapping[str, str] = {"recall": "召回率", "success": "命中率", "ndcg": "nDCG"}
_NAMES: Mapping[str, str] = {m.key: m.label for m in MEASURES} | {"answer_tokens": "词元（约）"}
_FALLS = frozenset(m.key for m in MEASURES if m.falls)
_NEUTRAL = frozenset({"answer_tokens"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Something that the suite asks of an answer."""

    text: str
    met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A stretch of a source that the suite names, and whether some citation holds it."""

    source: str
    quote: str
    cited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A passage as it was found; a stored report has no texts."""

    rank: int
    score: float
    source: str
    title: str
    text: str | None
    covers: bool | None  # whether it holds evidence; None: the report does not tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One score now and in the baseline; None where that run has no such score."""

    key: str
    now: float | None
    before: float | None

    @property
    def label(self) -> str:
        return label_of(self.key)

    @property
    def turned(self) -> Turned | None:
        """Which way it went; None where it did not."""
        if self.now == self.before:
            return None
        if self.now is None or self.before is None or self.key in _NEUTRAL:
            return "other"
        if abs(self.now - self.before) <= _EQUAL:
            return None
        return "better" if (self.now > self.before) != (self.key in _FALLS) else "worse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Letters of an old or a new answer, or of both."""

    op: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The same case, with the same demands, in the baseline."""

    result: CaseResult
    scores: tuple[Scored, ...]  # those that changed
    pieces: tuple[Piece, ...]  # the old answer and the new one, in one

    @property
    def reworded(self) -> bool:
        return any(piece.op != "same" for piece in self.pieces)

    @property
    def changed(self) -> bool:
        return self.reworded or bool(self.scores)

    @property
    def turned(self) -> Turned | None:
        """From wrong to right, from right to wrong; `other` for any other change."""
        right = next((one.turned for one in self.scores if one.key == "right"), None)
        return right or ("other" if self.changed else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A case with all that can be told of it."""

    result: CaseResult
    right: bool
    refusal: Demand
    keys: tuple[Demand, ...]
    forbidden: tuple[Demand, ...]  # met where the answer is free of it
    evidence: tuple[Evidence, ...]
    passages: tuple[Ranked, ...]
    scores: tuple[Scored, ...]
    earlier: Earlier | None


def opened(result: CaseResult, before: CaseResult | None = None) -> Opened:
    """A case with its demands; `before` counts only where it was asked the same."""
    case, answer = result.case, result.answer
    text = answer["answer"]
    told = "" if answer["refused"] else text  # a refusal holds no key, as in `scoring`
    comparable = before is not None and before.case == case
    return Opened(
        result=result,
        right=result.right,
        refusal=Demand(
            text="应当拒答" if case.expect_refusal else "应当作答",
            met=answer["refused"] == case.expect_refusal,
        ),
        keys=tuple(Demand(text=k, met=keys_held(told, [k]) == 1.0) for k in case.answer_keys),
        forbidden=tuple(Demand(text=f, met=not forbidden_held(text, [f])) for f in case.must_not),
        evidence=tuple(_evidence(one, answer) for one in case.evidence),
        passages=tuple(_ranked(result)),
        scores=tuple(_scored(result.scores, {})),
        earlier=_earlier(result, before) if before is not None and comparable else None,
    )


def label_of(key: str) -> str:
    """A score's Chinese name, or its key where it has none."""
    kind, _, depth = key.partition("@")
    return _NAMES.get(key) or (f"{_DEPTH_NAMES[kind]}@{depth}" if kind in _DEPTH_NAMES else key)


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts as one, with numbers and Latin words kept whole."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    for op, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            pieces.append(Piece(op="same", text="".join(old[a:b])))
            continue
        if a < b:
            pieces.append(Piece(op="gone", text="".join(old[a:b])))
        if c < d:
            pieces.append(Piece(op="new", text="".join(new[c:d])))
    return tuple(pieces)


def _earlier(result: CaseResult, before: CaseResult) -> Earlier:
    scores = (one for one in _scored(result.scores, before.scores) if one.turned)
    return Earlier(
        result=before,
        scores=tuple(scores),
        pieces=difference(before.answer["answer"], result.answer["answer"]),
    )


def _scored(now: Mapping[str, float], before: Mapping[str, float]) -> Iterator[Scored]:
    """The named measures first, in their order."""
    keys = dict.fromkeys([*(m.key for m in MEASURES), *now, *before])
    for key in keys:
        if key in now or key in before:
            yield Scored(key=key, now=now.get(key), before=before.get(key))


def _evidence(one: EvidenceQuote, answer: Json) -> Evidence:
    cited = not answer["refused"] and any(
        c["source"] == one.source and (one.quote in c["quote"] or c["quote"] in one.quote)
        for c in answer["citations"]
    )
    return Evidence(source=one.source, quote=one.quote, cited=cited)


def _ranked(result: CaseResult) -> Iterator[Ranked]:
    for passage, known in zip(result.answer["passages"], _covering(result), strict=True):
        text = passage.get("text")
        covers = known
        if covers is None and text is not None and "recall@1" in result.scores:
            quotes = [e.quote for e in result.case.evidence if e.source == passage["source"]]
            covers = any(_overlaps(text, quote) for quote in quotes)
        yield Ranked(
            rank=passage["rank"],
            score=passage["score"],
            source=passage["source"],
            title=" / ".join((passage.get("title", ""), *passage.get("headings", ()))).strip(" /"),
            text=text,
            covers=covers,
        )


def _covering(result: CaseResult) -> list[bool | None]:
    """What the scores tell of each place in the ranking.

    Recall that does not rise between two depths says that nothing between them holds evidence;
    where it rises by one place, that place does. The reciprocal rank names the first that does.
    """
    ids = [passage["chunk_id"] for passage in result.answer["passages"]]
    scores = result.scores
    if "recall@1" not in scores or len(set(ids)) < len(ids):
        return [None] * len(ids)
    first = round(1 / scores["mrr"]) if scores["mrr"] else len(ids) + 1
    told: dict[int, bool | None] = {}
    for above, depth in pairwise((0, *DEPTHS)):
        rises = scores[f"recall@{depth}"] > scores.get(f"recall@{above}", 0.0) + _EQUAL
        alone = depth - above == 1
        told |= dict.fromkeys(range(above + 1, depth + 1), rises if alone or not rises else None)
    places = range(1, len(ids) + 1)
    return [place == first or (told.get(place) if place > first else False) for place in places]


def _overlaps(text: str, quote: str) -> bool:
    """Whether a quote stands in a text, wholly or over one of its borders."""
    if quote in text or text in quote:
        return True
    lengths = range(_SHORTEST_SHARE, len(quote))
    return any(text.endswith(quote[:n]) or text.startswith(quote[-n:]) for n in lengths)
