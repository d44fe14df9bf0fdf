"""The record as evidence: its figures, blanks, words, persons and titles, looked up.

Knows no rule and no manuscript.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from sqlalchemy import case, func, select

from youju import schema
from youju.answering.amounts import amount_of, core_of, measure_of
from youju.answering.equality import same_figure
from youju.drafting.rules.evidence import Source
from youju.findings import GapRow
from youju.ledger import gap_rows
from youju.reading.figures.quantities import Quantity
from youju.store import Store
from youju.text import bigrams, fold
from youju.types import DocumentFacts, Figure

_ALIKE = 0.5  # of the pairs of characters of two indicators
_NEAR = 0.6  # of a quotation's or a title's characters, in order
_PIECE = 5  # characters by which the documents near a quotation are found
_MOST_PIECES = 12
_DOCUMENTS = 4  # that are read closely for one quotation
_HAN = "\u3400-\u9fff"
_SIGNS = re.compile(r"[^\u3400-\u9fffA-Za-z0-9%‰]")
_TITLE = re.compile("《([^《》\n]{2,80})》")
_POST = (
    "[常第]?[务一]?副?(?:总书记|书记|省长|市长|区长|县长|镇长|乡长|州长|厅长|秘书长|主席|部长|局长|主任|院长|"
    "处长|科长|所长|站长|校长|总裁|会长|理事长|组长|调研员|委员|常委)"
)
_POSTS = re.compile(_POST)
_TITLED_BEFORE = re.compile(rf"(?:[{_HAN}、（）]{{0,20}}{_POST}[、：:\s]?){{1,3}}(?:同志)?$")
_TITLED_BEHIND = re.compile(
    rf"(?:同志)?(?:，?(?:现|已|时)?(?:是|任|担任|兼任|为|系)?[{_HAN}]{{0,12}}?{_POST})"
)


class RecordEvidence:
    """The documents of a record, as they are when they are first asked for.

    Made anew for each check. Figures are held in memory, texts only where they are looked into.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read = lru_cache(maxsize=256)(self._read_text)

    @property
    def holds_figures(self) -> bool:
        return bool(self._figures)

    @cached_property
    def _figures(self) -> tuple[Figure, ...]:
        return self._store.figures()

    @cached_property
    def _by_amount(self) -> dict[Decimal, list[Figure]]:
        found: dict[Decimal, list[Figure]] = defaultdict(list)
        for figure in self._figures:
            found[_scaled(figure.value, figure.unit)].append(figure)
        return found

    def stating(self, amount: Quantity) -> Sequence[Figure]:
        alike = self._by_amount.get(_scaled(amount.value, amount.unit), ())
        return tuple(figure for figure in alike if same_figure(amount_of(figure), amount))

    @cached_property
    def _by_indicator(self) -> dict[str, list[Figure]]:
        found: dict[str, list[Figure]] = defaultdict(list)
        for figure in self._figures:
            found[core_of(figure.indicator)].append(figure)
        return found

    @cached_property
    def _indicators(self) -> "_Names":
        return _Names(list(self._by_indicator))

    def about(self, indicator: str, unit: str) -> Sequence[Figure]:
        return tuple(
            figure
            for name in self._indicators.like(core_of(indicator))
            for figure in self._by_indicator[name]
            if same_measure(figure.unit, unit)
        )

    @cached_property
    def _gaps(self) -> dict[str, list[GapRow]]:
        found: dict[str, list[GapRow]] = defaultdict(list)
        for row in gap_rows(self._store):
            if row.gap.unit:
                found[core_of(row.gap.what)].append(row)
        return found

    @cached_property
    def _gap_names(self) -> "_Names":
        return _Names(list(self._gaps))

    def blanks(self, indicator: str, unit: str) -> Sequence[GapRow]:
        return tuple(
            row
            for name in self._gap_names.like(core_of(indicator))
            for row in self._gaps[name]
            if same_measure(re.sub("^[百千]?[万亿]", "", row.gap.unit), unit)
        )

    def sentence(self, figure: Figure) -> Source:
        return self._source(figure.doc_id, figure.sentence_start, figure.sentence_end)

    def document_place(self, doc_id: str) -> str | None:
        facts = self._facts.get(doc_id)
        return facts.place if facts else None

    def document_period(self, doc_id: str) -> str | None:
        facts = self._facts.get(doc_id)
        return facts.period if facts else None

    @cached_property
    def _facts(self) -> dict[str, DocumentFacts]:
        return {facts.doc_id: facts for facts in self._store.facts()}

    def _source(self, doc_id: str, start: int, end: int) -> Source:
        title, text = self._read(doc_id)
        return Source(doc_id=doc_id, title=title, start=start, end=end, quote=text[start:end])

    def _read_text(self, doc_id: str) -> tuple[str, str]:
        table = schema.documents
        query = select(table.c.title, table.c.text).where(table.c.doc_id == doc_id)
        with self._store.reading() as connection:
            title, text = connection.execute(query).one()
        return title, text

    def closest(self, quotation: str) -> tuple[Source, bool] | None:
        wanted, best = _signs(quotation)[0], None
        for doc_id in self._documents_near(quotation):
            signs, at = _signs(self._read(doc_id)[1])
            start = signs.find(wanted)
            if start >= 0:
                span = at[start], at[start + len(wanted) - 1] + 1
                return self._source(doc_id, *span), True
            near = _nearest(signs, wanted)
            if near and (best is None or near[0] > best[0]):
                best = near[0], self._source(doc_id, at[near[1]], at[near[2] - 1] + 1)
        return (best[1], False) if best else None

    def _documents_near(self, quotation: str) -> list[str]:
        """The documents that hold most pieces of a quotation, the best first."""
        runs = re.findall(f"[{_HAN}]+", quotation)
        pieces = [
            run[i : i + _PIECE]
            for run in runs
            for i in range(0, max(1, len(run) - 2), _PIECE)
            if len(run) > 2
        ][:_MOST_PIECES]
        if not pieces:
            return []
        text = schema.documents.c.text
        held = [case((func.instr(text, piece) > 0, 1), else_=0) for piece in pieces]
        score = sum(held[1:], held[0] + 0)
        query = select(schema.documents.c.doc_id).where(score > 0).order_by(score.desc())
        with self._store.reading() as connection:
            return list(connection.execute(query.limit(_DOCUMENTS)).scalars())

    def posts(self, name: str) -> Sequence[str]:
        found: dict[str, None] = {}
        table = schema.documents
        query = select(table.c.doc_id).where(table.c.text.contains(name, autoescape=True))
        with self._store.reading() as connection:
            holding = list(connection.execute(query).scalars())
        for doc_id in holding:
            text = self._read(doc_id)[1]
            for at in re.finditer(re.escape(name), text):
                found |= dict.fromkeys(_posts_at(text, *at.span()))
        return tuple(found)

    @cached_property
    def _titles(self) -> dict[str, str]:
        """Every title by its bare signs: the documents' own, and those named in 《》."""
        table = schema.documents
        query = select(table.c.title, table.c.text)
        with self._store.reading() as connection:
            return {
                _signs(title)[0]: title
                for row in connection.execute(query)
                for title in (row.title, *_TITLE.findall(row.text))
            }

    def has_title(self, title: str) -> bool:
        return _signs(title)[0] in self._titles

    def near_title(self, title: str) -> str:
        wanted = _signs(title)[0]
        if wanted in self._titles:
            return self._titles[wanted]
        matcher = SequenceMatcher(b=wanted, autojunk=False)
        best = (_NEAR + 0.15, "")
        for signs, own in self._titles.items():
            matcher.set_seq1(signs)
            if matcher.real_quick_ratio() > best[0] and matcher.quick_ratio() > best[0]:
                best = max(best, (matcher.ratio(), own))
        return best[1]


