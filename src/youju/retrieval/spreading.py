"""One asking of several things: A和B各是多少 is asked of A and of B, 娄底和黄石哪个多 of both.

Names are left whole: 卫生和健康, what stands in 《》 or “”.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import rjieba

from youju.retrieval.framing import find_years
from youju.retrieval.phrasing import ASK, joined, places_in, written

_JOINT = re.compile(r"以及|[、和与及跟同加]")
_WHOLE = re.compile(
    r"《[^》]*》|“[^”]*”|（[^）]*）|[省市县区]、[市县区镇]、?[县乡区村]?|三、四级|三四级"
    r"|(?:卫生|医疗|体育|科学|预防|诊断|咨询|检查|检验|宣传|规划|质量|安全|妇女|人口|环境|研究|调查|教育|政策)"
    r"(?:和|与|及)(?:健康|保健|技术|控制|治疗|检验|教育|实施|管理|应急|儿童|计划生育|卫生|开发|处置|培训|措施)"
)
_EACH = re.compile(r"各(?![级类地种项乡县市区位方部单科])(?:自|是|有)?|分别|都(?=是|有|为)")
_WHICH = re.compile(
    r"(?:[这那]?[两二三][个项家者类种地市区县]?[^，。？和与]{0,4}?[，的]?)?(?:哪一?[个边家地种方]|谁)(?:的)?"
)
_TOGETHER = re.compile(
    r"(?:[两二三四][项个家者类级][^，。？]{0,3}?(?=的|加|合|一共|总共))|加起来|合起来|加在一起|合计|总计|一共|总共|共(?=有?多少)"
)
_UNLIKE = re.compile(
    r"(?:有|有没有|是否有)?(?:什么|何|多大|没有)?(?:的)?(?:不同|不一样|差别|差异|区别|差距|变化)(?:吗|是多少|有?多大)?|(?:怎么|如何|有何)变化|是?否?一样(?:吗|多)?"
)
_APART = re.compile("(?:相差|差)(?=多少|几)")
_MORE = re.compile(
    r"(?:更|最|比较|要)?(?:多|高|大|少|低|快|好|强|长)(?:一?些|一?点)?(?=[？，。]|$)"
)
_BY_HOW_MUCH = re.compile(
    r"(?:增长|增加|减少|下降|提高|提升|上升|降低|相差|涨|[多高少低大快差])[出了]?(?:多少|几(?!乎))"
)
_COUNTED_PLACES = re.compile(
    r"^[这那]?[两二三四五][地市县区个者家项年](?:单位|医院|中心|项目|机构|部门|城市)?(?:[^，。？的]{0,2}的)?"
)
# What ends the name of something that is measured.
_INDICATOR = re.compile(
    r"(?:[率度数量额幅费价值比]|比例|人次|投资|标准|面积|目标|总数|寿命|水平|床位|托位)$"
)
_ASKED_AFTER = re.compile(r"^(?:是|有|为|达到?了?)?(?:多少|怎么样|如何)")
_BESIDE = re.compile("(?:对比|比较|对照|比)一下|，?(?:对比|相比)(?=[，。？]|$)")
_SAME_AGAIN = re.compile(
    r"[，？](?:请问)?(?:各自?|都|分别|它们)*是?(?:多少|几[个家]|什么)(?=[？。，]|$)"
)
_MOST_JOINTS = 12
_STOP = re.compile(
    r"[，。？！；：]|各(?![级类地种项乡县市区位])|分别|都(?=是|有|为)|哪|谁|(?<!第)[两二三四][个项家者类]|合计|加起来|合起来|一共|总共|共有|相差|差多少|有什么|有多少|有没有|一样|比(?!例|重|率)|[是有为]?多少|怎么样"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Things that are named side by side, with what stands before and behind them all."""

    before: str
    items: tuple[str, ...]
    behind: str


