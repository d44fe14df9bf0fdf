"""The words of a question that evidence must hold: no place, no year, nothing about its purpose."""

import re
from functools import lru_cache

from youju.reading.figures.units import UNIT
from youju.retrieval.framing import without_frame
from youju.retrieval.lexical import content_terms
from youju.retrieval.phrasing import clauses, is_aside
from youju.types import Query

_TOPIC = 12  # characters from which an aside may hold what is asked about
# 张 of 多少张 is no word that evidence must hold: 2.4万张 has it, and so has every bed.
_UNIT = re.compile(rf"(?<=多少)(?:[十百千]?[万亿])?(?:{UNIT})|(?<=几)(?:{UNIT})(?!亿)")
# Words of talk, which no document has.
_IDLE = re.compile("来着|那块儿?|这块儿?|到底|究竟|人家|那个|这个|口径数?|准数|请核对|具体|大家")
# What is said before 请问 is for courtesy, where enough is asked behind it.
_PLEADING = re.compile(r"(?:想?请教|请问|想问|想了解|帮忙?查|麻烦查?)(?:一下|您|你们?)*[，：]?")
_ENOUGH = 4  # terms that a question must keep when what it is for is left out


@lru_cache(maxsize=256)  # each figure of the passages asks for the same few
def core_of(asked: Query) -> str:
    """The question without its frame, and without 写稿急用 and the like where enough is left."""
    plain = _IDLE.sub(" ", _UNIT.sub(" ", without_asides(asked.standalone)))
    core = without_frame(plain, asked.places, asked.periods)
    if len(content_terms(core)) >= _ENOUGH:
        return core
    return without_frame(asked.standalone, asked.places, asked.periods)


def without_asides(question: str) -> str:
    """The question without what only says what it is for; a topic that is told so stays."""
    if found := _PLEADING.search(question):
        rest = question[found.end() :]
        if found.start() and len(content_terms(rest)) >= _ENOUGH:
            question = rest
    return "".join(piece for piece in clauses(question) if not _is_idle(piece))


def _is_idle(piece: str) -> bool:
    return is_aside(piece) and (piece.endswith("：") or len(piece) < _TOPIC)
