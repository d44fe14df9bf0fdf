"""P4 to P7: bodies under old or several names, persons' posts, titles of papers."""

import re
from collections.abc import Iterator
from dataclasses import replace

from youju.drafting.rules.bodies import find_several_names
from youju.drafting.rules.faults import Fault, Rule, fault_at
from youju.drafting.rules.listed import hits, told
from youju.drafting.rules.manuscript import Manuscript

_HISTORY = re.compile("更名|前身|改名|原(?=.{0,8}$)|当时|时任")
_TITLE = re.compile(r"《(?P<title>[^《》\n]{4,80})》")
_ANY_POST = "(?:副?(?:书记|省长|市长|区长|县长|镇长|主席|部长|局长|主任|院长|处长|科长|所长|站长))"
_BEHIND = re.compile(
    rf"(?P<name>[\u3400-\u9fff]{{2,3}})(?P<post>{_ANY_POST})(?![\u3400-\u9fff]?[助秘])"
)
_BEFORE = re.compile(
    rf"(?P<post>{_ANY_POST})(?P<name>[\u3400-\u9fff]{{2,3}})(?=[，。；、\s]|出席|主持|指出|强调|要求|作|同志)"
)


def _renamed(manuscript: Manuscript) -> Iterator[Fault]:
    """A body under a name that it no longer has; told as history it is right."""
    for hit in hits(manuscript, "renamed"):
        sentence = manuscript.sentences[manuscript.sentence_at(hit.start) - 1]
        before = manuscript.text[sentence.start : hit.start]
        written = manuscript.frame.written
        if _HISTORY.search(before) or "更名" in sentence.text:
            continue
        if written and hit.entry.until and written <= hit.entry.until:
            continue
        yield told("P4", "warning", manuscript, hit)


def _posts(manuscript: Manuscript) -> Iterator[Fault]:
    """A person whom documents give other posts than the text does; strangers are passed over."""
    for pattern in (_BEFORE, _BEHIND):
        for found in pattern.finditer(manuscript.text):
            posts = manuscript.evidence.posts(found["name"])
            if posts and not any(found["post"] in post for post in posts):
                note = f"文献里“{found['name']}”的职务是“{'、'.join(posts[:3])}”。"
                yield fault_at("P6", "warning", manuscript, found.span(), note)


def _titles(manuscript: Manuscript) -> Iterator[Fault]:
    """The title of a paper that documents have a little otherwise."""
    for found in _TITLE.finditer(manuscript.text):
        if manuscript.evidence.has_title(found["title"]):
            continue
        near = manuscript.evidence.near_title(found["title"])
        if near:
            note = f"文献里的文件名是《{near}》。"
            fault = fault_at("P7", "warning", manuscript, found.span("title"), note)
            yield replace(fault, instead=near)


RULES: tuple[Rule, ...] = (
    Rule(id="P4", level="warning", title="机构改名", find=_renamed),
    Rule(id="P5", level="warning", title="机构名称一致", find=find_several_names),
    Rule(id="P6", level="warning", title="人名和职务", find=_posts),
    Rule(id="P7", level="warning", title="文件名", find=_titles),
)
