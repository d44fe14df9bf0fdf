"""The provinces, prefectures and counties of China by name, and which lies in which.

Knows names alone; where a text names a place, `places` finds. The table is read when first asked.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

Path = tuple[str, ...]  # from the province down: 江苏省, 盐城市, 大丰区

_RANK = re.compile(r"(?:新区|特区|林区|地区|[省市州盟县区旗])$")
_SHORT_RANK = {"自治州": "州", "自治县": "县", "自治旗": "旗"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """A name may be that of several places: there are two 朝阳区."""

    by_name: Mapping[str, frozenset[Path]]  # with its rank, 恩施州 as well as the whole name
    by_stem: Mapping[str, frozenset[Path]]  # without: 恩施, 娄底, 大丰
    cities: frozenset[str]  # the stems of cities at least of a prefecture's rank


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    names: defaultdict[str, set[Path]] = defaultdict(set)
    stems: defaultdict[str, set[Path]] = defaultdict(set)
    cities: set[str] = set()
    table = files("youju.reading.metadata").joinpath("data/places.txt").read_text(encoding="utf-8")
    for line in table.splitlines():
        entries = [] if line.startswith("#") else list(_line_paths(line))
        cities.update(stem for path, stem in entries[:1] if path[-1].endswith("市"))
        for path, stem in entries:
            names[path[-1]].add(path)
            rank = path[-1].removeprefix(stem)
            for whole, short in _SHORT_RANK.items():
                if rank.endswith(whole):
                    names[stem + short].add(path)
            if len(stem) > 1:
                stems[stem].add(path)
    return Gazetteer(
        by_name={name: frozenset(paths) for name, paths in names.items()},
        by_stem={stem: frozenset(paths) for stem, paths in stems.items()},
        cities=frozenset(cities),
    )


def _line_paths(line: str) -> Iterator[tuple[Path, str]]:
    """The paths, with their stems, of a line such as `江苏省/盐城市: 亭湖区 大丰区`."""
    head, _, below = line.partition(":")
    parents = head.split("/")
    path = tuple(parent.replace("|", "") for parent in parents)
    yield path, _stem(parents[-1])
    for name in below.split():
        yield (*path, name.replace("|", "")), _stem(name)


def _stem(marked: str) -> str:
    stem, mark, _ = marked.partition("|")
    return stem if mark else _RANK.sub("", marked)


@lru_cache(maxsize=4096)
def paths_of(name: str) -> frozenset[Path]:
    """All places that the name may mean: 大丰区, 大丰, 盐城市大丰区, the former 大丰市.

    Empty where no such place is known.
    """
    known = gazetteer()
    found = known.by_name.get(name, frozenset()) | known.by_stem.get(name, frozenset())
    return found or _compound_paths(name) or _renamed_paths(name)


def _renamed_paths(name: str) -> frozenset[Path]:
    """A county whose rank was another once, or is now."""
    of_stem = gazetteer().by_stem.get(_RANK.sub("", name), frozenset())
    return frozenset(path for path in of_stem if len(path) == 3)


def _compound_paths(name: str) -> frozenset[Path]:
    for cut in range(2, len(name) - 1):
        outer, inner = paths_of(name[:cut]), paths_of(name[cut:])
        fitting = frozenset(path for path in inner if any(_is_inside(path, o) for o in outer))
        if fitting:
            return fitting
    return frozenset()


def _is_inside(path: Path, outer: Path) -> bool:
    return len(outer) < len(path) and path[: len(outer)] == outer


def lies_in(inner: str, outer: str) -> bool:
    """Whether a place of the one name may lie in one of the other: 涟源市 in 娄底市 or 湖南省."""
    if any(_is_inside(path, o) for path in paths_of(inner) for o in paths_of(outer)):
        return True
    return len(outer) > 1 and inner != outer and inner.startswith(outer) and outer[-1] in "省市州盟"


def are_one(one: str, other: str) -> bool | None:
    """Whether two names may mean one place; None where one of them is not known here."""
    if paths_of(one) and paths_of(other):
        return bool(paths_of(one) & paths_of(other))
    return None


def innermost(name: str) -> str:
    """The last place of a name that names several: 大丰区 of 盐城市大丰区."""
    for cut in range(len(name) - 2, 1, -1):
        if name[:cut] in gazetteer().by_name:
            return innermost(name[cut:])
    return name


def with_city(name: str, text: str) -> str:
    """A district with its city before it, as is usual: 盐城市大丰区; other places as they are.

    Where several cities have a district of that name, only a city that `text` names can be meant.
    """
    own = (path for path in paths_of(name) if name == path[-1] and name.endswith("区"))
    parents = {path[-2] for path in own if len(path) > 1}
    if len(parents) > 1:
        parents = {parent for parent in parents if _RANK.sub("", parent) in text}
    return f"{parents.pop()}{name}" if len(parents) == 1 else name
