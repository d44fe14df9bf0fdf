"""Persons and their posts: a name that no source has, a post that no source gives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import rjieba

from youju.answering.checking.basis import Basis, told
from youju.answering.clauses import clauses
from youju.types import Check

_POST = (
    "副?(?:总书记|省长|市长|区长|县长|镇长|州长|厅长|秘书长|主席|部长|局长|书记|主任|院长|处长|科长|所长|站长"
    "|校长|总裁)"
)
_POSTS = re.compile(_POST)
_HAN = "\u3400-\u9fff"
# The name behind or before its post: 区卫健委党委书记、主任沈某, 沈某主任, 沈某是副区长.
_BEFORE = re.compile(rf"((?:{_POST}[、兼和]?[{_HAN}]{{0,6}}?)*{_POST})(?:、|同志)?$")
_BEHIND = re.compile(
    rf"(?:同志)?(?:(?:现|已)?(?:是|任|担任|兼任|为|系)[{_HAN}、]{{0,16}}?)?({_POST})"
)
_ACTS = re.compile(
    "同志|(?:在[^，。；]{0,12})?(?:指出|强调|要求|表示|认为|介绍|主持|出席|讲话|致辞|作(?:工作)?报告|说|任)"
)


_NAMED = re.compile(
    rf"{_POST}(?P<name>[{_HAN}]{{2,3}}?)(?=同志|出席|主持|指出|强调|要求|表示|介绍|讲话|致辞|在|作|说|[和与及、]|$)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    start: int
    end: int
    name: str


def check_posts(sentence: str, basis: Basis) -> Iterator[Check]:
    """A person is named by a source, with the post that a clause of a source gives."""
    texts = [s.text for s in (*basis.cited, *basis.others)]
    known = "\n".join([basis.around, *(s.context for s in basis.others), *texts])
    names = frozenset(p.name for text in texts for c in clauses(text) for p in _introduced(c))
    for clause in clauses(sentence):
        found = {person.name: person for person in (*_known(names, clause), *_persons(clause))}
        for person in found.values():
            if person.name not in known:
                note = f"原文里没有“{person.name}”这个人。"
                yield told("person", "fail", person.name, note, basis.marker)
            else:
                yield from _check_post(clause, person, basis)


def _check_post(clause: str, person: _Person, basis: Basis) -> Iterator[Check]:
    given = [c for c in clauses(basis.told) if person.name in c]
    posts = {post for c in given for post in _POSTS.findall(c)}
    for start, end in _posts_of(clause, person):
        if given and clause[start:end] not in posts:
            text = clause[min(start, person.start) : max(end, person.end)]
            note = f"原文没有说{person.name}是{clause[start:end]}。"
            yield told("post", "fail", text, note, basis.marker)
    if not given and any(True for c in clauses(basis.told) for _ in _persons(c)):
        note = f"所引语句没有提到{person.name}。"
        yield told("person", "fail", person.name, note, basis.marker)


def _posts_of(clause: str, person: _Person) -> Iterator[tuple[int, int]]:
    """The spans of the posts that a clause gives a person, before the name or behind it."""
    if before := _BEFORE.search(clause, 0, person.start):
        for post in _POSTS.finditer(clause, before.start(), person.start):
            yield post.span()
    if behind := _BEHIND.match(clause, person.end):
        yield behind.span(1)


def _known(names: frozenset[str], clause: str) -> Iterator[_Person]:
    for name in names:
        if (start := clause.find(name)) >= 0:
            yield _Person(start=start, end=start + len(name), name=name)


def _persons(clause: str) -> Iterator[_Person]:
    """Names that a post or a verb of speaking stands by, each once."""
    found = {person.start: person for person in (*_introduced(clause), *_tagged(clause))}
    yield from found.values()


def _introduced(clause: str) -> Iterator[_Person]:
    """What stands between a post and what the person does, unless it is a word: 主任医师."""
    for found in _NAMED.finditer(clause):
        name = found["name"]
        tags = [tag for _, tag in rjieba.tag(name)]
        if len(tags) > 1 or tags[0] in ("nr", "vg", "ng", "x"):
            yield _Person(start=found.start("name"), end=found.end("name"), name=name)


def _tagged(clause: str) -> Iterator[_Person]:
    here = 0
    for word, tag in rjieba.tag(clause):
        start, here = here, here + len(word)
        if tag != "nr" or not 2 <= len(word) <= 4:
            continue
        opens = start == 0 and len(word) < 4
        near_post = _BEFORE.search(clause, 0, start) or _BEHIND.match(clause, here)
        if opens or near_post or _ACTS.match(clause, here):
            yield _Person(start=start, end=here, name=word)
