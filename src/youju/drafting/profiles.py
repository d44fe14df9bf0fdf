"""How a text is set: page, pitch, sizes and faces, by name, with an office's own changes.

A profile is data (`data/profiles.toml`). Knows the measures of GB/T 9704 only to say where a
profile departs from them, and nothing of the file that is written.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from importlib.resources import files
from math import floor
from pathlib import Path
from typing import Any, TypeVar

from youju.errors import BadInput

FILE = "profiles.toml"
_T = TypeVar("_T")
STANDARD = "gb9704"
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0  # A4, in millimetres
_POINTS = 72 / 25.4  # in a millimetre
_FOOTERS = ("outer", "centred")
_TIGHTEST = 0.85  # of its size, what a character needs so that it does not touch the next
_REMEDY = f"对照自带的 {FILE} 改正写法，用 UTF-8 保存"
_BOUNDS = {  # what can be set at all; a field that is not here is a word
    **dict.fromkeys(("top", "bottom", "left", "right"), (15, 70)),
    "characters": (10, 60),
    "pitch": (12, 60),
    **dict.fromkeys(("body_size", "title_size", "footer_size", "table_size"), (8, 48)),
    "footer_gap": (0, 30),
    "table_pitch": (10, 60),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """The face of each part of a text, by the name under which a system knows it."""

    title: str
    title_bold: bool  # where the face stands in for one that is bold by itself
    body: str
    second: str  # of headings of the second level, and of the lines below the title
    first: str  # of headings of the first level
    footer: str
    latin: str  # of letters and digits; empty: as the words around them

    @property
    def needed(self) -> tuple[str, ...]:
        """The faces that the reader's computer must have, once each."""
        used = (self.title, self.body, self.second, self.first, self.footer, self.latin)
        return tuple(dict.fromkeys(face for face in used if face))


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One way of setting a text. Millimetres for the page, points for type and pitch."""

    label: str  # in Chinese, for lists
    fonts: Fonts
    top: float
    bottom: float
    left: float
    right: float
    characters: int  # of a full line
    pitch: float  # from line to line
    body_size: float
    title_size: float
    footer: str  # outer or centred
    footer_size: float
    footer_gap: float  # millimetres from the text to the page number
    table_size: float
    table_pitch: float

    @property
    def width(self) -> float:
        """Of the text, in points."""
        return (PAGE_WIDTH - self.left - self.right) * _POINTS

    @property
    def lines(self) -> int:
        """Of a full page."""
        return int((PAGE_HEIGHT - self.top - self.bottom) * _POINTS / self.pitch)

    @property
    def cell(self) -> float:
        """The width of the grid's cell for a character of the body, in points."""
        return self.width / self.characters

    @property
    def spacing(self) -> int:
        """What is added between characters so that a line holds them all, in twips.

        One less than would do: LibreOffice makes a line a little shorter, by its own rounding of
        the grid's cells.
        """
        return floor((self.cell - self.body_size) * 20) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Profiles:
    """All profiles and all sets of faces."""

    profiles: Mapping[str, Profile]
    fonts: Mapping[str, Fonts]

    def choose(self, name: str = STANDARD, fonts: str = "") -> Profile:
        """The profile of that name, with other faces where a set is named; BadInput for neither."""
        profile = _known(self.profiles, name, "版式")
        return replace(profile, fonts=_known(self.fonts, fonts, "字体组")) if fonts else profile


def _known(table: Mapping[str, _T], name: str, what: str) -> _T:
    if name not in table:
        raise BadInput(f"没有名为 {name} 的{what}。", remedy=f"可用的有：{'、'.join(table)}")
    return table[name]


def load_profiles(data_dir: Path | None = None) -> Profiles:
    """The profiles of the package, changed and joined by those of an office's own file.

    Raises BadInput naming what is wrong in that file.
    """
    shipped = files("youju.drafting").joinpath("data", FILE).read_text(encoding="utf-8")
    tables = [tomllib.loads(shipped)]
    if data_dir is not None and (data_dir / FILE).is_file():
        tables.append(_office(data_dir / FILE))
    known: dict[str, dict[str, dict[str, Any]]] = {"profile": {}, "fonts": {}}
    for table in tables:
        for kind, name, own in _entries(table):
            known[kind][name] = _joined(name, own, known[kind])
    fonts = {name: _fonts(name, own) for name, own in known["fonts"].items()}
    made = {name: _profile(name, own, fonts) for name, own in known["profile"].items()}
    return Profiles(profiles=made, fonts=fonts)


