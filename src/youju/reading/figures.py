"""Figures and gaps in a document: what it counts, and what it fails to say.

Nothing is ever filled in, and no figure is judged true or false here. How a number is written,
`quantities` knows.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from youju.reading.blanks import BLANK_FIGURE
from youju.reading.places import find_places
from youju.reading.quantities import UNIT, YEAR, Quantity, find_quantities
from youju.text import sentence_spans
from youju.types import Document, Figure, FigureKind, Gap, GapHow, Section

# ---- what a number counts ------------------------------------------------------------------------

_BORDER = re.compile(r"[，。；：、！？\n]")
_BLANKED = re.compile(f"从?{BLANK_FIGURE}(?:[万亿]?{UNIT})?")
_COORDINATE = re.compile(r"\d[^\d，。；]*[和及与]$")
_SCOPE = re.compile(
    "^(?:其中|同时|此外|目前|截至目前|全年|累计|共计?|另有|以及|和|并|要|将|[全我][市县区省院]|"
    rf"[到自]?{YEAR}年(?:度|全年|底前?|末|以来)?|年内|今年|去年|力争|确保|还|已|也|均|"
    "[一二三四五六七八九十]+[是要])+"
)
_LINK = re.compile(
    "(?:达到|达|提[升高]?[至到]|增[加长]?到|下?降[至到低]*|缩短至|为|是|共计?|有|拥有|已有?|占|至|到|"
    "保持在|控制在|稳定在|均|分别|累计|超过|的|从|每年|最高|每人|以|对|由)+$"
)
_CHANGE = re.compile("(?:同比|环比|较.{1,6})?(?:增[加长幅]|提[升高]|下降|降低|减少|降幅|上升)了?$")
_HEDGE_BEHIND = re.compile("^(?:及?以[上下内]|之内|左右)?的?")
_NOUN_AFTER = re.compile("[\u3400-\u9fff“”A-Za-z（）]+(?:、[\u3400-\u9fff]+)*")
_LONGEST = 30


def _clause(text: str, at: int) -> str:
    """The clause that position `at` stands in, up to it; one in brackets stands alone."""
    borders = [m.end() for m in _BORDER.finditer(text, 0, at)]
    start = borders[-1] if borders else 0
    opened = text.rfind("（", start, at)
    return text[opened + 1 if opened > text.rfind("）", start, at) else start : at]


def _trimmed(words: str) -> str:
    words = _SCOPE.sub("", _LINK.sub("", _BLANKED.sub("", words).strip(" \0")))
    if len(words) > _LONGEST:
        counted = find_quantities(words)
        words = words[counted[-1].end :] if counted else words
    return words if words.count("“") == words.count("”") else re.sub("[“”]", "", words)


def indicator_of(sentence: str, start: int, end: int) -> str:
    """What the number at `sentence[start:end]` counts, in the sentence's own words: best effort."""
    clause = _clause(sentence, start)
    noun = _NOUN_AFTER.match(_HEDGE_BEHIND.sub("", sentence[end:], count=1))
    behind = noun.group() if noun else ""
    if _COORDINATE.search(clause):
        clause = "" if behind else re.sub(r"[\d.]+[^\d]*$", "", clause)
    before = _trimmed(clause)
    if len(behind) > 1 and len(before) < 12:
        return _LINK.sub("", before + behind)[:_LONGEST]
    if before and not _CHANGE.fullmatch(before):
        return before[-_LONGEST:]
    earlier = _clause(sentence, max(0, start - len(_clause(sentence, start)) - 1))
    return (_trimmed(re.sub(r"[\d.,]+[^\d]{0,4}$", "", earlier)) + before)[-_LONGEST:]


# ---- figures -------------------------------------------------------------------------------------

_PLAN_HEADING = re.compile("安排|打算|下一步|今后|计划|规划|思路|目标|重点任务|重点工作|部署|聚焦")
_REVIEW_HEADING = re.compile("回顾|总结|成效|成绩|完成|落地|见效|情况|取得|做法|亮点|底数|做到")
_PLAN_OPENS = re.compile(
    rf"(?:下一步|下一阶段|{YEAR}年|今年|今后).{{0,12}}[要将](?:着重|重点|突出|抓好|做好|聚焦)|"
    "提出(?:明确|具体)?要求"
)
_TARGET = re.compile(
    rf"(?:[到在]|^|，){YEAR}年(?:底前|年?底|末)|年内|年底前|下一步|控制在|不低于|"
    "力争|目标|确保|计划|预计|拟|(?<![重主需必次首提摘简纲概只])要(?![求素点闻塞件])|"
    "将(?:达到?|新增|完成|建成|实现|力争|全面|继续|进一步|投入|增[加至])"
)
_DONE = re.compile("已(?!有?经?$)|目前|截至|累计|完成了|实现了|取得了|建成了")
_INPUT = re.compile("投资|资金|投入|经费|拨付|专项债|补助|奖补|拨款")
_MASKED_NAME = re.compile("(?<![A-Za-z0-9+*])(?:[XＸ×]{1,3}|[*＊]{1,3}|某{1,2})[市县区州省镇乡]")


def find_figures(document: Document, sections: Sequence[Section]) -> tuple[Figure, ...]:
    """The figures of every section, each with the sentence that states it."""
    return tuple(figure for section in sections for figure in _section_figures(document, section))


