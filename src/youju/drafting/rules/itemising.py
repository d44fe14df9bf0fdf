"""Items inside running text: 一是…；二是…, 第一，…, （1）…, ①…, each kind in a row of its own.

Knows how items are numbered, not what they say. Numbered lines are for `numbering`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from youju.drafting.rules.faults import Fault, fault_at
from youju.drafting.rules.manuscript import Manuscript, Paragraph
from youju.reading.sections.naming import value

_N = "[一二三四五六七八九十]{1,3}"
_BEFORE = (
    r"(?:^|(?<=[。！？；：，、…”’）〕—\s])|"
    "(?<=要求|强调|指出|提出|工作|任务|措施|做到|包括|方面|一步|就是))"
)
_VERB = (
    "(?P<verb>[是要抓靠看])"
    "(?!求|点|害|职|件|领|紧[急张]|[，、。；！？”’]|是|[一二三四五六七八九十])"
)
_MARK = re.compile(
    rf"{_BEFORE}(?:(?P<plain>{_N}){_VERB}"
    rf"|第(?P<ordinal>{_N})(?:点|个?方面)?(?:[，：、](?!第)|是)|其(?P<of_them>{_N})(?:[，：、]|是)"
    r"|（(?P<digit>\d{1,2})）|(?P<circled>[①-⑳]))",
    re.M,
)
_QUOTED = re.compile("“[^“”\n]{0,200}”|《[^《》\n]{0,100}》")
_SENTENCE_END = re.compile("[。！？]+[”’）]*")
_NUMERALS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The number of one item inside running text."""

    start: int
    end: int
    words: str  # exactly that span
    family: str  # 是, 要 …, ordinal, of_them, digit, circled
    number: int
    paragraph: int  # counted from 0
    section: int  # the numbered paragraph that it stands in or under; -1 for none
    opens_line: bool


def chinese(number: int) -> str:
    """1 to 99 in 汉字."""
    if number <= 10:
        return _NUMERALS[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")


def item_rows(manuscript: Manuscript) -> list[list[Item]]:
    """The items of each kind under each heading, in order; those in quotes and titles are words."""
    rows: dict[tuple[int, str], list[Item]] = {}
    section = -1
    for i, paragraph in enumerate(manuscript.paragraphs):
        section = i if paragraph.level or paragraph.is_heading else section
        for item in _items(paragraph, i, section):
            rows.setdefault((section, item.family), []).append(item)
    return list(rows.values())


def _items(paragraph: Paragraph, i: int, section: int) -> Iterator[Item]:
    text = paragraph.text
    quoted = [one.span() for one in _QUOTED.finditer(text)]
    for found in _MARK.finditer(text):
        group = found.lastgroup or ""
        if any(first < found.start() < last for first, last in quoted):
            continue
        if group == "digit" and found.start() == 0:
            continue  # a heading of the fourth level
        yield Item(
            start=paragraph.start + found.start(),
            end=paragraph.start + found.end(),
            words=found.group(),
            family=found["verb"] or group,
            number=value(found["plain"] if group == "verb" else found[group]),
            paragraph=i,
            section=section,
            opens_line=found.start() == 0,
        )


def item_faults(manuscript: Manuscript) -> Iterator[Fault]:
    """Items that leave out or repeat a number, or stand inside an item of their own kind."""
    for row in item_rows(manuscript):
        open_: list[Item] = []  # the outermost first
        for i, item in enumerate(row):
            note = _placed(manuscript, open_, item, row[i + 1 :])
            if note:
                span = item.start, item.end
                yield fault_at("L3", "error", manuscript, span, note)


def _placed(manuscript: Manuscript, open_: list[Item], item: Item, behind: Sequence[Item]) -> str:
    """Put the item where it counts on; say what is wrong with it there."""
    if item.number == 1:
        return _begun(manuscript, open_, item, behind)
    for depth in range(len(open_) - 1, -1, -1):
        if open_[depth].number + 1 == item.number:
            open_[depth:] = [item]
            return ""
    previous = open_[-1] if open_ else None
    open_[-1:] = [item]
    return _miscounted(manuscript, previous, item)


def _miscounted(manuscript: Manuscript, previous: Item | None, item: Item) -> str:
    wanted = previous.number + 1 if previous else 1
    begin = previous.end if previous else manuscript.paragraphs[max(item.section, 0)].start
    if item.number <= wanted:
        return f"分项序号重复：“{item.words}”应当是第{chinese(wanted)}项。"
    missing = chinese(item.number - 1)
    told = re.compile(f"{missing}[是要抓靠看]|第{missing}|其{missing}")
    if item.family in ("digit", "circled"):
        told = re.compile(rf"[（(]{item.number - 1}[）)]")
    if told.search(manuscript.text, begin, item.start):
        return ""  # it is there, where no item was expected
    if previous is None and not re.fullmatch("[是要]|ordinal", item.family):
        return ""
    return f"分项序号中断：“{item.words}”之前缺第{missing}项。"


def _begun(manuscript: Manuscript, open_: list[Item], item: Item, behind: Sequence[Item]) -> str:
    """A new row: nested in its like where it stands in the very item that is open."""
    previous = open_[-1] if open_ else None
    if previous is None or not _is_inside(manuscript, previous, item, behind):
        open_[:] = [item]
        return ""
    if previous.number == 1 and not _has_two(behind, item):
        open_[-1] = item
        return f"分项序号重复：“{item.words}”出现了两次。"
    open_.append(item)
    return f"“{previous.words}”之内又用“{item.words}”分项，层次不清，里层改用（1）（2）。"


def _is_inside(manuscript: Manuscript, previous: Item, item: Item, behind: Sequence[Item]) -> bool:
    if previous.paragraph != item.paragraph:
        return False  # a paragraph of its own is a level of its own
    between = manuscript.text[previous.end : item.start]
    return len(_SENTENCE_END.findall(between)) <= 1 or _goes_on(previous, item, behind)


def _has_two(behind: Sequence[Item], item: Item) -> bool:
    """Whether 二 comes twice: for the inner row and for the outer one."""
    return sum(one.number == 2 and one.paragraph == item.paragraph for one in behind) > 1


def _goes_on(previous: Item, item: Item, behind: Sequence[Item]) -> bool:
    """Whether the outer row has its next item behind the inner row, in the same paragraph."""
    inner = 1
    for one in behind:
        if one.paragraph != item.paragraph:
            return False
        if one.number == inner + 1:
            inner = one.number
        else:
            return one.number == previous.number + 1
    return False
