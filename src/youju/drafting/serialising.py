"""Drafts, outlines and faults in the JSON shapes of the command line, which stay fixed. Pure."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from youju.drafting.drafts import Draft
from youju.drafting.materials import Material
from youju.drafting.outlines import Outline
from youju.drafting.rules.faults import Fault
from youju.drafting.rules.manuscript import Manuscript
from youju.drafting.rules.wordlists import Wordlists
from youju.types import DocumentFacts

Json = dict[str, Any]


@lru_cache
def _adapter() -> TypeAdapter[Draft]:
    return TypeAdapter(Draft)


def kept_text(draft: Draft) -> str:
    """The whole draft, to be kept and read again."""
    return _adapter().dump_json(draft).decode("utf-8")


def draft_of(kept: str) -> Draft | None:
    """The draft that was kept; None where another version of the program wrote it."""
    try:
        return _adapter().validate_json(kept)
    except ValidationError:
        return None


_VERDICTS = {"error": "fail", "warning": "warn", "info": "warn"}
_LEVELS = {"error": "E", "warning": "W", "info": "I"}


def draft_json(draft: Draft, others: Sequence[Outline] = ()) -> Json:
    """One draft, as `youju draft --json` prints it; `others` are the outlines not taken."""
    facts = {m.source.passage.facts.doc_id: m.source.passage.facts for m in draft.outline.materials}
    return {
        "title": draft.title,
        "kind": draft.brief.kind,
        "place": draft.brief.place,
        "period": draft.brief.period,
        "shape": draft.outline.shape,
        "outline": outline_json(draft.outline)["points"],
        "outlines": [outline_json(one) for one in others],
        "text": draft.text,
        "chars": len(draft.text.replace("\n", "")),
        "sentences": [
            {
                "text": s.text,
                "citations": list(s.citations),
                "role": s.role,
                "start": s.start,
                "end": s.end,
            }
            for s in draft.sentences
        ],
        "citations": [
            {
                "marker": c.marker,
                "doc_id": c.doc_id,
                "source": _named(facts, c.doc_id, "source"),
                "title": _named(facts, c.doc_id, "title"),
                "start": c.start,
                "end": c.end,
                "quote": c.quote,
            }
            for c in draft.citations
        ],
        "checks": [
            *(
                {"rule": c.rule, "verdict": c.verdict, "text": c.text, "note": c.note}
                for c in draft.checks
            ),
            *faults_json(draft.faults, draft.text),
        ],
        "placeholders": [
            {"text": p.text, "what": p.what, "unit": p.unit, "start": p.start, "end": p.end}
            for p in draft.placeholders
        ],
        "mode": draft.mode,
        "notice": draft.notice,
        "fingerprint": draft.fingerprint,
    }


def _named(facts: Mapping[str, DocumentFacts], doc_id: str, field: str) -> str:
    """A document's title or file; the sentence before a material is of the same document."""
    return str(getattr(facts[doc_id], field)) if doc_id in facts else ""


def outline_json(outline: Outline) -> Json:
    """An outline with what carries each point."""
    return {
        "shape": outline.shape,
        "name": outline.name,
        "notice": outline.notice,
        "points": [
            {
                "heading": point.heading,
                "use": point.use,
                "materials": [_material_json(one) for one in point.materials],
                "missing": list(point.missing),
            }
            for point in outline.points
        ],
    }


def _material_json(material: Material) -> Json:
    source, facts = material.source, material.source.passage.facts
    return {
        "key": material.key,
        "doc_id": facts.doc_id,
        "source": facts.source,
        "title": facts.title,
        "place": facts.place,
        "years": sorted(material.years),
        "start": source.start,
        "end": source.end,
        "quote": source.text,
        "figures": len(material.figures),
        "gaps": len(material.gaps),
    }


def faults_json(faults: Sequence[Fault], text: str) -> list[Json]:
    """The list that `youju check --json` prints; `sentence` is a number from 1."""
    manuscript = Manuscript(text=text, words=Wordlists({}))
    return [
        {
            "rule": fault.rule,
            "level": _LEVELS[fault.level],
            "verdict": _VERDICTS[fault.level],
            "text": fault.text,
            "note": fault.note,
            "start": fault.start,
            "end": fault.end,
            "sentence": manuscript.sentence_at(fault.start),
            "suggestion": fault.instead,
            "fix": fault.is_mechanical,
            "source": {
                "doc_id": fault.source.doc_id,
                "title": fault.source.title,
                "start": fault.source.start,
                "end": fault.source.end,
                "quote": fault.source.quote,
            }
            if fault.source
            else None,
        }
        for fault in faults
    ]
