"""Whether a text names the body that a question is about: a hospital, a station, a court of a site.

A body is named in full or in short (第三人民医院, 市三院, 三院). One body's facts never answer for
another's. Knows names only.
"""

import re
from collections.abc import Sequence

from youju.answering.abbreviations import shortened
from youju.answering.sources import SourceSentence
from youju.reading.metadata.places import named_places
from youju.retrieval.framing import same_place

_NUMBERED = re.compile(r"第([一二三四五六七八九十])(?:人民)?医院")
_PREFIX = re.compile(r"^[XＸ×某]?[省市州县区](?=.{2})|^(?:全|我|本)[省市州县区]")
# 大丰人民医院: what stands before such a kind is the place, with or without its rank.
_BARE_PLACE = re.compile(
    r"^(?:(?!第)[\u3400-\u9fff]){2,3}[市县区]?(?=(?:第[一二三四五六七八九十]+)?(?:人民|中心|中医|中西医|妇幼|妇女儿童|康复|儿童|疾控|卫健委))"
)
_BRACKETS = re.compile(r"（[^（）]{0,12}）")  # 国家（呼吸）区域医疗中心 is one
_OWNER = 8  # characters before a name that may say whose it is
_ORDINAL = re.compile(r"第?[一二三四五六七八九十\d]+$")
_RANK = re.compile("[省市州县区]$")
_LOOSE = 8  # characters that the full name may have more than the short one


def core_name(name: str) -> str:
    """A body's name without the place in front: 娄底市中心医院 → 中心医院."""
    for place in named_places(name):
        if place.start == 0 and place.end + 1 < len(name):
            name = name[place.end :]
            break
    return _PREFIX.sub("", _BARE_PLACE.sub("", name))


def names_body(text: str, name: str) -> bool:
    """Whether a text names the body, in full or in short."""
    text, name = _BRACKETS.sub("", shortened(text)), shortened(name)
    core = core_name(name)
    owner = name[: name.find(core)]
    patterns = [re.compile(re.escape(form)) for form in _forms(core)] + [_loosely(core)]
    return any(
        _may_be(owner, text[max(0, found.start() - _OWNER) : found.start()])
        for pattern in patterns
        for found in pattern.finditer(text)
    )


def _may_be(owner: str, before: str) -> bool:
    """Whether what stands before a name in a text lets it be the body of that owner.

    市第一人民医院 is not 市人民医院, 新化县中医院 not 娄底市中医院, 省人民医院 not 市人民医院.
    """
    if _ORDINAL.search(before):
        return False
    theirs = next((p.name for p in named_places(before) if p.end == len(before)), "")
    mine = next((p.name for p in named_places(owner)), "")
    if theirs and mine:
        return same_place(theirs, mine)
    ranks = _RANK.search(owner), _RANK.search(before)
    return not all(ranks) or ranks[0].group() == ranks[1].group()  # type: ignore[union-attr]


def is_about(source: SourceSentence, bodies: Sequence[str]) -> bool:
    """Whether a sentence, its headings or its document's title names one of the bodies."""
    told = f"{source.context} {source.text}"
    return any(names_body(told, body) for body in bodies)


def _forms(core: str) -> tuple[str, ...]:
    """The ways in which a numbered hospital is called."""
    short = _NUMBERED.sub(r"\1院", core)
    if short != core:
        return (core, _NUMBERED.sub(r"第\1人民医院", core), short)
    if found := re.fullmatch(r"([一二三四五六七八九十])院", core):
        return (core, f"第{found[1]}人民医院", f"第{found[1]}医院")
    return (core,)


def _loosely(core: str) -> re.Pattern[str]:
    """The name with other characters in between: 复旦中山医院 for 复旦大学附属中山医院.

    It must begin and end alike; what is between may be longer by a few characters in all.
    """
    if len(core) < 4:
        return re.compile(re.escape(core))
    head, tail = core[:2], core[2:]
    return re.compile(re.escape(head) + rf"[^，。；、]{{0,{_LOOSE}}}" + re.escape(tail))
