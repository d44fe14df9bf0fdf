"""Numbers of headings and items: gaps, repeats, levels left out, and marks that they do not take.

Knows lines and their numbers. How many a text announces is for `counting`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from youju.drafting.rules.faults import Fault, Rule, fault_at
from youju.drafting.rules.itemising import chinese, item_faults
from youju.drafting.rules.manuscript import Manuscript, Paragraph
from youju.reading.sections.naming import value

_N = "[一二三四五六七八九十]{1,3}"
_FORMS = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）"}
_RANKS = re.compile(r"[一二三四五六七八九十]、[一二三四五六七八九十]")
_TOPS = re.compile("附件|附录|附表|关于|.{2,30}(?:方案|办法|要点|制度|清单|报告)$")


def numbered(manuscript: Manuscript) -> tuple[Paragraph, ...]:
    """The numbered paragraphs: headings and numbered leads; 一、二级医院 opens with none."""
    return tuple(one for one in manuscript.paragraphs if one.level and not _RANKS.match(one.text))


def number_of(paragraph: Paragraph) -> int:
    """What a numbered paragraph is numbered with."""
    return value(re.sub("[^0-9一二三四五六七八九十]", "", paragraph.numbering))


def _heading_faults(manuscript: Manuscript) -> Iterator[Fault]:
    """A number that does not count on; a level that is left out or stands upside down.

    1. and （1） may be counted through a whole text, over the headings that hold them.
    """
    open_: dict[int, int] = {}  # number by level, under the headings that are open
    through: dict[int, int] = {}  # number by level, anywhere
    paragraphs = numbered(manuscript)
    levels = {one.level for one in paragraphs}
    for paragraph in paragraphs:
        level, number = paragraph.level, number_of(paragraph)
        wanted = open_.get(level, 0) + 1
        is_through = level >= 3 and number == through.get(level, 0) + 1
        note = ""
        if number != wanted and not is_through:
            note = "" if _begins_anew(manuscript, paragraph) else _miscounted(paragraph, wanted)
        elif number == 1:
            note = _misplaced(paragraph, open_, levels)
        if note:
            span = paragraph.start, paragraph.start + len(paragraph.numbering)
            yield fault_at("L3", "error", manuscript, span, note)
        open_ = {one: n for one, n in open_.items() if one < level} | {level: number}
        through[level] = number


def _begins_anew(manuscript: Manuscript, paragraph: Paragraph) -> bool:
    """一、 again where another text begins: the line above is its title."""
    if number_of(paragraph) != 1:
        return False
    above = [one for one in manuscript.paragraphs if one.start < paragraph.start]
    near = [one for one in above[-3:] if not one.level]
    return any(_TOPS.match(one.text) and one.text[-1] not in "。；：" for one in near)


def _miscounted(paragraph: Paragraph, wanted: int) -> str:
    number, form = number_of(paragraph), _FORMS[paragraph.level]
    right = form.replace("一", chinese(wanted)).replace("1", str(wanted))
    if wanted == 1:
        return f"层次序号从“{paragraph.numbering}”起，前面没有“{right}”。"
    what = "重复或者倒退" if number < wanted else "中断"
    return f"层次序号{what}：这里应当是“{right}”。"


def _misplaced(paragraph: Paragraph, open_: dict[int, int], levels: set[int]) -> str:
    """一、 holds （一）, which holds 1.; where a text has no （一）, 一、 may hold 1."""
    level = paragraph.level
    upper = max((one for one in open_ if one < level), default=0)
    lower = min((one for one in open_ if one > level), default=0)
    if lower and not upper:
        return f"层次颠倒：“{_FORMS[level]}”应当在“{_FORMS[lower]}”之上。"
    tolerated = upper == 1 and level == 3 and 2 not in levels
    if upper and level - upper > 1 and not tolerated:
        return f"层次跳跃：“{_FORMS[upper]}”之下用“{_FORMS[upper + 1]}”，不用“{_FORMS[level]}”。"
    return ""


# ---- the marks that numbers take -----------------------------------------------------------------

_MARKED = (
    (
        re.compile(r"(?P<n>\d{1,2})[、．](?!\d)"),
        r"\g<n>.",
        "阿拉伯数字序号后面用小圆点，不用顿号。",
    ),
    (
        re.compile(rf"(?P<n>（(?:{_N}|\d{{1,2}})）)[、，.．]"),
        r"\g<n>",
        "带括号的序号后面不加标点。",
    ),
    (re.compile(rf"(?P<n>{_N})[.．，](?=[\u4e00-\u9fff])"), r"\g<n>、", "汉字序号后面用顿号。"),
    (re.compile(rf"(?P<n>第{_N})、(?!第)"), r"\g<n>，", "“第一”这类序号后面用逗号，不用顿号。"),
)


def _mark_faults(manuscript: Manuscript) -> Iterator[Fault]:
    for paragraph in manuscript.paragraphs:
        for pattern, right, note in _MARKED:
            found = pattern.match(paragraph.text)
            if found:
                span = paragraph.start, paragraph.start + found.end()
                fault = fault_at("L3", "warning", manuscript, span, note)
                yield replace(fault, instead=found.expand(right))


def _numbers(manuscript: Manuscript) -> Iterator[Fault]:
    yield from _heading_faults(manuscript)
    yield from item_faults(manuscript)
    yield from _mark_faults(manuscript)
    yield from _mixed(manuscript)


_FIRST = re.compile("(?:^|(?<=[。！？；：，\n]))(?:首先|第一|其一)[，：、]")
_NEXT = {
    "首先": re.compile("(?<=[。！？；，\n])(?:第二|其二)[，：、]"),
    "第一": re.compile("(?<=[。！？；，\n])(?:其次|其二)[，：、]"),
    "其一": re.compile("(?<=[。！？；，\n])(?:其次|第二)[，：、]"),
}


def _mixed(manuscript: Manuscript) -> Iterator[Fault]:
    """首先 counts on with 其次, 第一 with 第二."""
    text = manuscript.text
    firsts = list(_FIRST.finditer(text))
    for found, after in zip_longest(firsts, firsts[1:]):
        stop = after.start() if after else min(len(text), found.end() + 1500)
        other = _NEXT[found.group()[:2]].search(text, found.end(), stop)
        if other:
            note = f"“{found.group()[:2]}”和“{other.group()[:2]}”不是一套序数，前后要一致。"
            yield fault_at("L3", "warning", manuscript, other.span(), note)


RULES = (Rule(id="L3", level="error", title="层次序号", find=_numbers),)
