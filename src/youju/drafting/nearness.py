"""How near sentences lie to a topic: by their words, their titles, and what they go on from.

Knows no brief and no year.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from youju.answering.citing import Similarity
from youju.answering.sources import SourceSentence
from youju.answering.weighing import Weighed
from youju.drafting.themes import Theme, names_another
from youju.drafting.topics import Topic, title_of
from youju.reading.metadata.masks import masked_places
from youju.retrieval.framing import find_places
from youju.retrieval.institutions import find_bodies

_At = tuple[str, int]  # where a sentence begins: its document and the offset
_STILL_ABOUT = 0.68  # cosine with the topic: a sentence below it has left it; see eval/LOG.md
_SAME = 0.88  # cosine of a title with the topic: it says the same; see eval/LOG.md
_AT_A_TIME = 12  # sentences that are embedded for one question
_PASSED_ON = 0.8  # of a sentence's weight to the one that goes on from it
_OPENING = 10  # characters of a sentence in which its subject stands
_DEPENDENT = re.compile(
    "^(?:其中|这[一些是种]|该|对此|为此|由此|上述|[他她它]们?|同比|比上年|占比|已(?!经?有)|均|也|还|并|且)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosines:
    """How near texts lie to one topic by the embedding model."""

    similarity: Similarity
    topic: str

    def of(self, texts: Sequence[str]) -> dict[str, float]:
        """Of each text; none while there is no embedding model."""
        found: dict[str, float] = {}
        different = list(dict.fromkeys(filter(None, texts)))
        for at in range(0, len(different), _AT_A_TIME):
            some = different[at : at + _AT_A_TIME]
            found.update(zip(some, self.similarity(self.topic, some) or (), strict=False))
        return found


def by_nearness(
    found: Sequence[Weighed], topic: Topic, cosines: Cosines, themes: Sequence[Theme]
) -> Iterator[tuple[Weighed, float]]:
    """Each sentence once, with its weight for the topic: 0 for one that is not about it."""
    ranked = _heaviest(found)
    sources = [one.source for one in ranked]
    whole = replace(topic, titles=_titles(cosines, sources, themes))
    weights = _weights(ranked, _going_on(whole, cosines, sources), whole.titles)
    return ((one, weights[_at(one.source)] * whole.share(one.source)) for one in ranked)


def _titles(
    cosines: Cosines, sources: Sequence[SourceSentence], themes: Sequence[Theme]
) -> frozenset[str]:
    """The titles of sections and paragraphs that say in other words what the topic says."""
    of_titles = cosines.of([title_of(source) for source in sources])
    near = (title for title, cosine in of_titles.items() if cosine >= _SAME)
    return frozenset(title for title in near if not names_another(title, cosines.topic, themes))


def _going_on(topic: Topic, cosines: Cosines, sources: Sequence[SourceSentence]) -> set[_At]:
    """Where the sentences stand that follow one about the topic and have not left it.

    Those in an item on the topic, and those that lie near it by the embedding model.
    """
    near: set[_At] = set()
    doubtful = []
    for source in filter(topic.goes_on, sources):
        if topic.heads(source):
            near.add(_at(source))
        elif not _turns_to_another(source.text):
            doubtful.append(source)
    of_texts = cosines.of([source.text for source in doubtful])
    return near | {_at(s) for s in doubtful if of_texts.get(s.text, 0.0) >= _STILL_ABOUT}


def _turns_to_another(text: str) -> bool:
    """Whether a sentence begins with a place or an institution: it is about what that did."""
    opening = text[:_OPENING]
    return bool(find_bodies(opening) or masked_places(opening) or find_places(opening, ()))


def leans_on_last(text: str) -> bool:
    """Whether a sentence goes on from the one before it: 其中，…."""
    return _DEPENDENT.search(text) is not None


def _at(source: SourceSentence) -> _At:
    return source.passage.chunk.doc_id, source.start


def _heaviest(found: Sequence[Weighed]) -> list[Weighed]:
    """Each sentence once, with the most that any question gave it."""
    best: dict[_At, Weighed] = {}
    for one in found:
        key = _at(one.source)
        if key not in best or best[key].weight < one.weight:
            best[key] = one
    return list(best.values())


def _weights(
    ranked: Sequence[Weighed], going_on: set[_At], titles: frozenset[str]
) -> dict[_At, float]:
    """Each sentence's weight; one that goes on from another has that one's, if it is more.

    Under a title that says what the topic says, it goes on from the weightiest before it.
    """
    weights: dict[_At, float] = {}
    last: SourceSentence | None = None
    under: dict[tuple[str, str], float] = {}
    for one in sorted(ranked, key=lambda w: _at(w.source)):
        source, weight = one.source, one.weight
        follows = last is not None and _follows(source, last)
        if last and follows and (leans_on_last(source.text) or _at(source) in going_on):
            weight = max(weight, _PASSED_ON * weights[_at(last)])
        title = source.passage.chunk.doc_id, title_of(source)
        if title[1] in titles:
            if _at(source) in going_on:
                weight = max(weight, under.get(title, 0.0))
            under[title] = max(weight, under.get(title, 0.0))
        weights[_at(source)] = weight
        last = source
    return weights


def _follows(source: SourceSentence, other: SourceSentence) -> bool:
    """Whether a sentence stands right behind another."""
    same = source.passage.chunk.doc_id == other.passage.chunk.doc_id
    return same and other.end <= source.start <= other.end + 1
