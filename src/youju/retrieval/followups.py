"""A question that leans on the conversation before it becomes one that stands alone.

By rule, from what was last asked and answered; says where no rule settles it. What a question
names itself replaces what was named before, and nothing else is borrowed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from youju.retrieval.phrasing import (
    OF_SAME,
    asks,
    bare,
    masked_ask,
    subject_nouns,
    without_ask,
    without_pleading,
    written,
)
from youju.retrieval.referring import item_of, resolved
from youju.retrieval.replacing import Carried, Spoken, contrasted, framed, names_year, replaced
from youju.retrieval.spreading import named_as_measure

_LINK = re.compile(
    r"^(?:那么|那(?!个|些|里|边|年|一年|份|家|篇|次)|再问(?:一下)?|另外|此外|同期|同样|它(?=(?:19|20)\d\d|呢)|对了)[，]?"
)
_NE = re.compile(
    r"(?:的?(?:情况)?(?:呢|又?怎么样|又?如何|也?再?[查看说讲](?:一下|下|看)))[？。！]*$"
)
_THAT_IS = re.compile("^[这那](?:个|些)?(?=是(?!为|谁))")
_BESIDE = re.compile(
    "^那?[和跟与](?P<place>[^，。？]{2,8}?)(?:相比|比较|比)(?:呢|怎么样|如何)?[？。]*$"
)
_WHY = re.compile(
    r"^(?:这是|那是)?(?:为什么|为啥|为何|什么原因|原因(?:是什么|呢)?|怎么做到的|怎么实现的)[呢的？。]*$"
)
_MORE = re.compile(
    r"^(?:还有|其他|其它|别的|另外)(?:的)?(?:呢|吗|什么|哪些|别的|有哪些|没说的)*[？。]*$|^(?:继续|接着说|然后呢|展开说说|详细(?:说说|一点|点)|具体(?:说说|一点|点|呢|是什么)|你?(?:确定|肯定)吗|真的吗|是吗|对吗)[？。]*$"
)
_GREETING = 8  # characters: 你好，在吗
_SMALL_TALK = re.compile(r"谢谢|多谢|再见|你好|您好|^好的|辛苦|你是谁|^明白|^知道了|^嗯|^哦")
_WIDER = re.compile(r"全国|全省|全球|国家层面|我国")
_FRAGMENT = 24  # characters; what is longer says what it asks about
_AIM_ASKED = re.compile(
    r"^(?P<which>(?:(?:19|20)\d\d年底?)?的?(?:目标|计划|任务|实际|结果))(?:值|数)?(?:[是为])?(?:多少|什么)[？。]*$"
)
_ELLIPTIC = re.compile(
    r"^(?P<which>[^，。？]{1,10})的(?:又)?(?:是|有|达)?(?:多少|几[^，。？]{0,2}|什么)[？。]*$"
)


def is_small_talk(text: str) -> bool:
    """Whether a turn only greets or thanks: nothing leans on it, and it leans on nothing."""
    short = len(text) <= _GREETING or not asks(text)
    return short and _SMALL_TALK.search(text) is not None


def carried(question: str, places: Sequence[str], spoken: Spoken) -> Carried:
    """The question with what it borrows; `places` are those that it names itself."""
    if not spoken.base or is_small_talk(question):
        return Carried(text=question, borrowed=False)
    whole = _carried(question, places, spoken)
    return replace(whole, borrowed=whole.text != question)


def _carried(question: str, places: Sequence[str], spoken: Spoken) -> Carried:
    core = _LINK.sub("", without_pleading(question)).replace("呢，", "") or question
    about = _about_the_last(question, core, spoken)
    if about is not None:
        return about
    item = item_of(core, spoken.base, spoken.answer)
    if item is not None:
        return item_carried(item, spoken)
    plain = resolved(core, spoken.topic, spoken.answer, spoken.place)
    if plain is None:
        return Carried(text=f"{spoken.base.rstrip('？')}，{question}", settled=False)
    if plain != core:
        return framed(_ended(plain), places, spoken)
    return _without_pronoun(question, core, places, spoken)


def _about_the_last(question: str, core: str, spoken: Spoken) -> Carried | None:
    """为什么, 还有呢, 这是计划吗, 和娄底比呢: said of all that was asked last; None for others."""
    if is_that := _THAT_IS.match(question):
        return Carried(text=without_ask(spoken.base) + question[is_that.end() :])
    if beside := _BESIDE.match(question):
        return _side_by_side(beside["place"], spoken)
    if _WHY.match(core):
        return Carried(text=f"{without_ask(spoken.base)}的原因是什么？")
    if _MORE.match(core):
        more = f"{without_ask(spoken.base)}还有哪些？"
        return Carried(text=more if "有" in core else spoken.base)
    return None


def item_carried(item: str, spoken: Spoken) -> Carried:
    """The question about one thing of a list; unsettled where the list has no such thing."""
    if not item:
        return Carried(text=spoken.base, settled=False)
    return framed(item, (), spoken)


def _side_by_side(other: str, spoken: Spoken) -> Carried:
    """和娄底比呢: the same of both places."""
    here = written(spoken.base, spoken.place) if spoken.place else ""
    if not here:
        return Carried(text=f"{other}，{spoken.base}", settled=False)
    return Carried(text=spoken.base.replace(here, f"{here}和{other}", 1))


def _without_pronoun(question: str, core: str, places: Sequence[str], spoken: Spoken) -> Carried:
    elliptic = _ELLIPTIC.match(core) or _AIM_ASKED.match(core)
    if core.startswith("其中"):
        elliptic = None
    fragment = _NE.search(core) or elliptic or (core != question and not asks(core))
    if fragment and (elliptic or len(bare(core)) <= _FRAGMENT):
        rest = elliptic["which"] if elliptic else bare(_NE.sub("", core))
        return replaced(rest, places, spoken)
    if not places and (said := contrasted(core, spoken.base)):
        return Carried(text=said)
    if places:
        return Carried(text=question)
    bare_ask = masked_ask(core) and not subject_nouns(core)
    if (bare_ask and len(core) < _FRAGMENT) or OF_SAME.match(core):
        comma = "，" if core.startswith("其中") else ""
        about = without_ask(spoken.base)
        if spoken.year and names_year(core) and not core.startswith(("比", "较")):
            about = re.sub(rf"{spoken.year}年?底?", "", about)
        return Carried(text=about + comma + core)
    if _WIDER.search(question):
        return Carried(text=question)
    return framed(core if core != question else question, places, spoken)


def _ended(text: str) -> str:
    """它的投资呢, once 它 is named: … 投资是多少？."""
    if not _NE.search(text):
        return text
    stem = bare(_NE.sub("", text))
    return f"{stem}{'是多少' if named_as_measure(stem) else '怎么样'}？"
