"""What a source fails to say is marked: text left out, and figures taken out of their sentences.

A mark stands where the words or the number stood; nothing is ever filled in. What a missing number
would have counted, this module does not know: see `figures`.
"""

import re
from collections.abc import Iterator
from itertools import chain

import rjieba

from youju.reading.cleaning.edits import Change, replacing
from youju.reading.cleaning.patterns import HAN, any_of

BLANK_FIGURE = "〔数字缺失〕"
_BROKEN_OFF_HERE = "〔原文至此中断〕"

# ---- notices that text is missing --------------------------------------------------------------

_GAP_MARK = re.compile(r"〔原文(?:此处缺\d*字?|至此中断)〕")
_IN_BRACKETS = r"[^（()）\n]{0,80}"
_OMITTED = re.compile(
    rf"(?<![…. ])[…. ]*[（(]{_IN_BRACKETS}(?:省略|略去|隐藏|删减|剩余|缺失)"
    rf"[^（()）\n\d]{{0,6}}\d+\s*个?字{_IN_BRACKETS}[)）][…. ]*"
)
_READ_ON = (
    "(?:会员|登录|付费|购买|下载|开通)[^。\n]{0,10}(?:查看|阅读|浏览|显示)(?:全文|剩余|完整|更多)"
)
_BROKEN_OFF = re.compile(
    r"(?<![…. ])[…. ]*(?:[（(【\[]\s*未完(?!成)|[（(【\[]?未完待续|"
    rf"(?:^|[（(【\[…])[^，,。\n]{{0,20}}(?:全文共\s*\d+\s*字[,，]|{_READ_ON}))[^\n]*$",
    re.M,
)
_CUT_END = re.compile(r"(?<![.…])(?:\.{3,}|…+)[\s>]*\Z")


def _omitted_mark(notice: str) -> str:
    count = re.search(r"(\d+)\s*个?字", notice)
    return f"〔原文此处缺{count.group(1) if count else ''}字〕"


omissions = replacing(_OMITTED, _omitted_mark, "原文缺失", "flag")
notices = replacing(_BROKEN_OFF, _BROKEN_OFF_HERE, "原文缺失", "flag")
cut_end = replacing(_CUT_END, _BROKEN_OFF_HERE, "原文缺失", "flag")


def is_complete(marked: str) -> bool:
    """Whether a text that went through these passes has no mark of missing text."""
    return not _GAP_MARK.search(marked)


# ---- figures taken out of their sentences ------------------------------------------------------

