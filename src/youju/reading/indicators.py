"""What a number counts, in the words of its sentence: short enough to filter and plot by.

The same thing in two years should get the same words, so years, places, 达到, 力争 and the like are
left out; 新增 and 累计 stay, because they change what is counted. Best effort: grammar is told from
the tags of words. Whose figure it is, and of when, this module does not know.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from youju.reading.quantities import YEAR

_HAN = "\u3400-\u9fff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place in a sentence where a number stands, or stood before it was taken out."""

    start: int
    end: int  # behind the unit and its hedge
    unit: str
    words: str = ""  # the number as written
    counted: bool = False  # a slogan or a round: the words of the number are its name


_BORDER = re.compile(r"[，。；：！？\n]|(?<!\d),(?!\d)")
_AFTER_BORDER = re.compile(rf"[，。；：！？\n〔《》]|（(?![{_HAN}、]{{1,6}}）)|(?<![{_HAN}])）")
_LONGEST = 26
_LOOK_BACK = 90
_PLACE_WORD = "[全我本各该](?:[国省市州盟县区镇乡院](?:[、和]?[县区])?|院)(?![级直属])"
_ADVERB = (
    "其中|同时|此外|另外|另有|目前|现在|截至目前|截至|截止|全年|总共|共计|一共|共有|共|以及|并且|并|和|及|与|而|要|将|还|已经|已|也|"
    "均|都|全部|全面|积极|大力|扎实|持续|深入|切实|着力|努力|加快|继续|进一步|不断|稳步|有序|成功|先后|分别|顺利|"
    "力争|确保|争取(?!到?[上中省国资])|年内|年底前?|今年|去年|当年|全程|预计|约有|仅|达到|实现|使|让|再|是|围绕|"
    "[一二三四五六七八九十]+[是要]|第[一二三四五六七八九十]+|首先|其次|至此|期间|以来|末"
)
_TIME = rf"[到自在从于由至]?{YEAR}(?:[-—–～~至]{YEAR})?年?(?:度|全年|[上下]半年|底前|年底|末|底|初|以来|期间|前|内)?的?|(?:今后|未来)[一两三五十]年|“?十[三四五六]五”?(?:期间|以来|末|时期)?"
_SCOPE = re.compile(rf"^(?:{_TIME}|{_PLACE_WORD}|{_ADVERB}|[\s\0、的]|\d{{1,2}}月(?:底|末|\d+日)?)+")
_TRAILING_TIME = re.compile(rf"(?:[从由]?(?:{YEAR}年(?:度|底|末)?|[今去当上]年)的?)+$")
_LINK = re.compile(
    "(?:达到|达成|达|(?:提[升高]|增[加长]|扩大|上升|延长|增至|升)[至到]|(?:下?降|降低|减少|压缩|缩短|缩减|控制)[至到低在]*[至到在低]|"
    "保持在?|稳定在?|维持在?|控制在|位居|为|是|共计|共有?|现?有|拥有|已有?|占|至|到|约|(?<![平年人户])均|都|分别|的|从|由|每年|"
    "最高|不低于|不少于|超过|(?<!新)突破|以|对|了|等|近|在|仅|只有|多达|高达|(?:提前|超额)?完成[省市]?|合计|总计|之一|各|力争|确保|再|:|：)+$"
)
_CHANGE = re.compile(
    rf"(?:(?:与|同|较|(?<!占)比)(?:[上去前]年|同期|{YEAR}年|.{{1,8}}?)(?:相比|比较|同期|底|末)?)?的?(?:同比|环比|同期|分别|各)*"
    "(?P<change>增[加长幅]|提[升高]|下降|降低|减少|降幅|上升|上涨|缩短|回落|压缩)了?(?:约|近)?$"
)
_UNDER_WAY = re.compile("(?:中|均|都|也)?[未不](?:再|能|曾|发).*$")
_RELATIVE = re.compile("^(?:达到|具备|符合|拥有|从事|获得|通过)[^，。；]{2,18}?的(?=[\u3400-\u9fff]{2})")
_NOUNS_TOO = frozenset(("服务", "管理", "检查", "建设", "检测", "随访", "支持", "筛查", "培训", "指导", "改造", "注册", "推动", "采集", "拥有"))
_SPAN_OF = re.compile("(?:行动|攻坚|计划|规划|活动|任务|提升|大会战)")
_PER = re.compile(f"^(每[{_HAN}\\d]{{1,6}}?(?:人口|居民|人|老人|儿童))(?:拥有|所?有|达到|配备)")
_CARRIED = frozenset(("新增", "新建", "新创", "创建", "建成", "创成", "引进", "招聘", "培养", "储备", "配备", "购置", "改造", "建强", "表彰"))
_COMMON = re.compile(f"(?:的[{_HAN}]{{2,4}}|占比|.{{2}}率)?(?:增[加长]|提[高升]|下降|减少|上[升涨])?$")
_JOINTS = ("和", "与", "及", "、")
_RANKS = re.compile("(?:排名|排位|位[居列次]|名列|居|列|排|进入?|跻身)(?=[全市省区县]|$)")
_SHARE = re.compile("占$")
_RATE = re.compile("[率比幅度数重]$")
_THIN = 4
_COORDINATE = re.compile("^[^，。；]*(?:[、和与及]|以及)$|^$")
_CONJUNCTION = re.compile("^(?:[、和与及]|以及|其中|内|来)+")
_NO_NOUN_UNIT = re.compile(r"%|‰|‱|/10万|元$|百分点|[米里升吨克斤亩顷℃]$|年$|^[天周]$|小时|分钟|月$|岁$|倍|^$|比|日$")
_MONEY_FOR = re.compile(
    f"(?:建设|新建|实施|用于|打造)?的?(?P<what>[{_HAN}（）“”]{{0,22}}?(?:项目|工程|基金|支持|费用?|奖励|补[贴助]|资金|贷款))"
)
_PUT_IN = re.compile("(?:(?:计划|累计|完成|总|估算)?投资|资金|投入)额?$")
_ACTIONS = frozenset("""
    新增 新建 建成 新建成 改建 改扩建 扩建 建立 设立 开设 设置 配备 配置 购置 引进 引入 招聘 招录 招收 培养 培训 选派 派驻 派出 组织 举办
    开展 召开 完成 创建 创成 新创 获批 获评 荣获 获得 立项 表彰 评选 救治 收治 接诊 服务 检查 筛查 办理 查处 出台 制定 印发 发放
    投入 争取 实施 推进 打造 建强 采集 接种 清理 整治 处罚 减轻 签约 签订 覆盖 储备 增设 增加 减少 下派 成立 输送 补充 遴选 储备
    建设 改造 升级 注册 启动 推广 推动 指导 检测 随访 管理 受理 回访 承担 发表 申报 申请 拥有 命名 认定 安置 帮扶 支持 落实 聚焦 开工 竣工 调解 审批 发布 举报 投放 铺设 绿化 拆除
""".split())
_STOPS = frozenset("""
    进行 完成 实现 达到 升级 设立 开展 为 被 是 在 均 已 全部 成为 参加 参与 建成 投入 通过 正式 面向 按 并 可 能 将 要 用于 纳入 符合
    配备 达标 启动 开工 封顶 从 对 与 向 到 由 给 使 让 作 得到 获得 获批 获评 获 荣获 进入 投用 提供 组成 覆盖 依托 提高 增加 创建为 提升 下降 增长
""".split())


