"""Persons and their posts."""

import re
from collections.abc import Iterator
from itertools import product

import rjieba

from youju.answering.checking.basis import CLAUSE_BORDER, Basis, told
from youju.types import Check

_POST = re.compile(
    r"副?(?:省长|市长|区长|县长|镇长|秘书长|主席|部长|局长|书记|主任|院长|处长|科长|所长|站长)"
)


def check_posts(sentence: str, basis: Basis) -> Iterator[Check]:
    """A person has the post that a clause of a source gives to that person."""
    for clause in CLAUSE_BORDER.split(sentence):
        names = [word for word, tag in rjieba.tag(clause) if tag == "nr" and len(word) > 1]
        for name, post in product(names, _POST.findall(clause)):
            given = [c for s in basis.cited for c in CLAUSE_BORDER.split(s.text) if name in c]
            if given and not any(post in _POST.findall(clause) for clause in given):
                note = f"原文没有说{name}是{post}。"
                yield told("post", "fail", f"{name}{post}", note, basis.marker)
