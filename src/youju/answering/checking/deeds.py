"""Who did what, and which grade is whose: as the clause of the source that says so has it."""

import re
from collections.abc import Iterator

import rjieba

from youju.answering.checking.basis import Basis, matching_clause, told
from youju.answering.clauses import clauses
from youju.types import Check

_DEED = re.compile(
    "主持|讲话|作(?:了)?(?:工作)?报告|宣读|通报|部署|致辞|总结|点评|签[约字署]|带队|主办|承办|牵头"
)
_GRADE = re.compile(r"[一二三四五六1-6]级(?:[甲乙丙]等)?|[二三][甲乙]")


def check_deeds(sentence: str, basis: Basis) -> Iterator[Check]:
    """A deed is not told of a person where the sources tell it of another one."""
    for clause in clauses(sentence):
        names = _names(clause)
        for deed in _DEED.findall(clause) if names else ():
            doers = [_names(c) for s in basis.cited for c in clauses(s.text) if deed in c]
            known = set().union(*doers) if doers else set()
            if known and not names & known:
                who = "、".join(sorted(names))
                note = f"原文说的不是{who}{deed}。"
                yield told("person", "fail", clause, note, basis.marker)


def check_grades(sentence: str, basis: Basis) -> Iterator[Check]:
    """A grade is that of the source's clause which says the same: 电子病历 is 三级, not 四级."""
    for clause in clauses(sentence):
        grades = _GRADE.findall(clause)
        theirs = matching_clause(_GRADE.sub("", clause), basis.cited) if grades else ""
        stated = _GRADE.findall(theirs)
        for grade in grades:
            if stated and not any(_agree(grade, other) for other in stated):
                yield told("grade", "fail", grade, f"原文写的是{'、'.join(stated)}。", basis.marker)


def _agree(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _names(clause: str) -> set[str]:
    """The names of persons; 李志强 may come in two pieces."""
    names, before = set(), ""
    for word, tag in rjieba.tag(clause):
        before = before + word if tag.startswith("nr") else ""
        if len(before) > 1:
            names.discard(before.removesuffix(word))
            names.add(before)
    return names
