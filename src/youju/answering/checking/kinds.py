"""Plan and result are kept apart: a target is never told as achieved."""

import re
from collections.abc import Iterator

from youju.answering.checking.basis import CLAUSE_BORDER, Basis, told
from youju.answering.sources import SourceSentence
from youju.reading.figures.quantities import find_quantities
from youju.types import Check

_ACHIEVED = re.compile(r"已经?|(?:完成|实现|达到|建成|达成)了|实际")
_PLAN_HEADING = re.compile(r"工作安排|下一步|打算|20\d\d年.{0,6}(?:目标|任务|计划)")
_PLANNED = re.compile(
    r"力争|目标|确保|争取|计划|打算|拟|将(?![近军])|(?<![重主需必])要(?![求点素领])|控制在|不低于|年底前|年内"
)


def check_kind(sentence: str, basis: Basis) -> Iterator[Check]:
    """A target is never told as achieved, in any clause; one that is told is marked as a target."""
    if not find_quantities(sentence) or not all(_is_plan(source) for source in basis.cited):
        return
    for clause in CLAUSE_BORDER.split(sentence):
        claim = _ACHIEVED.search(clause)
        if claim and find_quantities(clause) and not _PLANNED.search(clause):
            note = "原文说的是目标或计划，不是完成情况。"
            yield told("kind", "fail", claim.group(), note, basis.marker)
            return
    yield told("kind", "warn", sentence, "这是目标或计划，不是完成情况。", basis.marker)


def _is_plan(source: SourceSentence) -> bool:
    headings = " ".join(source.passage.chunk.headings)
    planned = _PLANNED.search(source.text) or _PLAN_HEADING.search(headings)
    return bool(planned) and not _ACHIEVED.search(source.text)