_UNIT = (
    "(?:[万亿]?元|万?平方米|亩|公顷|万?人次|万?人|万?张|万?只|个百分点|分钟|小时|天|"
    "[个家所张名例台套项次种支辆件场期批处条吨户])"
)
_PEOPLE = any_of(
    "患者 病人 群众 居民 学员 人员 人才 博士 硕士 专家 医生 医师 护士 职工 老人 儿童 妇女 党员",
    "研究生 志愿者",
)
# In each the last group is the unit. Whole texts show none of these.
_STRICT = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<=[{HAN}，、；。])(?<![零一二三四五六七八九十百千万亿半几数])([%‰])(?!）)",
        "(?<=[升降低高下长加减快点])(个百分点)",
        "面积(万?平方米|亩(?!均)|公顷)",
        "(?:投资额?|资金|总额|经费|金额|补助|贷款|负担)(?:达到?|共计?|约)?([万亿]元)(?=[，。；、）])",
        "[床病]位数?(?:达到?|共)?(万?张)(?=[，。；、])",
        f"{_PEOPLE}(?:达到?|共)?(万?[名例]|万人次?)(?=[，。；、])",
        "(?:时[间限长]|缩短|压缩)(?:缩短|压缩|控制)?[至到在](分钟|小时|天)"
        "(?=[以之]?内|以下|左右|[，。；])",
        rf"(?<=[{HAN}])(?<![每各几数单两多一])(台（套）)(?!数)",
        r"(?<![A-Za-z0-9+*＊×])([*＊×XＸ]{1,4}(?:[%‰]|个百分点|[万亿]元|万?人次|分钟|小时|平方米|[例张]))",
        rf"(?<![A-Za-z0-9+*＊×])([*＊×]{{1,4}}{_UNIT}|[XＸ]{{2,4}}[名家所项次台]|[XＸ]个)",
        rf"((?:_{{2,12}}|（\s*）|【\s*】|□{{1,6}})\s?(?:{_UNIT}|[%‰]))",
        "(?:手术|移植|介入|治疗|检测)(例)(?=[，。；、）])",
        "每[人户年家村](万元)",
        rf"(?<=[{HAN}])(?<![其剩多业盈残冗结有零一二三四五六七八九十百千万亿])(余(?:[万亿]元|万?(?:[名家例台张套件个]|人次)))(?![头子裕])",
        rf"(?<=[{HAN}])(?<![几每多数近余约逾超成以零一二三四五六七八九十百千万亿半上])(万(?:[张只名例台件辆]|人次|平方米))(?=[，。；、）])",
        rf"(?:[{HAN}、，。；对为])(?<![周几每多零一二三四五六七八九十百千余满])(岁)(?=及?以[上下])",
        rf"(?<=[{HAN}])(?<![几每多数零一二三四五六七八九十百千万])(分钟)(?=[{HAN}]{{0,6}}圈)",
        "第([届轮批个期])(?=[全世中省市会工])",
        "(?:仅有?|只有|不足|平均)(人|名|张|台|个|家|所|项)(?=[，。；、）])",
        "(?:达到?|增[加至]到?|扩大[至到]|提升[至到]|上升[至到]|减少[至到]|缩减[至到]|共计|多达)"
        "([张名台例亩吨辆]|万[张名人]|公里|平方米)(?=[，。；、）]|以[上下内]|左右)",
    )
)
# A counter behind a verb that wants a number; both are words of their own.
_WANTING = re.compile(
    "(?:至少|新增|新建|新创|建成|组建|设立|打造|创建|培育|完成|引进|招聘|配备|开展|共有|覆盖)"
    "(个(?![税案人体性别])|[名项支]|(?<=至少建成)[所家])(?=[\u3400-\u9fff])"
)
# A counter that no word ends with, behind a noun and before a mark.
_LEFT_OVER = re.compile(rf"(?<=[{HAN}]{{2}})([个亩吨辆])(?=[，。；）]|以上|左右)")
_MASKED_DIGITS = re.compile("[*＊×XＸ_□]+|[（【]\\s*[）】]\\s?|^余(?=[名家例台张套件个万人])")
_LOOSE = re.compile(rf"(?<=[{HAN}、])(?:[%‰]|{_UNIT}(?:（套）)?)")
_DETERMINERS = set(
    "这那每各某该本几多数整首单逐两第另哪同上下前后半余少零一二三四五六七八九十百千万亿近超若干小"
)
_CUES = re.compile(
    any_of(
        "等 完成 建成 达到? 至少? 表彰 设立 引进 新增 每人 最高 储备 共 培养 培训 设置 配备 开展",
        "建设 创建 打造 覆盖 招聘",
    )
)
_MONEY_NOT_BLANK = re.compile("以上|以下|GDP|产值|户|村|镇|级|企业|项目|园|楼|均")
_UNIT_LINE = re.compile("[（(]?(?:计量)?单位(?:[：:]|$)|.*单位$")
_ENOUGH = 2  # strict signs, before the loose ones are believed
# Where figures were taken out all over a text, a counter alone between two words is the trace of
# one: 力争个专科进入前列. 有个, 是个 and the like are speech.
_BARE = re.compile(
    rf"(?<=[{HAN}，、；。：])(?:(?:[个家项种例台支条件场辆]|名(?!中医|医(?![师生务护])|[院科校老师额]))(?=[{HAN}，。；、）])|"
    "张(?=[床病，。；、）])|"
    "所(?=[公村乡社高市县区镇省卫医学机中小院，。；、）])|元(?=[，。；、）提增降减调的])|人次?(?=[，。；、）]))"
)
_WANTS_MONEY = re.compile("[为到至加仅由从达高低少约过年均费]$")
_LEADS = frozenset("有 于 增 达 到 至 由 招 派 共 所属 仅 再建 加 减 上 建强".split())  # noqa: SIM905
_ALL_OVER = 5  # signs, before a counter alone is believed


