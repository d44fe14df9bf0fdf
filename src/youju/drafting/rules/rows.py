"""Rows of numbers that a text tells as the parts of a total: 100家，其中公办13家、民办87家.

Where a row may be only some of the parts, it says so. Whether the parts fit, this module does not
know.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from youju.answering.amounts import is_exact, is_rate
from youju.reading.figures.quantities import Quantity

_SPLIT = re.compile(
    "(?P<some>其中[，,：:]?|(?<=[\u3400-\u9fff])[（(])|(?P<include>(?<!主要)包[括含])"
    "|(?P<each>分别(?:是|为)?)"
)
# A number behind such words is no part of the total, and no more parts follow.
_NO_PART = re.compile(
    "同比|环比|[比较](?:上年|去年)|增[加长至幅]|新增|提[高升]|下降|减少|每|平均|各|另[有外]?|此外|同时|还有|累计|"
    "[共总](?!卫生)|合计|其中|[今去上]年|(?:19|20)\\d\\d年|现有|拥有|已有|目前|原有|达|主要|重点|占|超|。|\n"
)
_REST = re.compile("其余|剩余|余下|剩下|其他|其它")
_JOINED = re.compile("(?:和|及|以及|与)[^，、。；]*$")
_OPEN_END = re.compile("[^，。；）)]{0,6}等")
_COUNTED_UP = re.compile(
    "^[^，。；\\d]{0,6}[，,]?(?:两者|二者|三者)?(?:共计?|合计|总计|一共)(?:为|达)?$"
)
_TOTAL_WORD = re.compile("[共总]计?|合计|有")
_TWO = (("公", "民|私|社会"), ("男", "女"), ("城", "[乡农]"), ("中医", "西医"), ("线上", "线下"))
_DENIED = re.compile("[不未非没]")
_ONE_OF_MANY = re.compile("[一二三]级|[甲乙丙]等|[国省市县乡]家?级|[省市县区镇乡村]$|街道$")
_BRACKETS = re.compile("[（(][^（()）]*[）)]")
_HAN = re.compile("[\u3400-\u9fff]")
_FEW = 3  # parts of a row that may be whole by their names alone
_BETWEEN = "，、和与及为是有： \u3000"
_NEAR = Decimal("0.1")  # of the total: what misses it by more may be some of the parts
_FAR = 2  # times the total: more than that no row behind 分别 is a row of parts
_LEAD = 30  # characters between a total and 分别


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Numbers that are told as parts, the totals they may be parts of, and their wording."""

    text: str
    totals: tuple[Quantity, ...]  # in the order of the text; 30家、50家，其中… is of both
    parts: tuple[Quantity, ...]
    names: tuple[str, ...]
    is_whole: bool  # the wording says that no part is left out
    start: int  # of the first of these numbers and the end of the last, in `text`
    end: int

    @property
    def added(self) -> Decimal:
        return sum((part.value for part in self.parts), Decimal(0))


def find_rows(text: str, quantities: Sequence[Quantity]) -> Iterator[Row]:
    """Every row of a text; `quantities` are those of the text."""
    yield from _rows(text, quantities)
    yield from _counted_up(text, quantities)
    yield from _halves(text, quantities)


def _rows(text: str, quantities: Sequence[Quantity]) -> Iterator[Row]:
    for split in _SPLIT.finditer(text):
        behind = [q for q in quantities if _may_be_part(text, split, q)]
        before = [q for q in quantities if q.end <= split.start()]
        if not behind or is_rate(behind[0].unit):
            continue
        totals = tuple(q for q in before if q.unit == behind[0].unit)
        totals = totals[-1:] if split.group() in "（(" else totals
        row = _row_behind(text, split, behind, totals) if totals else None
        if row and all(map(is_exact, (*row.totals, *row.parts))) and _splits(row, split):
            yield row


def _may_be_part(text: str, split: re.Match[str], one: Quantity) -> bool:
    """Whether a number stands behind the word, and in no bracket that opens behind it."""
    between = text[split.end() : one.start]
    closed = _BRACKETS.sub("", between)
    return one.start >= split.end() and not re.search("[（(]", closed)


def _row_behind(
    text: str, split: re.Match[str], behind: Sequence[Quantity], totals: tuple[Quantity, ...]
) -> Row | None:
    """The numbers in the first one's unit; shares told between them, 占13%, are passed over."""
    parts: list[Quantity] = []
    words: list[str] = []
    here = split.end()
    for one in behind:
        lead = _BRACKETS.sub("", text[here : one.start])
        if is_rate(one.unit) and parts and "占" in lead:
            here = one.end
            continue
        if one.unit != behind[0].unit or _NO_PART.search(lead) or _is_closed(split, lead):
            break
        parts.append(one)
        words.append(lead)
        here = one.end
    if not parts:
        return None
    names = _names(text, words, parts)
    row = Row(
        text=text,
        totals=totals,
        parts=tuple(parts),
        names=names,
        is_whole=False,
        start=totals[-1].start,
        end=parts[-1].end,
    )
    return replace(row, is_whole=_is_whole(row, split, words[-1]))


def _is_closed(split: re.Match[str], lead: str) -> bool:
    """Whether the bracket in which parts stand has come to its end; in one, nothing is split."""
    return split.group() in "（(" and re.search("[）)]", lead) is not None


