"""F7: the parts that a text gives for a total, in one sentence or two, against that total.

Parts that are more than their total are always told; parts that are less only where the wording
says that nothing is left out. Which number is wrong this module does not know.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate

from youju.answering.amounts import amount, is_rate, scale_in, slack
from youju.answering.arithmetic import parts_faults
from youju.drafting.rules.faults import Fault, Level, fault_at
from youju.drafting.rules.manuscript import Manuscript, Part
from youju.drafting.rules.rows import Row, find_rows
from youju.reading.figures.quantities import Quantity, find_quantities

_GOES_ON = re.compile("其中|分别(?:是|为)")  # a sentence that splits a total of the one before it
_LISTS = re.compile("其中[：:]")  # one part to a sentence: 其中：公办13家；民办83家。
# Groups that one person or one body may belong to at the same time.
_CROSSING = re.compile(
    "患者|病|人群|岁|老[年人]|儿童|妇|女|党员|学历|[博硕]士|本科|职称|骨干|残疾|贫|低保|青年|普惠|示范|社区|达标|优质|智慧|立案|办结|整改|处罚|罚款|完成|通过"
)


def find_part_faults(manuscript: Manuscript) -> Iterator[Fault]:
    """Every total that its parts exceed, or that parts told to be all do not reach."""
    for block in _blocks(manuscript):
        quantities = find_quantities(block.text)
        for row in find_rows(block.text, quantities):
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


def _judged(row: Row) -> tuple[Level, str] | None:
    """How grave it is that the parts miss their total, and the note; None where they don't."""
    added = row.added
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
