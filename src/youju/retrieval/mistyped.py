"""Names of places that are one character wrong or have two swapped: 娄抵, 大封区, 底娄.

Tells what may have been meant; nothing is put right without the reader.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate

import rjieba

from youju.reading.metadata.gazetteer import gazetteer, innermost, paths_of
from youju.retrieval.framing import bare_place, is_masked

_MOST = 3
_READ = 200  # characters: a place is named early
_RANKS = "市县区州旗"
_NO_RANK = re.compile("[级直属民场域委长里内政辖]")  # 宝石市场, 年底市委: behind no name of a place
# What may stand before a name in a question.
_OPENS = re.compile(
    r"(?:^|[，。？！；：、“（\s]|[在问下查和与跟及对比于看道有个把请说按从向里中]|\d年)$"
)
_FOLLOWS = re.compile(r"[\d的市县区在有和与及跟、，卫医今去前明上新全完开为要公床二三四一每建]|$")
_NO_NAME = set(
    "的了着过吗呢吧啊在是有和与及或对从由向被把给为以于就都也还又再不没很更最太多少几哪什么谁怎这那其它他她们你我"
    "个家所名张人次年月日元万亿上下前后内外中里大小要会能可应该将已曾请问查看说想让使到去来做搞用按"
)


def mistyped_places(text: str, known: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of what is written and the place that may be meant, at most three.

    Places of the library come first; one of the map is told only where no other is as near.
    """
    text = text[:_READ]
    stems = {bare_place(place): innermost(place) for place in known if not is_masked(place)}
    borders = frozenset({0, *accumulate(len(word) for word in rjieba.cut(text, False))})
    found: list[tuple[str, str]] = []
    for start, written, rank in _windows(text, borders):
        near = [whole for stem, whole in stems.items() if _is_near(written, stem)]
        alone = _stands_as_name(text, start, written, borders)
        if not rank and not alone:
            continue
        meant = [whole for whole in near if not rank or whole.endswith(rank)]
        if not meant and alone:
            meant = _on_the_map(written, rank)
        found += [(written + rank, whole if rank else bare_place(whole)) for whole in meant]
    return tuple(dict.fromkeys(found))[:_MOST]


def _windows(text: str, borders: frozenset[int]) -> Iterator[tuple[int, str, str]]:
    """Each two or three characters that may be a wrong name, with the rank behind them, if any."""
    for start in sorted(borders):
        for length in (2, 3):
            end = start + length
            written = text[start:end]
            if len(written) < length or not re.fullmatch("[一-鿿]+", written) or paths_of(written):
                continue
            rank = text[end : end + 1]
            if rank and rank in _RANKS and _may_be_ranked(text, start, end):
                yield start, written, rank
            elif end in borders:
                yield start, written, ""


def _may_be_ranked(text: str, start: int, end: int) -> bool:
    """Whether 大封 before 区 can be a name: not 大病区, whose last two are a word of their own."""
    written, rank, after = text[start:end], text[end], text[end + 1 : end + 2]
    if paths_of(written + rank) or _NO_RANK.match(after) or set(written) & _NO_NAME - {"大", "上"}:
        return False
    if len(rjieba.cut(written[-1] + rank, False)) == 1:
        return False
    tags = rjieba.tag(written)
    return all(tag[0] in "nsagvx" for _, tag in tags) and tags[0][1] != "t"


def _stands_as_name(text: str, start: int, written: str, borders: frozenset[int]) -> bool:
    """Whether no word of the language is there, at a spot where a name is usual."""
    single = all(start + i in borders for i in range(len(written) + 1))
    return (
        single
        and not (set(written[1:]) | set(written[:1]) - {"大", "上"}) & _NO_NAME
        and _OPENS.search(text[:start]) is not None
        and _FOLLOWS.match(text, start + len(written)) is not None
    )


def _is_near(written: str, stem: str) -> bool:
    """One character differs, or two neighbours are swapped."""
    if len(written) != len(stem) or written == stem:
        return False
    wrong = [i for i in range(len(stem)) if written[i] != stem[i]]
    if len(wrong) == 1:
        return len(stem) > 1
    first, last = wrong[0], wrong[-1]
    swapped = written[first] == stem[last] and written[last] == stem[first]
    return len(wrong) == 2 and last == first + 1 and swapped


def _on_the_map(written: str, rank: str) -> list[str]:
    """The one place of that rank that the map has at one wrong character; none where several."""
    if not rank:
        return []
    near = {name for key in _blanked(written + rank) for name in _by_blanked().get(key, ())}
    return list(near) if len(near) == 1 else []


def _blanked(name: str) -> list[str]:
    return [f"{name[:i]}_{name[i + 1 :]}" for i in range(len(name) - 1)]


@lru_cache(maxsize=1)
def _by_blanked() -> dict[str, set[str]]:
    """The names of the map by what is left of them without one character of their stem."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name in gazetteer().by_name:
        if len(name) in (3, 4):
            for key in _blanked(name):
                found[key].add(name)
    return dict(found)
