"""What a question asks for: places, years, plan or result, what to compute; and what it borrows.

Works by rule on the question and the conversation; knows neither documents nor models.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from youju.reading.metadata.gazetteer import lies_in
from youju.retrieval.asking import derivation_of, form_of, kind_of, wants_figure
from youju.retrieval.folding import folded
from youju.retrieval.followups import carried, is_small_talk
from youju.retrieval.framing import find_places, same_place
from youju.retrieval.institutions import find_bodies
from youju.retrieval.mistyped import mistyped_places
from youju.retrieval.parts import parts_of
from youju.retrieval.phrasing import asked_years, without_courtesy, written
from youju.retrieval.relative import Ground, Meant, with_places, with_years
from youju.retrieval.replacing import Carried, Spoken
from youju.types import History, Query

_TURNS = 6  # how far back a question leans
_ASKED_CHARS, _ANSWER_CHARS = 400, 1500  # of each turn that are read
# Another place is a partner there, not one that is asked about.
_OF_BODY = "(?:第?[一二三四五六]?人民|中医|中心|妇幼|卫生院|疾控|血站|卫健)"
_PARTNERED = re.compile("共建|互认|合作|签约|对接|协同|同城|一体化|联合|帮扶|支援|来自|派到|学习")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What a library holds, as far as it takes to understand a question."""

    places: tuple[str, ...] = ()
    # Of each place: the newest year that its documents speak of.
    years: Mapping[str, str] = field(default_factory=dict)
    home: str | None = None  # the office's own place: what 我市 means


def analyse(question: str, history: History = (), holdings: Holdings | None = None) -> Query:
    """Read a question, in the light of the conversation before it and of what the library holds."""
    holdings = holdings or Holdings()
    text = folded(question)
    wrong = mistyped_places(text, holdings.places)
    spoken = _spoken(history, holdings) if not wrong else Spoken(base="")
    whole, meant = _plain(text, spoken, holdings)
    places = tuple(
        place
        for place in asked_places(whole.text, holdings.places)
        if not any(same_place(place, written_so) for written_so, _ in wrong)
    )
    return _query(question, whole, places, wrong=wrong, meant=meant, known=holdings.places)


def _query(
    question: str,
    whole: Carried,
    places: tuple[str, ...],
    *,
    wrong: Sequence[tuple[str, str]],
    meant: Meant,
    known: tuple[str, ...],
) -> Query:
    text, years = whole.text, asked_years(whole.text)
    bodies = find_bodies(text, known)
    form = form_of(text, frames=max(len(places), len(years)))
    computed = derivation_of(text, len(years))
    return Query(
        text=question,
        standalone=text,
        places=places,
        periods=years,
        wants_figure=computed is not None or wants_figure(text),
        history_used=whole.borrowed,
        form="figure" if computed and form == "open" else form,
        kind=kind_of(text),
        parts=parts_of(text, places, bodies),
        institutions=bodies,
        derivation=computed,
        notes=() if meant.unclear else meant.notes,
        suggestions=tuple(text.replace(written_so, right) for written_so, right in wrong),
        unclear=meant.unclear,
        settled=whole.settled,
    )


def _plain(text: str, spoken: Spoken, holdings: Holdings) -> tuple[Carried, Meant]:
    """The question as it stands alone, with its relative words put in plain ones."""
    ground = Ground(
        known=holdings.places,
        home=holdings.home,
        years=holdings.years,
        spoken_place=spoken.place,
        spoken_year=spoken.year,
    )
    if spoken.base:
        text = without_courtesy(text)
    placed = with_places(text, asked_places(text, holdings.places), ground)
    whole = carried(placed.text, asked_places(placed.text, holdings.places), spoken)
    dated = with_years(whole.text, asked_places(whole.text, holdings.places), ground)
    meant = Meant(text=dated.text, notes=placed.notes + dated.notes, unclear=placed.unclear)
    return replace(whole, text=dated.text), meant


def _spoken(history: History, holdings: Holdings) -> Spoken:
    """What the last turns have come to; each question is read in the light of those before it."""
    spoken = Spoken(base="", known=holdings.places)
    for turn in history[-_TURNS:]:
        if turn.role == "assistant":
            spoken = replace(spoken, answer=turn.content[:_ANSWER_CHARS])
        elif (text := folded(turn.content[:_ASKED_CHARS])) and not is_small_talk(text):
            whole, _ = _plain(text, spoken, holdings)
            places = asked_places(whole.text, holdings.places)
            spoken = Spoken(base=whole.text[:_ASKED_CHARS], places=places, known=holdings.places)
    return spoken


def asked_places(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """The places that a question asks about: 娄底 alone of 娄底在湖南省排第几.

    A place that the library does not hold is asked about where none that it holds is named, or
    where it stands beside one: 娄底和长沙.
    """
    found = find_places(text, known)
    if len(found) < 2:
        return found
    held = [place for place in found if place in known]
    kept = [
        place
        for place in found
        if place in held or not held or _beside(text, place, held) or _is_inside(text, place, held)
    ]
    return tuple(p for p in kept if not any(lies_in(other, p) for other in kept if other != p))


def _is_inside(text: str, place: str, held: Sequence[str]) -> bool:
    """娄底市新化县 asks about the inner one; 娄底新化县人民医院 about a body of 娄底."""
    outer = "|".join(re.escape(written(text, one)) for one in held if lies_in(place, one))
    inner = re.escape(written(text, place))
    return bool(outer) and re.search(rf"(?:{outer}){inner}(?!{_OF_BODY})", text) is not None


def _beside(text: str, place: str, held: Sequence[str]) -> bool:
    if _PARTNERED.search(text):
        return False
    name = re.escape(written(text, place))
    others = "|".join(re.escape(written(text, one)) for one in held)
    joint = r"[^，。？！]{0,12}?(?:[、和与跟及比]|相比|对比)"
    return re.search(rf"{name}{joint}(?:{others})|(?:{others}){joint}{name}", text) is not None
