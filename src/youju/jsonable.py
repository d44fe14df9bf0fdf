"""Our nouns in the JSON shapes of the command line, which stay fixed. Pure; knows no file."""

from collections.abc import Mapping
from typing import Any

from youju.types import Answer, Document, DocumentFacts, Edit, Figure, Gap, Passage

Json = dict[str, Any]


def answer_json(answer: Answer) -> Json:
    """One answer, as `youju ask --json` prints it."""
    facts = {passage.facts.doc_id: passage.facts for passage in answer.passages}
    return {
        "question": answer.question,
        "answer": answer.text,
        "refused": answer.refused,
        "mode": answer.mode,
        "notice": answer.notice,
        "sentences": [{"text": s.text, "citations": list(s.citations)} for s in answer.sentences],
        "citations": [
            {
                "marker": c.marker,
                "doc_id": c.doc_id,
                "source": facts[c.doc_id].source,
                "title": facts[c.doc_id].title,
                "start": c.start,
                "end": c.end,
                "quote": c.quote,
            }
            for c in answer.citations
        ],
        "checks": [
            {"rule": c.rule, "verdict": c.verdict, "text": c.text, "note": c.note}
            for c in answer.checks
        ],
        "passages": [passage_json(passage) for passage in answer.passages],
        "timings": {
            "evidence_ms": answer.timings.evidence_ms,
            "first_token_ms": answer.timings.first_token_ms,
            "total_ms": answer.timings.total_ms,
        },
        "fingerprint": answer.fingerprint,
    }


def passage_json(passage: Passage) -> Json:
    chunk, facts = passage.chunk, passage.facts
    return {
        "rank": passage.rank,
        "score": passage.score,
        "chunk_id": chunk.chunk_id,
        "doc_id": chunk.doc_id,
        "source": facts.source,
        "title": facts.title,
        "headings": list(chunk.headings),
        "place": facts.place,
        "period": facts.period,
        "start": chunk.start,
        "end": chunk.end,
        "text": chunk.text,
    }


def facts_json(facts: DocumentFacts, edits: tuple[Edit, ...], chunks: int) -> Json:
    """A row of `youju documents --json`."""
    return {
        "doc_id": facts.doc_id,
        "title": facts.title,
        "source": facts.source,
        "place": facts.place,
        "period": facts.period,
        "published": facts.published,
        "kind": facts.kind,
        "speaker": facts.speaker,
        "trust": facts.trust,
        "complete": facts.complete,
        "shown_chars": facts.shown_chars,
        "whole_chars": facts.whole_chars,
        "inferred": list(facts.inferred),
        "addresses": list(facts.addresses),
        "chunks": chunks,
        "edits": {op: sum(edit.op == op for edit in edits) for op in ("repair", "flag", "drop")},
    }


def document_json(document: Document, chunks: int) -> Json:
    """`youju documents show --json`: the row, the text, and each edit."""
    edits = [
        {
            "op": e.op,
            "start": e.start,
            "end": e.end,
            "reason": e.reason,
            "before": e.before,
            "after": e.after,
        }
        for e in document.edits
    ]
    row = facts_json(document.facts, document.edits, chunks)
    return row | {"text": document.text, "edit_log": edits}


def figure_json(figure: Figure, sources: Mapping[str, str], texts: Mapping[str, str]) -> Json:
    """A row of the ledger; `sources` and `texts` are by doc_id."""
    value = f"{figure.value:f}"
    return {
        "source": sources[figure.doc_id],
        "doc_id": figure.doc_id,
        "place": figure.place,
        "period": figure.period,
        "kind": figure.kind,
        "indicator": figure.indicator,
        "value": value if figure.upper is None else f"{value}-{figure.upper:f}",
        "unit": figure.unit,
        "hedge": figure.hedge,
        "start": figure.start,
        "end": figure.end,
        "quote": texts[figure.doc_id][figure.start : figure.end],
        "sentence": texts[figure.doc_id][figure.sentence_start : figure.sentence_end],
    }


def gap_json(gap: Gap, sources: Mapping[str, str], texts: Mapping[str, str]) -> Json:
    return {
        "source": sources[gap.doc_id],
        "doc_id": gap.doc_id,
        "what": gap.what,
        "unit": gap.unit,
        "how": gap.how,
        "start": gap.start,
        "end": gap.end,
        "quote": texts[gap.doc_id][gap.start : gap.end],
    }
