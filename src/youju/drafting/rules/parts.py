"""F7: the parts that a text gives for a total, in one sentence or two, against that total.

Parts that are more than their total are always told; parts that are less only where the wording
says that nothing is left out. Which number is wrong this module does not know.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate, pairwise

from youju.answering.amounts import amount, direction_of, is_rate, scale_in, slack
from youju.answering.arithmetic import parts_faults
from youju.drafting.rules.faults import Fault, Level, fault_at
from youju.drafting.rules.manuscript import Manuscript, Part
from youju.reading.figures.quantities import Quantity, find_quantities

_SPLIT = re.compile(
    "(?P<some>其中[，,：:]?|(?<=[\u3400-\u9fff])[（(])|(?P<include>(?<!主要)包[括含])"
    "|(?P<each>分别(?:是|为)?)"
)
_GOES_ON = re.compile("其中|分别(?:是|为)")  # a sentence that splits a total of the one before it
_LISTS = re.compile("其中[：:]")  # one part to a sentence: 其中：公办13家；民办83家。
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
# Groups that one person or one body may belong to at the same time.
_CROSSING = re.compile(
    "患者|病|人群|岁|老[年人]|儿童|妇|女|党员|学历|[博硕]士|本科|职称|骨干|残疾|贫|低保|青年|普惠|示范|社区|达标|优质|智慧|立案|办结|整改|处罚|罚款|完成|通过"
)
_ONE_OF_MANY = re.compile("[一二三]级|[甲乙丙]等|[国省市县乡]家?级|[省市县区镇乡村]$|街道$")
_BRACKETS = re.compile("[（(][^（()）]*[）)]")
_FEW = 3
_BETWEEN = "，、和与及为是有： \u3000"
_NEAR = Decimal("0.1")  # of the total: what misses it by more may be some of the parts
_FAR = 2  # times the total: more than that no row behind 分别 is a row of parts
_LEAD = 30  # characters between a total and 分别


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """Numbers that are told as parts, the totals they may be parts of, and their wording."""

    text: str
    totals: tuple[Quantity, ...]  # in the order of the text; 30家、50家，其中… is of both
    parts: tuple[Quantity, ...]
    names: tuple[str, ...]
    is_whole: bool  # the wording says that no part is left out
    start: int  # of the first of these numbers and the end of the last, in `text`
    end: int


def find_part_faults(manuscript: Manuscript) -> Iterator[Fault]:
    """Every total that its parts exceed, or that parts told to be all do not reach."""
    for block in _blocks(manuscript):
        quantities = find_quantities(block.text)
        for row in (*_rows(block.text, quantities), *_counted_up(block.text, quantities)):
            if judged := _judged(row):
                span = block.start + row.start, block.start + row.end
                yield fault_at("F7", judged[0], manuscript, span, judged[1])
        for shares in parts_faults(block.text):
            if shares.total is None:
                span = block.start, block.end
                yield fault_at("F7", "warning", manuscript, span, shares.note)


def _blocks(manuscript: Manuscript) -> Iterator[Part]:
    """Sentences, each with those behind it that split its total: ……100家。其中13家……；83家……。"""
    sentences = manuscript.sentences
    for i, one in enumerate(sentences):
        if _GOES_ON.match(one.text) and i:
            continue
        end, is_listing = one.end, False
        for last, after in zip(sentences[i:], sentences[i + 1 :], strict=False):
            is_listing = is_listing or _LISTS.search(last.text) is not None
            is_listed = is_listing and last.text.endswith("；")
            if not (_GOES_ON.match(after.text) or is_listed):
                break
            end = after.end
        yield Part(start=one.start, end=end, text=manuscript.text[one.start : end])


# ---- rows of parts -------------------------------------------------------------------------------


def _rows(text: str, quantities: Sequence[Quantity]) -> Iterator[_Row]:
    for split in _SPLIT.finditer(text):
        behind = [q for q in quantities if _may_be_part(text, split, q)]
        before = [q for q in quantities if q.end <= split.start()]
        if not behind or is_rate(behind[0].unit):
            continue
        totals = tuple(q for q in before if q.unit == behind[0].unit)
        totals = totals[-1:] if split.group() in "（(" else totals
        row = _row_behind(text, split, behind, totals) if totals else None
        if row and all(map(_is_exact, (*row.totals, *row.parts))) and _splits(row, split):
            yield row


def _may_be_part(text: str, split: re.Match[str], one: Quantity) -> bool:
    """Whether a number stands behind the word, and in no bracket that opens behind it."""
    between = text[split.end() : one.start]
    closed = _BRACKETS.sub("", between)
    return one.start >= split.end() and not re.search("[（(]", closed)


def _row_behind(
    text: str, split: re.Match[str], behind: Sequence[Quantity], totals: tuple[Quantity, ...]
) -> _Row | None:
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
    row = _Row(
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


def _splits(row: _Row, split: re.Match[str]) -> bool:
    """Whether the word belongs to the total: 其中 wherever it stands, （ only right behind it."""
    between = row.text[row.totals[-1].end : split.start()]
    if split["each"]:
        return _gives_each(row, between)
    if split["include"]:
        return not between.strip("，、,") or (len(between) <= _LEAD and "。" not in between)
    return split.group()[0] == "其" or (len(between) <= 4 and "，" not in between)


def _gives_each(row: _Row, between: str) -> bool:
    """共500人，甲县、乙县分别为100人、200人: as many names as numbers, or a name beside each."""
    added = sum((part.value for part in row.parts), Decimal(0))
    if len(row.totals) > 1 or len(row.parts) < 2 or added > _FAR * row.totals[0].value:
        return False
    if not between.strip("。，、,（( \n"):
        return all(row.names) or not any(row.names)
    clause = re.split("[，。；：\n]", row.text[: row.totals[0].start])[-1]
    named = re.split("[、和与及]", between.strip("，（"))
    fits = len(named) == len(row.parts) and len(between) <= _LEAD and "。" not in between
    return fits and not _NO_PART.search(between) and _TOTAL_WORD.search(clause) is not None


def _is_whole(row: _Row, split: re.Match[str], last: str) -> bool:
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
    return not any(names) or (not open_ended and re.search("[㐀-鿿]", "".join(shared)) is not None)


def _comes_near(row: _Row) -> bool:
    added = sum((part.value for part in row.parts), Decimal(0))
    return abs(added - row.totals[-1].value) <= _NEAR * row.totals[-1].value


def _counted_up(text: str, quantities: Sequence[Quantity]) -> Iterator[_Row]:
    """公办13家、民办83家，共100家: the parts first, their total behind them."""
    for i, total in enumerate(quantities):
        before = quantities[:i]
        if not before or not _COUNTED_UP.match(text[before[-1].end : total.start]):
            continue
        parts = _row_before(text, before, total)
        first = text[: parts[0].start]
        names = (first, *(text[a.end : b.start] for a, b in pairwise(parts)))
        known = len(parts) > 1 and parts[-1].unit == total.unit and not is_rate(total.unit)
        if known and all(map(_is_exact, (*parts, total))) and not _NO_PART.search(first[-_LEAD:]):
            yield _Row(
                text=text,
                totals=(total,),
                parts=tuple(parts),
                names=names,
                is_whole=True,
                start=parts[0].start,
                end=total.end,
            )


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


# ---- what they add up to -------------------------------------------------------------------------


def _judged(row: _Row) -> tuple[Level, str] | None:
    """How grave it is that the parts miss their total, and the note; None where they don't."""
    added = sum((part.value for part in row.parts), Decimal(0))
    off = sum((_slack(row.text, one) for one in (*row.parts, *row.totals)), Decimal(0))
    sums = list(accumulate(one.value for one in reversed(row.totals)))
    if any(abs(added - whole) <= off for whole in sums):
        return None
    exceeds = added > sums[-1]
    if not exceeds and not row.is_whole:
        return None
    stated = _written(row.text, row.totals[-1])
    if len(row.parts) == 1:
        return "warning", f"其中的{_written(row.text, row.parts[0])}多于总数{stated}，请核实。"
    listed = "＋".join(_written(row.text, part) for part in row.parts)
    scale = scale_in(row.text[row.parts[0].start : row.parts[0].end])
    note = f"各部分相加是{amount(added, row.parts[0].unit, scale)}（{listed}），与{stated}不符"
    may_cross = any(map(_CROSSING.search, row.names)) and not row.is_whole
    if exceeds and may_cross and all(part.value <= sums[-1] for part in row.parts):
        return "info", f"{note}，各部分有交叉的要注明。"
    return "warning", f"{note}，请核实。"


def _slack(text: str, one: Quantity) -> Decimal:
    return slack(text[one.start : one.end], counted=not is_rate(one.unit))


def _written(text: str, one: Quantity) -> str:
    return amount(one.value, one.unit, scale_in(text[one.start : one.end]))


def _is_exact(one: Quantity) -> bool:
    return one.upper is None and direction_of(one.hedge) == "exact"
