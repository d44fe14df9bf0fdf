"""Which figures of the ledger a question can be made of, and in which words.

What the ledger says with two values, or under words that make no question, is passed over. Knows
no kind of case.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import rjieba

from youju.evaluation.suites import EvidenceQuote
from youju.findings import LedgerRow
from youju.retrieval.framing import bare_place
from youju.text import fold

_SHORTEST, _LONGEST = 4, 20  # characters of an indicator that makes a question
_CLEAN = re.compile(r"[\u4e00-\u9fff0-9A-Za-z]+")
YEAR = re.compile(r"(?:19|20)\d\d")
_NOUNS = ("n", "vn", "j", "eng")  # the tags, or their beginnings, of what can be asked for
_ENDS = re.compile(r"(?:率|度|量|数|总投资|增长|增加|新增|下降|建成)$")
_LOOSE = re.compile(
    r"(?:方面|项目|行动|任务|活动|问题|成员|层次|[要到由把将压让使])$|目标|指标|其中|比上年"
)
_TARGET = re.compile(r"的?(?:年底前?|年内)?(?:要|目标)+$")
_FILLERS = re.compile(r"[的了]|全[市县区]|目标|一共|共有|达到|年底前?|年内|要$")
_NO_UNIT = frozenset({"%", "‰", "元", ""})  # what is asked for by 是多少 alone
_TABLE = re.compile(r"[|｜\t]")  # a row's first cell is not what the figure counts
_QUOTES = 3  # of one fact that stands in several documents


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One figure of the ledger, and every row that states it; with slots it could not cache."""

    rows: tuple[LedgerRow, ...]

    @property
    def row(self) -> LedgerRow:
        return self.rows[0]

    @property
    def place(self) -> str:
        return self.row.figure.place or ""

    @property
    def year(self) -> str:
        return self.row.figure.period or ""

    @cached_property
    def topic(self) -> str:
        return topic_of(self.row.figure.indicator)

    @property
    def what(self) -> str:
        indicator = self.row.figure.indicator
        return f"{_bare(indicator)}的目标" if self.row.figure.kind == "target" else indicator

    @cached_property
    def head(self) -> str:
        return head_of(_bare(self.row.figure.indicator))

    @property
    def core(self) -> tuple[str, ...]:
        return core_words(self.row.figure.indicator)

    @property
    def key(self) -> str:
        """The figure as written, hedge included, or in full: 10.3万名|103000名."""
        figure = self.row.figure
        full = f"{figure.value:f}{figure.unit}"
        plain = not figure.hedge and figure.upper is None and figure.unit
        return f"{self.row.quote}|{full}" if plain and full != self.row.quote else self.row.quote

    @property
    def evidence(self) -> tuple[EvidenceQuote, ...]:
        by_source = {row.source: row.sentence for row in reversed(self.rows)}
        quotes = [EvidenceQuote(source=s, quote=q) for s, q in reversed(by_source.items())]
        return tuple(quotes[:_QUOTES])

    def told(self) -> str:
        return f"{self.place}{self.year}年{self.what}为{self.row.quote}（《{self.row.title}》）"


def facts_of(rows: Iterable[LedgerRow]) -> list[Fact]:
    """The figures that make a question, without those that the ledger gives two values."""
    stated: dict[tuple[str, str, str, str], list[LedgerRow]] = {}
    for row in rows:
        figure = row.figure
        key = (figure.place or "", figure.period or "", figure.kind, topic_of(figure.indicator))
        stated.setdefault(key, []).append(row)
    groups = [tuple(filter(_makes_a_question, group)) for group in stated.values() if _agree(group)]
    return [Fact(rows=group) for group in groups if group]


def _agree(rows: Sequence[LedgerRow]) -> bool:
    """Whether all state one value, and none is a hedged or other wording of another's."""
    return len({(r.figure.value, r.figure.upper, r.figure.unit, r.figure.hedge) for r in rows}) == 1


def _makes_a_question(row: LedgerRow) -> bool:
    figure, aimed = row.figure, row.figure.kind == "target"
    return bool(
        figure.place
        and "、" not in figure.place
        and bare_place(figure.place) not in figure.indicator
        and YEAR.fullmatch(figure.period or "")
        and re.search(r"\d", row.quote)
        and not row.quote.startswith("第")
        and row.quote in row.sentence
        and not _TABLE.search(row.sentence)
        and names_something(_bare(figure.indicator) if aimed else figure.indicator)
    )


def names_something(indicator: str) -> bool:
    """Whether the words can be asked for as they are: long enough, whole, ending in a noun."""
    if not _SHORTEST <= len(indicator) <= _LONGEST or not _CLEAN.fullmatch(indicator):
        return False
    tagged = list(rjieba.tag(indicator))
    ends_well = _ENDS.search(indicator) or tagged[-1][1].startswith(_NOUNS)
    return bool(ends_well) and not _LOOSE.search(indicator) and len(head_of(indicator)) > 1


def _bare(indicator: str) -> str:
    return _TARGET.sub("", indicator)


def topic_of(indicator: str) -> str:
    return _FILLERS.sub("", fold(_bare(indicator)))


def head_of(indicator: str) -> str:
    """The last word of two characters or more: what is counted."""
    return next((w for w in reversed(rjieba.cut(indicator)) if len(w) > 1), "")


def core_words(indicator: str) -> tuple[str, ...]:
    """Its last two words of two characters or more: 护士 and 总数 of 注册护士总数."""
    return tuple([w for w in rjieba.cut(_bare(indicator)) if len(w) > 1][-2:])


def ask_for(unit: str, quote: str = "") -> str:
    shown = "" if unit in _NO_UNIT or (quote and unit not in quote) else unit
    return f"是多少{shown}"


def slots_of(fact: Fact, **more: str) -> dict[str, str]:
    ask = ask_for(fact.row.figure.unit, fact.row.quote)
    return {"place": fact.place, "year": fact.year, "what": fact.what, "ask": ask, **more}
