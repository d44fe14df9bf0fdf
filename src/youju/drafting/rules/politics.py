"""The rules of political and national wording: P1, P2, P3, P8, P9, P11.

What is right wording stands in the lists; this module knows how grave a breach is and, for words
that come and go, asks when the text was written.
"""

from collections.abc import Iterator

from youju.drafting.rules.faults import Fault, Rule
from youju.drafting.rules.formulas import find_garbled
from youju.drafting.rules.listed import Hit, hits, told
from youju.drafting.rules.manuscript import Manuscript
from youju.drafting.rules.phrases import find_broken
from youju.drafting.rules.plans import find_plan_faults
from youju.drafting.rules.timing import out_of_use, written


def find_outdated(manuscript: Manuscript) -> Iterator[Fault]:
    """Expressions that were not yet, or are no longer, in use when the text was written."""
    when = written(manuscript)
    for hit in hits(manuscript, "expressions"):
        if out_of_use(manuscript, hit, when):
            yield told("P3", "warning", manuscript, hit)


def find_local_wording(manuscript: Manuscript) -> Iterator[Fault]:
    """Words of one's own where the state has settled on others."""
    when = written(manuscript)
    for hit in hits(manuscript, "wording"):
        if out_of_use(manuscript, hit, when):
            yield told("P8", "warning", manuscript, hit, _settled)


def _settled(words: str, hit: Hit) -> str:
    return hit.entry.note or f"“{words}”不是国家统一的提法，应为“{hit.right}”。"


def find_cautious(manuscript: Manuscript) -> Iterator[Fault]:
    """Words that news and office texts avoid."""
    for hit in hits(manuscript, "cautious"):
        yield told("P9", "info", manuscript, hit)


RULES: tuple[Rule, ...] = (
    Rule(id="P1", level="error", title="核心表述完整准确", find=find_garbled),
    Rule(id="P2", level="error", title="固定提法齐全、次序正确", find=find_broken),
    Rule(id="P3", level="warning", title="提法合时效", find=find_outdated),
    Rule(id="P8", level="warning", title="国家统一提法", find=find_local_wording),
    Rule(id="P9", level="info", title="慎用词", find=find_cautious),
    Rule(id="P11", level="warning", title="五年规划与年份", find=find_plan_faults),
)
