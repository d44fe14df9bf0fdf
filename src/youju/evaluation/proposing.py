"""Drafts of cases from the ledger's rows, by template: a person accepts them one by one.

Every figure and every quote is the ledger's own. What it says twice with two values, or under words
that make no question, is passed over. Knows no assistant, and adds nothing to a suite by itself.
"""

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations, zip_longest
from typing import Protocol

from youju.evaluation.askable import (
    YEAR,
    Fact,
    ask_for,
    core_words,
    facts_of,
    head_of,
    names_something,
    slots_of,
    topic_of,
)
from youju.evaluation.metrics import forbidden_held
from youju.evaluation.records import short_hash
from youju.evaluation.suites import CaseType, EvidenceQuote, QACase
from youju.findings import GapRow, LedgerFilter, LedgerRow
from youju.retrieval.framing import bare_place, find_years, same_place
from youju.text import fold, sentence_spans, words
from youju.types import Document, DocumentFacts

_EARLIER = range(1, 8)  # years back, for a year that no document tells of

_FACT = (
    "{place}{year}年{what}{ask}？",
    "{year}年，{place}{what}{ask}？",
    "想查一下{place}{year}年的数据：{what}{ask}？",
    "{place}的{what}，{year}年{ask}？",
)
_PLACES = (
    "{place}和{other}{year}年{what}各{ask}？",
    "{year}年{what}，{place}与{other}分别{ask}？",
)
_YEARS = (
    "{place}{year}年和{later}年{what}各{ask}？",
    "{place}{what}，{year}年与{later}年分别{ask}？",
)
_BLANKED = ("{place}{year}{what}{ask}？", "想查一下{place}{year}的数据：{what}{ask}？")


class Source(Protocol):
    """A library with its ledger."""

    def ledger(self, wanted: LedgerFilter) -> Iterator[LedgerRow]: ...
    def missing(self) -> Iterator[GapRow]: ...
    def documents(self) -> Sequence[DocumentFacts]: ...
    def document(self, doc_id: str) -> Document: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What cases are drafted from; a place that is asked for narrows the cases, not this."""

    rows: tuple[LedgerRow, ...]
    gaps: tuple[GapRow, ...]
    documents: Mapping[str, Document]  # by doc_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Which cases are wanted."""

    place: str | None = None  # None: any
    limit: int = 40
    seed: int = 0
    known: tuple[QACase, ...] = ()  # of the suites that there are: no question is repeated


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A case that a person has not seen yet."""

    case: QACase
    why: str  # one Chinese sentence: what it rests on
    keeps: tuple[str, ...]  # the words that no rewording may lose
    places: tuple[str, ...]  # that it asks about


def material_of(source: Source) -> Material:
    """All that the library's ledger says."""
    return Material(
        rows=tuple(source.ledger(LedgerFilter())),
        gaps=tuple(source.missing()),
        documents={f.doc_id: source.document(f.doc_id) for f in source.documents()},
    )


