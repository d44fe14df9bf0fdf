"""P2: set phrases whole and in order: what a phrase lists, the word it goes with, what follows.

The list `phrases` gives the contents of a phrase in their order, `pairings` the wrong company.
Does not know phrases of one office: that a number and a list agree in general is another rule's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from youju.drafting.rules.faults import Fault, fault_at
from youju.drafting.rules.listed import hits, in_title, told
from youju.drafting.rules.manuscript import Manuscript, Part
from youju.drafting.rules.wordlists import Entry

_SEPARATORS = re.compile(r"[“”\"‘’、，,；和及与\s]*(?:以及)?[“\"‘]?")
_STRANGER = re.compile(
    r"[“”\"‘’、，,；\s]+([\u3400-\u9fff]{2,12})(?=[“”\"‘’、，,；和及与）)。\s]|$)[“”\"‘’、，,；和及与\s]*"
)
_CHAIN = ("四个意识", "四个自信", "两个维护")
_NEAR = 14  # characters between the name of a phrase and what it lists
_CLOSE = 12  # characters between two phrases of one chain


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Items of a phrase that stand one behind the other."""

    start: int
    end: int
    order: tuple[int, ...]  # the places of the items in the phrase, as they stand
    strangers: int  # items between them that the phrase does not have
    is_named: bool  # the name of the phrase stands by


def find_broken(manuscript: Manuscript) -> Iterator[Fault]:
    """Wrong company, wrong numbers, contents out of order or not whole, chains out of order."""
    for hit in hits(manuscript, "pairings"):
        yield told("P2", "error", manuscript, hit)
    for entry in manuscript.words.entries("phrases"):
        yield from _broken_lists(entry, manuscript)
    for sentence in manuscript.sentences:
        yield from _broken_chain(sentence, manuscript)


@lru_cache(maxsize=512)
def _items(right: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    items = tuple(right.split("、"))
    longest_first = sorted(items, key=len, reverse=True)
    return items, re.compile("|".join(map(re.escape, longest_first)))


def _broken_lists(entry: Entry, manuscript: Manuscript) -> Iterator[Fault]:
    items, _ = _items(entry.right)
    for run in _runs(entry, manuscript.text):
        if in_title(manuscript.text, run.start):
            continue
        found = tuple(dict.fromkeys(run.order))
        is_clear = run.is_named or min(map(len, items)) > 2 or len(found) >= len(items) - 1
        is_sorted = list(found) == sorted(found) or entry.note == "无次序"
        if not is_sorted and is_clear and len(found) > 2 - run.is_named:
            note = f"“{entry.wrong}”的内容次序应为：{entry.right}。"
            yield _told(manuscript, run, note, entry.right, found, items)
        elif missing := _missing(run, found, items):
            note = f"“{entry.wrong}”的内容不完整：缺“{'、'.join(missing)}”。"
            yield _told(manuscript, run, note, entry.right, found, items)
        elif run.is_named and run.strangers and len(found) == len(items):
            note = f"“{entry.wrong}”只有：{entry.right}，这里多出了别的内容。"
            yield _told(manuscript, run, note, entry.right, found, items)


def _missing(run: _Run, found: tuple[int, ...], items: tuple[str, ...]) -> list[str]:
    """What a list lacks that means to be whole: it is named, or all but one item are there."""
    lacks = [item for place, item in enumerate(items) if place not in found]
    nearly = len(items) > 3 and len(lacks) == 1
    return lacks if run.is_named or nearly else []


def _told(
    manuscript: Manuscript,
    run: _Run,
    note: str,
    right: str,
    found: tuple[int, ...],
    items: tuple[str, ...],
) -> Fault:
    is_sure = run.is_named or len(found) >= len(items) - 1
    level = "error" if is_sure else "warning"
    span = (run.start, run.end)
    return replace(fault_at("P2", level, manuscript, span, note), instead=right)  # type: ignore[arg-type]


def _runs(entry: Entry, text: str) -> Iterator[_Run]:
    items, pattern = _items(entry.right)
    matches = list(pattern.finditer(text))
    at = 0
    while at < len(matches):
        group, strangers, end = [matches[at]], 0, matches[at].end()
        at += 1
        while at < len(matches):
            gap = text[end : matches[at].start()]
            other = _STRANGER.fullmatch(gap)
            if not _SEPARATORS.fullmatch(gap) and not other:
                break
            strangers += bool(other)
            group.append(matches[at])
            end = matches[at].end()
            at += 1
        order = tuple(items.index(found.group()) for found in group)
        named = _is_named(entry.wrong, text, group[0].start(), end)
        if len(order) > 1:
            extra = strangers + _goes_on(items, text, end)
            yield _Run(
                start=group[0].start(), end=end, order=order, strangers=extra, is_named=named
            )


def _is_named(name: str, text: str, start: int, end: int) -> bool:
    """Whether the name introduces the list, or sums it up."""
    before = text[max(0, start - _NEAR - len(name)) : start]
    behind = text[end : end + _NEAR]
    introduces = re.search(
        rf"{re.escape(name)}[”\"]?(?:[（(：:—]|，?(?:即|就是|包括|是指|分别是|也就是))[^。；]*$",
        before,
    )
    return bool(introduces) or bool(
        re.match(rf"[”\"]?(?:等|这|的)?[“\"]?{re.escape(name)}", behind)
    )


def _goes_on(items: tuple[str, ...], text: str, end: int) -> int:
    """Whether one more of the same make follows, as 服务意识 behind 看齐意识."""
    tail = items[-1][-2:]
    return int(
        bool(re.match(rf"[、和][\u3400-\u9fff]{{1,4}}{re.escape(tail)}", text[end : end + 8]))
    )


def _broken_chain(sentence: Part, manuscript: Manuscript) -> Iterator[Fault]:
    """“四个意识”“四个自信”“两个维护” stand together and in this order."""
    places = {name: sentence.text.find(name) for name in _CHAIN if name in sentence.text}
    if len(places) < 2:
        return
    names = sorted(places, key=places.__getitem__)
    start, end = places[names[0]], places[names[-1]] + len(names[-1])
    if end - start > len(_CHAIN) * (_CLOSE + len(names[0])):
        return
    span = (sentence.start + start, sentence.start + end)
    if names != sorted(names, key=_CHAIN.index):
        note = "次序应为增强“四个意识”、坚定“四个自信”、做到“两个维护”。"
        yield fault_at("P2", "error", manuscript, span, note)
    elif len(names) == 2:
        missing = next(name for name in _CHAIN if name not in places)
        note = f"“四个意识”“四个自信”“两个维护”连用时要完整：缺“{missing}”。"
        yield fault_at("P2", "warning", manuscript, span, note)
