"""Words that mean a place or a year only to who says them: 我市, 今年, 上年, 年底.

What they stand for is told to the reader in a note; where nothing tells, it is asked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from youju.reading.metadata.gazetteer import innermost, paths_of
from youju.retrieval.framing import bare_place, find_years, is_masked, same_place

_OURS = re.compile(r"(?:我|本|咱|咱们|我们)(?:们)?([省市州县区])(?!级|直|政府|民|域)")
_WHOLE = re.compile(r"全([省市州县区])(?!级)")
_SAME_RANK = {"县": "县旗", "市": "市州盟", "州": "州", "区": "区", "省": "省"}
_NAMED_AT_MOST = 4
_YEARS_AWAY = {
    **dict.fromkeys(
        ("今年", "本年度", "本年", "当年度", "这一年", "那一年", "那年", "同年", "该年"), 0
    ),
    **dict.fromkeys(("去年", "上一年度", "上一年", "上年度", "上年"), -1),
    **dict.fromkeys(("前年",), -2),
    **dict.fromkeys(("明年", "来年", "次年", "下一年度", "下一年", "下年度"), 1),
    **dict.fromkeys(("后年",), 2),
}
# 底, 初 alone are of the year that is spoken of.
_PART_OF_YEAR = ("年底", "年末", "年初", "年内")
_SPOKEN_OF = ("那一年", "那年", "同年", "该年", "这一年")
_COMPARED = re.compile(r"(?:比|较|超过|高于|低于)$")
_COMPARING = re.compile(r"相比|同期|对比|比(?!例|重|率)")
_AWAY_WORDS = "|".join(sorted(_YEARS_AWAY, key=len, reverse=True))
_RELATIVE = re.compile(
    rf"(?<![\d一二三四五六七八九十几多])(?P<away>{_AWAY_WORDS})(?![轻级龄])"
    rf"|(?<![\d〇零一二三四五六七八九十今去前明后每当本年上来次])(?P<part>{'|'.join(_PART_OF_YEAR)})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A question with its relative words put in plain ones."""

    text: str
    notes: tuple[str, ...] = ()
    unclear: str = ""  # what to ask back


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What relative words are relative to."""

    known: Sequence[str]  # the places of the library
    home: str | None  # the office's own
    years: Mapping[str, str]  # of each place: the newest that its documents speak of
    spoken_place: str | None = None  # of the conversation
    spoken_year: str | None = None


def with_places(text: str, named: Sequence[str], ground: Ground) -> Meant:
    """我市 by name: the place spoken of, the office's own, or the only one that there is."""
    ours = _OURS.search(text)
    word = ours or (None if named else _WHOLE.search(text))
    if word is None or (ours and _is_said(ours, text, named)):
        return Meant(text=text)
    place = _own_place(word[1], ground, whole=not ours)
    if place is None:
        ask = bool(ours) and not named
        return Meant(text=text, unclear=_question_back(word, ground) if ask else "")
    note = "" if place == ground.spoken_place else f"“{word.group()}”按{place}理解。"
    return Meant(text=_put(text, word, place), notes=(note,) if note else ())


def _is_said(word: re.Match[str], text: str, named: Sequence[str]) -> bool:
    """Whether the place is named right beside it: 娄底我市, or 我市娄底."""
    return any(
        text[: word.start()].endswith((place, bare_place(place)))
        or text[word.end() :].startswith((place, bare_place(place)))
        for place in named
    )


def _put(text: str, word: re.Match[str], place: str) -> str:
    """The place where 我市 stood; before 全市, which stays to tell the whole from a part."""
    if word.group().startswith("全"):
        return f"{text[: word.start()]}{place}{text[word.start() :]}"
    return f"{text[: word.start()]}{place}{text[word.end() :]}"


def _own_place(rank: str, ground: Ground, *, whole: bool) -> str | None:
    """The place that 我市 means; of 全市 only one that is a city itself."""
    for place in (ground.spoken_place, ground.home):
        at_rank = _at_rank(place, rank) if place else None
        if at_rank and (at_rank == place or not whole):
            return at_rank
    only = [place for place in ground.known if _at_rank(place, rank)]
    return only[0] if len(ground.known) == 1 and only else None


def _at_rank(place: str, rank: str) -> str | None:
    """The place itself where it has that rank, else the one of that rank in which it lies."""
    if innermost(place)[-1] in _SAME_RANK[rank]:
        return place
    paths = [path for path in paths_of(place) if not is_masked(place)]
    outer = {name for path in paths for name in path[:-1] if name[-1] in _SAME_RANK[rank][:1]}
    return outer.pop() if len(outer) == 1 else None


def _question_back(word: re.Match[str], ground: Ground) -> str:
    fitting = [place for place in ground.known if innermost(place)[-1] in _SAME_RANK[word[1]]]
    names = "、".join((fitting or list(ground.known))[:_NAMED_AT_MOST])
    many = "等地" if len(fitting or ground.known) > _NAMED_AT_MOST else ""
    held = f"库内有{names}{many}的文献，" if names else ""
    return f"“{word.group()}”指哪个{word[1]}？{held}请写明地名再问。"


def with_years(text: str, places: Sequence[str], ground: Ground) -> Meant:
    """今年, 上年, 年底 as years in figures; relative to what is stated, spoken of, or newest."""
    if not _RELATIVE.search(text):
        return Meant(text=text)
    base, source = _base_year(text, places, ground)
    if base is None:
        return Meant(text=text)
    notes: dict[str, str] = {}

    def put(found: re.Match[str]) -> str:
        word = found.group()
        if found["part"]:
            if source == "":
                return word
            notes[word] = f"“{word}”按{source}{base}年理解。"
            return f"{base}{word}"
        if _YEARS_AWAY[word] < 0 and _is_compared(found):
            return word  # 比上年 asks for a change that the year's own document states
        year = int(base) + _YEARS_AWAY[word]
        if word not in _SPOKEN_OF:
            notes[word] = f"“{word}”按{source}{year}年理解。"
        return f"{year}年"

    return Meant(text=_RELATIVE.sub(put, text), notes=tuple(notes.values()))


def _is_compared(word: re.Match[str]) -> bool:
    before, behind = word.string[: word.start()], word.string[word.end() :]
    return bool(_COMPARED.search(before) or _COMPARING.match(behind))


def _base_year(text: str, places: Sequence[str], ground: Ground) -> tuple[str | None, str]:
    """The year that relative words lean on, and whose it is, for the note."""
    if stated := find_years(text):
        return stated[0], ""
    if ground.spoken_year:
        return ground.spoken_year, "对话中的"
    of_place = [y for place, y in ground.years.items() if any(same_place(place, p) for p in places)]
    newest = max(of_place or ground.years.values(), default=None)
    return newest, "文献的"
