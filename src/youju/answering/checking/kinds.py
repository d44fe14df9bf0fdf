"""Plan and result are kept apart: a target is never told as achieved, nor a result as a plan."""

import re
from collections.abc import Iterator, Sequence

from youju.answering.checking.basis import Basis, matching_clause, told
from youju.answering.clauses import clause_at, clause_spans
from youju.answering.equality import quantities, same_figure
from youju.answering.sources import SourceSentence
from youju.reading.figures.kinds import is_plan, kind_of
from youju.reading.figures.quantities import Quantity
from youju.types import Check

_ACHIEVED = re.compile(
    r"(?:[降升]|提高|增加|减少|增长|控制|下降|上升)[到至]?了|(?:新建|新增|建设|改造|培训|招聘|引进|创建|投放|配备|开设)了|已经?(?!有基础)|(?:完成|实现|达到|建成|达成|取得|获评)了|实际|如期|提前完成|(?:均|都)?达标了?$"
)
_PLANNED = re.compile(
    r"力争|目标|确保|争取|计划(?!生育|免疫)|打算|拟(?!合)|预计|将(?![近军])|(?<![重主需必次首])要(?![求点素领闻])"
    r"|控制在|不低于|年底前|年内|下一步|今后|安排|部署|要求|规划|到20\d\d年"
)
_BOUND = re.compile("控制在|不低于")  # of a plan, or of a result
# Planned in so many words by the clause itself, not only by its heading or its time.
_AIMED = re.compile(r"力争|确保|争取(?!到)|计划(?!生育|免疫)|打算|拟(?!合)|预计|将(?![近军])")


def check_kind(sentence: str, basis: Basis) -> Iterator[Check]:
    """A target is never told as achieved; one that is told as one is marked."""
    planned = False
    for figure in quantities(sentence):
        theirs = list(_same(figure, basis.cited))
        if not theirs:
            continue
        plans = all(is_target(other, source) for other, source in theirs)
        if plans and (claim := _claim(sentence, figure, basis)):
            note = "原文说的是目标或计划，不是完成情况。"
            yield told("kind", "fail", claim, note, basis.marker)
            return
        planned = planned or plans
        done = all(_is_done(other, source) for other, source in theirs)
        if done and _is_told_as_plan(sentence, figure):
            text = clause_at(sentence, figure.start)
            yield told("kind", "warn", text, "原文说的是完成情况，不是目标或计划。", basis.marker)
            return
    if planned:
        yield told("kind", "warn", sentence, "这是目标或计划，不是完成情况。", basis.marker)
    else:
        yield from _check_deeds(sentence, basis)


def is_target(figure: Quantity, source: SourceSentence) -> bool:
    """Whether a source tells a figure as a plan, by its own words or by its headings."""
    planned = is_plan(source.passage.chunk.headings)
    clause = clause_at(source.text, figure.start)
    if _ACHIEVED.search(clause) and not _PLANNED.search(clause):
        return False
    return kind_of(source.text, figure, planned=planned) == "target"


def _claim(sentence: str, figure: Quantity, basis: Basis) -> str:
    """The words that tell a planned figure as achieved; empty for none.

    Where the source's own clause aims (力争达到4.3个), the sentence must aim too.
    """
    clause = clause_at(sentence, figure.start)
    before = sentence[: sentence.find(clause) + len(clause)]
    aims = [m.start() for m in _PLANNED.finditer(before) if not _BOUND.match(m.group())]
    done = list(_ACHIEVED.finditer(before))
    if done and (not aims or (max(aims) < done[-1].start() and not _PLANNED.search(clause))):
        return done[-1].group()
    if aims or kind_of(sentence, figure, planned=None) == "target":
        return ""
    aimed = any(
        _AIMED.search(clause_at(source.text, other.start))
        for other, source in _same(figure, basis.cited)
    )
    return clause if aimed else ""


def _is_done(figure: Quantity, source: SourceSentence) -> bool:
    """Whether a source says of a figure that it was reached; a list of plans may leave that out."""
    clause = clause_at(source.text, figure.start)
    reviewed = is_plan(source.passage.chunk.headings) is False
    return not is_target(figure, source) and (reviewed or bool(_ACHIEVED.search(clause)))


def _is_told_as_plan(sentence: str, figure: Quantity) -> bool:
    aims = _AIMED.search(clause_at(sentence, figure.start)) is not None
    return aims and kind_of(sentence, figure, planned=None) == "target"


def _check_deeds(sentence: str, basis: Basis) -> Iterator[Check]:
    """What a source only plans is not told as done, where no figure is in it either."""
    for start, end in clause_spans(sentence):
        clause = sentence[start:end]
        done = re.search(r"已经?(?=[\u3400-\u9fff])|(?:完成|建成|实现)了", clause)
        if not done or quantities(clause):
            continue
        theirs = matching_clause(clause, basis.cited)
        if theirs and _PLANNED.search(theirs) and not _ACHIEVED.search(theirs):
            note = "原文说的是目标或计划，不是完成情况。"
            yield told("kind", "fail", done.group(), note, basis.marker)


def _same(
    figure: Quantity, sources: Sequence[SourceSentence]
) -> Iterator[tuple[Quantity, SourceSentence]]:
    for source in sources:
        for other in quantities(source.text):
            if same_figure(other, figure):
                yield other, source
