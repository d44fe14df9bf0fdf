"""The nouns of a written draft. Knows not how one is written."""

from dataclasses import dataclass
from typing import Literal

from youju.drafting.briefs import Brief
from youju.drafting.outlines import Outline
from youju.drafting.rules.faults import Fault
from youju.types import Check, Citation, Mode

# A fact has a source; a link only leads from one to the next; a placeholder waits for the writer.
SentenceRole = Literal["heading", "fact", "link", "placeholder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSentence:
    """A sentence of a draft, without markers, and the markers of its citations."""

    text: str
    citations: tuple[int, ...]
    role: SentenceRole
    paragraph: int  # from 0
    start: int  # in the draft's text
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholder:
    """What is still to be filled in: 【待补：床位数，单位张】."""

    text: str
    what: str
    unit: str
    start: int  # in the draft's text
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A section with all that it rests on; its text has no markers."""

    brief: Brief
    outline: Outline
    title: str
    text: str
    sentences: tuple[DraftSentence, ...]
    citations: tuple[Citation, ...]
    checks: tuple[Check, ...]  # of the sentences against their sources
    faults: tuple[Fault, ...]  # of the whole text against the rules
    placeholders: tuple[Placeholder, ...]
    mode: Mode
    notice: str  # what the writer should know; may be empty
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlined:
    """The first beat of drafting: what could be written, and from what."""

    outlines: tuple[Outline, ...]  # the one that is taken comes first


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A later beat: the next sentence, checked, before the text is put together."""

    text: str
    done: int  # characters so far
    wanted: int


DraftEvent = Outlined | Written | Draft
