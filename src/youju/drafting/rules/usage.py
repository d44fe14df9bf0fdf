"""L6 to L9: confused words, broken patterns, slips of the field, ways of writing numbers."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

from youju.drafting.rules.faults import Fault, Rule, fault_at
from youju.drafting.rules.listed import hits, in_title, told
from youju.drafting.rules.manuscript import Manuscript

# A sentence whose subject is swallowed by 通过 or 在, a verb without its 对, a doubled denial.
_PATTERNS = (
    (
        re.compile(
            "(?:^|(?<=[。！？；\n]))(?:(?:通过|经过)[^，。；]{2,40}|在[^，。；]{4,40}下)，(?:从而)?使(?:得)?"
        ),
        "“通过……使……”“在……下，使……”缺主语，去掉“通过”“在……下”或者“使”。",
    ),
    (
        re.compile(
            "(?:防止|避免|杜绝|严防|切忌)[^，。；]{0,16}(?:不再|不要|不得|不会)(?:发生|出现|再)"
        ),
        "“防止……不再发生”把意思说反了，去掉“不”。",
    ),
    (
        re.compile(
            "(?:加强|开展|推进|强化)(?!对)[^，。；、对的]{2,16}进行(?:监测|监督|管理|检查|整治|治理|培训|排查|指导)|"
            "(?:加强|开展|推进|强化)(?!对)[^，。；、对]{2,16}进行(?:卫生|全面|集中|专项|重点)(?:监测|监督|管理|检查|整治|治理)"
        ),
        "“加强……进行……”句式杂糅，写成“加强……监测”或“对……进行监测”。",
    ),
    (
        re.compile(
            "(?:目的|原因|主要任务)(?:就)?是(?:为了|因为|由于)[^，。；]{2,30}(?:所致|造成的|引起的)"
        ),
        "“原因是……造成的”句式杂糅，留一个。",
    ),
    (re.compile("以[^，。；]{2,20}为由于"), "句式杂糅，写成“由于……”。"),
)
_YEAR = re.compile(
    r"(?<![\d.—～~\-至到])(?P<short>[0-2]\d)(?=年(?:[\u3400-\u9fff]|[，。；、]|\d{1,2}月))"
)
_DURATION = re.compile("第|近|超过|历时|连续|长达|每|用了?|满|约|的|来$")
_RANGE = re.compile(
    r"(?<![\d.\-—年月A-Za-z])(?!20\d\d[-－]20\d\d年)(?P<low>\d+(?:\.\d+)?)(?P<unit>[%％]?)[-－](?P<high>\d+(?:\.\d+)?)"
    r"(?=[%％]|(?![年日号])[\u3400-\u9fff])"
)
_DAY = re.compile(r"(?P<month>\d{1,2}月)(?P<day>\d{1,2})号(?!楼|文|院|线|令)")
_ZERO = re.compile(r"(?<=年)0(?=[1-9]月)|(?<=月)0(?=[1-9]日)")
_MIXED = re.compile(r"(?<![\d.])(?P<yi>\d{1,4})亿(?P<wan>\d{1,4})万")
_HEDGED_TWICE = re.compile(r"(?P<about>大约|将近|约|近)(?P<n>\d[\d.]*[万亿]?)(?P<odd>[余多])")
_PERCENTS = re.compile(r"(?<![\d.])(?P<low>\d+(?:\.\d+)?)[～~](?P<high>\d+(?:\.\d+)?[%％])")


def _listed(manuscript: Manuscript, *, rule: str, name: str) -> Iterator[Fault]:
    for hit in hits(manuscript, name):
        fault = told(rule, "warning", manuscript, hit)
        yield replace(fault, is_mechanical=hit.entry.fix and bool(hit.right))


def _patterns(manuscript: Manuscript) -> Iterator[Fault]:
    for pattern, note in _PATTERNS:
        for found in pattern.finditer(manuscript.text):
            yield fault_at("L7", "warning", manuscript, found.span(), note)


def _numbers(manuscript: Manuscript) -> Iterator[Fault]:
    """Years in full, 日 for a day, no leading zero, ～ in a range, both ends with their %."""
    text = manuscript.text
    for found in _YEAR.finditer(text):
        if not _DURATION.search(text[max(0, found.start() - 3) : found.start()]):
            yield _style(manuscript, found.span(), f"20{found['short']}", "年份写全四位数字。")
    for found in _HEDGED_TWICE.finditer(text):
        note = f"“{found['about']}”和“{found['odd']}”都表示概数，只留一个。"
        fault = fault_at("L9", "warning", manuscript, found.span(), note)
        yield replace(fault, instead=f"{found['n']}{found['odd']}")
    for pattern, written, note in _STYLES:
        for found in pattern.finditer(text):
            if not in_title(text, found.start()):
                yield _style(manuscript, found.span(), written(found), note)


_STYLES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str], str], ...] = (
    (_DAY, lambda m: f"{m['month']}{int(m['day'])}日", "日期用“日”，不用“号”。"),
    (
        _MIXED,
        lambda m: f"{Decimal(m['yi']) + Decimal(m['wan']) / 10_000:f}亿",
        "一个数里“亿”和“万”只用一个。",
    ),
    (_ZERO, lambda m: "", "月、日前面不加 0。"),
    (
        _RANGE,
        lambda m: f"{m['low']}{m['unit']}～{m['high']}",
        "数值范围用“～”，不用连字符。",
    ),
    (_PERCENTS, lambda m: f"{m['low']}%～{m['high']}", "百分数范围的两端都带百分号。"),
)


def _style(manuscript: Manuscript, span: tuple[int, int], right: str, note: str) -> Fault:
    fault = fault_at("L9", "warning", manuscript, span, note)
    return replace(fault, instead=right, is_mechanical=True)


RULES: tuple[Rule, ...] = (
    Rule(
        id="L6",
        level="warning",
        title="易混字词",
        find=partial(_listed, rule="L6", name="confusable"),
    ),
    Rule(id="L7", level="warning", title="句式杂糅", find=_patterns),
    Rule(
        id="L8", level="warning", title="领域错字", find=partial(_listed, rule="L8", name="typos")
    ),
    Rule(id="L9", level="warning", title="数字、日期写法", find=_numbers),
)