def spread(text: str, places: Sequence[str]) -> tuple[str, ...]:
    """What is asked of each thing that is named side by side; the text alone where it is one."""
    row = _row_of(text, places)
    if row is None:
        return (text,)
    changed = find_years(row.items[-1]) and not _EACH.search(row.behind)
    behind = without_comparison(row.behind) if changed else plain_tail(row.behind)
    return tuple(_joined(row.before, item, behind, places) for item in row.items)


def plain_tail(tail: str) -> str:
    """What is asked of each, asked of one: 哪边满意度更高 becomes 满意度是多少."""
    tail, counted = _SAME_AGAIN.subn("", _COUNTED_PLACES.sub("", _BESIDE.sub("", tail)))
    if which := _WHICH.search(tail):
        rest = tail[: which.start()].rstrip("，") + _MORE.sub("", tail[which.end() :], count=1)
        rest = rest.rstrip("，。？！； ")
        if rest.endswith("是") and not tail[which.end() :].strip("，。？！； "):
            return _EACH.sub("", tail).lstrip("的")  # 合作医院是哪家: which one, not how much
        return f"{rest}是多少？" if rest.strip("，的") else "有多少？"
    tail = _EACH.sub(lambda m: m.group()[1:].removeprefix("自").removeprefix("别"), tail)
    tail = _APART.sub("", _TOGETHER.sub("", tail))
    what = (
        "是多少"
        if counted or _INDICATOR.search(_UNLIKE.sub("", tail).strip("，。？"))
        else "是什么"
    )
    return _UNLIKE.sub(what, tail, count=1)


def without_comparison(tail: str) -> str:
    """比…多多少 and 增长多少, of one of the two: 是多少."""
    return _BY_HOW_MUCH.sub("是多少", plain_tail(tail), count=1)


def _row_of(text: str, places: Sequence[str]) -> Row | None:
    """The first row of things in the text, where something is asked of each or of all."""
    joints = _joints(text)[:_MOST_JOINTS]
    for number in range(len(joints)):
        row = _row_at(text, joints[number:], places)
        if row is not None:
            return row
    return None


def _joints(text: str) -> list[re.Match[str]]:
    hidden = _WHOLE.sub(lambda m: "\0" * len(m.group()), text)
    borders, here = set(), 0
    for word in rjieba.cut(hidden, True):
        borders.add(here)
        here += len(word)
    return [joint for joint in _JOINT.finditer(hidden) if joint.start() in borders]


def _row_at(text: str, joints: list[re.Match[str]], places: Sequence[str]) -> Row | None:
    """The row whose first joint is the first of those."""
    joint, *others = joints
    left = text[: joint.start()]
    if ASK.search(left) or re.search("分别|各[是有为]", left):
        return None
    stop = _STOP.search(text, joint.end())
    end = stop.start() if stop else len(text)
    rest = [other for other in others if other.start() < end]
    cuts = [joint, *rest]
    edges = [*(cut.start() for cut in cuts[1:]), end]
    items = [text[cut.end() : edge] for cut, edge in zip(cuts, edges, strict=True)]
    frame = _frame_start(left, items[0], places)
    if frame is not None and _is_only_frame(left[frame:], places):
        items[-1] = _like_first(left[frame:], _frame_words(items[-1], places))
        end = cuts[-1].end() + len(items[-1])
    elif not _is_asked_of_all(text, end) and not _measures(text, [left, *items], end):
        return None
    start = frame if frame is not None else _item_start(left, items[-1], places)
    whole = [left[start:], *items]
    if any(len(item.strip("的")) < 2 for item in whole):
        return None
    head = _shared_head(whole, framed=frame is not None)
    whole[-1] = whole[-1][: len(whole[-1]) - len(head)]
    return Row(before=left[:start], items=tuple(whole), behind=head + text[end:].removeprefix("，"))


