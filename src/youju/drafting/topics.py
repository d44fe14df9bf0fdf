"""What a draft is about, and how far a sentence is about it. Knows no brief and no place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from youju.answering.citing import Rarity
from youju.answering.sources import SourceSentence
from youju.reading.figures.quantities import find_quantities
from youju.text import without_number, words

_BY_TITLE = 0.4
_MENTIONED = 0.4  # of the share of a sentence that comes to the topic late
_EARLY = 24  # characters
_BY_THEME = 0.8  # in other words: 孕产妇 for 妇幼健康
_BY_TITLE_OF_ITEM = 0.9  # in a paragraph or section whose title says what the topic says
_BY_PARAGRAPH = 0.7  # a figure that goes on from a sentence about the topic
_BY_FIELD = 0.5  # by a name of the whole field: 医疗卫生 for 医疗
_BY_HEADING = 0.6  # what is left of the weight of a sentence that only stands under the topic
_AS_RARE = 0.85  # as the rarest word of a topic
_STEM_AS_RARE = 0.6
_LEAD = re.compile("[^。；：，]{2,15}。")  # 4. 普惠托育。
_BOOKS = re.compile("《[^》]*》")
# Names of the whole field: 医疗卫生机构 are not about 医疗服务.
_FIELD = ("医疗卫生", "卫生健康", "医药卫生")
_UMBRELLA = re.compile("|".join(_FIELD))
# Bodies of the party, whatever the rest of their name: 基层党支部 are not 基层医疗.
_PARTY = re.compile("基层党(?:支部|组织|建)")
_ENDINGS = "药院馆科室站师生"
_TOPICS = re.compile("[、，；和与及暨]|以及")
# Words that name no topic by themselves, however rare they are in a small library.
_GENERIC = frozenset(
    re.findall(
        "..",
        "服务工作体系建设能力管理发展事业机构队伍情况提升推进加强水平质量保障制度机制系统卫健安排打算计划任务目标要求",
    )
)


def _telling(named: Sequence[str]) -> list[str]:
    """The words that name a topic: 人才 of 人才队伍建设, 党组织 and not 党组 of 党组织建设."""
    whole = [
        word
        for word in named
        if word not in _GENERIC
        and not any(word != part and word.replace(part, "") in _GENERIC for part in named)
    ]
    return [w for w in whole if not any(_cuts(w, other, named) for other in whole if other != w)]


def _cuts(part: str, word: str, named: Sequence[str]) -> bool:
    """Whether a part is of a longer word what no other part completes: 党组 of 党组织."""
    return part in word and word.replace(part, "", 1) not in named


def _stem(word: str, rarity: Rarity) -> str:
    """中医 of 中医药, as texts also have 中医馆; not 卫生 of 卫生院, which stands everywhere."""
    if len(word) != 3 or word[2] not in _ENDINGS:
        return word
    weights = rarity([word, word[:2]])
    return word[:2] if weights[word[:2]] >= _STEM_AS_RARE * weights[word] else word


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """The words of what a draft is about."""

    keys: tuple[str, ...]  # the rarest words of each thing that it names: 托育 of 托育服务
    weights: Mapping[str, float]  # of all its words, by their rarity
    also: tuple[str, ...] = ()  # what texts call its theme as well
    is_special: bool = True  # not 医疗 or 健康 by itself, which names of the whole field are about
    titles: frozenset[str] = frozenset()  # of paragraphs and sections, that say the same as it

    @classmethod
    def of(cls, topic: str, rarity: Rarity, also: tuple[str, ...] = ()) -> "Topic":
        keys: list[str] = []
        weights: dict[str, float] = {}
        for part in _TOPICS.split(topic):
            named = [word for word in words(part) if len(word) > 1]
            own = rarity(_telling(named) or named)
            if own:
                rare = _AS_RARE * max(own.values())
                keys += [_stem(word, rarity) for word in own if own[word] >= rare]
                weights.update(own)
        return cls(
            keys=tuple(keys) or (topic,),
            weights=weights or {topic: 1.0},
            also=also,
            is_special=not any(name.startswith(topic) or name.endswith(topic) for name in _FIELD),
        )

    def share(self, source: SourceSentence) -> float:
        """How far a sentence is about the topic: by its words, its heading, its title, or not.

        Less where it only comes to speak of it: 中医院面向社区卫生服务中心提供支持.
        """
        share = self._share(source)
        return share if self._speaks_early(source) or self.heads(source) else _MENTIONED * share

    def _speaks_early(self, source: SourceSentence) -> bool:
        """Whether the topic is named among the first words, or nowhere in the sentence."""
        at = [found for word in (*self.keys, *self.also) if (found := source.text.find(word)) >= 0]
        return min(at, default=0) <= _EARLY

    def _share(self, source: SourceSentence) -> float:
        text = _BOOKS.sub("", source.text)
        text = _UMBRELLA.sub("", text) if self.is_special else text
        text = text if "党" in "".join(self.keys) else _PARTY.sub("", text)
        if self._is_in(text):
            held = sum(weight for word, weight in self.weights.items() if word in text)
            return (1 + held / sum(self.weights.values())) / 2
        titles = " ".join([source.passage.facts.title, *_BOOKS.findall(source.text)])
        shares = (
            (title_of(source) in self.titles, _BY_TITLE_OF_ITEM),
            (any(word in source.text for word in self.also), _BY_THEME),
            (self.goes_on(source), _BY_PARAGRAPH),
            (self.heads(source), _BY_HEADING),
            (self._is_in(_BOOKS.sub("", source.text)), _BY_FIELD),
            (self._is_in(titles), _BY_TITLE),
        )
        return next((share for holds, share in shares if holds), 0.0)

    def _is_in(self, text: str) -> bool:
        return any(key in text for key in self.keys)

    def heads(self, source: SourceSentence) -> bool:
        """Whether a sentence stands under a heading about the topic, or in an item led by one."""
        if title_of(source) in self.titles:
            return True
        headings = " ".join([*source.passage.chunk.headings, _lead(_before(source))])
        return any(_named(key, headings) for key in self.keys)

    def goes_on(self, source: SourceSentence) -> bool:
        """Whether a sentence with a figure follows one about the topic in its paragraph."""
        before = _before(source)
        named = self._is_in(before) or title_of(source) in self.titles
        return bool(before) and named and bool(find_quantities(source.text))


def title_of(source: SourceSentence) -> str:
    """What the item of a sentence is about: its paragraph's first words, else its heading."""
    headings = source.passage.chunk.headings
    return _lead(_before(source) + source.text) or (_bare(headings[-1]) if headings else "")


def _lead(paragraph: str) -> str:
    """Its first sentence where that is short and without a figure: 4. 普惠托育。"""
    found = _LEAD.match(paragraph)
    return _bare(found.group()) if found and not find_quantities(found.group()) else ""


def _bare(title: str) -> str:
    """A title without its number and its stop."""
    return without_number(title).strip("。 ")


def _named(key: str, heading: str) -> bool:
    """Whether a heading has the word, or what it is short for: 党建 of 党的建设."""
    if len(key) != 2:
        return key in heading
    return re.search(f"{re.escape(key[0])}.{{0,3}}{re.escape(key[1])}", heading) is not None


def _before(source: SourceSentence) -> str:
    """What stands before a sentence in its paragraph."""
    chunk = source.passage.chunk
    return chunk.text[: source.start - chunk.start].rsplit("\n", 1)[-1]
