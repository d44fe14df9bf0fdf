"""What a document fails to say: figures taken out, names masked, text left out.

Nothing is ever filled in. Where a figure was taken out, `blanks` has put a mark.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from youju.reading.cleaning.blanks import BLANK_FIGURE
from youju.reading.figures.indicators import Slot, name_indicators
from youju.reading.figures.pieces import sentence_pieces
from youju.reading.figures.quantities import find_quantities
from youju.reading.figures.units import UNIT
from youju.types import Document, Gap, GapHow, Section

_UNIT_BEHIND = re.compile(rf"\s?(?:[百千]?[万亿])?(?:{UNIT}|只|所)?(?:（套）)?")
_CUT = re.compile("及?以[上下内]|之内|左右|以上")
_TRUNCATED = re.compile("〔原文[^〕]*〕")

_NAMED = (
    "自治[州县]|[省市县区州旗镇乡村](?!场价)|街道|社区|地区|院区|园区|片区|医科大学|中医药大学|大学|学院|职业学院|医学院|医院|"
    "卫生院|机构|公司|集团|同志|书记|市长|县长|区长|主任|局长|部长|委员|总书记|主席|教授|医生"
)
_TRUE_X = "光线射片轴染型综"  # X光, X线片, X染色体
_MASK = re.compile(
    r"(?<![A-Za-z0-9+*＊×XＸ\-])(?:"
    rf"(?P<mask>[XＸ×]{{1,6}}|[*＊]{{1,3}}|[〇○□■]{{2,4}}|_{{2,8}})(?P<kind>{_NAMED})|"
    "某{1,2}(?P<some>[省市县区州镇乡]|医院|同志|单位)|"
    rf"(?P<congress>[XＸ×]{{1,4}})(?=届|大(?![学型夫])|年(?!龄)|月|日)|"
    rf"(?P<alone>[XＸ×]{{1,6}})(?![A-Za-z0-9*＊×XＸ+\-{_TRUE_X}])(?=[\u3400-\u9fff、，。；”》（）]|\s[\u3400-\u9fffXＸ]|\s*$)"
    r")",
    re.M,
)
_MASKED_YEAR = re.compile(r"(?<!\d)20(?:\d?[XＸ×*＊]{1,2}|[XＸ×*＊]{2})(?=年)")
_POST_BEFORE = re.compile("(?:书记|主任|局长|市长|县长|区长|院长|部长|主席|教授)$")
_NAME_REMOVED = re.compile("(?<=以)(?P<kind>[省市县区镇乡])(?=为例)")
_BULLET = re.compile(r"(?m)^[^\S\n]*[*＊]+(?=\s)")


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
    for start, end in sentence_pieces(text) if BLANK_FIGURE in text else ():
        sentence = text[start:end]
        if BLANK_FIGURE not in sentence:
            continue
        slots = _slots(sentence)
        for slot, what in zip(slots, name_indicators(sentence, slots), strict=True):
            if not sentence.startswith(BLANK_FIGURE, slot.start):
                continue
            at = start + slot.start
            section = bisect_right(starts, at) - 1
            if not what and section >= 0 and sections[section].headings:
                what = sections[section].headings[-1]
            span = (at, at + len(BLANK_FIGURE))
            yield _gap(document, span, what=what, how="blanked", unit=slot.unit)


def _slots(sentence: str) -> list[Slot]:
    """The blanks and the figures of a sentence, in order: both stand where a number is named."""
    slots = []
    for found in re.finditer(BLANK_FIGURE, sentence):
        unit = _UNIT_BEHIND.match(sentence, found.end())
        end = unit.end() if unit else found.end()
        words = unit.group().strip() if unit else ""
        cut = _CUT.match(sentence, end)
        slots.append(Slot(start=found.start(), end=cut.end() if cut else end, unit=words))
    for q in find_quantities(sentence):
        if not any(slot.start < q.end and q.start < slot.end for slot in slots):
            slots.append(Slot(start=q.start, end=q.end, unit=q.unit))
    return sorted(slots, key=lambda slot: slot.start)


def _masked(document: Document) -> Iterator[Gap]:
    text = document.text
    bullets = {m.end() for m in _BULLET.finditer(text)}
    for found in _MASK.finditer(text):
        starred = found["mask"] and found["mask"][0] in "*＊"
        if starred and (
            found.start("mask") + len(found["mask"]) in bullets or _is_bold(text, found)
        ):
            continue
        yield _gap(document, found.span(), what=_mask_name(found, text), how="masked")
    for found in _MASKED_YEAR.finditer(text):
        yield _gap(document, found.span(), what="年份", how="masked")
    for found in _NAME_REMOVED.finditer(text):
        yield _gap(document, found.span(), what=f"{found['kind']}名", how="masked")


def _is_bold(text: str, found: re.Match[str]) -> bool:
    """**市级** is a word in bold."""
    mask = found["mask"]
    return len(mask) == 2 and mask in text[found.end() : found.end() + 40].split("\n")[0]


def _mask_name(found: re.Match[str], text: str) -> str:
    """What kind of name a mask hides, by the word behind it."""
    kind = found["kind"] or found["some"] or ""
    if _POST_BEFORE.search(text[max(0, found.start() - 2) : found.start()]) and not kind:
        return "姓名"
    if found["congress"]:
        behind = text[found.end() : found.end() + 1]
        return {"年": "年份", "月": "日期", "日": "日期"}.get(behind, "届次")
    if kind in ("同志", "书记", "总书记", "主任", "教授", "医生", "主席", "委员") or kind.endswith(
        "长"
    ):
        return "姓名"
    if len(kind) == 1 or kind in ("街道", "社区", "地区"):
        return f"{kind}名"
    return f"{kind}名称" if kind else "名称"
