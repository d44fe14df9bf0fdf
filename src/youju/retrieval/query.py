"""What a question asks for: places, years, a figure or not, and what it borrows from before.

Works by rule on the question and the conversation; knows neither documents nor models.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import rjieba
from opencc import OpenCC

from youju.reading.metadata.gazetteer import are_one, innermost
from youju.types import History, Query

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{2})年(?!代|来|间|以)")
_MASKED_PLACE = re.compile(r"[A-ZＸ×某*＊]+[省市县区](?!政府|委)")
_SUFFIXED = re.compile(r"[省市州盟县区旗]$")
_FIGURE = re.compile(
    r"多少|几(?![乎何年])|多大|多高|多长|多重|占比|比例|比率|[率额数量](?:是|为|有|达|$|[？?])"
    r"|达到了?什么(?:水平|程度)|目标是|指标"
)
# A question that cannot stand alone opens with a link back, or is a name or year and 呢.
_LINKS_BACK = re.compile(
    r"^(?:那么?|那|还有|其中|另外|同期|再|它|他们|这[个些]?|该|上述|前者|后者|此外)|^(?=.{1,14}呢[？?]?$)"
)
_TAIL = re.compile(r"(?:呢|怎么样|如何|又是多少|是多少)?[？?。！!\s]*$")
_SHORT = 16  # a question so short that it names no place leans on the one before it
# Words that a tagger takes for places but that name none.
_NO_PLACES = {
    "全市",
    "我市",
    "本市",
    "我区",
    "全区",
    "我县",
    "全县",
    "我省",
    "全省",
    "全国",
    "中国",
    "城市",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What a library holds, as far as it takes to understand a question."""

    places: tuple[str, ...] = ()
    years: Mapping[str, str] = field(
        default_factory=dict
    )  # of each place: the newest that its documents speak of
    home: str | None = None  # the office's own place: what 我市 means


def analyse(question: str, history: History = (), holdings: Holdings | None = None) -> Query:
    """Read a question, in the light of the conversation before it and of what the library holds."""
    known_places = (holdings or Holdings()).places
    text = simplified(question.strip())
    standalone = _standalone(text, history, tuple(known_places))
    return Query(
        text=question,
        standalone=standalone,
        places=find_places(standalone, known_places),
        periods=find_years(standalone),
        wants_figure=bool(_FIGURE.search(standalone)),
        history_used=standalone != text,
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


def simplified(text: str) -> str:
    """The text in simplified characters."""
    return str(_converter().convert(text))


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _standalone(question: str, history: History, known: tuple[str, ...]) -> str:
    """The question, with what it borrows from the last one that stood alone."""
    asked = [simplified(turn.content.strip()) for turn in history if turn.role == "user"]
    if not asked:
        return question
    base = next((q for q in reversed(asked) if not _LINKS_BACK.match(q)), asked[0])
    if _LINKS_BACK.match(question):
        return _merge(base, _LINKS_BACK.sub("", question), known)
    if find_places(question, known) or not find_places(base, known):
        return question
    if len(question) <= _SHORT:
        return _merge(base, question, known)
    years = "" if find_years(question) else "".join(f"{year}年" for year in find_years(base))
    return "".join(find_places(base, known)) + years + question


def _merge(base: str, addition: str, known: tuple[str, ...]) -> str:
    """What the new question names replaces what the old one named of the same sort.

    那2024年的目标呢 after 娄底2023年新增多少 asks for 娄底2024年 …; a new place replaces the old.
    """
    core = _TAIL.sub("", addition).strip("，, 的")
    named = (
        (find_years(base), find_years(core)),
        (find_places(base, known), find_places(core, known)),
    )
    for old, new in named:
        if len(old) == len(new) == 1:
            base = base.replace(old[0], new[0]).replace(bare_place(old[0]), new[0])
            core = core.replace(new[0], "").replace(bare_place(new[0]), "")
            core = core.removeprefix("年").strip("，, 的")
    return f"{_TAIL.sub('', base)}，{core}？" if core else base
