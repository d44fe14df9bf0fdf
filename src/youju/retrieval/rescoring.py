"""A second opinion on the best passages, which may be absent, fail or come too late.

Whatever happens to it, the ranking that was there stands; why it does is kept as a notice.
"""

from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

from youju.errors import ModelUnavailable, YoujuError
from youju.models.reranking import Reranker

_REST_S = 60.0  # after a failure: nobody waits for it again and again


class Rescoring:
    """Asks a reranker, if there is one, and waits for it no longer than is good."""

    def __init__(self, reranker: Callable[[], Reranker | None], patience_s: float) -> None:
        self._reranker = reranker
        self._patience_s = patience_s
        self._rests_until = 0.0
        self.notice = ""  # a Chinese sentence on why it was not used last; empty when it was

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float] | None:
        """One score a text, in their order, higher is better; None where it has no say."""
        rerank = self._reranker()
        if rerank is None or not texts or monotonic() < self._rests_until:
            return None
        told: SimpleQueue[Sequence[float] | YoujuError] = SimpleQueue()
        Thread(
            target=lambda: told.put(_tried(rerank, question, texts)), name="rerank", daemon=True
        ).start()
        try:
            answer = told.get(timeout=self._patience_s)
        except Empty:
            answer = ModelUnavailable(f"重排模型在{self._patience_s:g}秒内没有排完。")
        if not isinstance(answer, YoujuError) and len(answer) != len(texts):
            answer = ModelUnavailable("重排模型给出的分数个数不对。")
        if not isinstance(answer, YoujuError):
            self.notice = ""
            return answer
        self._rests_until = monotonic() + _REST_S
        self.notice = f"{answer.message.rstrip('。')}，先用原来的排序。"
        return None


def _tried(rerank: Reranker, question: str, texts: Sequence[str]) -> Sequence[float] | YoujuError:
    try:
        return rerank(question, texts)
    except YoujuError as error:
        return error
