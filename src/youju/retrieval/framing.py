"""The places and years that a text names: the frame of what it asks or states.

Knows nothing of a library beyond the names that it is given.
"""

import re
from collections.abc import Iterable, Sequence

import rjieba

from youju.reading.metadata.gazetteer import are_one, innermost

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{2})年(?!代|来|间|以)")
_MASKED_PLACE = re.compile(r"[A-ZＸ×某*＊]+[省市县区](?!政府|委)")
_SUFFIXED = re.compile(r"[省市州盟县区旗]$")
# Words that a tagger takes for places but that name none.
_NO_PLACES = frozenset(
    ("全市", "我市", "本市", "我区", "全区", "我县", "全县", "我省", "全省", "全国", "中国", "城市")
)


def find_years(text: str) -> tuple[str, ...]:
    """The years that a text names, four digits each, in order."""
    full = _YEAR.findall(text)
    short = [f"20{year}" for year in _SHORT_YEAR.findall(text)]
    return tuple(dict.fromkeys(full + short))


def find_places(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The places that a text names: known ones (with or without 市, 县, 区), tagged and masked."""
    found = {m.group() for m in _MASKED_PLACE.finditer(text)}
    for place in known:
        if place in text or (len(bare_place(place)) > 1 and bare_place(place) in text):
            found.add(place)
    for word, tag in rjieba.tag(text):
        named = tag == "ns" and len(word) > 1 and word not in _NO_PLACES
        if named and not any(same_place(word, place) for place in found):
            found.add(word)
    return tuple(sorted(found, key=lambda place: text.find(bare_place(place))))


def bare_place(place: str) -> str:
    """A place's own name without its rank: 娄底市 → 娄底, 盐城市大丰区 → 大丰.

    A masked name keeps its rank (X市).
    """
    return place if _MASKED_PLACE.fullmatch(place) else _SUFFIXED.sub("", innermost(place))


def same_place(one: str, other: str) -> bool:
    """Whether two names may name one place: 娄底 and 娄底市, 大丰区 and 盐城市大丰区.

    A city is not its district, and 长沙市 not 长沙县. Masked names are equal only letter for
    letter: X市 is not X区, and no named place.
    """
    if _MASKED_PLACE.fullmatch(one) or _MASKED_PLACE.fullmatch(other):
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
