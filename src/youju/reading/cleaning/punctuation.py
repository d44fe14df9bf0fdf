"""Half-width punctuation beside Chinese text becomes full-width; superfluous blanks go.

Does not know words: an address, a ratio or a number is left as it is by its neighbours alone.
"""

import re
from collections.abc import Iterator

from youju.reading.cleaning.edits import Change, replacing
from youju.reading.cleaning.patterns import FULL_WIDTH, HAN

_NEAR = rf"[{HAN}{FULL_WIDTH}%‰]"
_URL = r"(?:https?://|www\.)[!-~]+"
_MARKS = re.compile(
    rf"{_URL}|(?<={_NEAR})[,;:!?]+|[,;:!?](?=[{HAN}“《（【])|(?<=[{HAN}])\.(?=\n|$)"
)
_TO_FULL = str.maketrans(",;:!?.", "，；：！？。")
_PAREN = re.compile(rf"{_URL}|[()]")
_QUOTED = re.compile(rf'"(?=[^"\n]{{0,99}}[{HAN}])[^"\n]{{1,200}}"')
_SPACE = "[ \\t\u00a0\u3000\u2000-\u200a\u202f\u205f]"
_EDGE_SPACE = re.compile(rf"^{_SPACE}+|(?<!{_SPACE}){_SPACE}+$", re.M)
_INNER_SPACE = re.compile(rf"(?!\u3000(?!{_SPACE})){_SPACE}+")  # one full-width blank is set so
_DOUBLED = re.compile("[，、；]+(?=[。！？；，、])(?![、；]$)|，(?=，)|(?<!。)。(?=。(?!。))")
_INSIDE = "“《（〈‘【"
_BEHIND = "”》）〉’】，、；：。！？"
_NEEDLESS = re.compile(
    rf"(?<=[，、；：{_INSIDE}]) +|(?<!^) +(?=[{_BEHIND}])|"
    rf"(?<=[{HAN}]) +(?=[“《])|(?<=[”》]) +(?=[{HAN}])",
    re.M,
)
_PIPE = re.compile(r"^([^|｜\n]*[^|｜\s\n])\s*[|｜]$", re.M)
_SPACED_OUT = re.compile(rf"(?<=[{HAN}{FULL_WIDTH}]) (?=[{HAN}{FULL_WIDTH}])")


def _full_width(mark: str) -> str:
    return mark if mark[0] in "hw" else mark.translate(_TO_FULL)  # an address stays as it is


def _is_near(text: str, at: int) -> bool:
    return 0 <= at < len(text) and re.match(_NEAR, text[at]) is not None


def brackets(text: str) -> Iterator[Change]:
    """Half-width brackets that touch Chinese text, in pairs where they are pairs."""
    positions: list[int] = []
    opened: list[int] = []
    for found in _PAREN.finditer(text):
        here = found.start()
        if found.group() == "(":
            opened.append(here)
        elif found.group() == ")":
            pair = [here]
            if opened and here - opened[-1] < 200 and "\n" not in text[opened[-1] : here]:
                pair.append(opened.pop())
            if any(_is_near(text, i - 1) or _is_near(text, i + 1) for i in pair):
                positions += pair
    positions += [i for i in opened if _is_near(text, i - 1) or _is_near(text, i + 1)]
    for i in sorted(positions):
        yield Change(i, i + 1, "（" if text[i] == "(" else "）", "repair", "半角标点")


def spaced_out(text: str) -> Iterator[Change]:
    """A blank between every two characters, as some converters leave it."""
    gaps = _SPACED_OUT.findall(text)
    if len(gaps) > 10 and len(gaps) > 0.3 * len(re.findall(f"[{HAN}]", text)):
        yield from replacing(_SPACED_OUT, "", "字间空格")(text)


quotes = replacing(_QUOTED, lambda quoted: f"“{quoted[1:-1]}”", "半角标点")
marks = replacing(_MARKS, _full_width, "半角标点")
edge_spaces = replacing(_EDGE_SPACE, "", "空白")
inner_spaces = replacing(_INNER_SPACE, " ", "空白")
needless_spaces = replacing(_NEEDLESS, "", "空白")
doubled_marks = replacing(_DOUBLED, "", "重复标点")
empty_lines = replacing(re.compile(r"(?<=\n\n)\n+"), "", "空行")


def lone_pipes(text: str) -> Iterator[Change]:
    """The rule of a table of one column, left behind a line."""
    for found in _PIPE.finditer(text):
        yield Change(found.end(1), found.end(), "", "repair", "表格残留")


def outer_blanks(text: str, *, ends_a_line: bool) -> Iterator[Change]:
    """What of blanks and line ends stands around a text, less the end of a file's last line."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start:
        yield Change(0, start, "", "repair", "空白")
    if ends_a_line and text.startswith("\n", end):
        end += 1
    if start < end < len(text):
        yield Change(end, len(text), "", "repair", "空白")
