"""The places and years that a text names: the frame of what it asks or states.

Knows nothing of a library beyond the names that it is given; 今年 and 我市 are for `relative`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import rjieba

from youju.reading.metadata.gazetteer import are_one, innermost, paths_of
from youju.reading.metadata.places import named_places

# A number is a year where no unit follows: 2000张 is no year, 2022床位 and 2023人才 have one.
_NO_UNIT = (
    r"(?!\d|[.,，]\d|[%‰张个亿元万例件份台辆吨亩户岁支条栋米号多余所]|家(?!庭)|人(?![才均口民员])"
    r"|次(?!均)|名(?![医单])|项(?!目)|种(?!植)|平(?!均)|千(?!人))"
)
_YEAR = rf"(?:19|20)\d{{2}}{_NO_UNIT}"
_SHORT = r"(?:1[5-9]|2\d|3[0-5])"
_SPAN_OF_TIME = r"(?<![近满第约去续达过])(?<!工作|从业|历时)"
_AFTER_SHORT = r"(?![代来间以多余内后]|前(?![半三]))"
_RANGE = re.compile(
    rf"(?<![\d.])(?P<first>(?:19|20)\d{{2}}|(?<!\d){_SHORT})年?(?:[-－—–~～]{{1,2}}|至|到)"
    rf"(?P<last>(?:19|20)\d{{2}}|{_SHORT})(?=年)"
)
_ANY_YEAR = re.compile(
    rf"(?<![\d.])(?P<full>{_YEAR})|(?<![\d.]){_SPAN_OF_TIME}(?P<short>{_SHORT})年{_AFTER_SHORT}"
    r"|(?P<written>[一二][九〇零○][〇零○一二三四五六七八九]{2})年"
)
_LONGEST_RANGE = 20
_NUMERALS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_MASKED_PLACE = re.compile(r"[A-ZＸ×某*＊]+[省市县区](?!政府|委)")
_SUFFIXED = re.compile(r"[省市州盟县区旗]$")
_RANKED = re.compile(r"[省市州盟县区旗镇乡村]$")
# Words that a tagger takes for places but that name none.
_NO_PLACE = re.compile(
    "[全我本各该两多].{0,2}[省市州县区镇乡村]+|[一二三四五六七八九十百千万双].?[县市区乡镇村]|乡镇|(?:文明|卫生|健康|园林|森林|宜居|智慧|示范)(?:城市|县城|城镇|乡镇|镇村|村镇|县)|[省市县区]{2,}|全国|中国|城市|[省市县区].*"
)


def find_years(text: str) -> tuple[str, ...]:
    """The years that a text names, four digits each, in order; of 2022—2024年 all three."""
    found: list[tuple[int, str]] = []
    for span in _RANGE.finditer(text):
        first, last = int(_four_digits(span["first"])), int(_four_digits(span["last"]))
        if first <= last <= first + _LONGEST_RANGE:
            found += [(span.start(), str(year)) for year in range(first, last + 1)]
    for year in _ANY_YEAR.finditer(text):
        found.append((year.start(), _four_digits(year["full"] or year["short"] or year["written"])))
    return tuple(dict.fromkeys(year for _, year in sorted(found)))


def _four_digits(year: str) -> str:
    digits = year.translate(_NUMERALS)
    return digits if len(digits) == 4 else f"20{digits}"


def find_places(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The places that a text names: known ones (with or without 市, 县, 区), tagged and masked."""
    found = {m.group() for m in _MASKED_PLACE.finditer(text)}
    for place in known:
        if place in text or (len(bare_place(place)) > 1 and bare_place(place) in text):
            found.add(place)
    for word in _tagged_places(text):
        if not any(same_place(word, place) for place in found):
            found.add(word)
    return tuple(sorted(found, key=lambda place: text.find(bare_place(place))))


def _tagged_places(text: str) -> Iterator[str]:
    """Words tagged as places that have a rank or are on the map: 满意度 and 苏北 are neither."""
    for word, tag in rjieba.tag(text):
        named = tag == "ns" and len(word) > 1 and not _NO_PLACE.fullmatch(word)
        if named and (_RANKED.search(word) or paths_of(word)):
            yield word
    for place in named_places(text):  # 亭湖区, which no tagger knows
        written = text[place.start : place.end]
        if _RANKED.search(written) and paths_of(written):
            yield written


def bare_place(place: str) -> str:
    """A place's own name without its rank: 娄底市 → 娄底, 盐城市大丰区 → 大丰.

    A masked name keeps its rank (X市).
    """
    return place if _MASKED_PLACE.fullmatch(place) else _SUFFIXED.sub("", innermost(place))


def is_masked(place: str) -> bool:
    """Whether a name stands for a place that the text does not tell: X市, 某市, *县."""
    return _MASKED_PLACE.fullmatch(place) is not None


def same_place(one: str, other: str) -> bool:
    """Whether two names may name one place: 娄底 and 娄底市, 大丰区 and 盐城市大丰区.

    A city is not its district, and 长沙市 not 长沙县. Masked names are equal only letter for
    letter: X市 is not X区, and no named place.
    """
    if is_masked(one) or is_masked(other):
        return one == other
    known = are_one(one, other)
    if known is not None:
        return known
    short, long = sorted((bare_place(one), bare_place(other)), key=len)
    return len(short) > 1 and (long.endswith(short) or long.startswith(short))


def without_frame(text: str, places: Sequence[str], years: Sequence[str]) -> str:
    """A text without the places and years that it names, where those are a gate already."""
    for place in places:
        text = text.replace(place, " ").replace(bare_place(place), " ")
    for year in years:
        text = re.sub(rf"{year}年?底?|(?<!\d){year[2:]}年", " ", text)
    return text
