"""What a draft is about, and how far a sentence is about it. Knows no brief and no place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from youju.answering.citing import Rarity
from youju.answering.sources import SourceSentence
from youju.reading.figures.quantities import find_quantities
from youju.text import words

_BY_TITLE = 0.4
_BY_PARAGRAPH = 0.7  # a figure that goes on from a sentence about the topic
_BY_HEADING = 0.6  # what is left of the weight of a sentence that only stands under the topic
_AS_RARE = 0.85  # as the rarest word of a topic
_STEM_AS_RARE = 0.6
_TOPICS = re.compile("[、，；和与及暨]|以及")
# Words that name no topic by themselves, however rare they are in a small library.
_GENERIC = frozenset(
    re.findall(
        "..",
        "服务工作体系建设能力管理发展事业机构队伍情况提升推进加强水平质量保障制度机制",
    )
)


def _stem(word: str, rarity: Rarity) -> str:
    """中医 of 中医药, as texts also have 中医馆; not 卫生 of 卫生院, which stands everywhere."""
    if len(word) != 3:
        return word
    weights = rarity([word, word[:2]])
    return word[:2] if weights[word[:2]] >= _STEM_AS_RARE * weights[word] else word


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """The words of what a draft is about."""

    keys: tuple[str, ...]  # the rarest words of each thing that it names: 托育 of 托育服务
    weights: Mapping[str, float]  # of all its words, by their rarity

    @classmethod
    def of(cls, topic: str, rarity: Rarity) -> "Topic":
        keys: list[str] = []
        weights: dict[str, float] = {}
        for part in _TOPICS.split(topic):
            named = [word for word in words(part) if len(word) > 1]
            own = rarity([word for word in named if word not in _GENERIC] or named)
            if own:
                rare = _AS_RARE * max(own.values())
                keys += [_stem(word, rarity) for word in own if own[word] >= rare]
                weights.update(own)
        return cls(keys=tuple(keys) or (topic,), weights=weights or {topic: 1.0})

    def share(self, source: SourceSentence) -> float:
        """How far a sentence is about the topic: by its words, its heading, its title, or not."""
        if any(key in source.text for key in self.keys):
            held = sum(weight for word, weight in self.weights.items() if word in source.text)
            return (1 + held / sum(self.weights.values())) / 2
        headings = " ".join(source.passage.chunk.headings)
        if find_quantities(source.text) and any(key in _before(source) for key in self.keys):
            return _BY_PARAGRAPH
        if any(key in headings for key in self.keys):
            return _BY_HEADING
        return _BY_TITLE if any(key in source.passage.facts.title for key in self.keys) else 0.0


def _before(source: SourceSentence) -> str:
    """What stands before a sentence in its paragraph."""
    chunk = source.passage.chunk
    return chunk.text[: source.start - chunk.start].rsplit("\n", 1)[-1]
