"""A question that asks several things becomes one question for each.

Each stands alone: it keeps the place, the year and, where it names nothing itself, what the first
asks about.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import rjieba

from youju.retrieval.phrasing import (
    ASK_WORDS,
    OF_SAME,
    asked_years,
    asks,
    bare,
    clauses,
    is_aside,
    joined,
    masked_ask,
    places_in,
    subject_nouns,
    without_ask,
    without_pleading,
    written,
)
from youju.retrieval.spreading import spread, without_comparison

_MOST = 6
_LONGEST = 400  # characters
_JUDGES = re.compile(
    r"^(?:哪[个边]|谁)(?:已经|更|最|先|[多高大少低])|一样[吗多]|有(?:什么|何)?(?:区别|不同|差别)|是否一致"
)
_NO_PART = re.compile(
    r"^(?:担?任?是?什么职务|[各都分别]+[^，]{0,4}什么|职务|(?:各自?|都|分别)?是?(?:多少|几个|什么)$|叫什么)"
)
_LINK = re.compile(r"^(?:又|还|并且?|而且|以及|另外|同时|再|那么?|另)(?=[有是新在增建能可])?")
_SPREAD_BETWEEN = re.compile(r"[和与及]|以及|还有|并")
_YEARS = re.compile(r"(?:19|20)\d\d年?(?:[-—–~～至到]{1,2}(?:(?:19|20)?\d\d)年)?")


_DONE = re.compile("(?:(?:完成|实现|达到|达成)了?|了)$")
_COMPARED_FIRST = re.compile(r"^(?:和|与|跟|同)[^，。？]{1,12}?(?:相比|比较|比)，?")
_COMPARE = re.compile("^(?:对比|比较)(?:一下)?")
_OWN_YEAR = re.compile(r"(?<![比较与和跟])(?:19|20)\d\d年")
_LINKED = "(?:[、和与比较跟同到至从]|相比)*"
_ELLIPTIC = re.compile(r"^(?P<which>[^，]{1,8}的)又?(?P<ask>(?:有|是)?(?:多少|几).*)$")
_MEASURED = re.compile("总|投资|总投资|面积|规模|造价|全年|[有是]")
_LEVEL = re.compile(r"^(?:国家|省|市|县|区)级")


def parts_of(question: str, places: Sequence[str], bodies: Sequence[str] = ()) -> tuple[str, ...]:
    """What a question asks, one by one, at most six; a single one for most.

    `places` and `bodies` are those that it names.
    """
    if len(question) > _LONGEST:  # a pasted paper is no row of questions
        return (question,)
    text = _COMPARE.sub("", without_pleading(question))
    asked = _asked_clauses(text, places, bodies)
    found = [part for one in asked for part in _each_of(one, asked[0], places)]
    if len(found) == 1:
        found = list(_of_each_frame(_COMPARED_FIRST.sub("", found[0]), places, text))
    parts = tuple(dict.fromkeys(_ended(part) for part in found if bare(part)))[:_MOST]
    return parts if len(parts) > 1 else (question,)


def _each_of(one: str, first: str, places: Sequence[str]) -> tuple[str, ...]:
    """What a clause asks of each; the change between two years is asked of both at once."""
    change = one is not first and len(asked_years(one)) > 1 and one.startswith(first[:4])
    return (one,) if change else spread(one, places)


def _ended(part: str) -> str:
    return bare(re.sub("，{2,}", "，", part)) + "？"


def _asked_clauses(text: str, places: Sequence[str], bodies: Sequence[str]) -> list[str]:
    """The clauses that ask, each able to stand alone; the whole text where only one asks."""
    topic, asked = _sorted_clauses(text)
    if len(asked) < 2:
        return ["".join((*topic, *asked)) or text]
    leads = [part for part in asked if not _JUDGES.search(part)] or asked
    whole = _Unsaid(topic="".join(topic), first=leads[0], places=places, bodies=bodies)
    return [whole.said_in(piece) for piece in leads]


def _sorted_clauses(text: str) -> tuple[list[str], list[str]]:
    """What comes before the first clause that asks, and those that ask; asides in neither."""
    topic: list[str] = []
    asked: list[str] = []
    for piece in (piece for clause in clauses(text) for piece in _rows_cut(clause)):
        if is_aside(piece):
            continue
        if not asks(piece) and not asked:
            topic.append(piece)
        elif asked and (not asks(piece) or _NO_PART.search(bare(piece))):
            asked[-1] = f"{bare(asked[-1])}，{piece}"
        else:
            asked.append(piece.removeprefix("请问"))
    return topic, asked


def _rows_cut(clause: str) -> list[str]:
    """A clause cut at 、 or 和 where every piece asks: 多少张床、多少名医生."""
    pieces = clauses(clause, "、")
    if len(pieces) > 1 and all(asks(piece) for piece in pieces):
        return pieces
    for joint in _SPREAD_BETWEEN.finditer(clause):
        left, right = clause[: joint.start()], clause[joint.end() :]
        if _counts(left) and _counts(right) and not re.search("[“《（][^”》）]*$", left):
            return [left, right]
    return [clause]


def _counts(piece: str) -> bool:
    return re.search("多少|几[个家所名张项支]|多[大高]", piece) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unsaid:
    """What a later clause leaves unsaid: the words before all, and the first that asks."""

    topic: str
    first: str
    places: Sequence[str]
    bodies: Sequence[str]

    def said_in(self, piece: str) -> str:
        """The clause with what it leaves unsaid."""
        if piece is self.first:
            return self.topic + piece
        rest = _LINK.sub("", bare(piece))
        if elliptic := _ELLIPTIC.match(rest):
            rest = f"{elliptic['which']}{self._object()}{elliptic['ask']}"
        elif OF_SAME.search(rest):
            subject = _DONE.sub("", without_ask(self.first))
            if _OWN_YEAR.search(rest):
                subject = _YEARS.sub("", subject)
            return self.topic + subject + rest
        elif masked_ask(rest) and not _before_ask(rest):
            return self.topic + _before_ask(self.first) + rest
        elif not self.topic and self._is_bare(rest):
            return self._lead() + rest
        before = self._quoted() or self._body() or self._frame(self.topic + rest)
        return self.topic + joined(before, rest)

    def _is_bare(self, rest: str) -> bool:
        """Whether it names nothing that is asked about, and does not begin with 有 or 是."""
        return not subject_nouns(_before_ask(rest)) and not rest.startswith(("有", "是"))

    def _lead(self) -> str:
        """The thing that the first clause begins with, without what is done or measured there."""
        words = list(rjieba.tag(_before_ask(self.first)))
        while words and (words[-1][1][0] in "udpr" or _MEASURED.fullmatch(words[-1][0])):
            words.pop()
        if words and words[-1][1] == "v":
            words.pop()
        lead = "".join(word for word, _ in words)
        return lead if len(lead) > len(self._frame("")) + 1 else without_ask(self.first)

    def _object(self) -> str:
        """What the first clause counts: 重点专科 of 新增了多少个国家级重点专科."""
        ask = ASK_WORDS.search(self.first)
        return _LEVEL.sub("", bare(self.first[ask.end() :])) if ask else ""

    def _body(self) -> str:
        """The first clause up to the end of the last body that it names."""
        ends = [self.first.find(body) + len(body) for body in self.bodies if body in self.first]
        return self.first[: max(ends)] if ends else ""

    def _quoted(self) -> str:
        """The first clause up to a name in quotes that it begins with: the thing asked about."""
        before = _before_ask(self.first)
        return before[: before.find("”") + 1]

    def _frame(self, piece: str) -> str:
        """The place and year of the first clause that the piece does not name, as words."""
        first = self.topic + self.first
        named, years = places_in(first, self.places), asked_years(first)
        place = written(first, named[0]) if named and not places_in(piece, self.places) else ""
        year = f"{years[0]}年" if len(years) == 1 and not asked_years(piece) else ""
        return place + year


def _before_ask(piece: str) -> str:
    found = masked_ask(piece)
    return piece[: found.start()] if found else piece


def _of_each_frame(text: str, places: Sequence[str], whole: str) -> tuple[str, ...]:
    """A question of several places or years, asked of each that the whole question names."""
    here = places_in(text, places)
    named = here + [place for place in places_in(whole, places) if place not in here]
    years = asked_years(text)
    if "还是" in text:  # one or the other: asked as one
        return (whole,)
    if len(named) > 1 and len(years) < 2:
        return tuple(_of_place(text, place, here, whole) for place in named) if here else (whole,)
    if len(years) > 1 and len(named) < 2:
        return tuple(_of_year(text, year) for year in years)
    return (text,)


def _of_year(text: str, year: str) -> str:
    """The question of one year: the first year named is replaced, the others go."""
    first = _YEARS.search(text)
    if first is None:
        return text
    rest = re.sub(rf"{_LINKED}{_YEARS.pattern}(?:相比)?", "", text[first.end() :])
    return re.sub("[从由]$", "", text[: first.start()]) + f"{year}年" + without_comparison(rest)


def _of_place(text: str, place: str, named: Sequence[str], whole: str) -> str:
    first = written(text, named[0])
    start = text.find(first)
    rest = text[start + len(first) :]
    for other in named[1:]:
        rest = re.sub(rf"{_LINKED}{re.escape(written(text, other))}(?:相比)?", "", rest)
    return text[:start] + written(whole, place) + without_comparison(rest)