def _section_figures(document: Document, section: Section) -> Iterator[Figure]:
    text = document.text
    opened = _PLAN_OPENS.search(text, section.start, section.end)
    plan_from = opened.end() if opened else section.end
    for start, end in sentence_spans(text, section.start, section.end):
        sentence = text[start:end]
        for quantity in find_quantities(sentence):
            if quantity.unit.endswith("岁") and (quantity.hedge or quantity.upper):
                continue  # 65岁以上 says who is counted
            at = start + quantity.start
            yield Figure(
                doc_id=document.doc_id,
                start=at,
                end=start + quantity.end,
                indicator=indicator_of(sentence, quantity.start, quantity.end),
                value=quantity.value,
                upper=quantity.upper,
                unit=quantity.unit,
                hedge=quantity.hedge,
                place=_place(sentence[: quantity.start], section, document),
                period=_period(sentence, quantity.start, section, document),
                kind=_kind(sentence, quantity, section, planned=at >= plan_from),
                sentence_start=start,
                sentence_end=end,
            )


def _place(before: str, section: Section, document: Document) -> str | None:
    """The place named last before the number, else in a heading, else the document's own."""
    for words in (before, *reversed(section.headings)):
        named = _last_places(words)
        if named:
            return named
    return document.facts.place


def _last_places(words: str) -> str:
    """The last place in `words`; those that 、 joins to it come along. 广州医科大学 is none."""
    spans = [(at, name) for at, name in find_places(words) if words.startswith(name, at)]
    spans += [(m.start(), m.group()) for m in _MASKED_NAME.finditer(words)]
    spans = sorted(span for span in spans if not span[1].endswith("省"))
    joined: list[str] = []
    next_start = -1
    for at, name in reversed(spans):
        end = at + len(name)
        touching = end == next_start or words[end:next_start] == "、"
        if joined and not touching:
            break
        joined.insert(0, name + ("、" if joined and end != next_start else ""))
        next_start = at
    return "".join(joined)


def _period(sentence: str, at: int, section: Section, document: Document) -> str | None:
    for words in (sentence[:at], sentence, *reversed(section.headings)):
        years: list[str] = re.findall(rf"{YEAR}(?:[-—–~～至](?:19|20)\d{{2}})?(?=年)", words)
        if years:
            return re.sub("[—–~～至]", "-", years[-1])
    return document.facts.period


def _kind(sentence: str, quantity: Quantity, section: Section, *, planned: bool) -> FigureKind:
    """A plan is told by its own words, by what opens it, or by its heading; else it is done."""
    before = re.sub("《[^》]*》?|“[^”]*”", "", sentence[: quantity.start])
    clause = _clause(sentence, quantity.start)
    if _TARGET.search(before) or quantity.hedge.startswith("不低于"):
        return "target"
    if not _DONE.search(before) and (planned or _is_plan(section.headings)):
        return "target"
    return "input" if quantity.unit.endswith("元") and _INPUT.search(clause) else "actual"


def _is_plan(headings: Sequence[str]) -> bool:
    """By the outermost heading that tells plan from review."""
    for heading in headings:
        if _REVIEW_HEADING.search(heading):
            return False
        if _PLAN_HEADING.search(heading):
            return True
    return False


# ---- gaps ----------------------------------------------------------------------------------------

_MASK = re.compile(
    r"(?<![A-Za-z0-9+*])(?:(?:[XＸ×]{1,4}|[*＊]{1,3})"
    "(?P<kind>自治[州县]|[省市县区州旗镇乡村]|街道|社区|医科大学|大学|学院|医院|机构|公司|同志)|"
    "某{1,2}(?P<some>[省市县区州])|"
    r"[XＸ](?![A-Za-z0-9光线射片*])(?=[\u3400-\u9fff、，]))"
)
_TRUNCATED = re.compile("〔原文[^〕]*〕")


def find_gaps(document: Document, sections: Sequence[Section]) -> tuple[Gap, ...]:
    """Figures taken out, masked names, and places where the text breaks off."""
    gaps = [*_blanks(document, sections), *_masked(document)]
    for found in _TRUNCATED.finditer(document.text):
        gaps.append(_gap(document, found.span(), what="原文", how="truncated"))
    return tuple(sorted(gaps, key=lambda gap: gap.start))


def _gap(
    document: Document, span: tuple[int, int], *, what: str, how: GapHow, unit: str = ""
) -> Gap:
    start, end = span
    return Gap(doc_id=document.doc_id, start=start, end=end, what=what, unit=unit, how=how)


def _blanks(document: Document, sections: Sequence[Section]) -> Iterator[Gap]:
    text = document.text
    starts = [section.start for section in sections]
    for found in re.finditer(BLANK_FIGURE, text):
        start, end = found.span()
        line = max(text.rfind(mark, max(0, start - 500), start) for mark in "。；\n") + 1
        unit = re.match(f"[万亿]?{UNIT}(?:（套）)?", text[end : end + 12])
        unit_end = end + (unit.end() if unit else 0)
        what = indicator_of(text[line : unit_end + 40], start - line, unit_end - line)
        what = _BLANKED.sub("", what)
        section = bisect_right(starts, start) - 1
        if not what and section >= 0 and sections[section].headings:
            what = sections[section].headings[-1]
        unit_text = unit.group() if unit else ""
        yield _gap(document, (start, end), what=what, how="blanked", unit=unit_text)


def _masked(document: Document) -> Iterator[Gap]:
    for found in _MASK.finditer(document.text):
        kind = found["kind"] or found["some"] or ""
        what = "姓名" if kind == "同志" else f"{kind}名" if len(kind) == 1 else f"{kind}名称"
        yield _gap(document, found.span(), what=what, how="masked")
