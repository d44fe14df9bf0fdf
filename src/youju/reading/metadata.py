"""What a document is: title, place, period, kind, speaker, date, trust, and what of it was guessed.

Judges by the words of the text and the head of its file alone; how a place is told from its words,
`places` knows.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from youju.reading.masks import is_model_essay
from youju.reading.placing import place_of
from youju.reading.raw import RawText
from youju.text import sentence_spans
from youju.types import DocumentFacts, Trust

_HAN = "\u3400-\u9fff"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|[-—–~至](?:19|20)\d{2}年)")
_DAY = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日"
_DATE = r"(\d{4})[-/.年]\s*(\d{1,2})[-/.月]\s*(\d{1,2})日?"
_STATED_DATE = re.compile(rf"(?:发布|发表|更新|刊发|成文)?(?:时间|日期)\s*[：:]\s*{_DATE}")
_STAMP_LINE = re.compile(rf"^\s*[（(\[]?\s*{_DATE}(?:\s+\d{{1,2}}:\d{{2}}|\s*[)）\]]?\s*$)", re.M)
_NOT_OURS = re.compile("快照|采集|抓取|收录")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤马郄"
)
_NAME = rf"[{_SURNAMES}](?:[{_HAN}]{{1,2}}|\s[{_HAN}])"
_POST = "书记|主任|局长|市长|县长|区长|州长|省长|部长|厅长|院长|主席|秘书长|委员|专员|处长|站长"
_BYLINE = re.compile(
    rf"\s*(?:[○◎●◇△▲]\s*|作者\s*[：:]\s*|(?:本报|通讯员|记者)?\s*|[{_HAN}、]{{0,24}}(?:{_POST})\s*)"
    rf"({_NAME}(?:[\s、]+{_NAME}){{0,3}})\s*(?:同志)?\s*"
)
_STATED_AUTHOR = re.compile(rf"作者\s*[：:]\s*({_NAME})(?![{_HAN}])")
_TITLED = (
    ("讲话", r"讲话|致辞|发言|动员"),
    ("工作报告", r"工作报告|述职"),
    ("调研报告", r"调研"),
    ("汇报材料", r"汇报"),
    ("工作简报", r"简报"),
    ("工作总结", r"总结|工作情况|情况报告"),
    ("通知", r"通知|通告|公告|通报"),
    ("文件", r"意见$|方案|办法|规划|条例|决定|计划|要点|细则"),
)
_ENDS = re.compile(r"[。！？；：:，,]$")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、]|[-•]\s"
)


def describe(clean: str, raw: RawText, source: str, complete: bool) -> DocumentFacts:
    """What is stated in the file's head stands; the rest is read from the text or guessed."""
    guess = _guess(clean, raw)
    front = {k: v for k, v in raw.front.items() if v}
    values = {**guess.values, **front}
    inferred = tuple(sorted(guess.inferred - front.keys()))
    trust: Trust = "masked" if values["trust"] == "masked" else "named"
    if "complete" in front:
        complete = front["complete"].lower() not in ("false", "no", "0", "否")
    return DocumentFacts(
        doc_id=hashlib.sha256(clean.encode()).hexdigest()[:16],
        title=str(values["title"]),
        kind=str(values["kind"]),
        place=values["place"],
        period=values["period"],
        published=values["published"],
        speaker=values["speaker"],
        source=source,
        addresses=(source,),
        trust=trust,
        complete=complete,
        shown_chars=None,
        whole_chars=None,
        inferred=inferred,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guess:
    values: Mapping[str, str | None]
    inferred: frozenset[str]


def _guess(clean: str, raw: RawText) -> _Guess:
    """Read or guess every field, and name those that the text does not state in so many words."""
    stated_title = raw.front.get("title") or _title_line(clean)
    title = stated_title or _made_title(clean)
    trust = "masked" if is_model_essay(clean, raw.text, title) else "named"
    place, place_stated = place_of(clean, raw.text, title)
    published = _published(clean, raw.text)
    period, period_stated = _period(clean, title, published)
    kind, kind_stated = _kind(clean, raw.text, title)
    values = {
        "title": title,
        "place": place,
        "period": period,
        "published": published,
        "kind": kind,
        "speaker": _speaker(clean, raw.text, title),
        "trust": trust,
    }
    guessed = {
        "title": not stated_title,
        "place": place is not None and not place_stated,
        "period": period is not None and not period_stated,
        "kind": not kind_stated,
        "trust": True,
    }
    return _Guess(values=values, inferred=frozenset(k for k, is_so in guessed.items() if is_so))


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.split("\n") if line.strip())


def _title_line(clean: str) -> str:
    """The first line, where it can be a title; empty otherwise."""
    for line in _lines(clean):
        title = re.sub(r"^#+\s*", "", line)
        fits = 4 <= len(title) <= 60 and not _ENDS.search(title) and not _NUMBERED.match(title)
        return title if fits else ""
    return ""


