"""The nouns, in the order in which the data meets them.

Offsets are character offsets, end exclusive: in the raw text for `Edit`, in the clean text of the
document everywhere else. This module does not know how any of its values are made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

EditOp = Literal["repair", "flag", "drop"]
Trust = Literal["named", "masked"]
SectionKind = Literal["heading", "item"]
FigureKind = Literal["actual", "target", "input"]
GapHow = Literal["blanked", "masked", "truncated"]
Verdict = Literal["pass", "warn", "fail"]
Mode = Literal["generated", "quoted"]
FoundBy = Literal["dense", "lexical"]
QuestionForm = Literal["figure", "comparison", "list", "yesno", "definition", "person", "open"]
Derivation = Literal["difference", "sum", "share", "growth", "conversion", "average"]
Role = Literal["user", "assistant"]
ModelRole = Literal["embedding", "chat", "rerank"]
Readiness = Literal["off", "absent", "fetching", "loading", "ready", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One thing that cleaning did to the raw text."""

    op: EditOp
    start: int  # in the raw text
    end: int
    reason: str  # the class of noise, in Chinese, as staff read it
    before: str
    after: str  # empty for a drop; for a flag, `before` with the mark put in


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What is known about a document as a whole, without its text."""

    doc_id: str  # hash of the clean text
    title: str
    kind: str  # 讲话, 工作报告, 署名文章 …
    place: str | None  # None: the text names no place; X市 and the like are places of their own
    period: str | None  # "2023" or "2023-2024": the years that the text reports on or plans for
    published: str | None  # ISO date
    speaker: str | None
    source: str  # the ingested file's name
    addresses: tuple[str, ...]  # every path or URL under which this text was met
    trust: Trust
    complete: bool  # False when the source says or shows that text is missing
    shown_chars: int | None  # of so many characters, where the source says so: 2237 …
    whole_chars: int | None  # … of 4027
    inferred: tuple[str, ...]  # the fields above that the text does not state in so many words


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A clean text, what is known about it, and what was done to it."""

    facts: DocumentFacts
    text: str
    edits: tuple[Edit, ...]

    @property
    def doc_id(self) -> str:
        return self.facts.doc_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A stretch of a document under one heading path; a heading's own line is in no span.

    Words that name a stretch and are part of its text (a slogan that opens a paragraph) stay in it.
    An item of an enumeration (一是…；二是…) is a section of its own: the words that name it are in
    its path and, as they belong to the running text, in its span too.
    """

    doc_id: str
    kind: SectionKind  # what its innermost step is
    headings: tuple[str, ...]  # outermost first
    start: int
    end: int
    speaker: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A span of a document that is indexed as one; `text` is exactly that span."""

    doc_id: str
    headings: tuple[str, ...]
    start: int
    end: int
    text: str

    @property
    def chunk_id(self) -> str:
        return f"{self.doc_id}:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its unit, and what it counts."""

    doc_id: str
    start: int
    end: int
    indicator: str
    value: Decimal
    upper: Decimal | None  # the upper bound, for a range only
    unit: str
    hedge: str  # 超过, 以上, 余 …; empty when the number is exact
    place: str | None
    period: str | None
    kind: FigureKind
    sentence_start: int
    sentence_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A place where the source lacks something that it once said."""

    doc_id: str
    start: int
    end: int
    what: str  # the indicator or the kind of name that is missing
    unit: str
    how: GapHow


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that reading one file yields."""

    document: Document
    raw: str  # the file's text before cleaning: what the edits' spans refer to
    notes: tuple[str, ...]  # Chinese sentences on how the file was read, for its reader
    sections: tuple[Section, ...]
    chunks: tuple[Chunk, ...]
    figures: tuple[Figure, ...]
    gaps: tuple[Gap, ...]
    signature: bytes  # by which nearly equal texts are found; see reading.copies


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message of a conversation."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a question asks for."""

    text: str
    standalone: str  # the question with what it borrows from the conversation
    places: tuple[str, ...]
    periods: tuple[str, ...]  # years, four digits
    wants_figure: bool
    history_used: bool
    form: QuestionForm = "open"
    kind: FigureKind | None = None  # plan or result, where the question says which
    parts: tuple[str, ...] = ()  # what is asked one by one; a single one for most questions
    institutions: tuple[str, ...] = ()  # bodies named in it: only they may answer
    derivation: Derivation | None = None  # what has to be computed from stated figures
    notes: tuple[str, ...] = ()  # how its words were understood, for the reader
    suggestions: tuple[str, ...] = ()  # what may have been meant, as questions to put instead
    unclear: str = ""  # what must be asked back before anything can be looked for
    settled: bool = True  # False where `standalone` is a guess at what a follow-up means


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A chunk as retrieved for one question."""

    chunk: Chunk
    facts: DocumentFacts
    rank: int  # from 1
    score: float  # higher is better, always
    found_by: tuple[FoundBy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source's sentence that supports one of the answer's; `quote` is exactly that span."""

    marker: int  # from 1, in the order of first use
    doc_id: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The verdict of one rule on one piece of text."""

    rule: str
    verdict: Verdict
    text: str
    note: str  # one sentence for the reader, in Chinese
    citation: int | None  # the marker it was checked against


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of an answer, without markers, and the markers of its citations."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table of figures; empty where no source states it."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Figures side by side, each with its citation; a row's first cell names the row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]  # each as long as `columns`


@dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """Milliseconds from the question."""

    evidence_ms: int
    first_token_ms: int | None  # None: no model was asked
    total_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The first beat of an answer: what was found, before a word is written."""

    query: Query
    passages: tuple[Passage, ...]
    quotes: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The second beat of an answer: a piece of text as the model writes it, unchecked."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The third beat: the checked text, and all that it rests on."""

    question: str
    query: Query  # how the question was understood
    text: str  # with markers, as shown
    sentences: tuple[Sentence, ...]
    table: Table | None  # of a comparison; its markers are among the citations
    citations: tuple[Citation, ...]
    refused: bool
    mode: Mode
    notice: str  # why this mode, when it is not the one configured; else empty
    checks: tuple[Check, ...]
    passages: tuple[Passage, ...]
    timings: Timings
    fingerprint: str


History = Sequence[Turn]
AnswerEvent = Evidence | Words | Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelState:
    """Where a model stands on its way to being usable."""

    name: str
    role: ModelRole
    readiness: Readiness
    done: int  # bytes fetched, while fetching
    total: int
    note: str  # a Chinese sentence for the reader: a licence, or why it failed; may be empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the assistant can do at this moment."""

    models: tuple[ModelState, ...]
    documents: int
    chunks: int
    unembedded: int  # chunks that only full-text search can find yet
    notice: str  # a Chinese sentence on what is under way or missing; empty when all is well
