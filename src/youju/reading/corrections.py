"""What a person states of a document, against what was read from it.

Knows what may be stated and how; where statements are kept, `changes` knows.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from youju.errors import BadInput
from youju.types import DocumentFacts
from youju.words import FACT_NAMES

EDITABLE = tuple(FACT_NAMES)
_LONGEST = 200  # characters: they stand in lists, and before each chunk that is embedded
_PERIOD = re.compile(r"(?:19|20)\d{2}(?:-(?:19|20)\d{2})?")


def corrected(facts: DocumentFacts, stated: Mapping[str, str]) -> DocumentFacts:
    """The facts with what is stated, which is inferred no longer; raise BadInput.

    An empty value says that there is none; a document always has a title, a kind and a trust.
    """
    for name, value in stated.items():
        _require(name, value)
    values = {name: value or None for name, value in stated.items()}
    left = tuple(name for name in facts.inferred if name not in stated)
    return replace(facts, **values, inferred=left)  # type: ignore[arg-type]


def _require(name: str, value: str) -> None:
    if name not in EDITABLE:
        known = "、".join(f"{key}（{words}）" for key, words in FACT_NAMES.items())
        raise BadInput(f"不能修改：{name}。", remedy=f"可改的项目：{known}")
    if not value and name in ("title", "kind", "trust"):
        raise BadInput(f"{FACT_NAMES[name]}不能为空。", remedy=f"写成 {name}=…")
    if len(value) > _LONGEST:
        raise BadInput(f"{FACT_NAMES[name]}不能超过{_LONGEST}字。", remedy="写得短些")
    if name == "trust" and value not in ("named", "masked"):
        raise BadInput(f"可信不能是“{value}”。", remedy="只能是 named（实名）或 masked（脱敏范文）")
    if name == "period" and value and not _is_period(value):
        raise BadInput(f"年份不能是“{value}”。", remedy="写成 2023 或 2023-2024")
    if name == "published" and value and not _is_date(value):
        raise BadInput(f"日期不能是“{value}”。", remedy="写成 2024-04-10")


def _is_period(value: str) -> bool:
    return _PERIOD.fullmatch(value) is not None and value[:4] <= value[-4:]


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
