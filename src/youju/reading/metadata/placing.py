"""The place that a text as a whole speaks for.

Weighs the names in title, source, signature and text; how a name is found, `places` and `masks`
know.
"""

import re
from collections import Counter
from collections.abc import Iterator

from youju.reading.cleaning.patterns import HAN
from youju.reading.metadata.gazetteer import paths_of, with_city
from youju.reading.metadata.masks import count_masks, masked_places
from youju.reading.metadata.places import named_places

# The level of a text that only ranks or measures itself there is another: 位列全市第五.
_LEVELS = {
    level: re.compile(
        rf"(?<![在居列占于比])[全我本]{level}(?![^，。；、]{{0,6}}(?:平均|率先|首个|前列|第一))|"
        rf"(?<![{HAN}]){level}委、{level}政府"
    )
    for level in "区县市省州"
}
_NATION = re.compile("全国|我国|国家卫生?健康?委")
_COLLECTION = re.compile(r"汇编|\d+篇")
_WIDER = {"市": "州盟", "县": "旗市", "省": "区市"}
_PRINTED_BY = re.compile(rf"(?:转自|来源|供稿|作者单位)\s*[：:]?\s*([{HAN}]{{2,20}})")
# Where a report was filed or a meeting held is not what it is about.
_VENUE = re.compile(
    rf"(?:新华社|本报|[{HAN}]{{1,4}}[社网报])[^。\n]{{0,12}}?\d+日(?:[电讯]|消息)|"
    rf"在[{HAN}]{{2,6}}?(?=召开|举行|举办|开幕)"
)
_OF_COUNTIES = re.compile("区县|县区|各县|县[（(]市|县市区")
_TITLE, _SOURCE, _SIGNED, _HEAD, _FIRST = 20, 25, 20, 3, 8


def place_of(clean: str, page: str, title: str) -> tuple[str | None, bool]:
    """The place that the document speaks for, and whether the text itself writes that name."""
    text = _VENUE.sub(" ", clean)
    named = list(_joined(text, text))
    scores = _scores(text, named, page, _VENUE.sub(" ", title))
    level, said = _own_level(clean)
    masks = [*masked_places(title) * _TITLE, *masked_places(clean)]
    enough = 6 if count_masks(clean) >= 2 else _HEAD + 2
    rank = "市的县" if level == "市" and _OF_COUNTIES.search(clean) else level
    fitting = {name: n for name, n in scores.items() if n >= enough and _fits(name, rank)}
    masked = Counter(masks)
    fitting |= {name: n for name, n in masked.items() if _fits(name, level)}
    fitting = fitting or {name: n for name, n in masked.items() if n > said}
    if not fitting:
        return None, False
    best = max(fitting, key=lambda name: fitting[name])
    of_nation = not said and best not in title and _is_of_the_nation(text, title, named.count(best))
    collected = _COLLECTION.search(title) and best not in masks
    if of_nation or collected:
        return None, False
    return best, best in clean or best in title


def _scores(text: str, named: list[str], page: str, title: str) -> Counter[str]:
    """How much speaks for each place that is named."""
    scores = Counter(named)
    printed_by = " ".join(_PRINTED_BY.findall(page[:1500]))
    signed = "\n".join(line for line in text.split("\n")[-4:] if len(line) <= 40)
    for part, weight in (
        (title, _TITLE),
        (printed_by, _SOURCE),
        (signed, _SIGNED),
        (text[:400], _HEAD),
    ):
        for name in _joined(part, text):
            scores[name] += weight
    sentence = text.lstrip()[:400].partition("。")[0]
    opening = next(_joined(sentence, text), None)
    first = opening or next((name for name in named if scores[name] > _HEAD + 1), None)
    if first:
        scores[first] += _FIRST  # a text names its own place before others
    return scores


def _joined(part: str, text: str) -> Iterator[str]:
    """The places named, a district with its city: 盐城市 and 大丰区 right behind it are one."""
    places = named_places(part)
    inner_starts = {place.start for place in places if place.name[-1] in "区县市旗"}
    ending = {place.end: place.name for place in places}
    for place in places:
        outer = ending.get(place.start, "")
        if place.end in inner_starts:
            continue  # the inner one alone is meant
        if place.name[-1] == "区" and outer.endswith(("市", "州", "盟")):
            yield outer + place.name
        else:
            yield with_city(place.name, text)


def _own_level(clean: str) -> tuple[str, int]:
    """市, 县 or 区: the level on which the text speaks of itself and how often; empty if never.

    A level below another that is named as often: a district has a city above it.
    """
    counts = {level: len(pattern.findall(clean)) for level, pattern in _LEVELS.items()}
    best = max(counts, key=lambda level: counts[level])
    return (best, counts[best]) if counts[best] else ("", 0)


def _fits(name: str, level: str) -> bool:
    """Whether a text that says 全市 can be of this place: it needs a name of its own level."""
    if level == "市的县":  # a city that has counties is not one itself
        return _fits(name, "市") and not any(len(path) == 3 for path in paths_of(name))
    return not level or name[-1] in level + _WIDER.get(level, "")


def _is_of_the_nation(text: str, title: str, mentions: int) -> bool:
    """Whether a text speaks of the whole country rather than of the place."""
    return _NATION.search(title) is not None or len(_NATION.findall(text)) > max(1, mentions)