def _shared_head(items: Sequence[str], *, framed: bool) -> str:
    """What the last item says for all: 患者满意度 of 门诊 and 住院患者满意度."""
    behind_of = items[-1].find("的")
    if behind_of > 0 and not any("的" in item for item in items[:-1]):
        return items[-1][behind_of:]
    if framed:
        return ""
    words = rjieba.cut(items[-1], True)
    own = max(len(rjieba.cut(item, True)) for item in items[:-1])
    shared = _INDICATOR.search(items[-1]) and not any(map(_INDICATOR.search, items[:-1]))
    return "".join(words[own:]) if shared and own < len(words) else ""


def _is_asked_of_all(text: str, end: int) -> bool:
    behind = text[end:]
    return any(p.search(behind) for p in (_EACH, _WHICH, _TOGETHER, _UNLIKE, _APART))


def _measures(text: str, items: Sequence[str], end: int) -> bool:
    """Whether each is the name of a measure, and all are asked after: 献血人次和采血量是多少."""
    items = [*items[:-1], _ASKED_AFTER.sub("", items[-1])]
    return all(map(_INDICATOR.search, items)) and (
        _ASKED_AFTER.match(text[end:]) is not None or not text[end:].strip("。？")
    )


def _frame_start(left: str, item: str, places: Sequence[str]) -> int | None:
    """Where the first thing begins that, as the next, begins with a place or a year."""
    own = _frame_words(item, places)
    if not own:
        return None
    clause = max(left.rfind(mark) for mark in "，：；。？") + 1
    if places_in(own, places):
        named = places_in(left[clause:], places)
        return left.find(written(left[clause:], named[0]), clause) if named else None
    year = re.search(r"(?:19|20)?\d\d年?(?=[^\d]*$)", left[clause:])
    return clause + year.start() if year else None


def _frame_words(item: str, places: Sequence[str]) -> str:
    """The place and the year at an item's beginning: 娄底2022年 of 娄底2022年采血."""
    names = [written(item, place) for place in places]
    of_place = max((name for name in names if item.startswith(name)), key=len, default="")
    year = re.match(r"(?:(?:19|20)\d\d年?|\d\d年)(?:底|末)?", item[len(of_place) :])
    return of_place + (year.group() if year else "")


def _like_first(first: str, words: str) -> str:
    """Of 大丰和X市2024年 the year is said of both: the last item is the place alone."""
    return words if find_years(first) else re.sub(r"(?:19|20)?\d\d年?(?:底|末)?$", "", words)


def _is_only_frame(first: str, places: Sequence[str]) -> bool:
    return _frame_words(first, places) == first


def _item_start(left: str, last: str, places: Sequence[str]) -> int:
    """Where the first thing begins, by its likeness to the last and by what ends a preface."""
    floor = max(left.rfind(mark) for mark in "，：；。？") + 1
    floor += len(_frame_words(left[floor:], places))
    if left.rfind("”") < len(left) - 1:  # a name in quotes before the row is said of all
        floor = max(floor, left.rfind("”") + 1)
    words = rjieba.cut(left[floor:], True)
    wanted = rjieba.cut(last, True)
    if words and wanted and words[-1][-2:] == wanted[-1][-2:] and len(wanted) <= len(words):
        return len(left) - sum(len(word) for word in words[-len(wanted) :])
    start = here = floor
    for word, tag in rjieba.tag(left[floor:]):
        here += len(word)
        if (word == "的" or tag == "v") and here < len(left) - 1 and "的" not in last:
            start = here
    return start


def _joined(before: str, item: str, behind: str, places: Sequence[str]) -> str:
    """One thing with what is said of all; its own place and year stand for those before it."""
    item = item.strip("，")
    if places_in(item, places):
        for place in places_in(before, places):
            before = before.replace(written(before, place), "")
    if find_years(item):
        before = re.sub(r"(?:19|20)\d\d年", "", before)
    return f"{joined(before, item)}{behind}"


def named_as_measure(words: str) -> bool:
    """Whether words end as the name of something that is measured: 筛查率, 总投资."""
    return _INDICATOR.search(words) is not None


def things_in(text: str) -> tuple[str, ...]:
    """The things that a text names side by side, in the first row of them."""
    row = _row_of(text, ())
    return row.items if row else ()
