"""What a number counts, in the words of its sentence: short enough to filter and plot by.

The same thing in two years should get the same words, so years, places, 达到, 力争 and the like are
left out (see `phrases`). Best effort. Whose figure it is, and of when, this module does not know.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from youju.reading.cleaning.patterns import HAN
from youju.reading.figures.phrases import (
    LONGEST,
    action_of,
    from_action,
    head_of,
    noun_of,
    only_links,
    shortened,
    tagged,
    tidy,
    with_predicate,
)
from youju.reading.figures.quantities import YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place in a sentence where a number stands, or stood before it was taken out."""

    start: int
    end: int  # behind the unit and its hedge
    unit: str
    words: str = ""  # the number as written
    counted: bool = False  # a slogan or a round: the words of the number are its name


_BORDER = re.compile(r"[，。；：！？\n]|(?<!\d),(?!\d)")
_AFTER_BORDER = re.compile(rf"[，。；：！？\n〔《》]|（(?![{HAN}、]{{1,6}}）)|(?<![{HAN}])）")
_LOOK_BACK = 90
_CHANGE = re.compile(
    rf"(?:(?:与|同|较|(?<!占)比)(?:[上去前]年|同期|{YEAR}年|.{{1,8}}?)(?:相比|比较|同期|底|末)?)?的?(?:同比|环比|同期|分别|各)*"
    "(?P<change>增[加长幅]|提[升高]|下降|降低|减少|降幅|上升|上涨|缩短|回落|压缩)了?(?:约|近)?$"
)
_SPAN_OF = re.compile("(?:行动|攻坚|计划|规划|活动|任务|提升|大会战)")
_CARRIED = frozenset(
    "新增 新建 新创 创建 建成 创成 引进 招聘 培养 储备 配备 购置 改造 建强 表彰".split()  # noqa: SIM905
)
_COMMON = re.compile(
    f"(?:的[{HAN}]{{2,4}}|占比|.{{2}}率)?(?:增[加长]|提[高升]|下降|减少|上[升涨])?$"
)
_PER_HEAD = re.compile(f"每[{HAN}\\d]{{1,6}}?(?:人口|居民|人)")
_JOINTS = ("和", "与", "及", "、")
_RANKS = re.compile("(?:排名|排位|位[居列次]|名列|居|列|排|进入?|跻身)(?=[全市省区县]|$)")
_SHARE = re.compile("占$")
_RATE = re.compile("[率比幅度数重]$")
_THIN = 4
_COORDINATE = re.compile("^[^，。；]*(?:[、和与及]|以及)$|^$")
_CONJUNCTION = re.compile("^(?:[、和与及]|以及|其中|内|来)+")
_NO_NOUN_UNIT = re.compile(
    r"%|‰|‱|/10万|元$|百分点|[米里升吨克斤亩顷℃]$|年$|^[天周]$|小时|分钟|月$|岁$|倍|^$|比|日$"
)
_MONEY_FOR = re.compile(
    f"(?:建设|新建|实施|用于|打造)?的?(?P<what>[{HAN}（）“”XＸ×*]{{0,26}}?(?:项目|工程|基金|支持|费用?|奖励|补[贴助]|资金|贷款))"
)
_PUT_IN = re.compile("(?:(?:计划|累计|完成|总|估算)?投资|资金|投入)额?$")


