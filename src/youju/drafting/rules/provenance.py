"""F6, F12, F13 and F14: what a text still lacks, and quotations that are not exact."""

import re
from collections.abc import Iterator
from dataclasses import replace

from youju.drafting.rules.faults import Fault, Rule, fault_at
from youju.drafting.rules.listed import in_title
from youju.drafting.rules.manuscript import Manuscript
from youju.retrieval.framing import find_years, is_masked

_LEFT = re.compile(
    r"【待补[^】]*】|〔数字缺失〕|党的[XＸ×*]{1,2}[大届]"
    r"|(?<![A-Za-z0-9])[XＸ×]{1,2}(?:[省市县区镇乡]|医院|街道|同志)|[*＊]{1,2}(?:[省市县区镇乡]|同志)"
    r"|(?:总投资|占地面积|建筑面积)(?=[亿万]元|平方米|亩)"
    r"|(?:床位?|托位|机构|医院|门诊|中心|人员|医师|护士|专科|项目)[张个家所名](?=[，。；])"
    r"|(?:资金|经费|投资|收入|支出|补助|贷款)[亿万]元(?=[，。；])|(?:达到?|占比)(?=[%％]|个百分点)"
)
_SPOKEN = re.compile("(?:指出|强调|要求|提出|明确|表示|讲过|说过)[：，:,]?“(?P<words>[^”]{8,200})”")
_NO_UNIT = re.compile(
    r"(?:投资|资金|引资|经费|补助|收入|支出|总额|造价|预算|拨付|投入|争取|招商|负担|费用|节约|节省|减免)[^，。；\d]{0,10}"
    r"(?P<sum>\d+(?:\.\d+)?[百千]?[余多]?[万亿])(?=[，。；、！？\n]|以[上下内]|$)"
)
_RELATIVE = re.compile("今年|去年|明年|上年|(?:截至)?目前|本年度?")


def _left_over(manuscript: Manuscript) -> Iterator[Fault]:
    """Only a final text must have nothing to be filled in; a masked place may be its own."""
    if not manuscript.frame.is_final:
        return
    own = manuscript.frame.place or ""
    for found in _LEFT.finditer(manuscript.text):
        if is_masked(own) and found.group() == own:
            continue
        note = f"“{found.group()}”还没有填写，定稿前要补上。"
        yield fault_at("F6", "error", manuscript, found.span(), note)


def _misquoted(manuscript: Manuscript) -> Iterator[Fault]:
    """Words that are given as somebody's and that a document has nearly so."""
    for found in _SPOKEN.finditer(manuscript.text):
        closest = manuscript.evidence.closest(found["words"])
        if closest is not None and not closest[1]:
            note = "引用的话和文献里的原文不一致，引语要逐字照录。"
            fault = fault_at("F12", "error", manuscript, found.span("words"), note)
            yield replace(fault, source=closest[0])


def _without_unit(manuscript: Manuscript) -> Iterator[Fault]:
    for found in _NO_UNIT.finditer(manuscript.text):
        if not in_title(manuscript.text, found.start()):
            note = "金额缺少单位“元”。"
            fault = fault_at("F13", "warning", manuscript, found.span("sum"), note)
            yield replace(fault, instead=f"{found['sum']}元")


def _undated(manuscript: Manuscript) -> Iterator[Fault]:
    """今年 in a text of which nothing tells the year; once, at the first such word."""
    frame = manuscript.frame
    if frame.year or frame.written or find_years(manuscript.text):
        return
    for found in _RELATIVE.finditer(manuscript.text):
        note = f"“{found.group()}”没有说明是哪一年，写明年月。"
        yield fault_at("F14", "warning", manuscript, found.span(), note)
        return


RULES: tuple[Rule, ...] = (
    Rule(id="F6", level="error", title="没有待补的内容", find=_left_over),
    Rule(id="F12", level="error", title="引语逐字照录", find=_misquoted),
    Rule(id="F13", level="warning", title="金额的单位", find=_without_unit),
    Rule(id="F14", level="warning", title="时间有基准", find=_undated),
)
