"""What a document is: title, place, period, kind, speaker, date, trust, and what of it was guessed.

Judges by the words of the text and the page, and by the head of its file; how each is told, a
module of its own knows.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from youju.reading.cleaning.characters import plain
from youju.reading.formats.raw import RawText
from youju.reading.metadata.bylines import speaker_of
from youju.reading.metadata.dating import period_of, published_on
from youju.reading.metadata.extent import extent_of
from youju.reading.metadata.genres import kind_of
from youju.reading.metadata.headlines import made_title, title_line
from youju.reading.metadata.masks import is_model_essay
from youju.reading.metadata.placing import place_of
from youju.types import DocumentFacts, Section, Trust

_FRAME = 3000  # characters at the head and the foot of a page, where it speaks of itself


def describe(clean: str, raw: RawText, source: str, complete: bool) -> DocumentFacts:
    """What is stated in the file's head stands; the rest is read from the text or guessed."""
    guess = _guess(clean, raw)
    front = {k: v for k, v in raw.front.items() if v}
    values = {**guess.values, **front}
    inferred = tuple(sorted(guess.inferred - front.keys()))
    trust: Trust = "masked" if values["trust"] == "masked" else "named"
    if "complete" in front:
        complete = front["complete"].lower() not in ("false", "no", "0", "否")
    shown, whole = extent_of(clean, raw.text)
    return DocumentFacts(
        doc_id=hashlib.sha256(clean.strip().encode()).hexdigest()[:16],
        title=str(values["title"]),
        kind=str(values["kind"]),
        place=values["place"],
        period=values["period"],
        published=values["published"],
        speaker=values["speaker"],
        source=source,
        addresses=(source,),
        trust=trust,
        complete=complete,
        shown_chars=shown,
        whole_chars=whole,
        inferred=inferred,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guess:
    values: Mapping[str, str | None]
    inferred: frozenset[str]


def _guess(clean: str, raw: RawText) -> _Guess:
    """Read or guess every field, and name those that the text does not state in so many words."""
    page = _page(raw.text)
    stated_title = raw.front.get("title") or title_line(clean)
    title = stated_title or made_title(clean)
    place, place_stated = place_of(clean, page, title)
    published, date_stated = published_on(clean, page)
    period, period_stated = period_of(clean, title, published if date_stated else None)
    kind, kind_stated = kind_of(clean, page, title, stated=bool(stated_title))
    values = {
        "title": title,
        "place": place,
        "period": period,
        "published": published,
        "kind": kind,
        "speaker": speaker_of(clean, page, title),
        "trust": "masked" if is_model_essay(clean, page, title) else "named",
    }
    guessed = {
        "title": not stated_title,
        "place": place is not None and not place_stated,
        "period": period is not None and not period_stated,
        "published": published is not None and not date_stated,
        "kind": not kind_stated,
        "trust": True,
    }
    return _Guess(values=values, inferred=frozenset(k for k, is_so in guessed.items() if is_so))


def _page(raw: str) -> str:
    """The page as it can be read: its head and its foot, without readings, simplified."""
    frame = raw if len(raw) <= 2 * _FRAME else f"{raw[:_FRAME]}\n{raw[-_FRAME:]}"
    return plain(frame)


def with_speakers(facts: DocumentFacts, sections: Sequence[Section]) -> DocumentFacts:
    """Who is heard in the text, in the order of speaking, where nobody signs for the whole."""
    heard = dict.fromkeys(section.speaker for section in sections if section.speaker)
    if facts.speaker or not heard:
        return facts
    return replace(
        facts, speaker="、".join(heard), inferred=tuple(sorted({*facts.inferred, "speaker"}))
    )
