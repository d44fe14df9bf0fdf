"""What is said where the documents don't answer: why, and the nearest thing that they do say.

The figure of another place or year is offered by name and by its source, never by its value.
"""

from youju.answering import prompts
from youju.answering.citing import Citations
from youju.answering.evidence import Finding, Judgement
from youju.answering.lookup import Fitted
from youju.types import DocumentFacts, Sentence


def refusal(judgement: Judgement, nearest: Fitted | None, citations: Citations) -> list[Sentence]:
    """The sentences of a refusal of the whole question."""
    if judgement.refusal == "blank":
        blank = next(f for f in judgement.findings if f.refusal == "blank")
        masked = blank.gap is not None and blank.gap.gap.how == "masked"
        text = prompts.MASKED if masked else prompts.GAP
        return [Sentence(text=text, citations=()), _missing(blank, citations)]
    sentences = [Sentence(text=prompts.REFUSAL, citations=())]
    if nearest:
        sentences.append(_elsewhere(nearest, citations))
    elif source := next((f.nearest for f in judgement.findings if f.nearest), None):
        facts = source.passage.facts
        text = prompts.NEAREST.format(title=facts.title, about=_about(facts))
        sentences.append(Sentence(text=text, citations=(citations.cite(source),)))
    return sentences


def partial_refusal(finding: Finding, citations: Citations) -> Sentence:
    """One sentence on a part of the question that is not answered while others are."""
    part = finding.asked.standalone.rstrip("？?。 ")
    if finding.refusal == "blank" and finding.gap:
        text = prompts.GAP_PART.format(part=part)
        return Sentence(text=text, citations=(citations.cite(finding.gap.source),))
    return Sentence(text=prompts.NOT_STATED_PART.format(part=part), citations=())


def _missing(finding: Finding, citations: Citations) -> Sentence:
    assert finding.gap is not None
    gap, source = finding.gap.gap, finding.gap.source
    what = f"{gap.what}，单位{gap.unit}" if gap.unit else gap.what
    facts = source.passage.facts
    text = prompts.MISSING.format(what=what, title=facts.title, about=_about(facts))
    return Sentence(text=text, citations=(citations.cite(source),))


def _elsewhere(nearest: Fitted, citations: Citations) -> Sentence:
    figure, facts = nearest.stated.figure, nearest.stated.source.passage.facts
    whose = (figure.place or facts.place or "") + (f"{figure.period}年" if figure.period else "")
    text = prompts.ONLY_ELSEWHERE.format(
        whose=whose or "别处", what=figure.indicator, title=facts.title
    )
    return Sentence(text=text, citations=(citations.cite(nearest.stated.source),))


def _about(facts: DocumentFacts) -> str:
    parts = (facts.place, facts.period and f"{facts.period}年")
    return "，".join(part for part in parts if part) or facts.kind
