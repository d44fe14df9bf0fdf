"""What a question asks for: places, years, a figure or not, and what it borrows from before.

Works by rule on the question and the conversation; knows neither documents nor models.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from youju.retrieval.followups import standalone
from youju.retrieval.framing import find_places, find_years
from youju.retrieval.wording import simplified
from youju.types import History, Query

_FIGURE = re.compile(
    r"多少|几(?![乎何年])|多大|多高|多长|多重|占比|比例|比率|[率额数量](?:是|为|有|达|$|[？?])"
    r"|达到了?什么(?:水平|程度)|目标是|指标"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What a library holds, as far as it takes to understand a question."""

    places: tuple[str, ...] = ()
    years: Mapping[str, str] = field(
        default_factory=dict
    )  # of each place: the newest that its documents speak of
    home: str | None = None  # the office's own place: what 我市 means


def analyse(question: str, history: History = (), holdings: Holdings | None = None) -> Query:
    """Read a question, in the light of the conversation before it and of what the library holds."""
    known_places = (holdings or Holdings()).places
    text = simplified(question.strip())
    whole = standalone(text, history, tuple(known_places))
    return Query(
        text=question,
        standalone=whole,
        places=find_places(whole, known_places),
        periods=find_years(whole),
        wants_figure=bool(_FIGURE.search(whole)),
        history_used=whole != text,
    )