def _names(text: str, words: Sequence[str], parts: Sequence[Quantity]) -> tuple[str, ...]:
    """What stands before each number, or behind each where nothing stands before the first."""
    if words[0].strip(_BETWEEN):
        return tuple(lead.strip(_BETWEEN) for lead in words)
    ends = [*(part.start for part in parts[1:]), len(text)]
    behind = (text[part.end : end] for part, end in zip(parts, ends, strict=True))
    return tuple(re.split("[，。；！？\n）)]", tail.strip(_BETWEEN))[0] for tail in behind)


def _splits(row: Row, split: re.Match[str]) -> bool:
    """Whether the word belongs to the total: 其中 wherever it stands, （ only right behind it."""
    between = row.text[row.totals[-1].end : split.start()]
    if split["each"]:
        return _gives_each(row, between, says_what=split.group() != "分别")
    if split["include"]:
        return not between.strip("，、,") or (len(between) <= _LEAD and "。" not in between)
    return split.group()[0] == "其" or (len(between) <= 4 and "，" not in between)


def _gives_each(row: Row, between: str, *, says_what: bool) -> bool:
    """共500人，甲县、乙县分别为100人、200人: as many names as numbers, or a name beside each.

    `says_what`: 分别 stands with 是 or 为; 共12个县，分别设立3个、4个站点 is no such row.
    """
    if len(row.totals) > 1 or len(row.parts) < 2 or row.added > _FAR * row.totals[0].value:
        return False
    between = _BRACKETS.sub("", between)
    if not between.strip("。，、,（( \n") or (says_what and all(row.names)):
        return says_what and not _NO_PART.search(between.strip("。\n"))
    clause = re.split("[，。；：\n]", row.text[: row.totals[0].start])[-1]
    named = re.split("[、和与及]", between.strip("，（"))
    fits = len(named) == len(row.parts) and len(between) <= _LEAD and "。" not in between
    return fits and not _NO_PART.search(between) and _TOTAL_WORD.search(clause) is not None


def _is_whole(row: Row, split: re.Match[str], last: str) -> bool:
    if _OPEN_END.match(row.text, row.parts[-1].end) or len(row.parts) < 2:
        return False
    if split["each"] or any(map(_REST.search, row.names)):
        return True
    if split["include"]:
        return _JOINED.search(last) is not None
    return _are_two_halves(row.names) or (_comes_near(row) and _are_of_one_sort(row.names))


def _are_two_halves(names: Sequence[str]) -> bool:
    """公办 and 民办, 合格 and 不合格 leave nothing between them; 医生 and 护士 do."""
    if len(names) != 2:
        return False
    for one, other in (names, names[::-1]):
        if _DENIED.match(other) and one[:2] and one[:2] in other:
            return True
        if any(re.search(a, one) and re.search(b, other) for a, b in _TWO):
            return True
    return False


def _are_of_one_sort(names: Sequence[str]) -> bool:
    """Few kinds of one thing, none a rank or a place of which there may be more; or no names."""
    shared = set(names[0]).intersection(*names[1:])
    open_ended = len(names) > _FEW or any(map(_ONE_OF_MANY.search, names))
    return not any(names) or (not open_ended and _HAN.search("".join(shared)) is not None)


def _comes_near(row: Row) -> bool:
    return abs(row.added - row.totals[-1].value) <= _NEAR * row.totals[-1].value


def _counted_up(text: str, quantities: Sequence[Quantity]) -> Iterator[Row]:
    """公办13家、民办83家，共100家: the parts first, their total behind them."""
    for i, total in enumerate(quantities):
        before = quantities[:i]
        if not before or not _COUNTED_UP.match(text[before[-1].end : total.start]):
            continue
        parts = _row_before(text, before, total)
        first = text[: parts[0].start]
        names = (first, *(text[a.end : b.start] for a, b in pairwise(parts)))
        known = len(parts) > 1 and parts[-1].unit == total.unit and not is_rate(total.unit)
        if known and all(map(is_exact, (*parts, total))) and not _NO_PART.search(first[-_LEAD:]):
            yield Row(
                text=text,
                totals=(total,),
                parts=tuple(parts),
                names=names,
                is_whole=True,
                start=parts[0].start,
                end=total.end,
            )


def _halves(text: str, quantities: Sequence[Quantity]) -> Iterator[Row]:
    """培训300人，男性180人，女性110人: two halves of a total without any word that splits it."""
    for total, one, other in zip(quantities, quantities[1:], quantities[2:], strict=False):
        words = text[total.end : one.start], text[one.end : other.start]
        if len({total.unit, one.unit, other.unit}) > 1 or any(map(_NO_PART.search, words)):
            continue
        if _SPLIT.search(words[0]) or _OPEN_END.match(text, other.end):
            continue
        names = tuple(lead.strip(_BETWEEN) for lead in words)
        exact = all(map(is_exact, (total, one, other))) and not is_rate(total.unit)
        row = Row(
            text=text,
            totals=(total,),
            parts=(one, other),
            names=names,
            is_whole=True,
            start=total.start,
            end=other.end,
        )
        if exact and _are_two_halves(names) and _comes_near(row):
            yield row


def _row_before(text: str, before: Sequence[Quantity], total: Quantity) -> list[Quantity]:
    """The numbers that lead up to a total, the fewest that add up to it, else all of them."""
    parts = [before[-1]]
    for one in reversed(before[:-1]):
        lead = text[one.end : parts[0].start]
        added = sum((part.value for part in parts), Decimal(0))
        is_full = len(parts) > 1 and added == total.value
        if is_full or one.unit != total.unit or _NO_PART.search(lead) or len(lead) > _LEAD:
            break
        parts.insert(0, one)
    return parts
