"""A question that leans on the conversation before it becomes one that stands alone."""

import re

from youju.retrieval.framing import bare_place, find_places, find_years
from youju.retrieval.wording import simplified
from youju.types import History

# A question that cannot stand alone opens with a link back, or is a name or year and 呢.
_LINKS_BACK = re.compile(
    r"^(?:那么?|那|还有|其中|另外|同期|再|它|他们|这[个些]?|该|上述|前者|后者|此外)|^(?=.{1,14}呢[？?]?$)"
)
_TAIL = re.compile(r"(?:呢|怎么样|如何|又是多少|是多少)?[？?。！!\s]*$")
_SHORT = 16  # a question so short that it names no place leans on the one before it


def standalone(question: str, history: History, known: tuple[str, ...]) -> str:
    """The question, with what it borrows from the last one that stood alone."""
    asked = [simplified(turn.content.strip()) for turn in history if turn.role == "user"]
    if not asked:
        return question
    base = next((q for q in reversed(asked) if not _LINKS_BACK.match(q)), asked[0])
    if _LINKS_BACK.match(question):
        return _merge(base, _LINKS_BACK.sub("", question), known)
    if find_places(question, known) or not find_places(base, known):
        return question
    if len(question) <= _SHORT:
        return _merge(base, question, known)
    years = "" if find_years(question) else "".join(f"{year}年" for year in find_years(base))
    return "".join(find_places(base, known)) + years + question


def _merge(base: str, addition: str, known: tuple[str, ...]) -> str:
    """What the new question names replaces what the old one named of the same sort.

    那2024年的目标呢 after 娄底2023年新增多少 asks for 娄底2024年 …; a new place replaces the old.
    """
    core = _TAIL.sub("", addition).strip("，, 的")
    named = (
        (find_years(base), find_years(core)),
        (find_places(base, known), find_places(core, known)),
    )
    for old, new in named:
        if len(old) == len(new) == 1:
            base = base.replace(old[0], new[0]).replace(bare_place(old[0]), new[0])
            core = core.replace(new[0], "").replace(bare_place(new[0]), "")
            core = core.removeprefix("年").strip("，, 的")
    return f"{_TAIL.sub('', base)}，{core}？" if core else base
