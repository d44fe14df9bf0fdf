"""The words of a question that evidence must hold: no place, no year, nothing about its purpose."""

from youju.retrieval.framing import without_frame
from youju.retrieval.lexical import content_terms
from youju.retrieval.phrasing import clauses, is_aside
from youju.types import Query

_TOPIC = 12  # characters from which an aside may hold what is asked about
_ENOUGH = 4  # terms that a question must keep when what it is for is left out


def core_of(asked: Query) -> str:
    """The question without its frame, and without 写稿急用 and the like where enough is left."""
    core = without_frame(without_asides(asked.standalone), asked.places, asked.periods)
    if len(content_terms(core)) >= _ENOUGH:
        return core
    return without_frame(asked.standalone, asked.places, asked.periods)


def without_asides(question: str) -> str:
    """The question without what only says what it is for; a topic that is told so stays."""
    return "".join(piece for piece in clauses(question) if not _is_idle(piece))


def _is_idle(piece: str) -> bool:
    return is_aside(piece) and (piece.endswith("：") or len(piece) < _TOPIC)
