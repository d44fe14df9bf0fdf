"""Whether a text tells a figure as reached, by its words, its paragraph's opening or its heading.

Knows no library. A text that leaves it open whether something is aimed at or reached tells nothing.
"""

import re
from collections.abc import Iterator

from youju.drafting.rules.manuscript import Manuscript, Paragraph
from youju.types import Figure

_DONE = re.compile(
    "(?:达到?|完成|实现|建成|新增|提高到|降到|降至|控制在)了|"
    "(?<!不)已(?:经|全部|全面|提前|超额|成功|有效|稳定|持续|连续|顺利|圆满)*(?:达|完成|实现|建成|控制|稳定|保持|降|下降|提高|提升|增|新增)|"
    "(?:提前|超额|全面|圆满|如期|顺利)(?:完成|实现|达到)|(?:成功|有效|稳定|持续稳定)(?:控制|保持)在"
)
_AIM = re.compile(
    "力争|争取|确保|目标|计划(?!生育|免疫)|预计|拟(?!合)|努力|提出|下一步|下步|今后|年底前|恳请|"
    "(?:到|(?<!截)至)(?:19|20)\\d\\d年|(?<![重主需必首提])要(?![求素点闻])|(?<!即)将(?!近)"
)
_UNDONE = re.compile(
    "(?:尚未|还未|未能|没有?能?|仍未|并未|未)(?:达|完成|实现|建成|控制)|差距|距离?[^，。；]{0,12}$"
)
_CALLED_AIM = re.compile("[^，。；\\d]{0,4}(?:目标|任务|要求|指标|计划)")
_REVIEW = re.compile(
    "回顾|(?:工作|年度|情况)总结|总结$|过去的?(?:一年|五年)|一年来|(?:主要|取得|突出|工作)[^，。；]{0,6}成[绩效]|"
    "成[绩效](?:显著|明显)|肯定成[绩效]|(?:完成|进展|开展|落实|工作)情况|主要做法"
)
_PLAN = re.compile("安排|打算|计划|思路|下一步|下步|今后|目标|部署|任务$|举措$|要求$")
_LOOKS_BACK = re.compile("过去的?(?:一年|五年)|一年来|(?:19|20)\\d\\d年以来|去年")
_BEFORE = 40  # characters before a figure in which what was done is told


def tells_as_reached(manuscript: Manuscript, claim: Figure) -> bool:
    """The words before the figure tell first, then the paragraph's opening, then the headings."""
    before = manuscript.text[claim.sentence_start : claim.start]
    behind = manuscript.text[claim.end : claim.sentence_end]
    if _UNDONE.search(before) or _UNDONE.search(behind):
        return False
    done = _last(_DONE, before[-_BEFORE:], len(before))
    if (aim := _last(_AIM, before, len(before))) >= 0 or done >= 0:
        return done > aim
    if _CALLED_AIM.match(behind):
        return False
    return _opens_looking_back(manuscript, claim) or _is_reviewed(manuscript, claim.start)


def _last(pattern: re.Pattern[str], words: str, length: int) -> int:
    """Where the last match begins, counted in the whole of which `words` is the end; else -1."""
    starts = [found.start() + length - len(words) for found in pattern.finditer(words)]
    return max(starts, default=-1)


def _opens_looking_back(manuscript: Manuscript, claim: Figure) -> bool:
    paragraph = next(
        (one for one in manuscript.paragraphs if one.start <= claim.start < one.end), None
    )
    return paragraph is not None and _LOOKS_BACK.match(paragraph.text) is not None


def _is_reviewed(manuscript: Manuscript, position: int) -> bool:
    """By the outermost heading that tells, then the nearest line like a heading, then the title."""
    headings = manuscript.headings(position)
    for heading in (*headings, *_headlines(manuscript, position)):
        is_review, is_plan = _REVIEW.search(heading), _PLAN.search(heading)
        if is_review or is_plan:
            return is_review is not None and is_plan is None
    return False


def _headlines(manuscript: Manuscript, position: int) -> Iterator[str]:
    """Short lines without an end mark or a number, the nearest above a position first."""
    above: list[Paragraph] = [one for one in manuscript.paragraphs if one.end <= position]
    for one in reversed(above):
        if one.level == 0 and len(one.text) <= 30 and not re.search("[，。；：！？]", one.text):
            yield one.text
