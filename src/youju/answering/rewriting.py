"""A follow-up that no rule settles, as a question of its own in a model's words.

A model's rewriting is taken only where it keeps every word of the follow-up and brings in nothing
that was not said. The embedded model is not asked: it gives back the old question (eval/LOG.md).
"""

import re

from langchain_core.language_models import BaseChatModel

from youju.answering.prompts import REWRITING_PROMPT
from youju.errors import EndpointFailed
from youju.models.chat import stream_words
from youju.retrieval.phrasing import asks
from youju.text import words
from youju.types import History, Query

_TURNS = 4
_TURN_CHARS = 300
_LONGEST = 120  # characters of a question
_ROLES = {"user": "用户", "assistant": "助手"}
_LEADING_BACK = frozenset(
    ["它们", "他们", "那个", "这个", "那么", "那里", "这里", "上面", "前面", "后面", "其中", "同期"]
)


def rewritten(model: BaseChatModel, query: Query, history: History) -> str | None:
    """The question as it stands alone; None where the model fails or its words are no good."""
    said = "\n".join(f"{_ROLES[t.role]}：{t.content[:_TURN_CHARS]}" for t in history[-_TURNS:])
    prompt = REWRITING_PROMPT.invoke({"history": said, "question": query.text})
    try:
        told = "".join(stream_words(model, prompt)).strip().removeprefix("改写：").strip()
    except EndpointFailed:  # the rules' guess stands
        return None
    return told if _keeps(query.text, told, said) else None


def _keeps(question: str, told: str, said: str) -> bool:
    """Whether a rewriting asks, keeps the follow-up's words, and names no number of its own."""
    if not told or len(told) > _LONGEST or "\n" in told or not asks(told):
        return False
    kept = all(word in told for word in words(question) if word not in _LEADING_BACK)
    known = f"{said} {question}"
    return kept and all(number in known for number in re.findall(r"\d+", told))
