"""What code adds to an answer's words: derived figures, a table, conflicts between the sources.

Takes what the ledger holds for each part of the question. Asks no model.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from youju.answering.citing import Citations
from youju.answering.conflicts import find_conflicts
from youju.answering.deriving import NotDerivable, derive
from youju.answering.evidence import Finding, Judgement
from youju.answering.lookup import Fitted
from youju.answering.sources import Stated
from youju.answering.tabulating import tabulate
from youju.types import Check, Derivation, Query, Sentence, Table, Verdict

_OPERAND = 0.5  # an operand fits at least this share of the best
_MOST_OPERANDS = 6
_CONVERTED = re.compile(r"(?:多少|几)((?:[十百千]?万|亿)?[\u3400-\u9fff]{1,3}?)(?:[？?，。]|$)")
_TWO: frozenset[Derivation] = frozenset({"difference", "share", "growth"})
_PER = re.compile(r"平均(?:下来)?[每一](人次|[\u3400-\u9fff])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """Sentences that code adds, each with its citations and its check."""

    sentences: tuple[Sentence, ...] = ()
    checks: tuple[Check, ...] = ()
    is_derived: bool = False  # the question's own answer is among them


def derived(query: Query, judgement: Judgement, citations: Citations) -> Computed:
    """The figure that is computed from stated ones, with its formula; or why it cannot be."""
    if query.derivation is None:
        return Computed()
    operands = _operands(query, query.derivation, judgement)
    if not operands:
        return Computed()
    result = derive(query.derivation, operands, _wanted_unit(query))
    if isinstance(result, NotDerivable):
        return Computed(
            sentences=(Sentence(text=result.reason, citations=()),),
            checks=(_check("derived", "warn", result.reason, "不具备计算条件。", None),),
        )
    markers = _cite(result.operands, citations)
    note = f"按{result.formula}由程序算出，原文没有直接写出。"
    return Computed(
        sentences=(Sentence(text=result.text, citations=markers),),
        checks=(_check("derived", "pass", result.text, note, markers[0]),),
        is_derived=True,
    )


def conflicting(judgement: Judgement, citations: Citations) -> Computed:
    """Where the sources contradict each other, or a source itself, on a figure that answers."""
    asked = [one.stated for finding in judgement.answered for one in finding.figures]
    known = [one.stated for finding in judgement.findings for one in finding.found.figures]
    sentences, checks = [], []
    for conflict in find_conflicts(asked, known):
        markers = _cite(conflict.members, citations)
        sentences.append(Sentence(text=conflict.text, citations=markers))
        note = "来源之间说法不一，请核实后再用。"
        checks.append(_check("conflict", "warn", conflict.text, note, markers[0]))
    return Computed(sentences=tuple(sentences), checks=tuple(checks))


def table_of(query: Query, judgement: Judgement, citations: Citations) -> Table | None:
    """The figures of a comparison side by side; None for other questions."""
    if query.form != "comparison":
        return None
    stated = [one.stated for finding in judgement.answered for one in finding.figures]
    return tabulate(stated, query.places, query.periods, citations.cite)


def _operands(query: Query, what: Derivation, judgement: Judgement) -> tuple[Stated, ...]:
    """One figure for each part of the question, or those of one part that fit about as well."""
    if len(judgement.findings) > 1:
        return _one_of_each(judgement)
    (finding,) = judgement.findings
    if not finding.found.figures:
        return ()
    if what == "average":
        return _total_and_count(query, finding)
    if what == "conversion":
        return _different(finding.figures[:1])
    return _different(_about_as_good(finding))[: 2 if what in _TWO else _MOST_OPERANDS]


def _total_and_count(query: Query, finding: Finding) -> tuple[Stated, ...]:
    """What 平均每人次多少毫升 divides: the figure in 毫升, and the one in 人次 beside it."""
    per = _PER.search(query.standalone)
    beside = [one for one in finding.found.beside if per and one.figure.unit == per[1]]
    return (finding.found.figures[0].stated, *beside[:1])


def _one_of_each(judgement: Judgement) -> tuple[Stated, ...]:
    """For each part the figure that fits it best and answers no earlier part."""
    chosen: dict[object, Stated] = {}
    for finding in judgement.answered:
        free = [one for one in _about_as_good(finding) if _key(one) not in chosen]
        alike = [one for one in free if _of_one_year(one, chosen.values(), finding.asked)]
        for one in (alike or free)[:1]:
            chosen[_key(one)] = one.stated
    return tuple(chosen.values())


def _of_one_year(one: Fitted, chosen: Iterable[Stated], asked: Query) -> bool:
    """Whether a figure is of the year of those chosen before, where no year is asked for."""
    periods = {stated.figure.period for stated in chosen}
    return bool(asked.periods) or not periods or one.stated.figure.period in periods


def _about_as_good(finding: Finding) -> list[Fitted]:
    figures = finding.found.figures
    return [one for one in figures if one.rank >= _OPERAND * figures[0].rank]


def _key(fitted: Fitted) -> object:
    figure = fitted.stated.figure
    return (figure.indicator, figure.place, figure.period, *fitted.value)


def _different(fitted: Sequence[Fitted]) -> tuple[Stated, ...]:
    """The figures, each once: one that two documents state is one operand."""
    first: dict[object, Stated] = {}
    for one in fitted:
        first.setdefault(_key(one), one.stated)
    return tuple(first.values())


def _wanted_unit(query: Query) -> str:
    """The unit that a conversion is to end in: 折合多少万元."""
    found = _CONVERTED.search(query.standalone)
    return found[1] if found else ""


def _cite(stated: Sequence[Stated], citations: Citations) -> tuple[int, ...]:
    return tuple(dict.fromkeys(citations.cite(one.source) for one in stated))


def _check(rule: str, verdict: Verdict, text: str, note: str, marker: int | None) -> Check:
    return Check(rule=rule, verdict=verdict, text=text, note=note, citation=marker)