def name_indicators(
    sentence: str, slots: Sequence[Slot], places: Sequence[tuple[int, int]] = ()
) -> list[str]:
    """What each slot's number counts, in order; `places` are spans of place names to leave out."""
    borders = [m.end() for m in _BORDER.finditer(sentence)]
    names: list[str] = []
    lead = ""  # the verb that the first number of a row has, and those behind it share
    for i, slot in enumerate(slots):
        before = next((s for s in reversed(slots[max(0, i - 4) : i]) if not s.counted), None)
        clause = _clause_start(sentence, slot.start, borders)
        rowed = before is not None and before.end > clause
        head_start = before.end if before is not None and rowed else clause
        words = sentence[head_start : slot.start]
        coordinate = rowed and _COORDINATE.search(words) is not None
        behind = _behind(sentence, slots, i)
        if slot.counted:
            earlier = names[-1] if names else ""
            head = head_of(words, head_start, places)
            names.append(_counted_name(sentence, slot, head, earlier))
            continue
        if not coordinate:
            words = _CONJUNCTION.sub("", words) if rowed else words
            head = head_of(words, head_start, places)
            action = action_of(head)
            if not action and before is not None and _goes_on(sentence, before, slot, head_start):
                head = lead + head if lead in _CARRIED else head
            lead = action or (lead if head.startswith(lead) else "")
        else:
            head = lead if behind else ""
        earlier = names[-1] if names else _before_clause(sentence, clause)
        if before is not None and sentence[clause - 1 : clause] == "（" and clause - before.end > 2:
            earlier = head_of(sentence[before.end : clause - 1].lstrip("，、"), 0, ()) or earlier
        name = _named(head, words, behind, slot, earlier)
        names.append(tidy(name) or earlier)
    return _paired(names, sentence, slots)


def _paired(names: list[str], sentence: str, slots: Sequence[Slot]) -> list[str]:
    """A、B的比例为3%和5%: each number gets the one of the names that is its own."""
    first = 0
    for i in range(1, len(names) + 1):
        row = i < len(names) and sentence[slots[i - 1].end : slots[i].start] in _JOINTS
        if not row or names[i] != names[first]:
            names[first:i] = _apart(names[first], i - first)
            first = i
    return names


def _apart(name: str, count: int) -> list[str]:
    """The parts of a name that lists as many things as there are numbers, each made whole."""
    parts = re.split("[、和与及]", name)
    if count < 2 or len(parts) != count:
        return [name] * count
    base = _PER_HEAD.match(parts[0])
    common = _COMMON.search(parts[-1])
    tail = common.group() if common else ""
    whole = [part if not tail or part.endswith(tail[-1]) else part + tail for part in parts]
    return [part if part.startswith("每") or not base else base.group() + part for part in whole]


def _goes_on(sentence: str, before: Slot, slot: Slot, head_start: int) -> bool:
    """新增省级专科1个、市级专科3个: the second shares the verb of the first."""
    alike = before.unit == slot.unit or sentence[before.end : before.end + 1] == "、"
    return alike and not _NO_NOUN_UNIT.search(slot.unit) and head_start - before.end <= 1


def _before_clause(sentence: str, clause: int) -> str:
    """The words of the clause before, for a number whose own clause says nothing: 共计428人次."""
    words = _BORDER.split(sentence[max(0, clause - 60) : max(0, clause - 1)])[-1]
    return shortened(head_of(words, 0, ())) if len(words) > 2 else ""


def _clause_start(sentence: str, at: int, borders: Sequence[int]) -> int:
    """Where the clause of a position begins; one in brackets stands alone."""
    i = bisect_right(borders, at)
    start = max(borders[i - 1] if i else 0, at - _LOOK_BACK)
    opened = sentence.rfind("（", start, at)
    return opened + 1 if opened > sentence.rfind("）", start, at) else start


def _behind(sentence: str, slots: Sequence[Slot], i: int) -> str:
    """The words right behind a number, up to the next mark or number."""
    end = slots[i].end
    if i + 1 < len(slots) and slots[i + 1].start == end:
        return _behind(sentence, slots, i + 1)  # 6方面30类问题
    after = next((s.start for s in slots[i + 1 : i + 4] if not s.counted), len(sentence))
    stop = min(after, end + LONGEST + 6)
    found = _AFTER_BORDER.search(sentence, end, stop)
    words = sentence[end : found.start() if found else stop]
    if words.startswith(("等", "、", "和", "及", "与")):
        return ""
    words = re.sub("^[”’内来]+|(?:[、和与及]|以及)$", "", words)
    if words.find("”") >= 0 and "“" not in words[: words.find("”")]:
        words = words[: words.find("”")]
    while "、" in words and len(words) > 16:
        words = words.rpartition("、")[0]
    words = words.lstrip("的").strip("”’ \0")
    return "" if only_links(words) else words


