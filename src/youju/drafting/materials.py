"""What a draft may be written from: sentences of the library and of the writer's own papers.

Each is told apart by whose it is, of which year, and whether it reports or plans. Writes nothing.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from youju.answering.evidence import Finding, Judge
from youju.answering.lookup import Ledger
from youju.answering.scope import is_of_place, period_years, years_of
from youju.answering.sources import SourceSentence
from youju.answering.weighing import Weighed
from youju.drafting.breadth import is_whole_field, surveyed
from youju.drafting.briefs import ELSEWHERE, Brief
from youju.drafting.nearness import Cosines, by_nearness
from youju.drafting.themes import Theme, load_themes, theme_words
from youju.drafting.topics import Topic
from youju.drafting.uses import Use as Use
from youju.drafting.uses import use_of, years_told
from youju.reading.cleaning.blanks import BLANK_FIGURE
from youju.reading.figures.quantities import find_quantities
from youju.reading.ingest import Cut, read_document
from youju.retrieval.query import Holdings, analyse
from youju.types import Figure, Gap, Passage, Query, Reading

_PASSAGES = 16  # for each thing that is looked for
_NEAR = 0.25  # of the best sentence's weight: about the topic as well
_LEADING = 3  # the best but two sets the measure: one sentence alone may say it all
_FAR = 0.1  # of the best sentence of any year: about the topic no more
_NEAR_WITH_FIGURE = 0.2
_FIGURE_WORTH = 1.5  # of a sentence with a figure, beside one without
_PART_WORTH = 0.6  # of a sentence on a part of the place, beside one on the whole
_OWN_TITLE = "本次材料"
_MEASURED = re.compile("[数率量额]$|人次$|多少|几[个家所项张]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A sentence that may carry a point."""

    source: SourceSentence
    use: Use
    years: frozenset[str]  # that it speaks of; empty where nothing tells
    is_ours: bool  # of the place that the draft is for, or out of the writer's own papers
    weight: float  # how near it is to what the draft is about; higher is better
    figures: tuple[Figure, ...]
    gaps: tuple[Gap, ...]  # what the source leaves blank in it

    @property
    def key(self) -> str:
        """Names the sentence: the outline's editor pins and strikes by it."""
        return f"{self.source.passage.chunk.doc_id}:{self.source.start}-{self.source.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A point of the brief, and what the documents hold for it; nothing for one that they don't."""

    point: str
    materials: tuple[Material, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All that was found for a brief, best first."""

    ours: tuple[Material, ...]
    elsewhere: tuple[Material, ...]  # of other places: to be told by their name, if at all
    points: tuple[Answered, ...]  # one for each of the brief's, in their order


@dataclass(frozen=True, slots=True, kw_only=True)
class Gatherer:
    """Finds materials; holds what that takes."""

    retrieve: Callable[[Query, int], Sequence[Passage]]
    survey: Callable[[str], Sequence[Passage]]  # all that the documents of a place hold
    judge: Judge
    ledger: Ledger
    holdings: Callable[[], Holdings]
    cut: Cut
    themes: Callable[[], Sequence[Theme]] = load_themes

    def gather(self, brief: Brief) -> Gathered:
        """What the library and the writer's own papers hold; nothing where they hold nothing."""
        papers = [
            _paper(text, number, self.cut)
            for number, text in enumerate(brief.materials, start=1)
            if text.strip()
        ]
        if is_whole_field(brief.topic):
            found = self._all(brief, papers)
        else:
            found = self._near(brief, f"{brief.place}的{brief.topic}工作情况", papers, brief.place)
        others = self._others(brief)
        points = tuple(self._point(brief, point, papers) for point in brief.points)
        ours = _once([*found, *(one for point in points for one in point.materials)])
        held = {one.key for one in ours}
        return Gathered(
            ours=ours,
            elsewhere=tuple(o for o in others if not o.is_ours and o.key not in held),
            points=points,
        )

    def _all(self, brief: Brief, papers: Sequence[Reading]) -> tuple[Material, ...]:
        """What the office's documents and the writer's papers say, of every section something."""
        query = analyse(f"{brief.place}工作情况", (), self.holdings())
        passages = [*_passages(papers, query), *self.survey(brief.place)]
        weighed = [
            Weighed(source=source, relevance=weight, fitness=1.0)
            for source, weight in surveyed(passages)
        ]
        return tuple(self._material(brief, one, one.weight, papers) for one in weighed)

    def _others(self, brief: Brief) -> tuple[Material, ...]:
        """What other places do: those that the brief names, else any."""
        named = [place for place in brief.lessons if place != ELSEWHERE]
        question = f"{brief.topic}工作情况"
        if not named:
            return self._near(brief, question, (), "")
        found = [(p, self._near(brief, f"{p}的{question}", (), p)) for p in named]
        return _once([m for place, near in found for m in near if is_of_place(m.source, place)])

    def _near(
        self, brief: Brief, question: str, papers: Sequence[Reading], place: str
    ) -> tuple[Material, ...]:
        """The sentences about the topic of a place, or of any: those not far behind the best."""
        query = analyse(question, (), self.holdings())
        if place and not query.places:
            query = replace(query, places=(place,))
        query = replace(query, periods=(), wants_figure=False, form="list", parts=(question,))
        themes = self.themes()
        also = theme_words(brief.topic, themes) if place else ()
        topic = Topic.of(brief.topic, self.judge.weighing.rarity, also)
        ranked = list(self._finding(query, papers).ranked)
        if also:
            named = f"{place}的{'、'.join(also)}情况"
            ranked += self._finding(replace(query, standalone=named, parts=(named,)), papers).ranked
        cosines = Cosines(similarity=self.judge.weighing.similarity, topic=brief.topic)
        about = [
            (one, weight * _worth(one.source))
            for one, weight in by_nearness(ranked, topic, cosines, themes)
        ]
        best = max((weight for _, weight in about), default=0.0)
        timely = sorted(
            (weight for w, weight in about if weight and _is_timely(brief, w.source)), reverse=True
        )
        if timely:
            measure = timely[_LEADING - 1] if len(timely) >= _LEADING else timely[0]
            best = max(_FAR / _NEAR * best, measure)
        near = [
            (one, weight)
            for one, weight in about
            if weight and (weight >= _least(one.source) * best or topic.heads(one.source))
        ]
        near.sort(key=lambda pair: -pair[1])
        return tuple(self._material(brief, one, weight, papers) for one, weight in near)

    def _point(self, brief: Brief, point: str, papers: Sequence[Reading]) -> Answered:
        """What answers a point, of the draft's place and years only."""
        asks = "是多少" if _MEASURED.search(point) else "情况怎么样"
        year = f"{brief.period[-4:]}年" if brief.period else ""
        question = f"{brief.place}{year}{point}{asks}？"
        finding = self._finding(analyse(question, (), self.holdings()), papers)
        found = [*finding.quotes]
        if finding.refusal == "blank" and finding.nearest:
            found = [one for one in finding.ranked if one.source is finding.nearest]
        materials = (self._material(brief, one, one.weight, papers) for one in found)
        return Answered(point=point, materials=tuple(one for one in materials if one.is_ours))

    def _finding(self, query: Query, papers: Sequence[Reading]) -> Finding:
        passages = [*_passages(papers, query), *self.retrieve(query, _PASSAGES)]
        ranked = [replace(one, rank=at) for at, one in enumerate(passages, start=1)]
        return self.judge.judge((query,), ranked).findings[0]

    def _material(
        self, brief: Brief, one: Weighed, weight: float, papers: Sequence[Reading]
    ) -> Material:
        source = one.source
        chunk = source.passage.chunk
        own = next((p for p in papers if p.document.doc_id == chunk.doc_id), None)
        figures: Sequence[Figure] = own.figures if own else self.ledger.figures_within([chunk])
        gaps: Sequence[Gap] = own.gaps if own else self.ledger.gaps_within([chunk])
        around = {figure.kind for figure in figures}
        figures = tuple(figure for figure in figures if source.holds(figure))
        if any(_is_of_part(figure, brief) for figure in figures):
            weight *= _PART_WORTH
        use = use_of(source, figures, around)
        return Material(
            source=source,
            use=use,
            years=years_told(source, figures, use),
            is_ours=own is not None or is_of_place(source, brief.place),
            weight=weight,
            figures=figures,
            gaps=tuple(gap for gap in gaps if source.holds(gap)),
        )


def in_reading_order(materials: Sequence[Material]) -> list[Material]:
    """As their documents tell them, the document of the first material first."""
    documents = dict.fromkeys(one.source.passage.chunk.doc_id for one in materials)
    places = {doc_id: at for at, doc_id in enumerate(documents)}
    return sorted(materials, key=lambda m: (places[m.source.passage.chunk.doc_id], m.source.start))


def reading_places(materials: Sequence[Material]) -> dict[str, int]:
    """At which place each stands in reading order, by its key."""
    return {one.key: at for at, one in enumerate(in_reading_order(materials))}


def _is_timely(brief: Brief, source: SourceSentence) -> bool:
    """Whether a sentence may be of the draft's years: another year's sets no measure for these."""
    years = years_of(source)
    return not years or bool(years & allowed_years(brief))


def _is_of_part(figure: Figure, brief: Brief) -> bool:
    """Whether a figure is of a district or county of the place that the draft is for."""
    place = figure.place
    return place is not None and place != brief.place and place.startswith(brief.place)


def _worth(source: SourceSentence) -> float:
    """A section of an office's text lives on its figures."""
    return _FIGURE_WORTH if find_quantities(source.text) else 1.0


def _least(source: SourceSentence) -> float:
    return _NEAR_WITH_FIGURE if find_quantities(source.text) else _NEAR


def allowed_years(brief: Brief) -> frozenset[str]:
    """The years that the draft is about."""
    return period_years(brief.period)


def _once(materials: Sequence[Material]) -> tuple[Material, ...]:
    first: dict[str, Material] = {}
    for one in materials:
        first.setdefault(one.key, one)
    return tuple(sorted(first.values(), key=lambda one: -one.weight))


def _paper(text: str, number: int, cut: Cut) -> Reading:
    """The writer's own text, read as a document is; it never enters the library."""
    return read_document(text.encode("utf-8"), f"{_OWN_TITLE}{number}.txt", cut)


def _passages(papers: Sequence[Reading], query: Query) -> Iterator[Passage]:
    """The writer's own chunks; all of them count as found, and as of the place asked for."""
    for paper in papers:
        facts = paper.document.facts
        place = query.places[0] if query.places else facts.place
        facts = replace(facts, place=place, title=_OWN_TITLE, trust="named")
        for chunk in paper.chunks:
            yield Passage(chunk=chunk, facts=facts, rank=1, score=1.0, found_by=("lexical",))


def is_blank(material: Material) -> bool:
    """Whether a figure or a name has been taken out of the sentence."""
    return BLANK_FIGURE in material.source.text or bool(material.gaps)
