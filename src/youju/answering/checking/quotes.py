"""Words in quotation marks and titles in 《》 stand in a source letter for letter."""

import re
from collections.abc import Iterator

from youju.answering.checking.basis import Basis, stands_in, told
from youju.types import Check, Verdict

_QUOTED = re.compile("“([^“”]{4,})”")
_LONG = 8  # characters; more are a quotation, fewer a word that may be set in marks for emphasis
_TITLE = re.compile("《([^《》]{2,})》")


def check_quotes(sentence: str, basis: Basis) -> Iterator[Check]:
    for found in _QUOTED.finditer(sentence):
        if not stands_in(found[1].rstrip("，。；"), basis.around):
            verdict: Verdict = "fail" if len(found[1]) > _LONG else "warn"
            yield told("quote", verdict, found.group(), "引文与原文不一致。", basis.marker)
    known = "\n".join([basis.around, *(f"{s.context}\n{s.text}" for s in basis.others)])
    for found in _TITLE.finditer(sentence):
        if not stands_in(found[1], known):
            note = "所引原文里没有这个文件或文献名。"
            yield told("quote", "fail", found.group(), note, basis.marker)
