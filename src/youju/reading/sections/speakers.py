"""Who says what: a sentence that opens with a name and a verb of saying begins a person's words.

Judges by the words of the sentence alone; whose document it is, this module does not know.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from youju.text import sentence_spans

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
    "吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万"
    "钱严覃武戴莫孔汤郄洪尚柯葛岑焦庞樊兰殷施裴翟俞温庄柴瞿阎聂麻祁褚古傅牛鲁桂盛耿岳宁牟鲍华凌"
    "倪庾喻柏窦章云昌苗凤花柳酆费廉滕罗毕安常乐皮卞齐康伍卜穆萧姬申冉宫寇包左解游屠蒙池乔阴胥卓"
    "蔺芦巩厉冼辛甘佟仇向匡晏楚靳隋党谷邢娄骆蓝涂栾车臧邸郎敖冷税翁艾易"
)
_NAME = rf"(?:欧阳|司马|上官|诸葛|[{_SURNAMES}])[\u3400-\u9fff]{{1,2}}?"
_POST = (
    "书记|主任|局长|市长|县长|区长|州长|省长|部长|厅长|院长|主席|秘书长|委员|专员|处长|站长|"
    "科长|校长|组长|总队长|镇长|乡长"
)
_IN = "在(?:会上|讲话中|致辞中|发言中|总结中|工作报告中|报告中|主持会议时|座谈时|调研时|会议上)"
_ADVERB = (
    r"(?:(?:在|就|对|从|围绕|结合|针对|出席|主持|深刻|还|也|首先|最后|同时|随后|特别|着重|进一步)"
    r"[^，。；：“”\n]{0,24}?)?"
)
_SAYS = (
    "强调|指出|要求|表示|认为|充分肯定|高度评价|介绍|说|提出|谈到|坦言|通报了|部署|分析了|回顾了|作了|"
    "代表"
)
_SPEAKS = re.compile(
    rf"(?:[^，。；：“”\n]{{0,40}}?(?:{_POST})\s*)?"
    rf"(?P<name>{_NAME})(?:同志|{_POST})?(?:{_IN}|{_ADVERB}(?:{_SAYS}))"
)
_PRONOUN_SAYS = re.compile(rf"[他她]{_ADVERB}(?:{_SAYS})")
_NOT_A_NAME = re.compile(
    "会|方|关|有|面|大家|大量|要|管|生|何[时地种处]|于是|任务|许多|度|案|件|委|时|马上|主持"
)
# Whom the text introduces by office: a sentence that opens with such a name gives that person's
# words, unless it tells what the person did.
_INTRODUCED = re.compile(
    rf"(?:{_POST})(?P<name>{_NAME})(?:同志)?"
    r"(?=出席|到会|到场|参加|主持|讲话|致辞|作|在|对|就|强调|指出|要求|表示|说|[，。；、和及])"
)
_ACTS = re.compile("(?:同志)?(?:出席|主持|参加|参观|一行|来到|走进|到会|为)")
_LONGEST_NAME = 4
_NEAR = 80  # characters from 他 back to whom it stands for
_NARRATES = re.compile("会议|会上|会前|会后|大会|参加|出席|当天|随后")
_NARRATES_ON = re.compile(
    "会议(?:要求|强调|指出|还|对|由|表彰|表扬|通报|号召)|会上，|会后，|参加会议的"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A piece of running text, and who says it; None: the writer."""

    start: int
    end: int
    speaker: str | None


def introduced_names(text: str) -> frozenset[str]:
    """The people whom the text names with their office."""
    names = {found["name"] for found in _INTRODUCED.finditer(text)}
    return frozenset(name for name in names if not _NOT_A_NAME.search(name))


def split_turns(
    text: str, start: int, end: int, *, names: frozenset[str], before: str | None = None
) -> Iterator[Turn]:
    """Cut `text[start:end]` where another person begins to speak, or the writer goes on.

    What follows a person's words is theirs, up to the next person or to what the writer tells of
    the meeting. `names` are the people whom the document introduces; `before` speaks at the start.
    """
    begin, speaker = start, before
    for first, last in sentence_spans(text, start, end):
        sentence = text[first : min(last + 1, first + 120)]
        goes_on = (
            None if _narrates(sentence, first == start or text[first - 1].isspace()) else speaker
        )
        said_by = _speaker(sentence, names, goes_on)
        if said_by is None and _PRONOUN_SAYS.match(sentence):
            said_by = _last_named(text[max(start, first - _NEAR) : first])
        if said_by != speaker:
            if begin < first:
                yield Turn(start=begin, end=first, speaker=speaker)
            begin, speaker = first, said_by
    if begin < end:
        yield Turn(start=begin, end=end, speaker=speaker)


def _narrates(sentence: str, opens_paragraph: bool) -> bool:
    return bool((_NARRATES if opens_paragraph else _NARRATES_ON).match(sentence))


def _last_named(words: str) -> str | None:
    """The person whom 他 stands for: the last one introduced before."""
    found = [m["name"] for m in _INTRODUCED.finditer(words)]
    return found[-1] if found and not _NOT_A_NAME.search(found[-1]) else None


def _speaker(sentence: str, names: frozenset[str], otherwise: str | None) -> str | None:
    """Whose words the sentence says that it gives; None where it tells what a person did."""
    found = _SPEAKS.match(sentence)
    if found and not _NOT_A_NAME.search(found["name"]):
        return found["name"]
    for length in range(_LONGEST_NAME, 1, -1):
        if sentence[:length] in names:
            return None if _ACTS.match(sentence, length) else sentence[:length]
    return otherwise
