"""The words around a number, cut to what they say of it: heads, noun phrases, verbs.

The same thing in two years should get the same words, so years, places, 达到, 力争 and the like are
left out; 新增 and 累计 stay, because they change what is counted. Grammar is told from the tags of
words. Which words belong to which number, `indicators` knows.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import rjieba

from youju.reading.cleaning.patterns import HAN, any_of
from youju.reading.figures.quantities import YEAR

LONGEST = 26

# ---- words that say nothing of what is counted ---------------------------------------------------

_PLACE_WORD = "[全我本各该](?:[国省市州盟县区镇乡院](?!域)(?:[、和]?[县区](?!域))?|院)(?![级直属])"
_ADVERB = any_of(
    "其中 同时 此外 另外 另有 目前 现在 截至目前 截至 截止 全年 总共 共计 一共 共有 共 以及 并且",
    "并 和 及 与 而 要 将 还 已经 已 也 均 都 全部 全面 积极 大力 扎实 持续 深入 切实 着力 努力",
    "加快 继续 进一步 不断 稳步 有序 成功 先后 分别 顺利 力争 确保 争取(?!到?[上中省国资]) 年内",
    "年底前? 今年 去年 当年 全程 预计 约有 仅 达到 实现 使 让 再 是 围绕",
    "[一二三四五六七八九十]+[是要] 第[一二三四五六七八九十]+ 首先 其次 至此 期间 以来 末",
)
_TIME = (
    rf"[到自在从于由至]?{YEAR}(?:[-—–～~至]{YEAR})?年?"
    "(?:度|全年|[上下]半年|底前|年底|末|底|初|以来|期间|前|内)?的?|"
    "(?:今后|未来)[一两三五十]年|“?十[三四五六]五”?(?:期间|以来|末|时期)?"
)
_SCOPE = re.compile(
    rf"^(?:{_TIME}|{_PLACE_WORD}|{_ADVERB}|[\s\0、的]|\d{{1,2}}月(?:底|末|\d+日)?)+"
)
_TRAILING_TIME = re.compile(rf"(?:[从由]?(?:{YEAR}年(?:度|底|末)?|[今去当上]年)的?)+$")
_LINK = re.compile(
    any_of(
        "达到 达成 达 (?:提[升高]|增[加长]?|扩大|上升|延长|升|降|减)[至到]",
        "(?:下?降|降低|减少|压缩|缩短|缩减|控制)[至到低在]*[至到在低] 保持在? 稳定在? 维持在?",
        "控制在 位居 为 是 共计 共有? 现?有 拥有 已有? 占 至 到 约 (?<![平年人户])均 都 分别 的",
        "从 由 每年 最高 不低于 不少于 超过 (?<!新)突破 以 对 了 等 近 在 仅 只有 多达 高达",
        "(?:提前|超额)?完成[省市]? 合计 总计 之一 各 力争 确保 再 : ：",
    )
    + "+$"
)
_UNIT_OF_ACCOUNT = re.compile(f"^以[{HAN}（）、]{{1,8}}为单位")
_AND_SO_ON = re.compile("(?P<first>.{2}).*?等(?![候待于级同额次离])(?P<kind>.{2,})")
_PER = re.compile(f"^(每[{HAN}\\d]{{1,6}}?(?:人口|居民|人|老人|儿童))(?:拥有|所?有|达到|配备)")
_UNDER_WAY = re.compile("(?:中|均|都|也)?[未不](?:再|能|曾|发).*$")
_RELATIVE = re.compile(
    f"^(?:达到|具备|符合|拥有|从事|获得|通过)[^，。；]{{2,18}}?的(?=[{HAN}]{{2}})"
)
_NEXT_NUMBERS = re.compile("(?:平均|总)?[增降涨]幅$|.{2}率$|占比$|共[有设计]$|分别$|达到?$")

# ---- verbs ---------------------------------------------------------------------------------------


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_NOUNS_TOO = _words("服务 管理 检查 建设 检测 随访 支持 筛查 培训 指导 改造 注册 推动 采集 拥有")
ACTIONS = _NOUNS_TOO | _words(
    "新增 新建 建成 新建成 改建 改扩建 扩建 建立 设立 开设 设置 配备 配置 购置 引进 引入 招聘",
    "招录 招收 培养 选派 派驻 派出 组织 举办 开展 召开 完成 创建 创成 新创 获批 获评 荣获 获得",
    "立项 表彰 评选 救治 收治 接诊 办理 查处 出台 制定 印发 发放 投入 争取 实施 推进 打造 建强",
    "接种 清理 整治 处罚 减轻 签约 签订 覆盖 储备 增设 增加 减少 下派 成立 输送 补充 遴选 升级",
    "启动 推广 受理 回访 承担 发表 申报 申请 命名 认定 安置 帮扶 落实 聚焦 开工 竣工 调解 审批",
    "发布 举报 投放 铺设 绿化 拆除",
)
_ONLY_ACTIONS = ACTIONS - _NOUNS_TOO
_STOPS = _words(
    "进行 完成 实现 达到 升级 设立 开展 为 被 是 在 均 已 全部 成为 参加 参与 建成 投入 通过 正式",
    "面向 按 并 可 能 将 要 用于 纳入 符合 配备 达标 启动 开工 封顶 从 对 与 向 到 由 给 使 让 作",
    "得到 获得 获批 获评 获 荣获 进入 投入使用 提供 组成 覆盖 依托 提高 增加 创建为 提升 下降 增长",
)


def only_links(words: str) -> bool:
    """Whether the words only lead to another number: 增至, 提高到."""
    return _LINK.fullmatch(words) is not None


def head_of(words: str, offset: int, places: Sequence[tuple[int, int]]) -> str:
    """The words in front of a number, without places, times, adverbs and linking verbs."""
    for start, end in places:
        if start >= offset and end - offset <= len(words):
            here = words[: start - offset].replace("\0", "")
            if not _SCOPE.sub("", here):
                words = "\0" * (end - offset) + words[end - offset :]
    words = _UNIT_OF_ACCOUNT.sub("", _SCOPE.sub("", words))
    words = _LINK.sub("", _TRAILING_TIME.sub("", words.strip(" \0")))
    words = _SCOPE.sub("", _TRAILING_TIME.sub("", words))
    if listed := _AND_SO_ON.fullmatch(words):
        words = action_of(listed["first"]) + listed["kind"]
    return words.replace("\0", "")


@lru_cache(maxsize=8192)
def tagged(words: str) -> tuple[tuple[str, str], ...]:
    return tuple(rjieba.tag(words))


def action_of(head: str) -> str:
    """The last verb of a head that says what was done: 新增, 引进."""
    for word, _ in reversed(tagged(head[-20:])):
        if word in ACTIONS:
            return word
    return ""


def noun_of(behind: str) -> str:
    """The noun phrase that `behind` opens with; empty where it opens with a verb."""
    taken = ""
    behind = _RELATIVE.sub("", behind)
    behind = _UNDER_WAY.sub("", behind)
    for word, tag in tagged(behind):
        if word in _STOPS or tag[0] in "pdr":
            break
        taken += word
    return re.sub("(?:[、和与及的]|以及)+$", "", taken)


def from_action(head: str) -> str:
    """A long head from its verb on: who did it is less of a name than what was done."""
    at = 0
    for word, _ in tagged(head):
        if word in _ONLY_ACTIONS and at < len(head) - 4:
            return head[at:]
        at += len(word)
    return head


def with_predicate(behind: str, noun: str) -> str:
    """卫生院升级为医院 says more than 卫生院; a rate behind it belongs to the next number."""
    words = _UNDER_WAY.sub("", behind)
    shorter = _NEXT_NUMBERS.sub("", words)
    return shorter if len(shorter) > 1 else noun


def tidy(name: str) -> str:
    name = re.sub("了(?=[\u3400-\u9fff])|[\0\\s]", "", name)
    name = _PER.sub(r"\1", _SCOPE.sub("", name))
    if len(name) > LONGEST:
        name = shortened(name)
    if name.count("“") != name.count("”"):
        name = re.sub("[“”]", "", name)
    if name.count("（") != name.count("）"):
        name = re.sub("[（）]", "", name)
    return name.strip("、，的和与及")


def shortened(name: str) -> str:
    """The last words of a long name, from a verb that says what was done where there is one."""
    tail: list[str] = []
    size = 0
    for word, _ in reversed(tagged(name)):
        if size + len(word) > LONGEST:
            break
        tail.insert(0, word)
        size += len(word)
        if word in ACTIONS and size > 6:
            break
    return "".join(tail) or name[-LONGEST:]
