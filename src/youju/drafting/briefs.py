"""What a writer asks for: the brief of a draft, and how it is read out of plain words.

Knows no library beyond the names that it is given, and no document's text.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from youju.drafting.asked_topic import names_something, topic_of, without_asking
from youju.drafting.wishes import (
    EVENT,
    KINDS,
    audience_in,
    elements_in,
    heading_in,
    kind_in,
    length_in,
    lessons_in,
    occasion_in,
    plain_request,
    points_in,
    speaker_in,
    split_materials,
    style_in,
    subject_in,
    tone_in,
)
from youju.errors import BadInput
from youju.reading.metadata.masks import masked_places
from youju.retrieval.framing import bare_place, find_places, find_years, without_frame
from youju.retrieval.phrasing import asked_years
from youju.retrieval.query import Holdings, asked_places
from youju.retrieval.relative import Ground, with_places, with_years

DEFAULT_KIND = "讲话稿"
DEFAULT_LENGTH = 300
ELSEWHERE = "外地"
SHORTEST, LONGEST = 50, 5000  # characters that can be asked for
_BEFORE_PLACES = ("健康", "平安", "数字", "幸福", "美丽")  # 健康云溪 is a name of its own
_PREFIX = 2  # characters of each
_RANKS = "省市县区州"
_PRIVATE = 0xE000  # characters that stand for such names while places are taken out
_LONGEST_SPAN = 5  # years of one text


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What is asked of a draft; an empty field is one that the writer left open."""

    kind: str = ""  # one of KINDS: 讲话稿, 工作报告, 总结 …
    place: str = ""  # whose text it is; X市 and the like are places of their own
    period: str = ""  # "2024", or "2023-2024"
    topic: str = ""
    heading: str = ""  # of the one section asked for; empty: the writer asks for no heading
    points: tuple[str, ...] = ()
    audience: str = ""
    length: int = DEFAULT_LENGTH  # characters aimed at
    shortest: int = 0  # characters; 0: no bound was asked for
    longest: int = 0
    tone: str = ""
    elements: tuple[str, ...] = ()  # of wishes.ELEMENTS or the writer's own words: 一是二是三是 …
    materials: tuple[str, ...] = ()  # the writer's own text, for this draft only
    style: str = ""  # title or doc_id of a document whose structure is followed
    lessons: tuple[str, ...] = ()  # places whose practice is to be told; ELSEWHERE: any other
    occasion: str = ""  # the meeting: 全市卫生健康工作会议
    speaker: str = ""
    date: str = ""  # ISO: when it is given or goes out
    notes: tuple[str, ...] = ()  # how words of the request were understood, for the writer


# ---- from free text ------------------------------------------------------------------------------


def brief_of_text(text: str, *, today: date, holdings: Holdings | None = None) -> Brief:
    """Understand a request in plain words; what it does not say stays empty.

    今年 is relative to `today`, or to the newest year that the place's documents speak of where
    that lies before; 我市 is the office's own place. Raises BadInput for an empty text.
    """
    if not text.strip():
        raise BadInput(
            "还没有写要起草什么。", remedy="例如：起草某市2024年工作总结里“托育服务”一段，300字左右"
        )
    holdings = holdings or Holdings()
    asked, materials = split_materials(text)
    request, lessons = _lessons_in(plain_request(asked), holdings)
    place = _place_in(request, holdings)
    this_year = min(str(today.year), holdings.years.get(place, str(today.year)))
    period, dated, notes = _period_in(request, this_year)
    brief = Brief(
        kind=kind_in(request),
        place=place,
        period=period,
        heading=heading_in(request),
        points=points_in(request),
        audience=audience_in(request),
        tone=tone_in(request),
        elements=elements_in(request),
        materials=(materials,) if materials else (),
        style=style_in(request),
        lessons=lessons,
        occasion=occasion_in(_bare(dated, holdings)),
        speaker=speaker_in(request),
        date=_date_in(request),
        notes=notes if this_year != str(today.year) else (),
    )
    bare = _bare(dated, holdings)
    topic = subject_in(request) or brief.heading or topic_of(bare)
    return with_length(replace(brief, topic=_bare_topic(topic, brief, holdings)), request)


def with_length(brief: Brief, words: str) -> Brief:
    """The brief with the length that some words ask for; as it is where they ask for none."""
    found = length_in(words)
    if found is None:
        return brief
    return replace(brief, length=found[0], shortest=found[1], longest=found[2])


def _bare(text: str, holdings: Holdings) -> str:
    """The text without its places and years; 2024年度 leaves nothing behind, 健康云溪 stays."""
    places = (*find_places(text, holdings.places), *masked_places(text))
    named = {f"{what}{bare_place(p).rstrip(_RANKS)}" for p in places for what in _BEFORE_PLACES}
    kept = sorted(name for name in named if name in text and len(name) > _PREFIX)
    for at, name in enumerate(kept):
        text = text.replace(name, chr(_PRIVATE + at))
    for place in places:  # 大丰区 of 盐城市大丰区
        text = re.sub(rf"{re.escape(bare_place(place))}[省市县区州]?", " ", text)
    text = without_frame(re.sub(r"(?<=\d{4})年度", "年", text), places, find_years(text))
    for at, name in enumerate(kept):
        text = text.replace(chr(_PRIVATE + at), name)
    return text