def name_indicators(
    sentence: str, slots: Sequence[Slot], places: Sequence[tuple[int, int]] = ()
) -> list[str]:
    """What each slot's number counts, in order; `places` are spans of place names to leave out."""
    borders = [m.end() for m in _BORDER.finditer(sentence)]
    names: list[str] = []
    lead = ""  # the verb that the first number of a row has, and those behind it share
    for i, slot in enumerate(slots):
        before = next((s for s in reversed(slots[max(0, i - 4) : i]) if not s.counted), None)
        clause = _clause_start(sentence, slot.start, borders)
        rowed = before is not None and before.end > clause
        head_start = before.end if before is not None and rowed else clause
        words = sentence[head_start : slot.start]
        coordinate = rowed and _COORDINATE.search(words) is not None
        behind = _behind(sentence, slots, i)
        if slot.counted:
            earlier = names[-1] if names else ""
            head = _head(words, head_start, places)
            names.append(_counted_name(sentence, slot, head, earlier))
            continue
        if not coordinate:
            words = _CONJUNCTION.sub("", words) if rowed else words
            head = _head(words, head_start, places)
            action = _action(head)
            if not action and before is not None and _goes_on(sentence, before, slot, head_start):
                head = lead + head if lead in _CARRIED else head
            lead = action or (lead if head.startswith(lead) else "")
        else:
            head = lead
        earlier = names[-1] if names else _before_clause(sentence, clause)
        if before is not None and sentence[clause - 1 : clause] == "（" and clause - before.end > 2:
            earlier = _head(sentence[before.end : clause - 1].lstrip("，、"), 0, ()) or earlier
        name = _named(head, words, behind, slot, earlier)
        names.append(_tidy(name) or earlier)
    return _paired(names, sentence, slots)