def proposals(material: Material, request: Request) -> tuple[Proposal, ...]:
    """Up to `limit` drafts, of each type in turn; the same seed drafts the same ones.

    No question of `known`, and none twice. Fewer where the ledger yields no more.
    """
    dice = random.Random(request.seed)
    facts = facts_of(material.rows)
    kinds = [
        *(_of_facts(facts), _compared(facts), _trapped(facts)),
        *(_blanked(material), _unanswerable(facts, material)),
    ]
    seen = {_plain(case.question) for case in request.known}
    found: list[Proposal] = []
    for turn in zip_longest(*(_shuffled(kind, request.place, dice) for kind in kinds)):
        for draft in filter(None, turn):
            proposal = draft.made(dice)
            if len(found) < request.limit and _plain(proposal.case.question) not in seen:
                seen.add(_plain(proposal.case.question))
                found.append(proposal)
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A case whose wording is not chosen yet."""

    type: CaseType
    wordings: tuple[str, ...]
    slots: Mapping[str, str]
    why: str
    core: tuple[str, ...]  # of the indicator
    places: tuple[str, ...]
    keys: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    refused: bool = False
    evidence: tuple[EvidenceQuote, ...] = ()

    def made(self, dice: random.Random) -> Proposal:
        question = dice.choice(self.wordings).format(**self.slots)
        case = QACase(
            id=f"proposed-{self.type}-{short_hash(question)[:8]}",
            type=self.type,
            question=question,
            answer_keys=self.keys,
            must_not=self.must_not,
            expect_refusal=self.refused,
            evidence=self.evidence,
        )
        goal = ("目标",) if "的目标" in question else ()
        keeps = (*map(bare_place, self.places), *find_years(question), *self.core, *goal)
        kept = tuple(dict.fromkeys(keeps))
        return Proposal(case=case, why=self.why, keeps=kept, places=self.places)


def _shuffled(drafts: Iterable[_Draft], place: str | None, dice: random.Random) -> list[_Draft]:
    wanted = [d for d in drafts if place is None or any(same_place(p, place) for p in d.places)]
    dice.shuffle(wanted)
    return wanted


# --- the types ---


def _of_facts(facts: Sequence[Fact]) -> Iterator[_Draft]:
    for fact in facts:
        yield _asking(fact, "fact", f"{fact.told()}。")


def _asking(fact: Fact, kind: CaseType, why: str, must_not: tuple[str, ...] = ()) -> _Draft:
    return _Draft(
        type=kind, wordings=_FACT, slots=slots_of(fact), why=why, core=fact.core,
        places=(fact.place,), keys=(fact.key,), must_not=must_not, evidence=fact.evidence,
    )  # fmt: skip


def _compared(facts: Sequence[Fact]) -> Iterator[_Draft]:
    """The same indicator, unit and kind in two places or in two years."""
    for one, other in combinations(sorted(facts, key=lambda f: f.year), 2):
        mine, theirs = one.row.figure, other.row.figure
        if (one.topic, mine.unit, mine.kind) != (other.topic, theirs.unit, theirs.kind):
            continue
        two_places = not same_place(one.place, other.place)
        if two_places == (one.year != other.year):
            continue
        yield _Draft(
            type="compare",
            wordings=_PLACES if two_places else _YEARS,
            slots=slots_of(one, other=other.place, later=other.year),
            why=f"{one.told()}；{other.told()}。",
            core=one.core,
            places=tuple(dict.fromkeys((one.place, other.place))),
            keys=(one.key, other.key),
            evidence=tuple(dict.fromkeys(one.evidence + other.evidence)),
        )


def _trapped(facts: Sequence[Fact]) -> Iterator[_Draft]:
    """A figure whose neighbour, of another place, year or kind, must not be given for it."""
    for fact, near in permutations(facts, 2):
        frames = [(f.place, f.year, f.row.figure.kind) for f in (fact, near)]
        spelt_alike = fact.place != near.place and same_place(fact.place, near.place)
        same_topic = fact.topic in near.topic or near.topic in fact.topic
        if frames[0] == frames[1] or spelt_alike or not same_topic:
            continue
        if fact.row.figure.unit != near.row.figure.unit or _stands(near.row.quote, fact):
            continue
        why = f"{fact.told()}；易混淆的是{near.told()}。"
        yield _asking(fact, "trap", why, (near.row.quote,))


def _stands(quote: str, fact: Fact) -> bool:
    return any(forbidden_held(row.sentence, (quote,)) for row in fact.rows)


def _blanked(material: Material) -> Iterator[_Draft]:
    """A figure that the source leaves blank, once in its document, and that no row states."""
    for row in material.gaps:
        document = material.documents[row.gap.doc_id]
        place, period = document.facts.place, document.facts.period
        if place is None or row.gap.how != "blanked" or not names_something(row.gap.what):
            continue
        twins = [r for r in material.gaps if r.gap.doc_id == row.gap.doc_id]
        if sum(topic_of(r.gap.what) == topic_of(row.gap.what) for r in twins) > 1:
            continue
        head = head_of(row.gap.what)
        if any(same_place(r.figure.place or place, place) and head in r.sentence
               for r in material.rows):  # fmt: skip
            continue
        year = f"{period}年" if period and YEAR.fullmatch(period) else ""
        what = row.gap.what.removeprefix(place[-1])  # 某市市中心 …: the place is named before it
        slots = {"place": place, "year": year, "what": what, "ask": ask_for(row.gap.unit)}
        quote = EvidenceQuote(source=row.source, quote=_sentence(document.text, row))
        yield _Draft(
            type="blanked", wordings=_BLANKED, slots=slots, core=core_words(row.gap.what),
            why=f"《{row.title}》此处数字缺失：{row.gap.what}。", places=(place,), refused=True,
            evidence=(quote,),
        )  # fmt: skip


def _sentence(text: str, row: GapRow) -> str:
    spans = sentence_spans(text)
    start, end = next(s for s in spans if s[0] <= row.gap.start < s[1])
    return text[start:end]


def _unanswerable(facts: Sequence[Fact], material: Material) -> Iterator[_Draft]:
    """What is stated of one place and year, asked of a place or year that nothing tells it of.

    Strict: no row of that place, and no document that is of it or names it, holds what is counted,
    or half of the indicator's words.
    """
    places = dict.fromkeys(d.facts.place for d in material.documents.values() if d.facts.place)
    for fact in facts:
        for place in places:
            if not same_place(place, fact.place) and not _tells(material, place, fact):
                why = f"{place}没有这项数据；{fact.told()}。"
                yield _missing(fact, why, place=place)
        if year := _untold_year(fact, material):
            yield _missing(fact, f"{year}年没有数据；{fact.told()}。", year=year)


def _missing(fact: Fact, why: str, **asked: str) -> _Draft:
    slots = slots_of(fact) | asked
    return _Draft(
        type="unanswerable", wordings=_FACT, slots=slots, why=why, core=fact.core,
        places=(slots["place"],), must_not=(fact.row.quote,), refused=True,
    )  # fmt: skip


def _tells(material: Material, place: str, fact: Fact) -> bool:
    """Whether anything about the place may speak of what the fact counts."""
    terms = set(words(fact.row.figure.indicator))
    rows = (r for r in material.rows if r.figure.place is None or same_place(r.figure.place, place))
    texts = [f"{row.figure.indicator} {row.sentence}" for row in rows]
    texts += [d.text for d in material.documents.values() if _is_about(d, place)]
    return any(
        fact.head in text or 2 * sum(term in text for term in terms) >= len(terms) for text in texts
    )


def _is_about(document: Document, place: str) -> bool:
    own = document.facts.place
    return own is None or same_place(own, place) or bare_place(place) in document.text


def _untold_year(fact: Fact, material: Material) -> str | None:
    """The latest earlier year that no document of the place names; not the one just before.

    比上年增长 would tell of that one.
    """
    named: set[str] = set()
    for document in material.documents.values():
        if _is_about(document, fact.place):
            named.update(find_years(document.text), find_years(f"{document.facts.period}年"))
    candidates = (int(fact.year) - back for back in _EARLIER)
    untold = (y for y in candidates if not {str(y), str(y + 1)} & named)
    return next(map(str, untold), None)


def _plain(question: str) -> str:
    """A question without what is no difference: blanks and punctuation."""
    return re.sub(r"[^\u4e00-\u9fffa-z0-9.]", "", fold(question))
