"""L5, L10, L11, L12 and L15: headings, empty phrases, repetition, length, remains of web pages."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from youju.drafting.rules.faults import Fault, Rule, fault_at
from youju.drafting.rules.listed import hits, told
from youju.drafting.rules.manuscript import Manuscript, Paragraph
from youju.reading.figures.quantities import find_quantities

_SIGNS = re.compile(r"[^\u3400-\u9fffA-Za-z0-9]")
_REPEATED = 20  # characters
_TOLERANCE = 0.15
_MOST_EMPTY = 0.4  # of the sentences
_FEW = 6  # sentences; of fewer no share is told
_SOLID = re.compile(
    "《|“|[0-9]|[一二三四五六七八九十百千]+[个家项名次所]|医院|卫生院|中心|机构|委|局|科|办|县|区|街道|乡镇|社区"
    "|建成|建设|培训|检查|制定|印发|召开|开设|设立|配备|采购|签约|接种|筛查|改造|选派|引进|实施|开展|组建|创建"
)
_LONGEST_HEADING = 24  # characters
_ELEMENTS = {
    "一是二是三是": re.compile("一是.*二是.*三是", re.DOTALL),
    "一要二要三要": re.compile("一要.*二要.*三要", re.DOTALL),
    "存在问题": re.compile("问题|不足|短板|薄弱"),
    "下一步打算": re.compile("下一步|打算|重点抓好|将|要"),
}


def _headings(manuscript: Manuscript) -> Iterator[Fault]:
    """A heading alone on its line has no end mark; neighbours of a level are built alike."""
    for one in manuscript.paragraphs:
        alone = one.text.count("。") == 1 and one.text.endswith("。") and "，" not in one.text
        if one.level and alone and len(one.text) <= _LONGEST_HEADING:
            note = "独立成行的标题末尾不用句号。"
            yield fault_at("L5", "warning", manuscript, (one.end - 1, one.end), note)
    headings = [one for one in manuscript.paragraphs if one.is_heading and one.level > 1]
    for _, group in groupby(headings, key=lambda one: one.level):
        yield from _odd(manuscript, list(group))


def _odd(manuscript: Manuscript, group: Sequence[Paragraph]) -> Iterator[Fault]:
    """The one heading that is built otherwise than all its neighbours; none where they vary."""
    shapes = [(one.text.count("，"), one) for one in group]
    counts = [count for count, _ in shapes]
    for count, one in shapes:
        if len(group) >= 4 and counts.count(count) == 1 and len(set(counts)) == 2:
            note = "这个标题和同级的其他标题不对仗，分句数不同。"
            yield fault_at("L5", "info", manuscript, (one.start, one.end), note)


def _empty_phrases(manuscript: Manuscript) -> Iterator[Fault]:
    """More than two fifths of the sentences name no number, no body and no deed."""
    sentences = [one for one in manuscript.sentences if len(one.text) > 8]
    empty = [o for o in sentences if not _SOLID.search(o.text) and not find_quantities(o.text)]
    if len(sentences) >= _FEW and len(empty) > _MOST_EMPTY * len(sentences):
        note = (
            f"{len(sentences)}句里有{len(empty)}句没有数据、单位和具体做法，写明谁、做什么、何时。"
        )
        yield fault_at("L10", "info", manuscript, (empty[0].start, empty[0].end), note)


def _repetition(manuscript: Manuscript) -> Iterator[Fault]:
    """A sentence that says in the same words what an earlier one did."""
    seen: dict[str, int] = {}
    for number, one in enumerate(manuscript.sentences, start=1):
        bare = _SIGNS.sub("", one.text)
        runs = [bare[i : i + _REPEATED] for i in range(len(bare) - _REPEATED + 1)]
        first = next((seen[run] for run in runs if run in seen), None)
        if first is not None:
            note = f"和第{first}句有{_REPEATED}个字以上相同，删去一处。"
            yield fault_at("L11", "info", manuscript, (one.start, one.end), note)
        for run in runs:
            seen.setdefault(run, number)


def _asked_for(manuscript: Manuscript) -> Iterator[Fault]:
    """The length and the elements that the brief asks for."""
    text, frame = manuscript.text, manuscript.frame
    chars = sum(not char.isspace() for char in text)
    opening, end = (0, min(len(text), 1)), (max(0, len(text) - 1), len(text))
    if frame.length and abs(chars - frame.length) > _TOLERANCE * frame.length:
        note = f"要求{frame.length}字左右，现在是{chars}字。"
        yield fault_at("L12", "warning", manuscript, opening, note)
    for element in frame.elements:
        wanted = _ELEMENTS.get(element)
        if wanted and not wanted.search(text):
            note = f"要求有“{element}”，文中没有。"
            yield fault_at("L12", "warning", manuscript, end, note)


def _remains(manuscript: Manuscript, *, name: str) -> Iterator[Fault]:
    for hit in hits(manuscript, name):
        yield told("L15", "info", manuscript, hit)


RULES: tuple[Rule, ...] = (
    Rule(id="L5", level="warning", title="标题", find=_headings),
    Rule(id="L10", level="info", title="套话", find=_empty_phrases),
    Rule(id="L11", level="info", title="重复", find=_repetition),
    Rule(id="L12", level="warning", title="篇幅和要求", find=_asked_for),
    Rule(id="L15", level="info", title="网页残留", find=partial(_remains, name="leftovers")),
)
