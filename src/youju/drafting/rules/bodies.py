"""P5: one body under several names in one text.

Knows the bodies of the list `institutions`, each with its names; a body that the list does not
have passes under as many names as it likes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from youju.drafting.rules.faults import Fault, Level, fault_at
from youju.drafting.rules.listed import compiled, in_title
from youju.drafting.rules.manuscript import Manuscript
from youju.drafting.rules.wordlists import Entry

_PLACE = r"(?P<place>(?:[\u3400-\u9fffX×*]{1,4}?)?[省市县区州旗])"
_SHORT = re.compile(r"(?:以下)?(?:统一)?(?:简称|统称)(?:为)?[“\"：:]?([^”\"）)，。；]{2,12})")
_LINKS = re.compile(
    r"^(?:.*(?:[和与及在对由到向为是让将把以、，]|开展|依托|支持|指导|全市|全区|全县|我市|我区|我县))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    start: int
    end: int
    place: str  # 市, or 娄底市 where it is named
    name: str  # without the place, as written
    number: str


def find_several_names(manuscript: Manuscript) -> Iterator[Fault]:
    """For each body the first mention under another name than its first."""
    shorts = frozenset(found[1] for found in _SHORT.finditer(manuscript.text))
    for entry in manuscript.words.entries("institutions"):
        for mentions in _by_body(_mentions(entry, manuscript.text)):
            yield from _judged(entry, mentions, shorts, manuscript)


def _mentions(entry: Entry, text: str) -> list[_Mention]:
    found = []
    for match in compiled(f"{_PLACE}(?:{entry.wrong})").finditer(text):
        place = _LINKS.sub("", match["place"]) or match["place"][-1]
        groups = match.groupdict()
        number = next((v for k, v in groups.items() if k.startswith("n") and v), "")
        mention = _Mention(
            start=match.end("place") - 1,
            end=match.end(),
            place=place,
            name=text[match.end("place") : match.end()],
            number=number,
        )
        if not in_title(text, mention.start):
            found.append(mention)
    return found


def _by_body(mentions: Sequence[_Mention]) -> Iterator[list[_Mention]]:
    """The mentions of one body: 市 is whichever city is named, where only one is."""
    groups: dict[tuple[str, str], list[_Mention]] = {}
    for mention in mentions:
        groups.setdefault((mention.place[-1], mention.number), []).append(mention)
    for group in groups.values():
        named = {mention.place for mention in group if len(mention.place) > 1}
        if len(named) <= 1:
            yield group
        else:
            for place in named:
                yield [mention for mention in group if mention.place == place]


def _judged(
    entry: Entry, mentions: list[_Mention], shorts: frozenset[str], manuscript: Manuscript
) -> Iterator[Fault]:
    names = list(dict.fromkeys(mention.name for mention in mentions))
    defined = {n for n in names for short in shorts if short.endswith(n)}
    rest = [name for name in names if name not in defined]
    if len(names) < 2 or (len(rest) <= 1 and defined):
        return
    full = entry.right.format(n=mentions[0].number)
    known = frozenset(entry.note.split("、")) if entry.note else frozenset()
    other = next(
        m for m in mentions if (m.name != names[0] and m.name not in defined) or m.name == names[-1]
    )
    shown = "”“".join(mentions[0].place[-1] + name for name in names)
    note = f"同一机构用了不同的名称“{shown}”：首次写全称并注明简称，以后用同一个简称。"
    level = _level(mentions, full, known)
    fault = fault_at("P5", level, manuscript, (other.start, other.end), note)
    yield replace(fault, instead=f"{other.place[-1]}{names[0]}")


def _level(mentions: Sequence[_Mention], full: str, known: frozenset[str]) -> Level:
    """A full name followed by one accepted short name is a matter of taste."""
    names = [mention.name for mention in mentions]
    shorts = {name for name in names if name != full}
    is_once = full not in names[names.index(full) + 1 :] if full in names else False
    is_plain = names[0] == full and len(shorts) == 1 and shorts <= known
    return "info" if is_plain and (is_once or len(names) > 1) else "warning"
