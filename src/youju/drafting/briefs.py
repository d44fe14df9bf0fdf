"""What a writer asks for: the brief of a draft, from free text or from a YAML file.

Knows no library beyond the names that it is given, and no document's text.
"""

from dataclasses import dataclass

DEFAULT_LENGTH = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What is asked of a draft; an empty field is one that the writer left open."""

    kind: str = ""  # one of KINDS: 讲话稿, 工作报告, 总结 …
    place: str = ""  # whose text it is; X市 and the like are places of their own
    period: str = ""  # "2024", or "2023-2024"
    topic: str = ""
    heading: str = ""  # of the one section asked for; empty: the writer asks for no heading
    points: tuple[str, ...] = ()
    audience: str = ""
    length: int = DEFAULT_LENGTH  # characters
    tone: str = ""
    elements: tuple[str, ...] = ()  # of ELEMENTS: 一是二是三是, 数据标来源 …
    materials: tuple[str, ...] = ()  # the writer's own text, for this draft only
    style: str = ""  # title or doc_id of a document whose structure is followed
    speaker: str = ""
    date: str = ""  # ISO: when it is given or goes out