def _named(head: str, words: str, behind: str, slot: Slot, earlier: str) -> str:
    changed = _CHANGE.search(words.rstrip("\0 "))
    if changed:
        base = head_of(words[: changed.start()], 0, ())
        if base and len(base) <= _THIN and _RATE.search(base):
            base = _whose(earlier) + base
        return (base or _without_change(earlier)) + changed["change"]
    if re.match("占(?![地比])", head) and earlier:
        return _without_change(earlier)[-16:] + head
    if _SHARE.search(re.sub("[达到至为约]+$", "", words)):
        return _whole(head, earlier)
    if _NO_NOUN_UNIT.search(slot.unit):
        return _measured(head, behind, slot, earlier)
    return _counts(head, behind) or earlier


def _whole(head: str, earlier: str) -> str:
    """占26.7% is told of what was named before it."""
    head = head.removesuffix("占")
    return (head or _without_change(earlier)) + "占比"


def _measured(head: str, behind: str, slot: Slot, earlier: str) -> str:
    """What a measure, a share or money is of."""
    noun = noun_of(behind)
    if slot.unit in ("分钟", "小时", "公里") and "圈" in noun:
        return noun[: noun.index("圈") + 1]
    if slot.unit in ("年", "天") and _SPAN_OF.search(noun[:6]):
        return slot.words + noun
    named = _MONEY_FOR.match(noun) if slot.unit.endswith("元") else None
    if named:
        put = _PUT_IN.search(head)
        return named["what"] + put.group() if put else head + named["what"]
    if slot.unit.endswith("元") and len(noun) > 3 and _PUT_IN.fullmatch(head):
        return noun.removesuffix("主体")[:18] + head
    says = len(noun) > 1 or (noun and len(behind) > 3)
    return _measured_by(head, noun, earlier) or (behind if says else earlier)


def _measured_by(head: str, noun: str, earlier: str) -> str:
    if len(noun) > 1 and head and head.endswith(action_of(head) or "?"):
        return action_of(head) + noun
    if head and len(head) <= _THIN and _RATE.search(head) and _RATE.search(earlier):
        return _whose(earlier) + head
    return head


def _counts(head: str, behind: str) -> str:
    noun = noun_of(behind)
    if len(noun) < 2:
        return from_action(head) or behind
    verb = action_of(head)
    if head.startswith(("每", "人均", "平均", "户均")):
        return head + noun
    if verb and head.endswith(verb):
        return verb + noun
    if not head or re.search("[对为将由给]$", head):
        return with_predicate(behind, noun)
    return (verb + noun) if verb else noun


def _whose(earlier: str) -> str:
    """What an earlier rate was told of: 重点人群 of 重点人群管理率."""
    whose = re.sub(
        f"(?:[{HAN}]{{2}}率|[{HAN}]{{2}}比例?|占比|平均.幅|.幅)(?:增[加长]|提[高升]|下降)?$",
        "",
        earlier,
    )
    return "" if whose == earlier else whose


def _without_change(earlier: str) -> str:
    return re.sub("(?:增[加长幅]|提[升高]|下降|降低|减少|上升|上涨)$", "", earlier)


def _counted_name(sentence: str, slot: Slot, head: str, earlier: str) -> str:
    """A slogan is its own name; a round is named by what goes round, a rank by what is ranked."""
    words = sentence[slot.start : slot.end]
    behind = sentence[slot.end : slot.end + LONGEST].lstrip("”’")
    behind = _AFTER_BORDER.split(behind, maxsplit=1)[0]
    noun = noun_of(behind)
    if words[0] == "第" and slot.unit not in ("名", "位", "强"):
        return noun[:16] or tidy(head)
    if words[0] in "第前" or slot.unit == "强":
        whose = earlier if _RANKS.match(head) else ""  # 居全省第一 is told of what stands before
        return tidy(whose + _RANKS.sub("", head) + "排名")
    if words[0] == "零":
        return tidy(head + words[1:])
    if words[0] in "未没无一":
        return tidy(behind if words[0] != "一" else noun or head)
    closing = sentence[slot.end : slot.end + 1] in ("”", "’")
    first = tagged(noun)[0][0] if closing and noun else ""
    return words + (first if len(first) <= 4 else "")
