"""Stated figures that contradict each other: two values, parts and total, growth and its base.

Both are shown with their sources and with what follows from each; nothing is decided here. Where
there may be an explanation (another body, another month, a hedge, rounding) nothing is said.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Literal

from youju.answering.amounts import (
    POINTS,
    amount,
    core_of,
    is_measured,
    key_of,
    measure_of,
    one_place,
    place_and_year,
    scale_shown,
    spread,
    stated_words,
)
from youju.answering.arithmetic import PartsFault, parts_faults
from youju.answering.growths import Change, change_of, contradicting_base
from youju.answering.sources import Stated
from youju.text import words
from youju.words import KIND_NAMES

ConflictKind = Literal["values", "parts", "growth"]
_Known = Mapping[tuple[str, int, int], Stated]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Figures of which not all can be right."""

    kind: ConflictKind
    members: tuple[Stated, ...]
    text: str  # one or two sentences for the reader


def find_conflicts(asked: Sequence[Stated], all_stated: Sequence[Stated]) -> tuple[Conflict, ...]:
    """The conflicts that at least one of the asked figures is part of, each once."""
    known = {key_of(stated): stated for stated in (*all_stated, *asked)}
    wanted = {key_of(stated) for stated in asked}
    dated = [s for s in known.values() if is_measured(s) and (s.figure.period or "").isdecimal()]
    found = {
        frozenset(map(key_of, conflict.members)): conflict
        for conflict in (*_values(dated), *_parts(asked, known), *_growths(dated, known))
    }
    return tuple(conflict for keys, conflict in found.items() if not wanted.isdisjoint(keys))


# ---- two values ----------------------------------------------------------------------------------

_MOMENT = re.compile(r"\d{1,2}月|[上下]半年|[一二三四]季度|截至|年初|累计|当前|以来")
_BODY = re.compile(
    "[\u3400-\u9fffXＸ×]{1,8}?(?:医院|卫生院|中心|疾控|学校|学院|公司|集团|街道|社区|[市县区镇](?![域级内直属]))"
)
_SORT = re.compile(
    "城市|城镇|城区|农村|乡村|男|女|[省市县区]级|市直|公立|公办|民营|民办|新增|新建|预计|其中|户籍|常住|最"
)
_PLAIN = re.compile(r"(?![按即给根对每为将在于])[\u3400-\u9fff“”（）、A-Za-z\d\-]{2,}")
# What depends on a base, a rule or a case has many values, and so have spans of time.
_MANY = re.compile(
    "增[加长幅]|提[高升]|下降|降[低幅]|减少|上升|标准(?!化)|补[贴助]|[上下]限|每[人月年台户次名个]|投资|资金|费"
)
_SPANS = re.compile("[年月天日周时分秒钟]$")
_ALIKE = Decimal("0.5")  # of the words of two clauses
_NEAR = Decimal("0.8")  # the smaller to the larger: what is farther off is hardly the same thing


def _values(dated: Sequence[Stated]) -> Iterator[Conflict]:
    """A row of three values is a list of things told apart by words that are not seen here."""
    rows: dict[tuple[str, ...], list[Stated]] = {}
    for stated in dated:
        figure = stated.figure
        measure = measure_of(figure.unit).name
        row = (core_of(figure.indicator), figure.period or "", figure.kind, measure)
        if _PLAIN.fullmatch(row[0]) and not (_MANY.search(row[0]) or _SPANS.search(figure.unit)):
            rows.setdefault(row, []).append(stated)
    for alike in rows.values():
        for one, other in combinations(alike, 2):
            if _contradict(one, other):
                members = tuple(stated for stated in alike if one_place(one, stated))
                if len(set(map(_value, members))) == 2:
                    text = _values_text(one, other)
                    yield Conflict(kind="values", members=members, text=text)


def _value(stated: Stated) -> Decimal:
    return stated.figure.value * measure_of(stated.figure.unit).factor


def _contradict(one: Stated, other: Stated) -> bool:
    """Whether two figures of one indicator, year and kind cannot both be right."""
    here, there = one.figure, other.figure
    if here.place is None or not one_place(one, other):
        return False
    if (here.doc_id, here.sentence_start) == (there.doc_id, there.sentence_start):
        return False
    factor = measure_of(here.unit).factor / measure_of(there.unit).factor
    low, high = (end * factor for end in spread(here, one.quote))
    least, most = spread(there, other.quote)
    smaller, larger = sorted((_value(one), _value(other)))
    if (low <= most and least <= high) or smaller < larger * _NEAR:
        return False
    return _are_of_one_thing(one, other) and not (_is_early(one) ^ _is_early(other))


def _are_of_one_thing(one: Stated, other: Stated) -> bool:
    """Whether the words around two figures are alike and name no other body, moment or sort."""
    for pattern in (_MOMENT, _BODY, _SORT):
        here, there = (set(pattern.findall(_words_before(stated))) for stated in (one, other))
        if here != there:
            return False
    clauses = [re.split("[，。；：]", _words_before(stated))[-1] for stated in (one, other)]
    mine, theirs = (set(words(core_of(clause))) for clause in clauses)
    return len(mine & theirs) >= _ALIKE * len(mine | theirs)


