"""Whether a text names the body that a question is about: a hospital, a station, a court of a site.

A body is named in full or in short (第三人民医院, 市三院, 三院). One body's facts never answer for
another's. Knows names only.
"""

import re
from collections.abc import Sequence

from youju.answering.abbreviations import shortened
from youju.answering.sources import SourceSentence
from youju.reading.metadata.places import named_places

_NUMBERED = re.compile(r"第([一二三四五六七八九十])(?:人民)?医院")
_PREFIX = re.compile(r"^[XＸ×某]?[省市州县区](?=.{2})|^(?:全|我|本)[省市州县区]")
_LOOSE = 8  # characters that the full name may have more than the short one


def core_name(name: str) -> str:
    """A body's name without the place in front: 娄底市中心医院 → 中心医院."""
    for place in named_places(name):
        if place.start == 0 and place.end + 1 < len(name):
            name = name[place.end :]
            break
    return _PREFIX.sub("", name)


def names_body(text: str, name: str) -> bool:
    """Whether a text names the body, in full or in short."""
    text, core = shortened(text), core_name(shortened(name))
    return any(short in text for short in _forms(core)) or bool(_loosely(core).search(text))


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
