"""RGB (Chen et al. 2024): each question with passages that answer it and passages that do not.

All passages of all questions are one corpus. A question without a passage that answers it is to be
refused; `rgb-reject` leaves out every such passage, and asks whether all questions are refused.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator

from youju.evaluation.formats.lines import LARGEST_CORPUS, Id, Row, Words, files_of, json_rows
from youju.evaluation.formats.texts import Found, Spot, key_of
from youju.evaluation.suites import QACase


def _answers(value: object) -> list[list[str]]:
    """What must all be said, each with the ways to say it."""
    outer = value if isinstance(value, list) else [value]
    return [list(_flat(one)) for one in outer]


def _passages(value: object) -> list[str]:
    if not isinstance(value, list):
        raise ValueError('应是列表，例如 ["…"]')
    return list(dict.fromkeys(_flat(value)))


def _flat(value: Any) -> Iterator[str]:
    """The texts of a list, and of the lists in it; a number is a text."""
    if isinstance(value, list):
        for one in value:
            yield from _flat(one)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        if text := str(value).strip():
            yield text
    else:
        raise ValueError("应是文字，或文字的列表")


Passages = Annotated[tuple[str, ...], BeforeValidator(_passages)]


class _Entry(Row):
    id: Id
    query: Words
    answer: Annotated[tuple[tuple[str, ...], ...], BeforeValidator(_answers)] = ()
    positive: Passages = ()
    negative: Passages = ()


def read_rgb(paths: Sequence[Path], corpus: Path | None, found: Found) -> None:
    """Read entries with all their passages."""
    del corpus  # the passages are the corpus
    _read(paths, found, rejects=False)


def read_rgb_reject(paths: Sequence[Path], corpus: Path | None, found: Found) -> None:
    """Read entries with only those passages that do not answer them."""
    del corpus
    _read(paths, found, rejects=True)


def _read(paths: Sequence[Path], found: Found, *, rejects: bool) -> None:
    entries = [
        placed
        for file in files_of(paths)
        for placed in json_rows(file, _Entry, found, LARGEST_CORPUS)
    ]
    answering = {text for _, entry in entries for text in entry.positive} if rejects else set()
    for spot, entry in entries:
        key = f"rgb-{entry.id}"
        positives = [found.text(key, "", text) for text in entry.positive if not rejects]
        for text in entry.negative:
            if text not in answering:  # of another question, perhaps
                found.text(key, "", text)
        _ask(entry, positives, spot, found)


def _ask(entry: _Entry, documents: Sequence[str], spot: Spot, found: Found) -> None:
    keys = tuple(key for ways in entry.answer if (key := key_of(ways)))
    if not (entry.positive or entry.negative):
        found.faults.append(spot.fault("没有 positive，也没有 negative，不是 RGB 格式"))
        return
    if documents and not keys:
        found.faults.append(spot.fault("有 positive，却没有 answer，无从判断对错"))
        return
    case = QACase(
        id=entry.id,
        type="fact" if documents else "unanswerable",
        question=entry.query,
        answer_keys=keys if documents else (),
        expect_refusal=not documents,
        documents=tuple(documents),
    )
    found.add(case, spot)
