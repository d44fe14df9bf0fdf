"""Small words that turn a sentence round: 没有, 未, 力争, 确保, 必须, 可以."""

import re
from collections.abc import Iterator

from youju.answering.checking.basis import Basis, matching_clause, stands_in, told
from youju.answering.clauses import clauses
from youju.types import Check

# 不断, 未来, 无偿 and the like deny nothing; 不低于 and its kin are hedges.
_DENIED = re.compile(
    r"没有|没能|没(?=[能做开到被])|未(?!来|成年|病|雨|央|婚|必|名)|尚无|并无|无(?=[法一需须])|并非|绝不|从不"
    r"|不(?![断仅但只光同少足到低超高大小管限等久良适便当合稳平均充忘懈变松误动明锈漏孕育育利安确])"
)
_FORCES = (
    ("aim", re.compile("力争|争取(?!到)|努力(?=[实达做完])|力求")),
    ("vow", re.compile("确保|保证(?!金|书)|务必")),
    (
        "must",
        re.compile(
            r"必须|应当|应(?=[在当于将由按该])|不得|严禁|务必|须(?=[在由经按])|(?<![重主需必次首])要(?![求点素领闻])"
        ),
    ),
    ("may", re.compile("可以|允许|(?:^|[均也都])可(?=[在由按向到])|鼓励")),
    ("over", re.compile("(?<!不)超过|(?<!不)高于|优于")),
    ("under", re.compile("(?<!不)低于|不足|不及")),
    ("above", re.compile("以上")),
    ("below", re.compile("以下|以内")),
)
_DUTY = re.compile("必须|严禁|不得|务必")
# Told for the other, each of these changes what was said; the first is the source's.
_CHANGED = {("aim", "vow"), ("vow", "aim"), ("must", "may"), ("may", "must")}
_CHANGED |= {("above", "below"), ("below", "above"), ("over", "under"), ("under", "over")}


def check_wording(sentence: str, basis: Basis) -> Iterator[Check]:
    """No clause denies what its source affirms, nor binds more or less than its source."""
    for clause in clauses(sentence):
        if stands_in(clause, basis.told):
            continue
        yield from _check_added_duty(clause, basis)
        if theirs := matching_clause(clause, basis.cited):
            yield from _check_denial(clause, theirs, basis)
            yield from _check_force(clause, theirs, basis)


def _check_denial(clause: str, theirs: str, basis: Basis) -> Iterator[Check]:
    mine, source = _DENIED.findall(clause), _DENIED.findall(theirs)
    if len(mine) % 2 == len(source) % 2:
        return
    if mine and not source:
        note = f"原文没有说“{mine[0]}”。"
    else:
        note = f"原文说的是“{source[0] if source else ''}”，意思相反。"
    yield told("negation", "fail", clause, note, basis.marker)


def _check_force(clause: str, theirs: str, basis: Basis) -> Iterator[Check]:
    mine, source = _forces(clause), _forces(theirs)
    for before, word in source.items():
        for after, other in mine.items():
            if (before, after) in _CHANGED and before not in mine and after not in source:
                note = f"原文是“{word}”，不是“{other}”。"
                yield told("force", "fail", other, note, basis.marker)


def _check_added_duty(clause: str, basis: Basis) -> Iterator[Check]:
    """必须 where the source neither demands nor vows."""
    added = _DUTY.search(clause)
    if added and not {"must", "vow"} & _forces(basis.told).keys():
        note = f"原文没有说“{added.group()}”。"
        yield told("force", "fail", added.group(), note, basis.marker)


def _forces(clause: str) -> dict[str, str]:
    found = ((name, pattern.search(clause)) for name, pattern in _FORCES)
    return {name: match.group() for name, match in found if match}
