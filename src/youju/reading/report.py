"""What reading a document did to it and found in it, for staff to look over.

Counts and examples only: what an edit or a gap is worth, its reader decides.
"""

from collections.abc import Sequence
from itertools import groupby

from youju.findings import DocumentReport, EditCount
from youju.reading.cleaning.spam import SPAM
from youju.types import Edit, Reading

_OPS = ("repair", "flag", "drop")
_EXAMPLES = 3
_LONGEST_EXAMPLE = 40


def report_on(reading: Reading) -> DocumentReport:
    """The report on one document."""
    document = reading.document
    return DocumentReport(
        facts=document.facts,
        edits=count_edits(document.edits),
        notes=reading.notes,
        sections=len(reading.sections),
        chunks=len(reading.chunks),
        figures=len(reading.figures),
        gaps=len(reading.gaps),
    )


def count_edits(edits: Sequence[Edit]) -> tuple[EditCount, ...]:
    """The edits by class of noise: repairs, flags, drops, the most frequent class first."""
    ordered = sorted(edits, key=lambda edit: (edit.op, edit.reason))
    groups = [list(group) for _, group in groupby(ordered, lambda edit: (edit.op, edit.reason))]
    counts = [
        EditCount(
            op=group[0].op,
            reason=group[0].reason,
            count=len(group),
            examples=_examples(group),
        )
        for group in groups
    ]
    return tuple(sorted(counts, key=lambda count: (_OPS.index(count.op), -count.count)))


def _examples(group: Sequence[Edit]) -> tuple[tuple[str, str], ...]:
    """The first different ones; blanks show nothing, and nobody wants to read spam."""
    if group[0].reason == SPAM:
        return ()
    shown = [e for e in group if e.before.strip() or e.after.strip()]
    pairs = dict.fromkeys((_short(e.before), _short(e.after)) for e in shown)
    return tuple(pairs)[:_EXAMPLES]


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_EXAMPLE else f"{flat[:_LONGEST_EXAMPLE]}…"
