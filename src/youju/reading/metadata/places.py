"""The names of places in a text.

Judges by the words around a name that `gazetteer` knows; one that it does not know is told by its
ending. Masked names are for `masks`; whether one place lies in another, `gazetteer` tells.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import rjieba

from youju.reading.cleaning.patterns import HAN, any_of
from youju.reading.metadata.gazetteer import gazetteer, lies_in

# Cities whose names are words of the language too: places only with 市 behind them.
_CITY_AND_WORD = re.compile(
    any_of("朝阳 黄山 日照 中山 安康 三明 山南 白银 来宾 大庆 长治 大同 开封 天水 普洱 北海")
)
# 城区, 新城区, 东区 and the like are districts only right behind the name of their city.
_COMMON_STEM = re.compile("[城郊矿新老东西南北中市港口山林]+|解放|和|高|成|理|单|代|开|应")
_NOT_A_CITY = tuple("省县区镇乡村路街")  # 吉林省 is no city, 南阳镇 is not 南阳
_BEFORE_PLACE = "在为与和及对向从由是于到至对据市省州盟、，。；：！？（《“”\\s\\d日"
_MAY_PRECEDE = re.compile(f"[{_BEFORE_PLACE}]")
_REGION = re.compile(
    rf"(?:(?<=[{_BEFORE_PLACE}])|(?<![{HAN}])|(?<=\d[年月]))"
    rf"(?:(?<=\d)[年月日])?(?![在为与和及对向从由是于到至据年月日号])"
    rf"([{HAN}]{{2,3}}?(?:自治县|[县区旗市]))"
    rf"(?![级直属域民场])(?=[{HAN}\d，。、；：（“\s]|$)"
)
# 大冶、阳新两地: that these are places, the count behind them says.
_COUNT = re.compile("[两三四五2-5][地县市区]")
_ROW = re.compile(rf"(?:[{HAN}]{{2,3}}[、和及与]){{1,6}}[{HAN}]{{2,3}}$")
_LONGEST_ROW = 30
_DEEDS = frozenset(("新建", "新增", "筹建"))  # names of places too, but not of one that is a 市
_FUNCTION_WORDS = set("与和及对向从由是于到至以了着要将把被让使我你他其的有会内外里中间个各")
# 各县, 城区, 超市 …: no names, whatever stands before them.
_NO_NAME = re.compile(
    r"[全我各本该两每某此几派][县区旗市]$|^[市老主新中偏远]?[山城新老]区$|"
    r"^.?[多外省市县区镇乡跨临一二三四五六七八九十类级的和及][县区旗市]$|"
    r"城市|超市|都市|上市|农贸|门市|股市|夜市|集市|委市|"
    r"社区|地区|园区|辖区|校区|院区|灾区|疫区|景区|片区|小区|郊区|特区|治区|高新区|开发区|责任区|"
    r"病区|库区|牧区|街区|分区|专区|功能区|(?:示范|试点|先进|贫困)[区县市]|"
    r"县[市区]$|市[县区]$|区[县市]$|省[市县区]$"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A place as a text names it; 娄底 is given as 娄底市."""

    start: int
    end: int
    name: str


def find_places(text: str) -> tuple[tuple[int, str], ...]:
    """The named places in `text`, with where each begins."""
    return tuple((place.start, place.name) for place in named_places(text))


def named_places(text: str) -> tuple[Named, ...]:
    """The named places in `text`, in order and without overlaps."""
    borders = {0, *accumulate(len(word) for word in rjieba.cut(text, False))}
    found = list(_known_places(text, borders))
    found += [place for place in _counted(text) if all(place.start != p.start for p in found)]
    taken = {i for place in found for i in range(place.start, place.end)}
    for match in _REGION.finditer(text):
        name = match.group(1)
        free = taken.isdisjoint(range(*match.span(1)))
        if free and not _NO_NAME.search(name) and _is_name(name[:-1]):
            found.append(Named(*match.span(1), name))
    return tuple(sorted(found, key=lambda place: place.start))


def _known_places(text: str, borders: set[int]) -> Iterator[Named]:
    """The places that the gazetteer knows, the longest name at each spot."""
    lengths, here, last = _lengths(), 0, Named(-1, -1, "")
    while here < len(text):
        for n in lengths.get(text[here], ()):
            place = _known_at(text, here, here + n, borders, last)
            if place:
                yield place
                here, last = place.end, place
                break
        else:
            here += 1


def counted_rows(text: str) -> Iterator[tuple[int, int]]:
    """The rows of names that are counted as places: 大冶、阳新 before 两地."""
    for count in _COUNT.finditer(text):
        window = max(0, count.start() - _LONGEST_ROW)
        if row := _ROW.search(text[window : count.start()]):
            yield window + row.start(), count.start()


def _counted(text: str) -> Iterator[Named]:
    """The counties of the rows that are counted as places; of its first name the last two signs."""
    for row_start, row_end in counted_rows(text):
        row = text[row_start:row_end]
        stems = list(re.finditer(f"[{HAN}]{{2,3}}?(?=[、和及与]|$)", row))
        names = [_county(stem.group()) or _county(stem.group()[-2:]) for stem in stems]
        for stem, name in zip(stems, names, strict=True):
            if name and all(names):
                length = len(stem.group()) if _county(stem.group()) else 2
                end = row_start + stem.end()
                yield Named(end - length, end, name)


def _county(stem: str) -> str:
    """The name with its rank, where all places of that name have the same."""
    names = {path[-1] for path in gazetteer().by_stem.get(stem, ())}
    return names.pop() if len(names) == 1 else ""


@lru_cache(maxsize=1)
def _lengths() -> dict[str, tuple[int, ...]]:
    """For each first character, how long the names are that begin with it, longest first."""
    known: dict[str, set[int]] = {}
    for name in (*gazetteer().by_name, *gazetteer().by_stem):
        known.setdefault(name[0], set()).add(len(name))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in known.items()}


def _known_at(text: str, start: int, end: int, borders: set[int], last: Named) -> Named | None:
    name, after = text[start:end], text[end : end + 1]
    if name in gazetteer().by_name:
        behind = last.end == start
        if after in ("域", "场") or (_COMMON_STEM.fullmatch(name[:-1]) and not behind):
            return None
        fits = behind or start in borders or _MAY_PRECEDE.match(text[start - 1])
        return Named(start, end, name) if fits else None
    whole = name if {start, end} <= borders else ""
    if whole in _cities() and after not in _NOT_A_CITY:
        return Named(start, end, f"{name}市")
    if whole and last.end == start and after not in _NOT_A_CITY:
        inner = [
            path[-1] for path in gazetteer().by_stem.get(name, ()) if lies_in(path[-1], last.name)
        ]
        return Named(start, end, inner[0]) if inner else None
    return None


@lru_cache(maxsize=1)
def _cities() -> frozenset[str]:
    """The stems of prefecture-level cities, less those that a province or the language has too."""
    known = gazetteer()
    return frozenset(
        stem
        for stem in known.cities
        if not _CITY_AND_WORD.fullmatch(stem) and f"{stem}省" not in known.by_name
    )


@lru_cache(maxsize=4096)
def _is_name(stem: str) -> bool:
    """Whether the characters before 县, 区 or 市 can be a name: 明确 (市第一医院) is a verb."""
    return not any(
        word in _FUNCTION_WORDS or (len(word) > 1 and tag[0] in "vpcdrmuat") or word in _DEEDS
        for word, tag in rjieba.tag(stem)
    )