def _strict_blanks(text: str) -> Iterator[tuple[int, int]]:
    """Units whose number has gone, by signs that whole texts do not show."""
    for found in chain.from_iterable(pattern.finditer(text) for pattern in _STRICT):
        start, end = found.span(1)
        line = text[max(0, start - 80) : start].rpartition("\n")[2]
        if "｜" not in line and "|" not in line and not _UNIT_LINE.match(line):
            yield start, end
    yield from _unnumbered_counters(text)


def _unnumbered_counters(text: str) -> Iterator[tuple[int, int]]:
    """Counters that lack their number, where the words around them are looked at as words."""
    for pattern in (_WANTING, _LEFT_OVER):
        for found in pattern.finditer(text):
            start, end = found.span(1)
            around = text[max(0, start - 12) : end + 8]
            borders, ending = _token_borders(around)
            at = min(start, 12)
            whole = {at, at + 1} <= borders
            if whole and ending.get(at, "")[-1:] not in _DETERMINERS:
                yield start, end


def _token_borders(text: str) -> tuple[set[int], dict[int, str]]:
    """Where words begin, and for each border the word that ends there."""
    borders, ending, here = {0}, {}, 0
    for word in rjieba.cut(text, False):
        here += len(word)
        borders.add(here)
        ending[here] = word
    return borders, ending


def _is_loose_blank(found: re.Match[str], text: str, ending: dict[int, str]) -> bool:
    start, unit, after = found.start(), found.group(), text[found.end() : found.end() + 4]
    before = ending.get(start, "")
    if before[-1:] in _DETERMINERS and (before[-1] != "超" or len(before) == 1):  # 彩超 is a noun
        return False
    if "元" in unit:
        return unit != "元" and not _MONEY_NOT_BLANK.match(after)
    if len(unit) > 1 and unit not in ("分钟", "小时", "人次"):
        return True
    closed = not after or re.match("[，。；、）]|以[上下内]|左右|等", after) is not None
    return _CUES.fullmatch(before) is not None or (closed and len(before) > 1)


def _loose_blanks(text: str) -> Iterator[tuple[int, int]]:
    """Units that stand as words of their own with no number before them."""
    borders, ending = _token_borders(text)
    for found in _LOOSE.finditer(text):
        if {found.start(), found.end()} <= borders and _is_loose_blank(found, text, ending):
            yield found.span()
    for found in re.finditer("(?:开展|实施|完成)[^，。；\\d]{0,8}手术(台)(?=[，。；])", text):
        yield found.span(1)


def _bare_counters(text: str) -> Iterator[tuple[int, int]]:
    """Counters that stand as words of their own, where no number and no pronoun precedes."""
    borders, ending = _token_borders(text)
    for found in _BARE.finditer(text):
        start, before = found.start(), ending.get(found.start(), "")
        whole = {start, found.end()} <= borders
        if not whole or before[-1:] in _DETERMINERS - {"超"}:
            continue
        unit = found.group()
        if unit == "元":
            counted = _WANTS_MONEY.search(before) is not None
        elif unit[0] == "人":
            counted = _CUES.fullmatch(before) is not None
        else:
            led = before in _LEADS and unit != "个"
            counted = led or before in "，、；。：" or len(before) > 1
        if counted:
            yield found.span()


def blank_figures(text: str) -> Iterator[Change]:
    spans = dict(_strict_blanks(text))
    for enough, further in ((_ENOUGH, _loose_blanks), (_ALL_OVER, _bare_counters)):
        if len(spans) >= enough:
            for start, end in further(text):
                spans.setdefault(start, end)
    done_to = 0
    for start, end in sorted(spans.items()):
        if start >= done_to:
            marked = BLANK_FIGURE + _MASKED_DIGITS.sub("", text[start:end])
            yield Change(start, end, marked, "flag", "数字缺失")
            done_to = end