def _paired(names: list[str], sentence: str, slots: Sequence[Slot]) -> list[str]:
    """A、B的比例为3%和5%: each number gets the one of the two that is its own."""
    for i in range(1, len(names)):
        between = sentence[slots[i - 1].end : slots[i].start]
        parts = re.split("[、和与及]", names[i])
        alone = i < 2 or sentence[slots[i - 2].end : slots[i - 1].start] not in _JOINTS
        if names[i] == names[i - 1] and between in _JOINTS and len(parts) == 2 and alone:
            common = _COMMON.search(parts[1])
            tail = common.group() if common else ""
            tail = "" if tail and parts[0].endswith(tail[-1]) else tail
            names[i - 1], names[i] = parts[0] + tail, parts[1]
    return names


def _goes_on(sentence: str, before: Slot, slot: Slot, head_start: int) -> bool:
    """新增省级专科1个、市级专科3个: the second shares the verb of the first."""
    return before.unit == slot.unit and head_start - before.end <= 1


def _before_clause(sentence: str, clause: int) -> str:
    """The words of the clause before, for a number whose own clause says nothing: 共计428人次."""
    words = _BORDER.split(sentence[max(0, clause - 60) : max(0, clause - 1)])[-1]
    return _shortened(_head(words, 0, ())) if len(words) > 2 else ""


def _clause_start(sentence: str, at: int, borders: Sequence[int]) -> int:
    """Where the clause of a position begins; one in brackets stands alone."""
    i = bisect_right(borders, at)
    start = max(borders[i - 1] if i else 0, at - _LOOK_BACK)
    opened = sentence.rfind("（", start, at)
    return opened + 1 if opened > sentence.rfind("）", start, at) else start


def _behind(sentence: str, slots: Sequence[Slot], i: int) -> str:
    """The words right behind a number, up to the next mark or number."""
    end = slots[i].end
    if i + 1 < len(slots) and slots[i + 1].start == end:
        return _behind(sentence, slots, i + 1)  # 6方面30类问题
    stop = min(slots[i + 1].start if i + 1 < len(slots) else len(sentence), end + _LONGEST + 6)
    found = _AFTER_BORDER.search(sentence, end, stop)
    words = sentence[end : found.start() if found else stop]
    if words.startswith(("等", "、", "和", "及", "与")):
        return ""
    words = re.sub("^[”’内来]+|(?:[、和与及]|以及)$", "", words)
    if words.find("”") >= 0 and "“" not in words[: words.find("”")]:
        words = words[: words.find("”")]
    while "、" in words and len(words) > 16:
        words = words.rpartition("、")[0]
    return words.lstrip("的").strip("”’ \0")


def _head(words: str, offset: int, places: Sequence[tuple[int, int]]) -> str:
    """The words in front of a number, without places, times, adverbs and linking verbs."""
    for start, end in places:
        if start >= offset and end - offset <= len(words):
            here = words[: start - offset].replace("\0", "")
            if not _SCOPE.sub("", here):
                words = "\0" * (end - offset) + words[end - offset :]
    words = re.sub(f"^以[{_HAN}（）、]{{1,8}}为单位", "", _SCOPE.sub("", words))
    words = _LINK.sub("", _TRAILING_TIME.sub("", words.strip(" \0")))
    words = _SCOPE.sub("", _TRAILING_TIME.sub("", words))
    if "等" in words[2:-2]:
        listed, _, kind = words.rpartition("等")
        words = _action(listed[:2]) + kind
    return words.replace("\0", "")


@lru_cache(maxsize=8192)
def _tagged(words: str) -> tuple[tuple[str, str], ...]:
    return tuple(rjieba.tag(words))


def _action(head: str) -> str:
    """The last verb of a head that says what was done: 新增, 引进."""
    for word, _ in reversed(_tagged(head[-20:])):
        if word in _ACTIONS:
            return word
    return ""


def _noun(behind: str) -> str:
    """The noun phrase that `behind` opens with; empty where it opens with a verb."""
    taken = ""
    behind = _RELATIVE.sub("", behind)
    behind = _UNDER_WAY.sub("", behind)
    for word, tag in _tagged(behind):
        if word in _STOPS or tag[0] in "pdr":
            break
        taken += word
    return re.sub("(?:[、和与及的]|以及)+$", "", taken)


def _named(head: str, words: str, behind: str, slot: Slot, earlier: str) -> str:
    changed = _CHANGE.search(words.rstrip("\0 "))
    if changed:
        base = _head(words[: changed.start()], 0, ())
        if base and len(base) <= _THIN and _RATE.search(base):
            base = _whose(earlier) + base
        return (base or _without_change(earlier)) + changed["change"]
    if re.match("占(?![地比])", head) and earlier:
        return _without_change(earlier)[-16:] + head
    if _SHARE.search(re.sub("[达到至为约]+$", "", words)):
        return _whole(head, earlier)
    if _NO_NOUN_UNIT.search(slot.unit):
        return _measured(head, behind, slot, earlier)
    return _counts(head, behind) or earlier