def _words_before(stated: Stated) -> str:
    """Where the figure stands, its headings included, without the place that it is of."""
    source = stated.source
    told = "，".join((*source.passage.chunk.headings, source.text[: _at(stated)]))
    return told.replace(stated.figure.place or "\0", "").replace("全市", "")


def _at(stated: Stated) -> int:
    return stated.figure.start - stated.source.start


def _is_early(stated: Stated) -> bool:
    """Whether a text of the year itself reports on it: the year was not over."""
    published = stated.source.passage.facts.published or ""
    return stated.figure.kind == "actual" and published[:4] == stated.figure.period


def _values_text(one: Stated, other: Stated) -> str:
    sources = [_title(stated) for stated in (one, other)]
    apart = sources[0] != sources[1]
    here, there = (stated_words(stated) for stated in (one, other))
    second = f"{sources[1]}称为{there}" if apart else f"另一处称为{there}"
    follows = f"若以前者为准，则为{here}；若以后者为准，则为{there}。"
    return f"{sources[0]}称{_frame(one)}{here}，{second}，两处不符。{follows}"


def _title(stated: Stated) -> str:
    facts = stated.source.passage.facts
    return f"《{facts.title}》" + (f"（{facts.published}发布）" if facts.published else "")


def _frame(stated: Stated) -> str:
    """Whose figure it is, of when and of what."""
    figure = stated.figure
    plan = KIND_NAMES["target"] if figure.kind == "target" else ""
    return f"{''.join(place_and_year(figure))}{plan}{figure.indicator}"


# ---- parts and their total -----------------------------------------------------------------------


def _parts(asked: Sequence[Stated], known: _Known) -> Iterator[Conflict]:
    """In the passages of the asked figures: a part stands with its total."""
    for passage in {s.source.passage.chunk.chunk_id: s.source.passage for s in asked}.values():
        chunk = passage.chunk
        for fault in parts_faults(chunk.text):
            row = (*([fault.total] if fault.total else []), *fault.parts)
            keys = [(chunk.doc_id, chunk.start + q.start, chunk.start + q.end) for q in row]
            members = tuple(known[key] for key in keys if key in known)
            if members:
                yield Conflict(kind="parts", members=members, text=_parts_text(members, fault))


def _parts_text(members: Sequence[Stated], fault: PartsFault) -> str:
    parts = [s for s in members if s.figure.start != members[0].figure.start or not fault.total]
    if fault.total is None or len(parts) < len(fault.parts):
        return f"{_title(members[0])}里的数据对不上：{fault.note}以哪个为准，请核对原文。"
    whole, unit = members[0], fault.parts[0].unit
    scale = scale_shown(whole)
    row = "、".join(f"{part.figure.indicator}{stated_words(part)}" for part in parts)
    gap = amount(abs(fault.added - fault.total.value), unit, scale)
    added, total = amount(fault.added, unit, scale), stated_words(whole)
    short = fault.added < fault.total.value
    so = f"有{gap}没有列入各项" if short else f"各项里有{gap}是多计的"
    return (
        f"{_title(whole)}称{_frame(whole)}{total}，其中{row}，相加是{added}，"
        f"比{total}{'少' if short else '多'}{gap}。"
        f"若以{total}为准，则{so}；若以各项为准，则总数是{added}。"
    )


# ---- growth and its base -------------------------------------------------------------------------


def _growths(dated: Sequence[Stated], known: _Known) -> Iterator[Conflict]:
    for new in dated:
        change = change_of(new)
        base = contradicting_base(change, dated) if change else None
        if change and base:
            end = new.figure.end + len(change.words)
            key = new.figure.doc_id, end - (change.change.end - change.change.start), end
            members = (new, *([known[key]] if key in known else []), base)
            yield Conflict(kind="growth", members=members, text=_growth_text(change, base))


def _growth_text(change: Change, base: Stated) -> str:
    new, unit, scale = change.new, base.figure.unit, scale_shown(base)
    implied = change.implied.quantize(base.figure.value)
    was = ("约" if change.is_share else "") + amount(implied, unit, scale)
    stated = stated_words(base)
    where = "同一份材料" if _title(new) == _title(base) else _title(base)
    gap = new.figure.value - base.figure.value
    moved = f"{'增加' if gap > 0 else '减少'}{amount(abs(gap), POINTS.get(unit, unit), scale)}"
    return (
        f"{_title(new)}称{_frame(new)}{stated_words(new)}、{change.told}，"
        f"由此推算{base.figure.period}年是{was}，而{where}称{_frame(base)}{stated}，"
        "两处不符（口径可能不同）。"
        f"若以{stated}为准，则比上年{moved}；若以{change.told}为准，则{base.figure.period}年是{was}。"
    )
