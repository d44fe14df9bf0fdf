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
    rf"|(?:{_KIND})[里中]?(?:使用|用的?|要用)$"
    rf"|^[^，]{{0,6}}在准备[^，]{{0,12}}的(?:{_KIND})$"  # 我在准备给人大的汇报
)
_ONE = "(?:一?[个篇份段节条](?:话|文字)?的?)"
_LEADING = re.compile(
    "^(?:"
    r"\s|的|请|烦请|麻烦|劳驾|[你您]|能不能|可不可以|可以|能否|帮忙|[帮给替为]我|我们?(?:想要?|需要|要)?"
    rf"|[给向为替帮代][^，]{{0,12}}?(?=写|起草|拟|准备|汇报|报|呈|交)"
    rf"|(?:[上呈]?报送?|提?交)(?:[省市县区州国][^，一 ]{{0,8}}(?={_ONE}|[ 关有])|{_ONE}|(?= ))"
    "|(?:对[内外])?(?:宣传|报道|部署|通报|宣讲|解读)(?!教育|引导|科普|思想|文化|阵地|栏目|工作)"
    "|[先再]|然后|接着|[说讲]清楚?|说明|突出|要?怎么(?:抓|做|办|开展|推进)"
    "|(?:[上下本这]个?[周月]|近期|最近|明天|后天)要?(?:召?开|举[行办])?"
    f"|(?:写一写|写写|(?:撰写|起草|草拟|拟写|拟|准备|生成|编写|写|弄)(?:一下|好|出)?{_ONE}?)"
    f"|(?:做|出|来|搞|整|要|需要?|想要?){_ONE}|现?需要?(?= )|一下|关于"
    "|一[个篇份段节条](?:话|文字)?的?|一[讲谈说]|在(?=.*方面)|总结|梳理|概括|归纳|反映|介绍|汇报|体现|展示|聚焦"
    "|讲一?讲?|谈一?谈?|说一?说|把|将(?= )"
    rf"|(?:全|我|本)[省市县区州]的?|{_BODY}(?= |的|{_KIND})|年度|[上下]半年|下一步|下一阶段|近年来?"
    rf"|{_SIZE}|(?:{_KIND})(?= |宣传|报道|反映|介绍)"
    ")+"
)
_TRAILING = re.compile(
    rf"(?:\s|的|{_SIZE}|{PIECE}|{_KIND}|内容|(?<!重点)工作|情况|成效|成绩|成果|结果|进展|做法|经验|亮点|回顾|要点|材料|稿子?"
    "|宣传(?=文字|材料)|话|文字|取得|主要|有关|方面|一下|左右|上下|[想需]?要写|写|(?<=[效绩况展法验])[和与及、]|开展(?=情况|$)|发展(?=情况)"
    "|[做干抓搞]得?怎么样|怎么样|如何"
    "|[和与及、](?=$)|[吗吧呢]|怎么写)+$"
)
# 为精神卫生服务写一段文字: what comes after names nothing.
_FOR = re.compile("[为就]([^，]{2,20}?)(?:写|拟|起草|准备)")
_SOMEONE = re.compile("领导|主任|书记|[局区市县院处科所站部]长|同志|部门|人大|政府|[委局]$")
_OF_ANYTHING = re.compile(
    "(?:今年|明年|全年|当前|下一步|各项|重点|主要|目标|任务|工作|安排|部署|要求|打算|思路|计划|措施|情况|问题|的|和|与|及|、)+"
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
    topics = [topic for one in clauses if names_something(topic := without_asking(one))]
    whom = [without_asking(found[1]) for one in clauses if (found := _FOR.search(one))]
    named = [one for one in whom if names_something(one) and not _SOMEONE.search(one)]
    return next(iter([*topics, *named]), "")


def names_something(topic: str) -> bool:
    """Whether a topic is more than 今年的任务: what of, another clause or the meeting says."""
    return bool(topic) and not _OF_ANYTHING.fullmatch(topic)


def without_asking(clause: str) -> str:
    """A clause without the words of asking: 托育服务 of 请写一段托育服务情况，."""
    bare = _ASIDE.sub("", clause)
    bare = _SIDES.sub(r"\1", _LEADING.sub("", bare))
    return re.sub(r"\s+", "", _TRAILING.sub("", _LEADING.sub("", bare)))
