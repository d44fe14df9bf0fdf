"""The pieces of a question: its clauses, what each asks, and the words that frame them all.

Nothing is cut inside 《》, “” or （）.
"""

import re
from collections.abc import Sequence

import rjieba

from youju.reading.cleaning.patterns import any_of
from youju.reading.figures.units import UNIT
from youju.retrieval.framing import bare_place, find_years

ASK = re.compile(
    r"多少|(?<![第])几(?![乎年])|哪|什么|谁|[吗嘛]|是否|有没有|是不是|会不会|能不能|多[大高长重远快]|如何|怎[么样]|为什么|何时|何地|何种"
    r"|([一-鿿])没\1|([一-鿿])不\2|[了过]没有|第几|一样"
)
# What asks, with the verb before and the unit behind it.
ASK_WORDS = re.compile(
    rf"(?:(?:达到了?)?百分之几|(?:[是有为多少]|达到?)?了?(?:多少|(?<!第)几)(?:百|千|万|亿)*(?:{UNIT}|[个家名张人项])?(?!个百)"
    r"|多[大高长重远快]|(?:是|有)?(?:哪些|什么|谁)|是否|有没有|没有$|是不是|[吗嘛]|(?:是|为)?怎么样|如何)"
)
# What a clause asks of the thing that the one before it asked about.
OF_SAME = re.compile(
    r"^(?:又|还|并且?|而且|其中|同比|环比|比(?!例|赛)|较|增长|增加|增幅|涨幅|降幅|下降|减少|上升|提高|提升|降低"
    r"|涨了?|降了?|升了?|占比|占(?!地)|达到|完成|平均|折合|合(?!作)|几[月号点日]|什么时候|何时|哪[天年月]|第几)"
)
_PAIRS = {"《": "》", "“": "”", "（": "）", "‘": "’"}
# Polite and telling words around a question, which ask for nothing.
_POLITE = re.compile(
    r"^(?:(?:领导)?(?:想)?在?(?:讲话|稿子|材料|报告)稿?里(?:想|要)(?:写|用|举|对照|引用|提)?(?:一下|一句|到)?"
    r"|想在(?:讲话|稿子|材料|报告)稿?里(?:写|用|举|对照|引用|提)(?:一下|一句|到)?)?"
    r"(?:(?:你好|您好|请问|请教|麻烦|劳驾|帮我|帮忙|请|我想|想)?(?:一下|下)?"
    r"(?:您|你|问|查(?!了|处|出)|了解|知道|告诉我|说说|说|看看|列出|介绍)?(?:一?下|一查)?[，：]?)+"
)
_ASIDE = re.compile(
    r"^(?:写稿|讲话|稿子|材料|急用|着急|谢谢|多谢|请给|给个?数|请说|请列|我想写|我要写|要写|领导|汇报|想在|想举|为了|用于|写[^，]{0,12}要用)"
    r"|(?:急用|要用|谢谢|给数|要写全名|写进[^，]{0,8})$"
)


def clauses(text: str, marks: str = "，。？！；：") -> list[str]:
    """The text cut behind those marks; a mark stays at the end of its clause."""
    found, depth, start = [], 0, 0
    for here, char in enumerate(text):
        if char in _PAIRS:
            depth += 1
        elif char in _PAIRS.values():
            depth = max(0, depth - 1)
        elif char in marks and not depth:
            found.append(text[start : here + 1])
            start = here + 1
    return [clause for clause in (*found, text[start:]) if clause.strip("，。？！；：、 ")]


def bare(clause: str) -> str:
    """A clause without the marks at its ends."""
    return clause.strip("，。？！；：、 ")


def asks(clause: str) -> bool:
    """Whether a clause asks for something: not a polite aside."""
    return masked_ask(clause) is not None


def masked_ask(clause: str) -> re.Match[str] | None:
    """The first word that asks, outside of names in 《》 and “”."""
    hidden = re.sub("《[^》]*》|“[^”]*”", lambda m: "\0" * len(m.group()), clause)
    return ASK.search(hidden)


def without_ask(clause: str) -> str:
    """What a clause asks about, without what asks: 新增床位 of 新增多少张床位？."""
    return ASK_WORDS.sub("", bare(clause), count=1).removesuffix("的")


def is_aside(clause: str) -> bool:
    """Whether a clause says what the answer is for, or only pleads."""
    return not asks(clause) and _ASIDE.search(bare(clause)) is not None


def without_pleading(text: str) -> str:
    """The question without 请问, 帮我查一下 and the like before it."""
    rest = text[_polite_end(text) :]
    return rest if len(rest) > 2 else text


def without_courtesy(text: str) -> str:
    """A follow-up without the politeness around it: 住院的呢？ of 您好，住院的呢？谢谢！."""
    kept = "".join(clause for clause in clauses(text) if not is_aside(clause))
    return without_pleading(kept or text)


def _polite_end(text: str) -> int:
    found = _POLITE.match(text)
    return found.end() if found else 0


def written(text: str, place: str) -> str:
    """The place as the text writes it, with or without its rank; empty where it does not."""
    if place in text:
        return place
    name = bare_place(place)
    found = re.search(rf"{re.escape(name)}[市县区州]?", text)
    return found.group() if found else ""


def joined(place: str, text: str) -> str:
    """The place before the text; 市 is not written twice: X市 and 市中医院."""
    rest = text[1:] if place.endswith("市") and re.match("市(?![直级属委场民区政])", text) else text
    return place + rest


def asked_years(text: str) -> tuple[str, ...]:
    """The years that a question names, outside of titles: not 2030 of 《…2030…》."""
    return find_years(re.sub("《[^》]*》|“[^”]*”", " ", text))


def places_in(text: str, places: Sequence[str]) -> list[str]:
    """Those of the places that the text names, in its order."""
    return sorted(
        (p for p in places if written(text, p)), key=lambda p: text.find(written(text, p))
    )


_NOUN_TAGS = ("n", "vn", "nz", "nt", "ns", "nr", "j", "l", "eng", "i", "b", "s", "an")
_NO_SUBJECT = re.compile(
    any_of(
        "全省 全国 全市 全区 目标 计划 任务 结果 实际 效果 投资 总投资 面积 同比 涨幅 降幅 增幅",
        "负责人 情况 问题 总 大概 大约 原因 时候 时间 年度 全年 平均 省 市 县 区 人 级别 [A-Z]",
    )
)


def subject_nouns(text: str) -> list[str]:
    """Words of a text that may be what it is about."""
    return [
        word
        for word, tag in rjieba.tag(text)
        if tag in _NOUN_TAGS and not _NO_SUBJECT.fullmatch(word)
    ]
