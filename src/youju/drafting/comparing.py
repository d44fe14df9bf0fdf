"""An edited draft comes back: the words of the file, and what became of each sentence.

Knows no brief and no source: what a changed sentence may say is for the rules and the checks.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from youju.drafting.formats import ANNEX, ANNEX_NOTE, without_markers
from youju.errors import BadInput
from youju.reading.formats.ooxml import Package, W
from youju.reading.formats.word import read_docx
from youju.text import bigrams, sentence_spans, storable

ChangeKind = Literal["kept", "changed", "added", "removed"]

_NAME = "修改稿.docx"
_HEADING_MARK = re.compile(r"^#{1,6} ")  # that reading puts before a heading without a number
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GRAPHIC = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
_OLD_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
_PICTURED = ("/picture", "/chart", "/diagram")
_SAME_SENTENCE = 0.5  # of their pairs of characters are common: more is shared than is not

_MOST_PAIRS = 1_000_000  # a draft of 40,000 characters, all of it new; beyond, it is another text


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceChange:
    """What became of one sentence, or where one came in."""

    kind: ChangeKind
    before: str  # empty for an added one
    after: str  # empty for a removed one


# The file


def docx_text(data: bytes) -> str:
    """The text of an edited draft, a line a paragraph, every tracked change accepted.

    A row of a table is a line. What a copy for review adds (markers, the annex) is taken off again;
    pictures are not read: `docx_notes` tells of them. Raises UnreadableFile for a file that is
    broken or no .docx, BadInput for one without words.
    """
    lines = [line.strip() for line in storable(read_docx(data, _NAME).text).splitlines()]
    text = "\n".join(map(_plain, _without_annex([line for line in lines if line])))
    if not text.strip():
        raise BadInput(f"{_NAME} 里没有文字。", remedy="确认选对了文件，存盘后再导入")
    return text


def _plain(line: str) -> str:
    return without_markers(_HEADING_MARK.sub("", line))


def _without_annex(lines: Sequence[str]) -> Sequence[str]:
    for at, line in enumerate(lines):
        if _plain(line) == ANNEX and lines[at + 1 : at + 2] == [ANNEX_NOTE]:
            return lines[:at]
    return lines


def docx_notes(data: bytes) -> tuple[str, ...]:
    """A sentence on each thing that `docx_text` decided or left out; none for a plain file."""
    read_docx(data, _NAME)  # refuses what cannot be opened
    main = Package(data, _NAME).main
    counted = (
        ("修订{}处，按全部接受处理。", _number(main, "ins", "del", "moveTo")),
        ("图片或图表{}个，没有读入。", sum(1 for _ in _pictures(main))),
        ("批注{}条，没有读入。", _number(main, "commentReference")),
    )
    return tuple(f"文件里有{told.format(number)}" for told, number in counted if number)


def _number(main: Any, *tags: str) -> int:
    return sum(1 for _ in main.iter(*(f"{W}{tag}" for tag in tags)))


def _pictures(main: Any) -> Iterator[Any]:
    """Each picture once: an old form that stands in for a new one is the same picture."""
    for node in main.iter(_GRAPHIC, _OLD_PICTURE):
        is_picture = node.tag == _OLD_PICTURE or node.get("uri", "").endswith(_PICTURED)
        if is_picture and next(node.iterancestors(_FALLBACK), None) is None:
            yield node


# The sentences


def sentences_changed(before: str, after: str) -> tuple[SentenceChange, ...]:
    """Every sentence of both texts once, in order: kept, changed, added or removed.

    Blanks do not count. A sentence is changed where it shares more than half of its wording with
    one at the same point of the other text; one that was moved is removed and added. Of texts that
    are both long and have nothing in common, no sentence counts as changed.
    """
    old, new = list(_sentences(before)), list(_sentences(after))
    changes: list[SentenceChange] = []
    matcher = SequenceMatcher(a=[*map(_key, old)], b=[*map(_key, new)], autojunk=False)
    for step, i, end, j, stop in matcher.get_opcodes():
        if step == "equal":
            pairs = zip(old[i:end], new[j:stop], strict=True)
            changes += (SentenceChange(kind="kept", before=a, after=b) for a, b in pairs)
        else:
            changes += (_change(a, b) for a, b in _paired(old[i:end], new[j:stop]))
    return tuple(changes)


def _sentences(text: str) -> Iterator[str]:
    for start, end in sentence_spans(text):
        yield text[start:end]


def _key(sentence: str) -> str:
    return "".join(sentence.split())


def _change(before: str, after: str) -> SentenceChange:
    kind: ChangeKind = "changed" if before and after else "removed" if before else "added"
    return SentenceChange(kind=kind, before=before, after=after)


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The sentences side by side, an empty one beside each that has no like."""
    i = j = 0
    pairs = _best_pairs(old, new) if len(old) * len(new) <= _MOST_PAIRS else []
    for at, to in [*pairs, (len(old), len(new))]:
        yield from ((gone, "") for gone in old[i:at])
        yield from (("", come) for come in new[j:to])
        if at < len(old):
            yield old[at], new[to]
        i, j = at + 1, to + 1


def _best_pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Places of like sentences, both rising, so that the likeness is in sum the greatest."""
    terms = [[Counter(bigrams(_key(sentence))) for sentence in side] for side in (old, new)]
    likeness = [[_likeness(a, b) for b in terms[1]] for a in terms[0]]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]  # from here to the ends
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] + best[i + 1][j + 1])
    return list(_walk(likeness, best))


def _walk(
    likeness: Sequence[Sequence[float]], best: Sequence[Sequence[float]]
) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(likeness) and j < len(likeness[0]):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _likeness(a: Counter[str], b: Counter[str]) -> float:
    """Twice what two sentences share, over what both have; 0 where that is not even half."""
    total = a.total() + b.total()
    share = 2 * (a & b).total() / total if total else 0.0
    return share if share > _SAME_SENTENCE else 0.0