def _bare_topic(topic: str, brief: Brief, holdings: Holdings) -> str:
    """A topic without place and year, which stand in the brief already; else the meeting's."""
    bare = without_asking(_bare(topic, holdings)).strip(" 的年“”")
    if names_something(bare) and not re.search(f"{EVENT}$", bare):
        return bare
    meeting = brief.occasion.strip() or bare
    of_meeting = re.sub(f"^[全我本][省市县区州]|{EVENT}$", "", meeting)
    return without_asking(re.sub("^年度?", "", of_meeting.strip())) or bare


def period_in(text: str, today: date) -> str:
    """The year or years that a text names, 今年 and 去年 by `today`."""
    return _period_in(text, str(today.year))[0]


def _period_in(text: str, this_year: str) -> tuple[str, str, tuple[str, ...]]:
    """The year or years, the text with 今年 and 去年 in figures, and how those were understood."""
    if asked_years(text):
        return period_of(asked_years(text)), text, ()
    ground = Ground(known=(), home=None, years={}, spoken_year=this_year)
    meant = with_years(text, (), ground)
    return period_of(asked_years(meant.text)), meant.text, meant.notes


def period_of(years: Sequence[str]) -> str:
    if not years:
        return ""
    first, last = min(years), max(years)
    if first == last or int(last) - int(first) >= _LONGEST_SPAN:
        return years[0]
    return f"{first}-{last}"


def _place_in(text: str, holdings: Holdings) -> str:
    """Whose text it is: a place that is named, other than the reader's; else our own."""
    own = text.replace(audience_in(text) or "\0", " ")
    for part in (own, text):
        named = asked_places(part, holdings.places) or tuple(masked_places(part))
        if named:
            return named[0]
    ground = Ground(known=holdings.places, home=holdings.home, years={})
    named = find_places(with_places(text, (), ground).text, holdings.places)
    return named[0] if named else ""


def _lessons_in(text: str, holdings: Holdings) -> tuple[str, tuple[str, ...]]:
    """The text without the clause that asks for what other places do, and those places."""
    asked = lessons_in(text)
    if not asked:
        return text, ()
    return text.replace(asked, ""), find_places(asked, holdings.places) or (ELSEWHERE,)


def _date_in(text: str) -> str:
    for found in re.finditer(r"(20\d\d)[年\-/.](\d{1,2})[月\-/.](\d{1,2})(?!\d)", text):
        try:
            return date(*(int(part) for part in found.groups())).isoformat()
        except ValueError:
            continue  # 2024年2月30日 is no day, and another may be meant
    return ""


# ---- made whole ----------------------------------------------------------------------------------


def completed(brief: Brief, home: str | None, kinds: Sequence[str] = KINDS) -> Brief:
    """The brief with the office's own place, its default kind, and its heading as its topic.

    Raises BadInput for a kind that is not known, a length that is out of bounds, and whatever of
    place, year and topic is still missing: all in one sentence.
    """
    is_ours = not brief.place or re.fullmatch("[我本全][省市县区州]", brief.place)
    whole = replace(
        brief,
        place=(home or "") if is_ours else brief.place,
        kind=brief.kind or DEFAULT_KIND,
        topic=brief.topic or brief.heading,
    )
    if whole.kind not in kinds:
        whole = replace(whole, kind=kind_in(whole.kind) or whole.kind)
    told = [fault for check in _CHECKS if (fault := check(whole, kinds))]
    if told:
        raise BadInput(
            "；".join(fault for fault, _ in told) + "。",
            remedy="；".join(remedy for _, remedy in told),
        )
    return whole


_Fault = tuple[str, str]  # what is wrong, and what to do


def _missing(brief: Brief, kinds: Sequence[str]) -> _Fault | None:
    wanted = (("地区", brief.place), ("年份", brief.period), ("主题", brief.topic))
    missing = [name for name, value in wanted if not value]
    if not missing:
        return None
    examples = {"地区": "某某市", "年份": "2024年", "主题": "托育服务"}
    shown = "、".join(f"{name}（如{examples[name]}）" for name in missing)
    return f"写作要求里还缺{'、'.join(missing)}", f"补上{shown}"


def _unknown_kind(brief: Brief, kinds: Sequence[str]) -> _Fault | None:
    if brief.kind in kinds:
        return None
    return f"还不会写“{brief.kind}”", f"文种可以是{'、'.join(kinds)}"


def _bad_length(brief: Brief, kinds: Sequence[str]) -> _Fault | None:
    asked = brief.shortest or brief.longest or brief.length
    if SHORTEST <= brief.length <= LONGEST:
        return None
    if brief.length < SHORTEST:
        return f"{asked}字太短，写不成一段", f"字数至少写{SHORTEST}字，一段通常300字左右"
    return f"{asked}字太长，一次写不完", f"字数最多写{LONGEST}字，更长的分成几段起草"


_CHECKS: tuple[Callable[[Brief, Sequence[str]], _Fault | None], ...] = (
    _unknown_kind,
    _missing,
    _bad_length,
)
