"""What a request is about: what is left of its words when those of asking are taken away.

`text` has no place and year any more. Knows no document.
"""

import re

from youju.drafting.wishes import ANY_KIND, EVENT, LENGTH, PIECE


def _unnamed(pattern: re.Pattern[str]) -> str:
    """The pattern without the names of its groups, to stand several times in another."""
    return re.sub(r"\?P<\w+>", "?:", pattern.pattern)


_KIND = _unnamed(ANY_KIND)
_SIZE = _unnamed(LENGTH) + "(?:左右|上下)?"
_CLAUSES = re.compile("[，。；：！？（）\n]")
_TITLES = re.compile("《[^》]*》|【[^】]*】|[“”]")
_BODY = "(?:卫生健康委(?:员会)?|卫健委|卫生健康局|卫健局|卫健系统)"
_ASIDE = re.compile(
    f"^.*?{EVENT}(?:上的?|的)?"  # in what: 在全市卫生健康工作会议上
    rf"|^[^，]*?(?:{_KIND}|部署|安排|回顾|打算)(?:里面?|中|当中|内)的?"
    rf"|[^，]*(?<!工)[作做](?:{_KIND})$"
    rf"|(?:按照?|照着?|用)(?:{_KIND})的?(?:写法|格式|要求|体例|口吻)"
    "|以[^，]{0,20}?的?(?:口吻|名义|身份|口气)"
    "|(?:请?结合|根据|依据|依照|利用|基于|对照|参考)[^，]{0,12}(?:材料|资料|文献|数据|库)"
    # for what: 用于工作总结, 写成一段材料
    "|(?:用[于在作]|拿去|[写放列编收][进入到]|放在|纳入|作为|当作|供|形成|[写做改整变]成|整理成)"
    rf"[^，]*?(?:{_KIND}|{PIECE}|材料|稿|$)[^，]*$"
    rf"|(?:{_KIND})[里中]?(?:使用|用的?)$"
)
_ONE = "(?:一?[个篇份段节条](?:话|文字)?的?)"
_LEADING = re.compile(
    "^(?:"
    r"\s|的|请|烦请|麻烦|劳驾|[你您]|能不能|可不可以|可以|能否|帮忙|[帮给替为]我|我们?(?:想要?|需要|要)?"
    r"|[给向为替帮代][^，]{0,12}?(?=写|起草|拟|准备|汇报|报送)"
    f"|(?:写一写|写写|(?:撰写|起草|草拟|拟写|拟|准备|生成|编写|写|弄)(?:一下|好|出)?{_ONE}?)"
    f"|(?:做|出|来|搞|整|要|需要?|想要?){_ONE}|现?需要?(?= )|一下|关于"
    "|一[个篇份段节条](?:话|文字)?的?|一[讲谈说]|在(?=.*方面)|总结|梳理|概括|归纳|反映|介绍|汇报|体现|展示|聚焦"
    "|讲一?讲?|谈一?谈?|说一?说|把|将(?= )"
    rf"|(?:全|我|本)[省市县区州]的?|{_BODY}(?= |的|{_KIND})|年度|[上下]半年|下一步|下一阶段|近年来?"
    rf"|{_SIZE}|(?:{_KIND})(?= )"
    ")+"
)
_TRAILING = re.compile(
    rf"(?:\s|的|{_SIZE}|{PIECE}|{_KIND}|内容|(?<!重点)工作|情况|成效|成绩|成果|进展|做法|经验|回顾|要点|材料|稿子?"
    "|话|文字|取得|主要|有关|方面|一下|左右|上下|[想需]?要写|写|(?<=[效绩况展法验])[和与及、]"
    "|[和与及、](?=$)|[吗吧呢]|怎么写)+$"
)
_SIDES = re.compile("^从(.{2,30}?)[两二三四几]?个?方面.*$")
# Clauses that say how, and not what.
_MANNER = re.compile(
    "数据|数字|来源|出处|语[言气调]|文风|口吻|标题|分[一二三四两几][点条层段]|一是|一要|套话|空话|面向|听众"
    "|对象|参照|仿照|篇幅|字数"
)


def topic_of(text: str) -> str:
    """The first thing that a request names, without the words around it; empty for none."""
    clauses = [one for one in _CLAUSES.split(_TITLES.sub("", text)) if not _MANNER.search(one)]
    return next((topic for one in clauses if (topic := without_asking(one))), "")


def without_asking(clause: str) -> str:
    """A clause without the words of asking: 托育服务 of 请写一段托育服务情况，."""
    bare = _ASIDE.sub("", clause)
    bare = _SIDES.sub(r"\1", _LEADING.sub("", bare))
    return re.sub(r"\s+", "", _TRAILING.sub("", _LEADING.sub("", bare)))
