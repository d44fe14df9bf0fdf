"""What staff do with drafts: write, check, rewrite, mend, compare with earlier ones, export.

Puts the parts of `drafting` together over one record. Knows nothing of pages or terminals.
"""

from collections.abc import Callable
from dataclasses import replace

from youju.answering.chain import Writer
from youju.answering.citing import Rarity
from youju.answering.scope import own_places
from youju.drafting.briefs import Brief
from youju.drafting.docx import docx_of
from youju.drafting.drafter import Drafter
from youju.drafting.drafts import Draft, Outlined
from youju.drafting.editing import mended_draft, rewritten, with_sentence
from youju.drafting.formats import Copy, Form, markdown_of, plain_of
from youju.drafting.materials import Gatherer
from youju.drafting.outlines import Outline
from youju.drafting.outlining import Structures
from youju.drafting.overlap import Overlap, overlaps
from youju.drafting.papers import paper_of
from youju.drafting.profiles import STANDARD, load_profiles
from youju.drafting.rules.faults import Fault
from youju.drafting.rules.manuscript import Frame, Manuscript
from youju.drafting.rules.recorded import RecordEvidence
from youju.drafting.rules.review import review
from youju.drafting.rules.wordlists import load_wordlists
from youju.drafting.section import SectionWriter
from youju.drafting.skeletons import load_skeletons, parts_like
from youju.errors import BadInput
from youju.retrieval.framing import same_place
from youju.settings import Settings
from youju.store import Store
from youju.types import DocumentFacts, Passage

_SHORTEST_NAME = 4  # letters of a title that name a document


def _is_named(facts: DocumentFacts, name: str) -> bool:
    """Whether a document goes by that name: its id, file, or title, or a good part of the title."""
    name = name.strip("《》“” ")
    if name in (facts.doc_id, facts.source):
        return True
    return len(name) >= _SHORTEST_NAME and (name in facts.title or facts.title in name)


def passages_about(store: Store, place: str) -> tuple[Passage, ...]:
    """Every chunk of the documents about a place, in their order; all count the same."""
    return tuple(
        Passage(chunk=chunk, facts=facts, rank=1, score=1.0, found_by=())
        for facts in store.facts()
        if facts.place is not None and same_place(facts.place, place)
        for chunk in store.chunks(facts.doc_id)
    )


class DraftRoom:
    """Drafting over one library."""

    def __init__(
        self,
        settings: Settings,
        *,
        store: Store,
        gatherer: Gatherer,
        writer: Callable[[], Writer],
        rarity: Rarity,
    ) -> None:
        self._settings = settings
        self._store = store
        self._writer = writer
        section = SectionWriter(
            writer=writer,
            rarity=rarity,
            review=self._check_draft,
            fingerprint=settings.fingerprint,
        )
        self.drafter = Drafter(gatherer=gatherer, section=section, structures=self._structures)

    def check(self, text: str, frame: Frame | None = None) -> tuple[Fault, ...]:
        """What in a text breaks the rules of drafting, held against the library; in its order."""
        words = load_wordlists(self._settings.data_dir / "rules")
        evidence = RecordEvidence(self._store)
        frame = frame or Frame(place=self._settings.place or None)
        return review(Manuscript(text=text, words=words, frame=frame, evidence=evidence))

    def draft(
        self,
        brief: Brief,
        *,
        quote_only: bool = False,
        report: Callable[[int, int, str], None] = lambda done, total, name: None,
    ) -> tuple[Draft, tuple[Outline, ...]]:
        """The draft, and the outlines that were not taken."""
        others: tuple[Outline, ...] = ()
        for event in self.drafter.stream(brief, quote_only=quote_only):
            if isinstance(event, Outlined):
                others = event.outlines[1:]
            elif isinstance(event, Draft):
                return event, others
            else:
                report(min(event.done, event.wanted), event.wanted, "")
        raise ValueError("a stream of draft events ends with a Draft")

    def rewritten(self, draft: Draft, number: int, wish: str) -> Draft:
        """The draft with one sentence as wished; raise BadInput where what is locked changed."""
        words = rewritten(draft.sentences[number].text, wish, self._writer().model)
        return self.with_sentence(draft, number, words)

    def rewritten_paragraph(self, draft: Draft, number: int, wish: str) -> Draft:
        """The draft with each stated sentence of a paragraph as wished, that of sentence `number`.

        A sentence that the model spoils stays as it was; raise BadInput where all of them do.
        """
        paragraph = draft.sentences[number].paragraph
        refused: list[BadInput] = []
        changed = draft
        for at, one in enumerate(draft.sentences):
            if one.paragraph == paragraph and one.role == "fact":
                try:
                    changed = self.rewritten(changed, at, wish)
                except BadInput as error:
                    refused.append(error)
        if changed is draft and refused:
            raise refused[0]
        return changed

    def with_sentence(self, draft: Draft, number: int, text: str) -> Draft:
        """The draft with other words for one sentence, checked anew; number from 0."""
        return with_sentence(draft, number, text, lambda t: self._check_draft(t, draft.brief))

    def mended(self, draft: Draft) -> Draft:
        """The draft with every fault put right that has only one answer."""
        return mended_draft(draft, lambda t: self._check_draft(t, draft.brief))

    def overlaps(self, text: str) -> tuple[Overlap, ...]:
        """How much of each paragraph repeats a document of the library."""
        return overlaps(text, (self._store.document(f.doc_id) for f in self._store.facts()))

    def mended_at(self, draft: Draft, number: int) -> Draft:
        """The draft with one fault put right as the rule proposes; number from 0."""
        return mended_draft(
            draft, lambda t: self._check_draft(t, draft.brief), (draft.faults[number],)
        )

    @property
    def profiles(self) -> tuple[str, ...]:
        """The names of the profiles of pages, the standard one first."""
        return tuple(load_profiles(self._settings.data_dir).profiles)

    def exported(self, draft: Draft, form: Form, copy: Copy, profile: str = STANDARD) -> bytes:
        """The draft as a file; the profile is of the pages of a .docx."""
        paper = paper_of(draft)
        if form == "md":
            return markdown_of(paper, copy).encode("utf-8")
        if form == "txt":
            return plain_of(paper, copy).encode("utf-8")
        return docx_of(paper, load_profiles(self._settings.data_dir).choose(profile), copy)

    def _structures(self, brief: Brief) -> Structures:
        """The usual parts by kind, and those of the document that the brief takes as a model."""
        skeletons = load_skeletons(self._settings.data_dir)
        if not brief.style:
            return Structures(skeletons=skeletons)
        model = next((f for f in self._store.facts() if _is_named(f, brief.style)), None)
        if model is None:
            told = f"文献库里没有“{brief.style}”，没有仿照它的结构。"
            return Structures(skeletons=skeletons, notice=told)
        sections = self._store.sections(model.doc_id)
        headings = dict.fromkeys(s.headings[0] for s in sections if s.headings)
        places = (model.place, *own_places(model.title)) if model.place else ()
        style = parts_like(tuple(headings), tuple(filter(None, places)))
        told = "" if style else f"《{model.title}》没有小标题，没有结构可以仿照。"
        return Structures(skeletons=skeletons, style=style, notice=told)

    def _check_draft(self, text: str, brief: Brief) -> tuple[Fault, ...]:
        year = brief.period if len(brief.period) == 4 else None
        frame = Frame(place=brief.place, year=year, is_final=False, length=brief.length)
        return self.check(text, replace(frame, elements=brief.elements))
