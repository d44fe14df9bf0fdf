"""The words around a figure are those that its source has around it.

Stricter than nearness of words: what a figure counts must be said of that very figure.
"""

import re
from collections.abc import Iterator

from youju.answering.abbreviations import shortened
from youju.answering.checking.basis import Basis, told
from youju.answering.equality import quantities, same_figure
from youju.answering.qualifying import holds_word, piece_of, said_of, telling_words
from youju.types import Check

_RISING = re.compile("提高|上升|增长|增加|提升|多了|升[至到高]|涨")
_FALLING = re.compile("下降|减少|降低|压减|缩短|少了|降[至到低]|降幅|跌")


def check_qualifiers(sentence: str, basis: Basis) -> Iterator[Check]:
    """Each telling word beside a figure stands beside that figure in a source that is cited."""
    around = " ".join(shortened(source.context) for source in basis.cited)
    for figure in quantities(sentence):
        theirs = [
            said_of(other, source.text) + around
            for source in basis.cited
            for other in quantities(source.text)
            if same_figure(other, figure)
        ]
        strange = [
            word
            for word in telling_words(piece_of(sentence, figure))
            if not any(holds_word(text, word) for text in theirs)
        ]
        piece = piece_of(sentence, figure)
        for turn in (_RISING, _FALLING):
            if (told_so := turn.search(piece)) and not any(map(turn.search, theirs)):
                strange.append(told_so.group())
        if theirs and strange:
            note = f"原文说到这个数据时没有说“{strange[0]}”。"
            text = sentence[figure.start : figure.end]
            yield told("indicator", "fail", text, note, basis.marker)
