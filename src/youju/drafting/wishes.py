"""What the words of a request ask of a draft: its kind, length, structure, points, reader, tone.

Each function reads one thing from a text that `plain_request` has made alike. Places and years are
for `briefs`. Knows no document.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from youju.reading.figures.numerals import NUMERAL, numeral_range
from youju.retrieval.folding import folded

# ---- kinds ---------------------------------------------------------------------------------------

# Every kind with the words by which it is asked for; of two that match, the longer word counts.
_KIND_WORDS = (
    ("专题讲话", "专题(?:工作)?(?:会议?)?(?:上的?)?讲话稿?|专题党课"),
    (
        "讲话稿",
        "(?:动员|总结|开班|即席)?讲话(?:稿|提纲|材料)?|(?:表态|交流|大会)?发言(?:稿|材料|提纲)?|致辞|演讲稿|讲稿",
    ),
    ("汇报材料", "(?:工作|情况|专题|书面)*汇报(?:材料|稿|提纲)?(?!一下)|情况报告|专题报告|汇报稿"),
    ("工作报告", "(?:年度|政府)*工作报告|述职报告|年度报告|报告"),
    ("总结", "(?:年终|年度|半年|季度|阶段性?|工作)*总结(?:报告|材料)?(?!讲话)|工作小结|小结"),
    ("新闻通稿", "新闻通?稿|通稿|新闻(?:报道|稿件)|消息稿|简讯|信息稿|宣传稿"),
    ("署名文章", "署名文章|理论文章|评论文章|文章"),
)
KINDS = ("讲话稿", "专题讲话", "工作报告", "总结", "汇报材料", "新闻通稿", "署名文章")
# What offices write too, and we have no skeleton for.
_OTHER_KINDS = re.compile(
    "通知|请示|批复|公函|复函|纪要|决定|公告|通告|(?:实施|工作)?方案|规划|(?:工作)?计划|工作要点|实施意见"
    "|管理办法|实施细则|调研报告|简报|主持词|倡议书|感谢信|合同|协议"
)
ANY_KIND = re.compile("|".join(f"(?P<k{i}>{words})" for i, (_, words) in enumerate(_KIND_WORDS)))
_NAMES = re.compile("《[^》]*》|“[^”]*”|【[^】]*】")
EVENT = (
    "(?:会议|大会|座谈会|推进会|动员会|部署会|现场会|调度会|交流会|总结会|例会|全会"
    "|培训班|开班式|启动仪式)"
)
_OCCASION = re.compile(
    rf"(?:在)?([^，。；、：在写]{{2,24}}?{EVENT})(?=上|的|讲话|发言|工作报告|新闻|通稿|，|$)"
)


def kind_in(text: str) -> str:
    """The kind asked for, as one of KINDS; a word of `_OTHER_KINDS` as it is; empty for none."""
    bare = _NAMES.sub(" ", text)
    for clause in re.split("[，。；：\n]", bare):
        other, found = _OTHER_KINDS.search(clause), _kind_at(clause)
        if other and (found is None or other.start() <= found.start() < other.end()):
            return other.group()
        if found:
            return _KIND_WORDS[int(str(found.lastgroup)[1:])][0]
    return ""


def _kind_at(clause: str) -> re.Match[str] | None:
    """The last word of a clause that names a kind; 会议 is taken apart from 会议工作报告."""
    found = list(ANY_KIND.finditer(clause))
    return found[-1] if found else None


def occasion_in(text: str) -> str:
    """The meeting that it is for: 全市卫生健康工作会议."""
    found = _OCCASION.search(_NAMES.sub(" ", text))
    return re.sub("^.*(?:召开|举行|举办|报道|要开|结合)", "", found[1]).strip() if found else ""


# ---- length --------------------------------------------------------------------------------------

_AMOUNT = rf"(?:\d[\d,]*(?:\.\d+)?\s?[千万百]?|{NUMERAL})"
_TO = "(?:[-－—–~～]{1,2}|[至到])"
LENGTH = re.compile(
    rf"(?P<before>不(?:能|要|得)?(?:超过|多于|高于)|最多|至多|不(?:能|要|得)?(?:少于|低于)|至少|最少|超过)?"
    rf"(?P<low>{_AMOUNT})(?:字?{_TO}(?P<high>{_AMOUNT}))?(?P<more>[余多来])?(?:个)?字"
    r"(?P<after>以内|之内|以下|以上)?"
)
_MOST, _LEAST = re.compile("超过|多于|高于|多|内|以下"), re.compile("少|低|以上")
_SCALES = {"百": 100, "千": 1000, "万": 10_000}
_BELOW, _ABOVE = 0.9, 1.1  # of a bound: what is written lies on the right side of it


def length_in(text: str) -> tuple[int, int, int] | None:
    """The length aimed at, with its lower and upper bound (0: none); None where none is asked."""
    found = LENGTH.search(text)
    if not found:
        return None
    low, upper = _amount(found["low"])
    high = _amount(found["high"])[0] if found["high"] else upper or 0
    if high and low < 10 <= high and found["high"]:  # 三到五百字
        low *= 10 ** (len(str(high)) - 1)
    if high > low:
        return (low + high) // 2, low, high
    bound = (found["before"] or "") + (found["after"] or "")
    if _LEAST.search(bound) or bound == "超过":
        return round(low * _ABOVE), low, 0
    if _MOST.search(bound):
        return round(low * _BELOW), 0, low
    return low, 0, 0


def _amount(words: str) -> tuple[int, int | None]:
    """1.5千 is 1500, 三百 300, 四五百 400 to 500."""
    if words[0].isdigit():
        scale = _SCALES.get(words[-1], 1)
        return int(Decimal(words.rstrip("百千万 ").replace(",", "")) * scale), None
    low, high = numeral_range(words)
    return int(low), None if high is None else int(high)


# ---- structure and manner ------------------------------------------------------------------------

_ELEMENTS = (
    ("一是二是三是", "一是[、，…]*二是[、，…]*(?:三是|等)?|分[一二三四两几]*(?:点|条|层)(?!钟)"),
    ("一要二要三要", "一要[、，…]*二要[、，…]*三要"),
    (
        "数据标来源",
        "(?:数据|数字)[^，。；]{0,8}(?:来源|出处|依据)|[标注附列写][^，。；]{0,6}(?:来源|出处)",
    ),
    ("小标题", "(?:[要加用分列带有])(?:上)?小标题|分小标题"),
    ("小标题对仗", "对仗|工整|排比"),
    ("存在问题", "[写讲点有含谈括加][^，。；一]{0,6}(?:问题|不足|短板)"),
    ("下一步打算", "下一?步|打算"),
    ("责任和时限", "(?:责任|牵头)(?:单位|人|部门)?[^，。；]{0,4}(?:时限|完成时间)|时间节点"),
    ("与上年对比", "同比|[与和跟](?:上年|去年)[^，。；]{0,3}比"),
    ("典型案例", "举例|案例|典型做法|例子"),
    ("总起句", "总起|开头[^，。；]{0,6}概括"),
    ("收束句", "收束|收尾|结尾[^，。；]{0,6}(?:号召|升华|总结)|号召性?结尾"),
    ("少用套话", "(?:不要?|少|没有|避免)[^，。；]{0,4}(?:套话|空话|官话|大话)"),
)
ELEMENTS = tuple(name for name, _ in _ELEMENTS)
_LESSONS = re.compile(
    "(?:同时|并|也|可以?|请|适当|注意)*"
    "(?:借鉴|参考|学习|引用|对照|写上?|带上?|附上?|介绍|加上?|补上?)[^，。；\n]{0,8}?"
    "(?:外地|外[省市]|兄弟[省市地城]|其[他它]|别的|[\u4e00-\u9fff]{2,6}[市区县州])[^，。；\n]{0,8}?"
    "(?:做法|经验|案例)[^，。；\n]{0,3}"
)
_MANNER = (
    "朴实|平实|庄重|严肃|简洁|简练|精炼|务实|亲切|热情|口语化?|通俗(?:易懂)?|鼓劲|有力|凝练|正式|生动|"
    "接地气|客观|严谨"
)
_TONE = re.compile(
    rf"(?:语气|语言|文风|语调|口气|基调|措辞)(?:上|：|要|应|应当|尽量|务必|是|为|请|写得|更|再|力求|得|能|保持)*"
    r"([^，。；：\n]{2,14})"
    rf"|((?:{_MANNER})(?:[、和又](?:{_MANNER}))*)(?=[一些点的]*(?:$|[，。；\n]))"
)
_TONE_END = re.compile("(?:一些|一点儿?|些|点|为主|的?风格|就行|即可|吧)+$")


def elements_in(text: str) -> tuple[str, ...]:
    """The parts and manners of structure that are asked for, by their names in ELEMENTS."""
    bare = _NAMES.sub(" ", text)
    return tuple(name for name, words in _ELEMENTS if re.search(words, bare))


def lessons_in(text: str) -> str:
    """The clause that asks for what other places do: 借鉴甲市的做法; empty for none."""
    found = _LESSONS.search(text)
    return found.group() if found else ""


def tone_in(text: str) -> str:
    found = _TONE.search(text)
    return _TONE_END.sub("", found[1] or found[2]).strip() if found else ""


# ---- who, to whom, after what --------------------------------------------------------------------

_WRITES = "(?:写|起草|拟|准备|作|做|汇报|报告|报送|提交|呈报|的|递交|交)"
_AUDIENCE = (
    re.compile(
        rf"(?:给|向|呈报?|报送|上报)(?!我|咱|他|她|张)([^，。；：\n我]{{2,16}}?)(?={_WRITES})"
    ),
    re.compile(
        "(?:面向|针对|听众(?:主要)?[是为]|对象[是为]|读者[是为]|讲给|念给|参会人员[是为]|听的人?是)"
        r"([^，。；：\n]{2,24}?)(?=听|看|讲|写|的讲话|$|[，。；\n])"
    ),
)
_POST = "(?:主任|书记|局长|区长|市长|县长|院长|处长|科长|所长|站长|同志|部长|委员|常委)"
_SPEAKER = (
    re.compile(r"以([^，。；“”]{2,20}?)的?(?:名义|身份|口吻|口气)"),
    re.compile(
        rf"(?:为|替|帮|由)([^，。；我你“”]{{1,16}}?{_POST})(?=起草|写|拟|准备|在|讲|作|的|$)"
    ),
)
_STYLE = re.compile(
    "(?:参照|参考|仿照|模仿|按照|照着|套用|对照|依照|像)[^，。；《]{0,8}《([^》]{2,60})》"
    "|(?:范本|样稿|模板)(?:是|为|用|：)?《([^》]{2,60})》"
)


def audience_in(text: str) -> str:
    for pattern in _AUDIENCE:
        if found := pattern.search(text):
            return found[1].strip()
    return ""


def speaker_in(text: str) -> str:
    found = next((m for pattern in _SPEAKER if (m := pattern.search(text))), None)
    return found[1].strip() if found else ""


def style_in(text: str) -> str:
    found = _STYLE.search(text)
    return (found[1] or found[2]) if found else ""


# ---- what about ----------------------------------------------------------------------------------

PIECE = "(?:这|那|的)?(?:个|部分的?)?(?:一)?(?:小?段(?:话|落)?|[小章]?节|部分|条|块)"
_HEADING = (
    re.compile(rf"[“《【「]([^”》】」]{{2,40}})[”》】」]{PIECE}"),
    re.compile("(?:小标题|标题|题目)(?:定?[为是用叫]|：)“?([^”，。；\n]{2,40})”?"),
    re.compile("以“([^”]{2,40})”为(?:题|标题|小标题)"),
    re.compile(
        rf"(?:稿|讲话|报告|总结|材料)(?:里面?|中|当中)的?(?:关于)?([^，。；“”、\n]{{2,16}}?){PIECE}"
    ),
)
_SUBJECT = (
    re.compile("(?:主题|中心|内容)(?:定?[是为]|围绕|：)“?([^，。；”\n]{2,40})"),
    re.compile("以“?([^，。；”]{2,40}?)”?为(?:主题|题|中心|内容)"),
    re.compile(
        "(?:关于|围绕|(?<!成)就(?![医诊业近读餐])|针对)“?([^，。；”\n]{2,30}?)”?(?=的|这个|写|起草|作|做|谈|讲|，|。|；|\n|$)"
    ),
    re.compile(
        "(?:重点|主要|着重)?(?:讲讲?(?![话稿课])|谈谈?(?!话)|说说|写写|介绍|汇报一下|汇报(?!材料|稿|提纲|会)|讲的是|写的是)"
        "([^，。；“”的里\n]{2,20}?)(?:的?情况|方面|这件事|工作情况)?(?=$|[，。；\n])"
    ),
)


def heading_in(text: str) -> str:
    """The heading of the one section that is asked for."""
    for pattern in _HEADING:
        if found := pattern.search(text):
            return found[1].strip()
    return ""


def subject_in(text: str) -> str:
    """What it is to be about, where the text says so in so many words."""
    for pattern in _SUBJECT:
        if (found := pattern.search(text)) and not _KIND_ONLY.fullmatch(found[1]):
            return found[1].strip()
    return ""


_KIND_ONLY = re.compile(
    "(?:讲话|报告|总结|汇报|材料|文章|稿|工作|会议|情况|一|二|三|是|要|[、\\s])+"
)


# ---- points and materials ------------------------------------------------------------------------

_POINTS = re.compile("(?:要点|重点内容|主要内容)(?:有|是|如下|包括|为)?[：:]")
_OTHER_LABEL = re.compile(
    "\n(?=[^，。；：\n]{2,6}[：:])|(?<=[。\n])(?=(?:语气|字数|数据|要求|不超过|控制在|对象))"
)
_COUNTED = re.compile(
    r"(?:(?:^|(?<=[，。；：、\n\s]))(?:[一二三四五六七八九][是要]|第[一二三四五六七八九][，、]|[①-⑨]|[1-9][.．、](?!\d)|[（(][1-9一二三四五六七八九][)）]))"
)
_MATERIALS = re.compile(
    "(?:^|[，。；\n])[^，。；：\n]{0,8}(?:(?<!汇报)(?<![总小]结)(?<!发言|讲话|交流|宣传)材料|素材|资料)(?:如下|是|在下面)?[：:]\\s*"
)


def plain_request(text: str) -> str:
    """The request line by line, each with its characters made alike, as `folding` makes them."""
    return "\n".join(line for raw in text.splitlines() if (line := folded(raw)))


def split_materials(text: str) -> tuple[str, str]:
    """The request, and the writer's own text that follows 材料如下：; that is left as it is."""
    found = _MATERIALS.search(text)
    if not found or len(text) - found.end() < 20:
        return text, ""
    return text[: found.start()], text[found.end() :].strip()


def points_in(text: str) -> tuple[str, ...]:
    """The points that the draft has to make: behind 要点：, or counted as 一要…，二要…."""
    if label := _POINTS.search(text):
        rest = text[label.end() :]
        return points_of(_OTHER_LABEL.split(rest, maxsplit=1)[0])
    first = re.search("(?:^|(?<=[，。；：、\n]))一[要是](?![、，…]*二[要是])", text)
    found = points_of(re.split("[。\n]", text[first.start() :])[0]) if first else ()
    return found if len(found) > 1 else ()


def points_of(text: str) -> tuple[str, ...]:
    """The points of a row: counted, or parted by lines, ；, or 、."""
    if len(_COUNTED.findall(text)) > 1:
        pieces = _COUNTED.split(text)
    else:
        mark = next((m for m in ("\n", "；", "、", "，") if m in text.strip()), "\n")
        pieces = text.split(mark)
    return tuple(point for piece in _trimmed(pieces) if (point := piece))


def _trimmed(pieces: list[str]) -> Iterator[str]:
    for piece in pieces:
        yield re.sub(r"^[-•·*]\s*", "", piece.strip(" \n\t")).strip("，。；、 \n")
