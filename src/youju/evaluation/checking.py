"""Suites checked against the library: evidence that is nowhere, keys that no evidence states.

Tells everything at once, with lines and with what may have been meant. Asks no question.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from pathlib import Path

from youju.answering.equality import holds, quantities
from youju.errors import BadSuite
from youju.evaluation.metrics import keys_held
from youju.evaluation.scoring import Shelf, locate, texts_by_name, wanted
from youju.evaluation.suites import Fault, Placed, QACase, read_suites
from youju.jsonable import Json
from youju.text import fold

Texts = Mapping[str, Sequence[str]]  # the clean texts of each source

_FEW = 5  # cases: the mean of fewer says next to nothing
_ALIKE = 0.5  # a stretch that shares less with a quote is not what was meant
_LONGEST = 2000  # characters of a quote that are compared
_TRIED = 5
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """All that is wrong with suites, all that is doubtful, and how many cases of what they have."""

    faults: tuple[Fault, ...]  # with any of them the suite cannot run
    warnings: tuple[Fault, ...]
    cases: int
    by_type: Mapping[str, int]
    by_split: Mapping[str, int]
    refusals: int  # cases that are to be refused
    variants: int

    @property
    def sound(self) -> bool:
        return not self.faults


def check_suites(paths: Sequence[Path], shelf: Shelf) -> CheckReport:
    """Check the lines, their evidence and their balance; raises nothing for a bad suite."""
    suites = read_suites(paths)
    cases = [placed.case for placed in suites.cases]
    faults = list(suites.faults)
    if not suites.cases and not faults:
        faults = [Fault(file=path.name, line=None, text="没有题目") for path in paths]
    doubts = [placed.fault(text) for placed in suites.cases for text in _unstated(placed.case)]
    return CheckReport(
        faults=tuple(faults + _lost(suites.cases, shelf)),
        warnings=tuple(doubts + list(_imbalances(cases))),
        cases=len(cases),
        by_type=Counter(case.type for case in cases),
        by_split=Counter(case.split for case in cases),
        refusals=sum(case.expect_refusal for case in cases),
        variants=sum(case.parent is not None for case in cases),
    )


def check_text(report: CheckReport) -> str:
    """The report as staff read it."""
    lines = [f"错误：{fault}" for fault in report.faults]
    lines += [f"提醒：{fault}" for fault in report.warnings]
    counts = "，".join(f"{name} {count}" for name, count in report.by_type.items())
    of_which = f"其中应当拒答{report.refusals}道，变体{report.variants}道"
    lines.append(f"共{report.cases}道题目（{counts}），{of_which}。" if counts else "没有题目。")
    verdict = f"有{len(report.faults)}处错误，改正后才能运行。" if report.faults else "可以运行。"
    return "\n".join([*lines, verdict])


def check_json(report: CheckReport) -> Json:
    def rows(faults: Sequence[Fault]) -> list[Json]:
        return [{"file": f.file, "line": f.line, "text": f.text} for f in faults]

    return {
        "sound": report.sound,
        "faults": rows(report.faults),
        "warnings": rows(report.warnings),
        "cases": report.cases,
        "by_type": dict(report.by_type),
        "by_split": dict(report.by_split),
        "refusals": report.refusals,
        "variants": report.variants,
    }


# ---- evidence ------------------------------------------------------------------------------------


def _lost(cases: Sequence[Placed], shelf: Shelf) -> list[Fault]:
    """The evidence that `scoring.locate` does not find, each with what is nearest to it."""
    try:
        locate(shelf, [placed.case for placed in cases])
    except BadSuite:
        found = texts_by_name(shelf)
        texts = {name: [text for _, text in documents] for name, documents in found.items()}
        return [
            placed.fault(_told(source, quote, texts))
            for placed in cases
            for source, quote in wanted(placed.case)
            if not _stands(quote, texts.get(source, ()))
        ]
    return []


def _stands(quote: str, texts: Sequence[str]) -> bool:
    return any(quote in text for text in texts)


def _told(source: str, quote: str, texts: Texts) -> str:
    elsewhere = [name for name, found in texts.items() if quote and _stands(quote, found)]
    there = f"；这句原文在“{elsewhere[0]}”里" if elsewhere else ""
    if source not in texts:
        close = get_close_matches(source, texts, n=1, cutoff=0.5)
        hint = f"，最接近的是“{close[0]}”" if close else ""
        return f"知识库里没有来源“{source}”{there or hint}"
    stretches = [found for text in texts[source] if (found := nearest_stretch(quote, text))]
    best = max(stretches, key=lambda found: _likeness(quote, found), default="")
    hint = f"，最接近的是“{best}”" if best else ""
    return f"“{source}”里没有“{quote}”{there or hint}"


def nearest_stretch(quote: str, text: str) -> str:
    """The stretch of a text that is most like a quote, letter by letter; empty where none is.

    Seeks where pairs of the quote's characters stand in the quote's own order, so it is fast on
    long texts, and knows nothing of meaning.
    """
    quote = quote[:_LONGEST]
    votes: Counter[int] = Counter()
    for at in range(len(quote) - 1):
        for found in re.finditer(re.escape(quote[at : at + 2]), text):
            votes[(found.start() - at) // 4] += 1
    # A pair on either side of a border of four votes for neighbours.
    weight = {start: n + votes.get(start + 1, 0) for start, n in votes.items()}
    starts = sorted(weight, key=lambda start: -weight[start])[:_TRIED]
    stretches = [_tightened(quote, text, start * 4) for start in starts]
    best = max(stretches, key=lambda found: _likeness(quote, found), default="")
    return best if _likeness(quote, best) >= _ALIKE else ""


def _tightened(quote: str, text: str, start: int) -> str:
    """What is like the quote around there, from the first shared pair to the last.

    A shared letter one step beyond belongs to it, as the unit after a digit that is another.
    """
    slack = max(8, len(quote) // 4)
    low = max(0, start - slack)
    window = text[low : start + len(quote) + slack]
    matcher = SequenceMatcher(None, window, quote, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    pairs = [n for n, block in enumerate(blocks) if block.size > 1]
    if not pairs:
        return ""
    end = blocks[pairs[-1]].a + blocks[pairs[-1]].size
    for block in blocks[pairs[-1] + 1 :]:
        end = block.a + 1 if block.a - end <= 1 else end
    return window[blocks[pairs[0]].a : end].strip()


def _likeness(quote: str, stretch: str) -> float:
    return SequenceMatcher(None, quote, stretch, autojunk=False).ratio()


# ---- doubts --------------------------------------------------------------------------------------


def _unstated(case: QACase) -> Iterator[str]:
    """The keys whose numbers stand in none of the evidence: slips, or reckoned from it."""
    if not case.evidence:
        return
    quotes = "\n".join(evidence.quote for evidence in case.evidence)
    for key in case.answer_keys:
        if not any(_states(quotes, part) for part in key.split("|")):
            yield f"answer_keys 的“{key}”，数字不在任何一条依据里（推算得出的可以不管）"


def _states(quotes: str, part: str) -> bool:
    """Whether the quotes state the numbers of a key, in these digits or in an equal amount."""
    if all(keys_held(quotes, [number]) for number in _NUMBER.findall(fold(part))):
        return True
    amounts = quantities(part)
    return bool(amounts) and all(holds(quotes, amount) for amount in amounts)


def _imbalances(cases: Sequence[QACase]) -> Iterator[Fault]:
    """Where a suite tells little of a kind of question, or one kind outweighs the others."""
    roots = Counter(case.type for case in cases if case.parent is None)
    total = sum(roots.values())
    for name, count in roots.items():
        if count < _FEW:
            yield _whole(f"题型 {name} 只有{count}道，平均数说明不了问题（建议至少{_FEW}道）")
        if len(roots) > 1 and count * 2 > total:
            yield _whole(f"题型 {name} 有{count}道，占{total}道的一半以上，总平均主要反映这一类")
    refusals = sum(case.expect_refusal for case in cases if case.parent is None)
    if total and not refusals:
        yield _whole("没有应当拒答的题目，看不出会不会无中生有")
    if total and refusals == total:
        yield _whole("题目全部应当拒答，一律拒答也会得满分")


def _whole(text: str) -> Fault:
    return Fault(file="测评集", line=None, text=text)
