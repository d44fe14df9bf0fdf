"""Running text is cut into items: enumerations, and lists that only ； divides.

Works on one stretch of text under one heading, and knows nothing of headings.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import rjieba

from youju.reading.sections.enumerations import Enumeration, find_enumerations
from youju.reading.sections.naming import name
from youju.text import trim

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_DIVIDER = re.compile("“[^“”\n]*”|（[^（）\n]*）|(?P<colon>：)|(?P<semicolon>；)")
_FEWEST_PARTS = 3
_BODY_END = (
    "卫生院|医院|血站|保健院|疗养院|卫生室|(?:服务|急救|保健|监督|控制|管理|体检|救治)中心|中心站|中心|"
    "总站|服务站|监督所|委员会|卫健委|卫健局|卫健局|疾控|公司|集团|学院|大学|学校|协会|学会|基金会"
)
_PLACE_END = (
    "(?<![各全本两每几城超夜门集])[市县州旗镇乡]|街道|(?:社区)|"
    "(?<![各全本两每几社地园城辖院景灾病校山学小片分])区"
)
_NAMED = r"(?:[\u3400-\u9fffA-Z＊*Ｘ×]|（[^（）]{1,12}）)"
_INSTITUTION = re.compile(rf"(?:中心|{_NAMED}{{1,18}}?)(?:{_BODY_END})+(?:（[^（）]{{1,12}}）)?")
_PLACE = re.compile(rf"{_NAMED}{{1,6}}?(?:{_PLACE_END})")
_NO_NAME = {
    "v",
    "vd",
    "vi",
    "ad",
    "d",
    "p",
    "c",
    "r",
    "t",
    "m",
}  # the tagger's words for word classes


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of running text, and the names of the items that it is in, outermost first."""

    start: int
    end: int
    path: tuple[str, ...]


def split_items(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Cut `text[start:end]` at its items: every character is in one stretch, in order."""
    for stretch in _numbered(text, find_enumerations(text, start, end), start, end):
        yield from _listed(text, stretch)


def _numbered(
    text: str,
    enumerations: Sequence[Enumeration],
    start: int,
    end: int,
    path: tuple[str, ...] = (),
) -> Iterator[Stretch]:
    here = start
    for enumeration in enumerations:
        yield from _trimmed(text, here, enumeration.items[0].start, path)
        borders = [item.start for item in enumeration.items[1:]]
        for item, border in zip(enumeration.items, [*borders, enumeration.end], strict=True):
            words = name(text, item.start, item.words_start, border)
            yield from _numbered(text, item.inner, item.start, border, (*path, words))
        here = enumeration.end
    yield from _trimmed(text, here, end, path)


def _trimmed(text: str, start: int, end: int, path: tuple[str, ...]) -> Iterator[Stretch]:
    start, end = trim(text, start, end)
    if start < end:
        yield Stretch(start=start, end=end, path=path)


# ---- lists that ； divides -----------------------------------------------------------------------


def _listed(text: str, stretch: Stretch) -> Iterator[Stretch]:
    """Cut a stretch at the parts of those of its sentences that are lists."""
    here = stretch.start
    for sentence in _SENTENCE.finditer(text, stretch.start, stretch.end):
        parts = _parts(text, *sentence.span())
        for start, end in parts:
            yield from _trimmed(text, here, start, stretch.path)
            yield from _trimmed(text, start, end, (*stretch.path, _part_name(text, start, end)))
            here = end
    yield from _trimmed(text, here, stretch.end, stretch.path)


def _parts(text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    """The parts of a sentence that is a list; none, where it is none.

    A list is announced by a colon, or most of its parts open with a place or an institution.
    """
    if text.count("；", start, end) < _FEWEST_PARTS - 1:
        return ()
    borders, begin, announced = [], start, False
    for found in _DIVIDER.finditer(text, start, end):
        if found["semicolon"]:
            borders.append(found.end())
        elif found["colon"] and not borders:
            begin, announced = found.end(), True
    if borders and borders[-1] >= end:
        borders.pop()
    parts = list(zip([begin, *borders], [*borders, end], strict=True))
    named = sum(_opener(text, *part) is not None for part in parts)
    is_list = len(parts) >= _FEWEST_PARTS and (announced or named >= 2 * len(parts) / 3)
    return parts if is_list else ()


def _part_name(text: str, start: int, end: int) -> str:
    opener = _opener(text, start, end)
    return opener or name(text, start, start, end)


def _opener(text: str, start: int, end: int) -> str | None:
    """The institution or the place that the part opens with."""
    opening = text[start : min(end, start + 40)]
    place, found = _PLACE.match(opening), _INSTITUTION.match(opening)
    if found and place and _opens_with_a_verb(found.group()[place.end() :]):
        found = None  # 青河县推广中医院的做法
    found = found or place
    return found.group() if found and not _opens_with_a_verb(found.group()) else None


def _opens_with_a_verb(words: str) -> bool:
    """持续引导综合医院 names no hospital."""
    word, tag = rjieba.tag(words)[0] if words else ("", "")
    return tag in _NO_NAME and word[0] not in "第某"
