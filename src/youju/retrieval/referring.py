"""What 它, 她, 该院, 这一项, 后者 and 第二个 of a question mean: named in the turns before it."""

import re
from collections.abc import Callable

import rjieba

from youju.retrieval.institutions import find_bodies
from youju.retrieval.spreading import things_in

_ORDINAL = re.compile(
    r"(?:上面|刚才|前面|其中)?(?:你?(?:说|提到|列|讲|列出|列举))?的?(?:第(?P<n>[一二三四五六七八九十]|\d{1,2})|(?P<last>最后一))(?:个|项|点|条|家|方面|位|类)(?:措施|项目|任务|内容|方面|医院|要求|目标)?"
)
_FORMER = re.compile("前者|前一个|后者|(?<!最)后一个")
_NUMERALS = "零一二三四五六七八九十"
_ITEM = re.compile(
    r"(?:^|[\n；;。：:])\s*(?:\d{1,2}[.、．)）]|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+[、是]|第[一二三四五六七八九十]+[，、是]|[-·•*]\s)\s*([^\n；;。]+)"
)
_LISTED = re.compile(
    r"(?:包括|分别是|分别为|有|是|为|：|达到)([^。；：，]{2,30}?(?:[、和及与][^。；：，、]{2,30})+)"
)
_PERSON = re.compile(r"(?<![其吉])[他她](?![们人])")
_PLACE = re.compile(
    r"他们(?:那里|那边|当地|市|区)?|她们|当地|那里|那边|该[市县区地]|这个[市县区]|那个[市县区]|(?<=[在对])该市"
)
_BODY = re.compile(
    r"该(?:医)?院|[这那](?:家|个|所)?(?:医院|卫生院|机构|单位|中心|公司|学校)|该(?:中心|机构|公司|单位|集团)"
)
_IT = re.compile(
    r"它(?!们)(?:的)?|它们的?|(?<![尤及与极如])其(?![中他它实余次一二三间后])|该(?:项目|指标|工程|活动|行动|比例|政策)|(?<!的)[这那](?:一?个|一?项)(?:工作|指标|数据|数字?|比例|目标|项目|工程|活动|政策|措施|计划)?(?![市县区年月人])|这些(?=[的有是都分]|，)"
)
_VERB_BEHIND = re.compile("(?<=..)[作说在任对就为主出向提]$")
_TITLED = re.compile(
    r"(?:书记|主任|院长|局长|区长|市长|处长|作者|记者|同志|医生|教授|组长)(?:[：:、]|是|为)?([一-鿿]{2,3})"
    r"|([一-鿿]{2,3})(?=同志|教授|（)"
)


def item_of(question: str, base: str, answer: str) -> str | None:
    """The question with 第二个 or 后者 named; None where it has none, empty where none is found."""
    if pair := _FORMER.search(question):
        items = things_in(base) or _items(answer)
        if len(items) != 2:
            return ""
        item = items[0] if pair.group().startswith("前") else items[1]
        return question.replace(pair.group(), item, 1)
    ordinal = _ORDINAL.match(question)
    if ordinal is None or not (items := _items(answer)):
        return "" if ordinal else None
    number = len(items) if ordinal["last"] else _number(ordinal["n"])
    if not 1 <= number <= len(items):
        return ""
    rest = question[ordinal.end() :].strip("？。 ")
    asked = (
        "具体是什么"
        if rest in ("", "呢", "是什么", "是啥", "是哪个", "指什么", "说的是什么")
        else rest
    )
    return f"{items[number - 1]}{asked}？"


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMERALS.index(word)


def _items(answer: str) -> list[str]:
    """What an answer lists: by numbers, or in a row of names."""
    numbered = [item.strip() for item in _ITEM.findall(answer)]
    if len(numbered) > 1:
        return [re.sub(r"\[\d+\]", "", item) for item in numbered]
    listed = _LISTED.search(answer)
    return re.split("[、和及与]", listed[1]) if listed else []


def resolved(question: str, topic: str, answer: str, place: str | None) -> str | None:
    """The question with its pronouns replaced by what they mean; None where nothing is found.

    `topic` is what the question before was about, without place and year.
    """
    meant: dict[re.Pattern[str], Callable[[], str]] = {
        _PERSON: lambda: person_in(answer) or person_in(topic),
        _PLACE: lambda: place or "",
        _BODY: lambda: _last_body(answer, topic),
        _IT: lambda: _last_body(answer, topic) or topic,
    }
    for pattern, name in meant.items():
        if found := pattern.search(question):
            named = name()
            if not named:
                return None
            possessive = "的" if found.group().endswith("的") else ""
            question = question.replace(found.group(), named + possessive, 1)
    return question


def _last_body(answer: str, topic: str) -> str:
    """The body that was asked about, else the one that the answer told of last.

    Empty where it is about several alike: 市中医院、市妇幼保健院.
    """
    for text in (topic, *reversed(re.split("[。；\n]", answer))):
        bodies = find_bodies(text)
        if bodies:
            alike = len(bodies) > 1 and re.search(
                rf"{re.escape(bodies[0])}[^，。]{{0,4}}[、和及与]", text
            )
            return "" if alike else bodies[0]
    return ""


def person_in(text: str) -> str:
    """The last person that a text names."""
    bodies = "".join(find_bodies(text))
    names = [word for word, tag in rjieba.tag(text) if tag == "nr" and 2 <= len(word) <= 4]
    tagged = [name for name in names if name not in bodies]  # 康宁 of 康宁医院 is nobody
    titled = [_VERB_BEHIND.sub("", one or other) for one, other in _TITLED.findall(text)]
    both = [name for name in titled if any(one in name or name in one for one in tagged)]
    return _VERB_BEHIND.sub("", (both or tagged or titled or [""])[-1])