_COUNTED = frozenset("个家所项种支座类处间只张台套例件次场")


def same_measure(one: str, other: str) -> bool:
    """Whether units can be of one thing: 元 and 万元, 人 and 名; 个 stands for any counter."""
    names = {measure_of(one).name, measure_of(other).name}
    return len(names) == 1 or ("个" in names and names <= _COUNTED)


def _scaled(value: Decimal, unit: str) -> Decimal:
    return (value * measure_of(unit).factor).normalize()


class _Names:
    """Names to be found by others that share most of their pairs of characters."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._sizes: list[int] = []
        self._holding: dict[str, list[int]] = defaultdict(list)
        for i, name in enumerate(names):
            pairs = set(bigrams(name))
            self._sizes.append(len(pairs))
            for pair in pairs:
                self._holding[pair].append(i)

    def like(self, name: str) -> list[str]:
        """The names of which one has at least half of the other's pairs, the closest first."""
        pairs = set(bigrams(name))
        shared = Counter(i for pair in pairs for i in self._holding.get(pair, ()))
        scored = [
            (2 * count / (len(pairs) + self._sizes[i]), self._names[i])
            for i, count in shared.items()
            if count >= _ALIKE * min(len(pairs), self._sizes[i])
        ]
        return [name for _, name in sorted(scored, reverse=True)]


def _signs(text: str) -> tuple[str, list[int]]:
    """A text's letters and digits alone, and where each stands in it."""
    folded = fold(text)
    at = [i for i, sign in enumerate(folded) if not _SIGNS.match(sign)]
    return "".join(folded[i] for i in at), at


def _nearest(signs: str, wanted: str) -> tuple[float, int, int] | None:
    """How near a stretch of a text comes to the wanted signs, and its span; None where far."""
    block = SequenceMatcher(None, signs, wanted, autojunk=False).find_longest_match()
    if block.size < 3:
        return None
    start = max(0, block.a - block.b)
    end = min(len(signs), start + len(wanted))
    ratio = SequenceMatcher(None, signs[start:end], wanted, autojunk=False).ratio()
    return (ratio, start, end) if ratio >= _NEAR else None


def _posts_at(text: str, start: int, end: int) -> list[str]:
    """The posts around a name: 副区长某某, 某某是主任."""
    found: list[str] = []
    if before := _TITLED_BEFORE.search(text[max(0, start - 60) : start].rpartition("\n")[2]):
        found += _POSTS.findall(re.split("[。；，]", before.group())[-1])
    if behind := _TITLED_BEHIND.match(text, end):
        found += _POSTS.findall(behind.group())
    return found