def _whole(head: str, earlier: str) -> str:
    """占26.7% is told of what was named before it."""
    head = head.removesuffix("占")
    return (head or _without_change(earlier)) + "占比"


def _measured(head: str, behind: str, slot: Slot, earlier: str) -> str:
    noun = _noun(behind)
    if slot.unit in ("分钟", "小时", "公里") and "圈" in noun:
        return noun[: noun.index("圈") + 1]
    if slot.unit in ("年", "天") and _SPAN_OF.search(noun[:6]):
        return slot.words + noun
    if slot.unit.endswith("元"):
        named = _MONEY_FOR.match(noun)
        if named and (put := _PUT_IN.search(head)):
            return named["what"] + put.group()
        if named:
            return head + named["what"]
    if head:
        if len(noun) > 1 and head.endswith(_action(head) or "?"):
            return _action(head) + noun
        if len(head) <= _THIN and _RATE.search(head) and _RATE.search(earlier):
            return _whose(earlier) + head
        return head
    return behind if len(noun) > 1 else earlier


def _counts(head: str, behind: str) -> str:
    noun = _noun(behind)
    if len(noun) < 2:
        return _from_action(head) or behind
    verb = _action(head)
    if head.startswith(("每", "人均", "平均", "户均")):
        return head + noun
    if verb and head.endswith(verb):
        return verb + noun
    if not head or re.search("[对为将由给]$", head):
        return _with_predicate(behind, noun)
    return (verb + noun) if verb else noun


def _from_action(head: str) -> str:
    """A long head from its verb on: who did it is less of a name than what was done."""
    at = 0
    for word, _ in _tagged(head):
        if word in _ACTIONS - _NOUNS_TOO and at < len(head) - 4:
            return head[at:]
        at += len(word)
    return head


def _with_predicate(behind: str, noun: str) -> str:
    """卫生院升级为医院 says more than 卫生院; a rate behind it belongs to the next number."""
    words = _UNDER_WAY.sub("", behind)
    shorter = re.sub("(?:平均|总)?[增降涨]幅$|.{2}率$|占比$|共[有设计]$|分别$|达到?$", "", words)
    return shorter if len(shorter) > 1 else noun


def _whose(earlier: str) -> str:
    """What an earlier rate was told of: 重点人群 of 重点人群管理率."""
    return re.sub(f"(?:[{_HAN}]{{2}}率|[{_HAN}]{{2}}比例?|占比|平均.幅|.幅)(?:增[加长]|提[高升]|下降)?$", "", earlier)


def _without_change(earlier: str) -> str:
    return re.sub("(?:增[加长幅]|提[升高]|下降|降低|减少|上升|上涨)$", "", earlier)


def _counted_name(sentence: str, slot: Slot, head: str, earlier: str) -> str:
    """A slogan is its own name; a round is named by what goes round, a rank by what is ranked."""
    words = sentence[slot.start : slot.end]
    behind = sentence[slot.end : slot.end + _LONGEST].lstrip("”’")
    behind = _AFTER_BORDER.split(behind, maxsplit=1)[0]
    noun = _noun(behind)
    if words[0] == "第" and slot.unit not in ("名", "位", "强"):
        return noun[:16] or _tidy(head)
    if words[0] in "第前" or slot.unit == "强":
        whose = earlier if _RANKS.match(head) else ""  # 居全省第一 is told of what stands before
        return _tidy(whose + _RANKS.sub("", head) + "排名")
    if words[0] == "零":
        return _tidy(head + words[1:])
    if words[0] in "未没无一":
        return _tidy(behind if words[0] != "一" else noun or head)
    closing = sentence[slot.end : slot.end + 1] in ("”", "’")
    first = _tagged(noun)[0][0] if closing and noun else ""
    return words + (first if len(first) <= 4 else "")


def _tidy(name: str) -> str:
    name = re.sub("了(?=[\u3400-\u9fff])|[\0\\s]", "", name)
    name = _PER.sub(r"\1", _SCOPE.sub("", name))
    if len(name) > _LONGEST:
        name = _shortened(name)
    if name.count("“") != name.count("”"):
        name = re.sub("[“”]", "", name)
    if name.count("（") != name.count("）"):
        name = re.sub("[（）]", "", name)
    return name.strip("、，的和与及")


def _shortened(name: str) -> str:
    """The last words of a long name, from a verb that says what was done where there is one."""
    tail: list[str] = []
    size = 0
    for word, _ in reversed(_tagged(name)):
        if size + len(word) > _LONGEST:
            break
        tail.insert(0, word)
        size += len(word)
        if word in _ACTIONS and size > 6:
            break
    return "".join(tail) or name[-_LONGEST:]
