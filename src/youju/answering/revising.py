"""What is kept of a model's words: the sentences that sources bear out and that pass every check.

A clause that nothing bears out is cut from its sentence; a sentence that fails otherwise is dropped
and told as a check. Writes nothing of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from youju.answering.arithmetic import growth_disagrees, parts_disagree
from youju.answering.checking.basis import Basis
from youju.answering.checking.sentences import check_sentence
from youju.answering.citing import answer_sentences, supporters, terms_of
from youju.answering.evidence import Judgement
from youju.answering.sources import SourceSentence
from youju.answering.weighing import Weighing
from youju.reading.figures.quantities import find_quantities
from youju.types import Check

_ENDED = re.compile(r"[。！？；!?;…][”’」』）)》〉】]*$")
_MOST_CUTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A sentence of the model, what bears it out, and the verdicts on it."""

    text: str
    cited: tuple[SourceSentence, ...]
    checks: tuple[Check, ...]
    is_dropped: bool = False  # the checks then tell why


def revise(text: str, judgement: Judgement, weighing: Weighing) -> tuple[Kept, ...]:
    """The sentences of a model's text with their verdicts, in order, those that are dropped too."""
    kept: list[Kept] = []
    told: set[object] = set()
    for written in _whole(answer_sentences(text)):
        one = _checked(written, judgement, weighing)
        figures = {(figure.value, figure.unit) for figure in find_quantities(one.text)}
        if not one.is_dropped:
            if not one.cited:  # it only links others, or says 是的
                continue
            if figures and figures <= told:  # a small model likes to say things twice
                continue
            if not _is_asked_for(one, judgement) or _only_repeats(one.text, judgement):
                continue
            told |= figures
        kept.append(one)
    return tuple(kept)


def arithmetic_checks(sentence: str, marker: int | None) -> tuple[Check, ...]:
    """Whether the parts of a sentence add up to its total, and its growth fits its figures."""
    faults = (parts_disagree(sentence), growth_disagrees(sentence))
    return tuple(
        Check(rule="arithmetic", verdict="warn", text=sentence, note=fault.note, citation=marker)
        for fault in faults
        if fault
    )


def _checked(sentence: str, judgement: Judgement, weighing: Weighing) -> Kept:
    """The sentence without the clauses that nothing bears out, or as dropped."""
    verdicts: tuple[Check, ...] = ()
    for _ in range(_MOST_CUTS + 1):
        cited = supporters(sentence, judgement.sources, weighing.rarity, weighing.similarity)
        basis = Basis(cited=cited, marker=None, others=judgement.sources, rarity=weighing.rarity)
        verdicts = check_sentence(sentence, basis)
        faults = [check for check in verdicts if check.verdict == "fail"]
        if not faults:
            checks = (*verdicts, *arithmetic_checks(sentence, None))
            return Kept(text=sentence, cited=cited, checks=checks)
        shorter = _without(sentence, faults) if cited else None
        if shorter is None:
            break
        sentence = shorter
    return Kept(text=sentence, cited=(), checks=_dropped(verdicts), is_dropped=True)


def _without(sentence: str, faults: Sequence[Check]) -> str | None:
    """The sentence without a clause that nothing bears out; None where something else is wrong."""
    bare = faults[0].text
    if any(fault.rule != "support" for fault in faults) or bare == sentence:
        return None
    shorter = re.sub(rf"[，；：]?{re.escape(bare)}(?=[，；：。！？]|$)", "", sentence, count=1)
    shorter = shorter.lstrip("，；：、 ")
    return shorter if shorter != sentence and len(shorter) > len(bare) / 2 else None


def _is_asked_for(kept: Kept, judgement: Judgement) -> bool:
    """Whether a sentence says something about what is asked, where the ledger has answered that."""
    if not kept.cited or not judgement.is_sure:
        return True
    quoted = {(w.source.passage.chunk.doc_id, w.source.start) for w in judgement.quotes}
    return any((s.passage.chunk.doc_id, s.start) in quoted for s in kept.cited)


def _only_repeats(sentence: str, judgement: Judgement) -> bool:
    """Whether a sentence has no word that the questions have not: it tells nothing."""
    asked = {term for f in judgement.findings for term in terms_of(f.asked.standalone)}
    yes_no = any(finding.asked.form == "yesno" for finding in judgement.findings)
    return not yes_no and terms_of(sentence) <= asked


def _whole(sentences: list[str]) -> list[str]:
    """Without a last one that was cut off, unless there is no other."""
    cut = len(sentences) > 1 and not _ENDED.search(sentences[-1])
    return sentences[:-1] if cut else sentences


def _dropped(verdicts: Sequence[Check]) -> tuple[Check, ...]:
    """The faults of a sentence that is not shown: worth a look, and no fault of the answer."""
    return tuple(
        replace(check, verdict="warn", note=f"{check.note.rstrip('。')}，这句话已删去。")
        for check in verdicts
        if check.verdict == "fail"
    )
