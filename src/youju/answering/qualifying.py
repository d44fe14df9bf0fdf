"""The words that qualify a figure: in a question, in an answer, and in the source that states it.

养老床位2.4万张 is not 医疗床位2.4万张, nor 公办83家 that of 公办13家、民办83家. Knows words only.
"""

import re
from itertools import pairwise

import rjieba

from youju.answering.abbreviations import shortened
from youju.answering.equality import quantities
from youju.reading.figures.quantities import Quantity
from youju.retrieval.framing import find_places, find_years, without_frame

_BORDER = re.compile(r"[，,；;。！？：、（）\n]")
_TELLING = ("n", "j", "l", "i", "b")  # what is counted, and what qualifies it; verbs may change
# Words with which any figure may be told.
_PLAIN_WORDS = (
    "总共 总计 合计 情况 数量 总数 人数 数字 其中 分别 目前 全市 全区 全县 全省 当年 全年 年度 "
    "本市 我市 我区 左右 以上 以下 水平 材料 文献 数据 报告 要求 目标 计划 任务 年底 年内 实际 "
    "工作 占比 比例 比率 金额 资金 单位 方面 同比 居民 全体 实现 达到"
)
_NUMBER_OF = re.compile("(?<=[位人家张名床])数")  # 托位数 is the number of 托位
_SHARED = 2  # characters of a word that two names have in common
_RANKED = re.compile("[一二三四五六][级类]|[正副]高")
_PREDICATES = frozenset(
    "节省 节约 减轻 减免 补助 投入 投资 奖励 招聘 培训 覆盖 接种 检查 采集".split(" ")  # noqa: SIM905
)
_PLAIN = frozenset(_PLAIN_WORDS.split(" "))


def said_of(figure: Quantity, text: str) -> str:
    """What a source says of one figure: its own piece, and the pieces that hold no other figure."""
    figures = quantities(text)
    said = []
    for start, end in pairwise((0, *(m.end() for m in _BORDER.finditer(text)), len(text))):
        inside = [other.start for other in figures if start <= other.start < end]
        if not inside or figure.start in inside:
            said.append(text[start:end])
    return shortened(" ".join(said))


def piece_of(sentence: str, figure: Quantity) -> str:
    """The piece of the sentence in which the figure stands, between commas of any kind."""
    start = max((m.end() for m in _BORDER.finditer(sentence, 0, figure.start)), default=0)
    after = _BORDER.search(sentence, figure.end)
    return sentence[start : after.start() if after else None]


def telling_words(text: str) -> list[str]:
    """The words of a piece that tell something: no figures, places, years or common verbs."""
    for figure in reversed(quantities(text)):
        text = f"{text[: figure.start]} {text[figure.end :]}"
    bare = _NUMBER_OF.sub("", without_frame(text, find_places(text), find_years(text)))
    return [
        word
        for word, tag in rjieba.tag(shortened(bare))
        if tag.startswith(_TELLING) and len(word) > 1 and word not in _PLAIN
    ]


def holds_word(text: str, word: str) -> bool:
    """Whether a text has the word, or a long word in its two parts; 节省 is said by 省下."""
    parts = len(word) > 2 and word[:2] in text and word[2:] in text
    return word in text or parts or (word in _PREDICATES and any(char in text for char in word))


def differing(question: str, indicator: str, said: str) -> bool:
    """Whether an indicator is like what is asked for, but of something else.

    Right before or behind a word that both have, each has a telling word of its own: 婴儿死亡率 and
    孕产妇死亡率, 引进博士 and 引进硕士. What is `said` of the figure elsewhere does not differ.
    """
    asked, told = ([word for word, _ in rjieba.tag(text)] for text in (question, indicator))
    for here, word in enumerate(told):
        if len(word) < _SHARED or word not in asked:
            continue
        there = asked.index(word)
        for step in (-1, 1):
            mine, theirs = _at(asked, there + step), _at(told, here + step)
            if mine and theirs and not holds_word(said, mine) and not holds_word(question, theirs):
                return True
    return False


def _at(words: list[str], place: int) -> str:
    """The telling word at a place of a text; empty where there is none."""
    word = words[place] if 0 <= place < len(words) else ""
    return word if telling_words(word) or _RANKED.fullmatch(word) else ""
