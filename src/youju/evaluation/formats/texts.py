"""What a question set brings along, and what has been read of it so far, faults included.

Knows no format and opens no file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from youju.errors import BadSuite
from youju.evaluation.records import short_hash
from youju.evaluation.suites import Fault, QACase, refuse

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 40  # characters of a file's name that tell what it is; each may take four bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusText:
    """A document that a set brings along."""

    name: str  # of its file, safe on any file system; `QACase.documents` names it
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QASet:
    """Cases, and the texts that they are asked of; none where they are of a library's documents."""

    cases: tuple[QACase, ...]
    texts: tuple[CorpusText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where something of a set is written."""

    file: str
    line: int | None = None  # None: the file as a whole, or an entry that has no line of its own
    entry: str = ""  # 第3篇第1段, where lines say nothing

    def fault(self, text: str) -> Fault:
        told = f"{self.entry}：{text}" if self.entry else text
        return Fault(file=self.file, line=self.line, text=told)

    def __str__(self) -> str:
        where = f"第{self.line}行" if self.line else self.entry
        return f"{self.file} {where}".strip()


@dataclass(slots=True)
class Once:
    """Ids that may come once."""

    what: str
    _first: dict[str, Spot] = field(default_factory=dict)

    def again(self, key: str, spot: Spot) -> Fault | None:
        """The fault of an id that is there already, naming both places."""
        earlier = self._first.setdefault(key, spot)
        if earlier is spot:
            return None
        return spot.fault(f"{self.what} {key} 重复，先见于 {earlier}")


@dataclass(slots=True)
class Found:
    """What has been read so far, and all that is wrong with it."""

    cases: list[QACase] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    _texts: dict[str, CorpusText] = field(default_factory=dict)  # by what they say
    _ids: Once = field(default_factory=lambda: Once("编号"))

    def add(self, case: QACase, spot: Spot) -> None:
        """Take a case; an id that is there already is a fault."""
        again = self._ids.again(case.id, spot)
        if again:
            self.faults.append(again)
        else:
            self.cases.append(case)

    def text(self, key: str, title: str, text: str) -> str:
        """Take a text and give its file's name; the same text has one name, whatever its key.

        A library folds copies into one document, and would not find the other's name.
        """
        title, text = title.strip(), text.strip()
        known = self._texts.get(text or title)
        if known is None:
            name = file_name(key, text or title)
            known = self._texts[text or title] = CorpusText(name=name, title=title, text=text)
        return known.name

    def result(self, name: str) -> QASet:
        """All of it; raise BadSuite naming every fault, or where there is no case."""
        order = {name: at for at, name in enumerate(dict.fromkeys(f.file for f in self.faults))}
        faults = sorted(self.faults, key=lambda f: (order[f.file], f.line or 0))
        refuse(faults, "题集", remedy="按位置改正后重新运行，或检查 --format 是否选对")
        if not self.cases:
            raise BadSuite(
                f"按 {name} 格式读，题集里没有可以问的题目。", remedy="检查文件和 --format 是否对应"
            )
        return QASet(cases=tuple(self.cases), texts=tuple(self._texts.values()))


def file_name(key: str, text: str) -> str:
    """A name that is the same for the same key and text, and no other's."""
    bare = _UNSAFE.sub("-", key).strip("-._")[:_LONGEST_NAME].rstrip("-._")
    return f"{bare or 'text'}-{short_hash([key, text])}.txt"


def key_of(answers: Sequence[str]) -> str:
    """One key of all ways to write an answer; | parts them, so the full-width one stands for it.

    Both are one character where keys are looked for.
    """
    return "|".join(dict.fromkeys(a.strip().replace("|", "｜") for a in answers if a.strip()))