def _office(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"版式文件 {path.name} 读不出来。", remedy=_REMEDY) from error


def _entries(table: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for kind, entries in table.items():
        if kind not in ("profile", "fonts") or not isinstance(entries, dict):
            raise _wrong(f"不认识的项“{kind}”")
        for name, own in entries.items():
            if not isinstance(own, dict):
                raise _wrong(f"{kind}.{name} 不是一组设置")
            yield kind, name, own


def _joined(name: str, own: dict[str, Any], known: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """The settings with those that they rest on: of the same name, of `based_on`, of the first."""
    based_on = own.get("based_on", name if name in known else next(iter(known), ""))
    if known and (not isinstance(based_on, str) or based_on not in known):
        raise _wrong(f"{name} 的 based_on“{based_on}”不存在")
    base = known.get(based_on, {})
    return {**base, **{key: value for key, value in own.items() if key != "based_on"}}


def _fonts(name: str, own: Mapping[str, Any]) -> Fonts:
    _require_keys(name, own, Fonts)
    for key, value in own.items():
        if not isinstance(value, bool if key == "title_bold" else str):
            raise _wrong(f"fonts.{name} 的 {key} 写法不对")
        if value == "" and key != "latin":
            raise _wrong(f"fonts.{name} 的 {key} 是空的")
    return Fonts(**own)


def _profile(name: str, own: dict[str, Any], fonts: Mapping[str, Fonts]) -> Profile:
    _require_keys(name, own, Profile)
    for key, value in own.items():
        _require_value(name, key, value)
    if own["fonts"] not in fonts:
        raise _wrong(f"{name} 的字体组“{own['fonts']}”不存在")
    profile = Profile(**{**own, "fonts": fonts[own["fonts"]]})
    if profile.cell < profile.body_size * _TIGHTEST:
        raise _wrong(f"{name} 的 characters 太多，一行排不下{profile.characters}字")
    return profile


def _require_keys(name: str, own: Mapping[str, Any], noun: type[Profile] | type[Fonts]) -> None:
    unknown = sorted(set(own) - {field.name for field in fields(noun)})
    if unknown:
        raise _wrong(f"{name} 里有不认识的项“{'、'.join(unknown)}”")


def _require_value(name: str, key: str, value: object) -> None:
    if key in _BOUNDS:
        low, high = _BOUNDS[key]
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not low <= value <= high:  # type: ignore[operator]
            raise _wrong(f"{name} 的 {key} 应当是 {low} 到 {high} 之间的数")
        if key == "characters" and not isinstance(value, int):
            raise _wrong(f"{name} 的 {key} 应当是整数")
    elif not isinstance(value, str) or not value:
        raise _wrong(f"{name} 的 {key} 应当是文字")
    elif key == "footer" and value not in _FOOTERS:
        raise _wrong(f"{name} 的 footer 只能是 {' 或 '.join(_FOOTERS)}")


def _wrong(what: str) -> BadInput:
    return BadInput(f"版式文件 {FILE} 有误：{what}。", remedy=_REMEDY)


def deviations(profile: Profile) -> tuple[str, ...]:
    """Where a profile departs from GB/T 9704, a Chinese sentence each; none where it does not."""
    return tuple(_deviations(profile))


def _deviations(profile: Profile) -> Iterator[str]:
    page = (profile.top, profile.bottom, profile.left, profile.right)
    if any(abs(a - b) > 1 for a, b in zip(page, (37, 35, 28, 26), strict=True)):
        yield "页边距与标准（上37、下35、左28、右26毫米）不同。"
    if profile.lines != 22:
        yield f"行距{profile.pitch:g}磅，每页排{profile.lines}行，标准一般为22行。"
    if profile.characters != 28:
        yield f"每行排{profile.characters}字，标准一般为28字。"
    if profile.body_size != 16:
        yield f"正文{profile.body_size:g}磅，标准一般为3号（16磅）。"
    if profile.title_size != 22:
        yield f"标题{profile.title_size:g}磅，标准一般为2号（22磅）。"
    if profile.footer == "centred":
        yield "页码居中，标准一般为单页居右、双页居左。"
