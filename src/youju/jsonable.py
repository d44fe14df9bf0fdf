"""Our nouns in the JSON shapes of the command line, which stay fixed. Pure; knows no file."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from youju.findings import Copy, DocumentReport, GapRow, LedgerRow, Version
from youju.text import fold
from youju.types import Answer, DocumentFacts, EditOp, Passage, Query, Reading, Table

Json = dict[str, Any]


def answer_json(answer: Answer) -> Json:
    """One answer, as `youju ask --json` prints it."""
    facts = {passage.facts.doc_id: passage.facts for passage in answer.passages}
    return {
        "question": answer.question,
        "understood": understood(answer.query),
        "notes": list(answer.query.notes),
        "answer": answer.text,
        "table": table_json(answer.table) if answer.table else None,
        "refused": answer.refused,
        "mode": answer.mode,
        "notice": answer.notice,
        "suggestions": list(answer.query.suggestions),
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


def understood(query: Query) -> str:
    """The question as it was looked for; empty where that is what was asked."""
    asked, whole = fold(query.text).strip(), fold(query.standalone).strip()
    return "" if asked == whole else query.standalone.strip()


def table_json(table: Table) -> Json:
    """A table of figures; a cell that no source states has an empty text."""
    return {
        "columns": list(table.columns),
        "rows": [
            [{"text": cell.text, "citations": list(cell.citations)} for cell in row]
            for row in table.rows
        ],
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


def facts_json(facts: DocumentFacts, edits: Mapping[EditOp, int], chunks: int) -> Json:
    """A row of `youju documents --json`; `edits` are counted."""
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
        "edits": dict(edits),
    }


def document_json(
    reading: Reading, copies: Sequence[Copy] = (), versions: Sequence[Version] = ()
) -> Json:
    """`youju documents show --json`: the row, the text, what was done to it and found in it."""
    document = reading.document
    counts: dict[EditOp, int] = {"repair": 0, "flag": 0, "drop": 0}
    for edit in document.edits:
        counts[edit.op] += 1
    return facts_json(document.facts, counts, len(reading.chunks)) | {
        "text": document.text,
        "notes": list(reading.notes),
        "sections": [
            {
                "kind": s.kind,
                "headings": list(s.headings),
                "speaker": s.speaker,
                "start": s.start,
                "end": s.end,
            }
            for s in reading.sections
        ],
        "figures": len(reading.figures),
        "gaps": len(reading.gaps),
        "edit_log": [asdict(edit) for edit in document.edits],
        "copies": [
            {"address": c.address, "differences": [asdict(d) for d in c.differences]}
            for c in copies
        ],
        "versions": [
            {
                "doc_id": v.facts.doc_id,
                "title": v.facts.title,
                "published": v.facts.published,
                "period": v.facts.period,
                "differences": [asdict(d) for d in v.differences],
            }
            for v in versions
        ],
    }


def report_json(report: DocumentReport) -> Json:
    """What reading one document did to it and found in it."""
    return {
        "doc_id": report.facts.doc_id,
        "title": report.facts.title,
        "source": report.facts.source,
        "inferred": {name: getattr(report.facts, name) for name in report.facts.inferred},
        "complete": report.facts.complete,
        "notes": list(report.notes),
        "sections": report.sections,
        "chunks": report.chunks,
        "figures": report.figures,
        "gaps": report.gaps,
        "edits": [
            {"op": e.op, "reason": e.reason, "count": e.count, "examples": [*map(list, e.examples)]}
            for e in report.edits
        ],
    }


def figure_json(row: LedgerRow) -> Json:
    """A row of the ledger."""
    figure = row.figure
    value = f"{figure.value:f}"
    return {
        "source": row.source,
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
        "quote": row.quote,
        "sentence": row.sentence,
        "title": row.title,
        "trust": row.trust,
    }


def gap_json(row: GapRow) -> Json:
    """A row of the list of gaps."""
    gap = row.gap
    return {
        "source": row.source,
        "doc_id": gap.doc_id,
        "what": gap.what,
        "unit": gap.unit,
        "how": gap.how,
        "start": gap.start,
        "end": gap.end,
        "quote": row.quote,
        "context": row.context,
        "title": row.title,
    }
