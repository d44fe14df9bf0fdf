"""Words in quotation marks and titles in 《》 stand in a source letter for letter."""

import re
from collections.abc import Iterator

from youju.answering.checking.basis import Basis, stands_in, told
from youju.types import Check

_QUOTED = re.compile("“([^“”]{9,})”")  # shorter ones are words with a meaning of their own
_TITLE = re.compile("《([^《》]{2,})》")


def check_quotes(sentence: str, basis: Basis) -> Iterator[Check]:
    for found in _QUOTED.finditer(sentence):
        if not stands_in(found[1].rstrip("，。；"), basis.around):
            yield told("quote", "fail", found.group(), "引文与原文不一致。", basis.marker)
    known = "\n".join([basis.around, *(f"{s.context}\n{s.text}" for s in basis.others)])
    for found in _TITLE.finditer(sentence):
        if not stands_in(found[1], known):
            note = "所引原文里没有这个文件或文献名。"
            yield told("quote", "fail", found.group(), note, basis.marker)
