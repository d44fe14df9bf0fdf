"""RGB (Chen et al. 2024): each question with passages that answer it and passages that do not.

All passages of all questions are one corpus. A question without a passage that answers it is to be
refused; `rgb-reject` leaves out every such passage, and asks whether all questions are refused.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from youju.evaluation.formats.texts import Found, Row, json_rows, key_of
from youju.evaluation.suites import QACase


class _Entry(Row):
    id: int | str
    query: str
    answer: Any
    positive: tuple[Any, ...] = ()
    negative: tuple[Any, ...] = ()


def read_rgb(paths: Sequence[Path], corpus: Path | None, found: Found) -> None:
    """Read entries with all their passages."""
    _read(paths, found, rejects=False)


def read_rgb_reject(paths: Sequence[Path], corpus: Path | None, found: Found) -> None:
    """Read entries with only those passages that do not answer them."""
    _read(paths, found, rejects=True)


def _read(paths: Sequence[Path], found: Found, *, rejects: bool) -> None:
    for path in paths:
        for number, entry in json_rows(path, _Entry, found):
            keys = tuple(key for one in _outer(entry.answer) if (key := key_of(list(_flat(one)))))
            passages = [] if rejects else list(_flat(entry.positive))
            if passages and not keys:
                found.fault(path, number, "没有 answer")
                continue
            documents = tuple(found.text(f"rgb-{entry.id}", "", text) for text in passages)
            for text in _flat(entry.negative):
                found.text(f"rgb-{entry.id}", "", text)
            found.add(
                QACase(
                    id=str(entry.id),
                    type="fact" if documents else "unanswerable",
                    question=entry.query,
                    answer_keys=keys if documents else (),
                    expect_refusal=not documents,
                    documents=tuple(dict.fromkeys(documents)),
                ),
                path,
                number,
            )


def _outer(answer: Any) -> Sequence[Any]:
    """The answers that must all be there; each may be a list of ways to write it."""
    return answer if isinstance(answer, list) else [answer]


def _flat(value: Any) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for one in value:
            yield from _flat(one)
    elif value is not None and str(value).strip():
        yield str(value)