def _made_title(clean: str) -> str:
    """The first sentence without its date, as a title for a text that has none."""
    for start, end in sentence_spans(clean):
        if _NUMBERED.match(clean, start) or clean[start:end].endswith(("：", "〕")):
            continue
        sentence = re.sub(rf"^{_DAY}(?:上午|下午)?[，,]?", "", clean[start:end])
        sentence = sentence.rstrip("。；！？：:")
        if len(sentence) >= 6:
            return sentence if len(sentence) <= 40 else re.split("[，,]", sentence)[0][:40]
    return clean.strip()[:40] or "无题"


# ---- period and date -------------------------------------------------------------------------


def _years(text: str) -> list[int]:
    return [int(y) for y in _YEAR.findall(text)]


def _span(years: list[int]) -> str | None:
    if not years:
        return None
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}-{last}"


def _period(clean: str, title: str, published: str | None) -> tuple[str | None, bool]:
    """The years that the text reports on or plans for, and whether title or headings say so."""
    body = re.sub(rf"^\s*[（(\[]?{_DATE}.*$", "", clean, flags=re.M)
    headings = [line for line in _lines(body) if len(line) <= 40 and _NUMBERED.match(line)]
    named = _years(title)
    if named:
        near = [y for line in headings for y in _years(line) if abs(y - named[0]) <= 1]
        return _span(named + near), True
    if any(_years(line) for line in headings):
        return _span([y for line in headings for y in _years(line)][:6]), True
    counts = Counter(_years(body))
    if counts:
        return _span(_main_years(body, counts)), False
    return (published[:4] if published else None), False


def _main_years(body: str, counts: Counter[int]) -> list[int]:
    """The year most spoken of, and its neighbours where they weigh too or hold the plan."""
    top = max(counts, key=lambda year: (counts[year], year))
    years = [top]
    for year in (top - 1, top + 1):
        planned = (
            re.search(rf"{year}年[^。；]{{0,12}}(?:要|将|重点|工作|目标)", body) and year > top
        )
        if counts[year] >= max(2, 0.4 * counts[top]) or planned:
            years.append(year)
    return years


def _iso(found: re.Match[str]) -> str | None:
    year, month, day = (int(g) for g in found.groups()[:3])
    if not (1949 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def _published(clean: str, raw: str) -> str | None:
    """The date that stands with the title, or under the text."""
    head = "\n".join(line for line in list(_lines(raw))[:15] if not _NOT_OURS.search(line))
    for pattern in (_STATED_DATE, _STAMP_LINE):
        found = pattern.search(head)
        if found and _iso(found):
            return _iso(found)
    for line in list(_lines(clean))[-3:]:
        found = re.fullmatch(rf"[（(]?{_DATE}[)）]?", line)
        if found:
            return _iso(found)
    return None


# ---- kind and speaker ------------------------------------------------------------------------


def _kind(clean: str, raw: str, title: str) -> tuple[str, bool]:
    """What sort of document it is, and whether its title says so."""
    for kind, cue in _TITLED:
        if re.search(cue, title) and not re.search(r"召开|举行", title):
            return kind, True
    opening = clean[:300]
    if re.search(r"同志们[：:，！]|各位(?:代表|领导|同事|来宾)", opening):
        return "讲话", False
    if re.search(rf"^{_DAY}[^。\n]{{0,60}}(?:召开|举行|举办)", opening, re.M):
        return "新闻通稿", False
    signed = any(_BYLINE.fullmatch(line) for line in list(_lines(clean))[:4])
    reported = re.search(r"编辑\s*[：:]|編輯|本报讯|本网讯|记者|通讯员", raw[:600])
    if signed and (not reported or re.search(r"我[市县区省委们]", clean)):
        return "署名文章", False
    if reported or signed:
        return "通讯", False
    return "材料", False


def _speaker(clean: str, raw: str, title: str) -> str | None:
    """Who speaks or signs, where a line of its own says so."""
    for line in list(_lines(clean))[:5]:
        found = _BYLINE.fullmatch(line)
        if found and line != title:
            return _names(found.group(1))
    stated = _STATED_AUTHOR.search(raw[:2000])
    in_title = re.match(rf"({_NAME})(?:同志)?在.{{4,}}(?:讲话|报告|发言)", title)
    found = stated or in_title
    return _names(found.group(1)) if found else None


def _names(names: str) -> str:
    parts = re.split(r"[\s、]+", names.strip())
    joined: list[str] = []
    for part in parts:
        if joined and len(part) == 1 and len(joined[-1]) == 1:
            joined[-1] += part  # 张 三, spread to the width of a longer name
        else:
            joined.append(part)
    return "、".join(joined)
