"""Pure functions on Chinese text: sentences, folding, terms.

Knows nothing of documents. Never uses `\\b` or `\\w`, which do not see the border between a digit
and a 汉字.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import rjieba

_CLOSERS = "”’」』）)》〉】]\"'"
_SENTENCE_END = re.compile(rf"[。！？；!?;…]+[{re.escape(_CLOSERS)}]*|\n+")
_CJK_RUN = re.compile(r"[\u3400-\u9fff]+")
_NUMBERED = re.compile(
    "^(?:[一二三四五六七八九十]+[是要、]|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+[，、]|\\d+[.．、])，?"
)
_TERM_RUN = re.compile(r"[\u3400-\u9fff]+|[0-9]+(?:\.[0-9]+)?|[a-z]+")
# Full-width forms and quote shapes that differ between sources without differing in meaning.
_FOLD = str.maketrans(
    {
        **{chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)},
        "\u3000": " ",
        "\u00a0": " ",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "、": ",",
        "。": ".",
        "—": "-",
        "–": "-",
        "～": "~",
    }
)


def storable(text: str) -> str:
    """The text without halves of characters (lone surrogates), which no database takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def fold(text: str) -> str:
    """Lower-case, with half-width forms, so that two spellings of a text compare equal.

    The length is unchanged, so offsets hold. For comparing and indexing, never for showing.
    """
    folded = text.translate(_FOLD)
    lower = folded.lower()
    if len(lower) == len(text):  # nearly always; İ alone grows
        return lower
    return "".join(low if len(low := c.lower()) == 1 else c for c in folded)


def without_number(title: str) -> str:
    """A heading or item without what counts it: （一）, 一是, 第二，, 3."""
    return _NUMBERED.sub("", title.strip())


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences in `text[start:end]`, without surrounding blanks.

    A sentence ends at 。！？； or a line break; closing quotes and brackets stay with it.
    """
    stop = len(text) if end is None else end
    here = start
    while here < stop:
        found = _SENTENCE_END.search(text, here, stop)
        border = found.end() if found else stop
        span = trim(text, here, border)
        if span[0] < span[1]:
            yield span
        here = border


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring 汉字 (one alone stays alone), and whole numbers and Latin words."""
    terms: list[str] = []
    for run in _TERM_RUN.findall(fold(text)):
        if _CJK_RUN.fullmatch(run) and len(run) > 1:
            terms.extend(run[i : i + 2] for i in range(len(run) - 1))
        else:
            terms.append(run)
    return terms


@lru_cache(maxsize=4096)
def _cut(run: str) -> tuple[str, ...]:
    return tuple(rjieba.cut_for_search(run))


def words(text: str) -> list[str]:
    """Words of two characters or more, overlapping ones included."""
    return [w for run in _CJK_RUN.findall(fold(text)) for w in _cut(run) if len(w) > 1]


def estimate_tokens(text: str) -> int:
    """About how many tokens a Chinese language model reads `text` as (0.75 a character)."""
    return max(1, round(len(text) * 0.75))
