"""L4: as many items as a text announces, and never a first without a second."""

import re
from collections.abc import Iterator

from youju.drafting.rules.faults import Fault, Rule, fault_at
from youju.drafting.rules.itemising import chinese
from youju.drafting.rules.manuscript import Manuscript
from youju.reading.sections.naming import value

_N = "[两一二三四五六七八九十]{1,2}"
_FIRST = re.compile("(?:^|(?<=[，。；：、！？\n]))(?:一(?P<kind>[是要])(?![一因为求])|第一，)")
_LISTED = re.compile(
    f"(?P<announced>(?P<n>{_N})(?P<measure>[项件个大条点])[^，。；：、\\d\n]{{0,8}})：\\s*一(?P<kind>[是要抓])"
)
_REACH = 3000  # characters behind a first item in which the second must come
_ANNOUNCED = re.compile(f"(?:讲|谈|提)(?P<n>{_N})(?:点|个方面的?|条)(?:意见|要求|体会|看法|建议)")


def _counts(manuscript: Manuscript) -> Iterator[Fault]:
    yield from _lone_firsts(manuscript)
    yield from _announced(manuscript)
    yield from _listed(manuscript)


def _lone_firsts(manuscript: Manuscript) -> Iterator[Fault]:
    text = manuscript.text
    for found in _FIRST.finditer(text):
        second = f"二{found['kind']}" if found["kind"] else "第二，"
        if second not in text[found.end() : found.end() + _REACH]:
            note = f"有“{found.group()}”，没有“{second}”。"
            yield fault_at("L4", "error", manuscript, found.span(), note)


def _announced(manuscript: Manuscript) -> Iterator[Fault]:
    """讲三点意见 and two headings; where the text has no headings at all nothing is counted."""
    headings = [one for one in manuscript.paragraphs if one.level == 1]
    for found in _ANNOUNCED.finditer(manuscript.text):
        wanted = value(found["n"].replace("两", "二"))
        behind = sum(one.start > found.end() for one in headings)
        if behind and wanted and behind != wanted:
            note = f"前面说{found['n']}点，后面列了{behind}点。"
            yield fault_at("L4", "error", manuscript, found.span(), note)


def _listed(manuscript: Manuscript) -> Iterator[Fault]:
    """四项工作： and three items behind it, as far as they count on."""
    text = manuscript.text
    for found in _LISTED.finditer(text):
        kind, at, last = found["kind"], found.end(), 1
        while (then := text.find(f"{chinese(last + 1)}{kind}", at, at + _REACH)) >= 0:
            if f"一{kind}" in text[at:then]:
                break  # of another list
            at, last = then + 1, last + 1
        wanted = value(found["n"].replace("两", "二"))
        if last > 1 and last != wanted:
            note = f"前面说{found['n']}{found['measure']}，后面列了{last}{found['measure']}。"
            yield fault_at("L4", "error", manuscript, found.span("announced"), note)


RULES: tuple[Rule, ...] = (Rule(id="L4", level="error", title="说几点有几点", find=_counts),)
