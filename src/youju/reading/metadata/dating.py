"""When a text was published, and the years that it reports on or plans for."""

import re
from collections import Counter

from youju.reading.metadata.headlines import text_lines

PLAN_YEARS = {
    "十二五": (2011, 2015),
    "十三五": (2016, 2020),
    "十四五": (2021, 2025),
    "十五五": (2026, 2030),
}
_PLAN_OF = re.compile("“?(?P<five>十[二三四五]五)”?(?=[^，。]{0,30}规划)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|[-—–~至](?:19|20)\d{2}年)")
# Years aimed at or compared with, not spoken of.
_ASIDE = re.compile(r"(?:(?<![截年])[到至]|预计|力争|计划|规划|[由从较比])(?:(?:19|20)\d{2}年)")
_NUMBERED = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、]")
_BOOK = re.compile("《[^《》\n]*》")
_DATE = r"(\d{4})[-/.年]\s*(\d{1,2})[-/.月]\s*(\d{1,2})日?"
_NOT_OURS = re.compile("快照|采集|抓取|收录")
_STATED = re.compile(rf"(?:发布|发表|更新|刊发|成文)?(?:时间|日期)\s*[：:]\s*{_DATE}")
_STAMP = re.compile(
    rf"^\s*[（(\[]?\s*{_DATE}"
    rf"(?:\s+\d{{1,2}}[:时]\d{{2}}|\s*[)）\]]?\s*$|\s+(?:来源|编辑|作者|星期|\|))|"
    rf"{_DATE}\s+\d{{1,2}}:\d{{2}}|(?:来源|作者|编辑|阅读|浏览|发布)[^。\n]{{0,40}}?(?<!\d){_DATE}",
    re.M,
)
_HELD = re.compile(rf"^[—\-]*\s*[（(]?{_DATE}(?:上午|下午)?在.{{4,60}}[上]?[)）]?$", re.M)
_SIGNED = re.compile(rf"[（(]?{_DATE}[)）]?")
_EVENT_DAY = re.compile(r"^[^。\n]{0,60}?(?<![\d年])(\d{1,2})月(\d{1,2})日")
_PLANNED = "(?:要|将|重点|工作[要将的重])"
_MEETING = re.compile("(?:会议?|大会)上的")
_UNDER_WAY = "(?:完成|做好|推进|部署|开展|实施|列入|抓好|谋划|安排)"


def iso_date(year: str, month: str, day: str) -> str | None:
    y, m, d = int(year), int(month), int(day)
    if not (1949 <= y <= 2100 and 1 <= m <= 12 and 1 <= d <= 31):
        return None
    return f"{y:04d}-{m:02d}-{d:02d}"


def published_on(clean: str, page: str) -> tuple[str | None, bool]:
    """The date that stands with the title or under the text, and whether it stands there whole.

    Where only month and day are told, the year is the one that the text speaks of as its own.
    """
    head = "\n".join(line for line in list(text_lines(page))[:15] if not _NOT_OURS.search(line))
    lines = list(text_lines(clean))
    opening, ending = "\n".join(lines[:5]), lines[-4:]
    found = _STATED.search(head) or _STAMP.search(head) or _HELD.search(opening)
    for candidate in (found, *(_SIGNED.fullmatch(line) for line in ending)):
        parts = [part for part in candidate.groups() if part] if candidate else []
        date = iso_date(*parts[:3]) if parts else None
        if date:
            return date, True
    return _inferred_date(clean), False


def _inferred_date(clean: str) -> str | None:
    opening = (_EVENT_DAY.match(line) for line in list(text_lines(clean))[:2])
    day = next(filter(None, opening), None)
    body = _BOOK.sub("", clean)
    years = [int(y) for y in _YEAR.findall(body)]
    current = [y for y in sorted(set(years)) if _is_under_way(y, body)]
    if not day or not current:
        return None
    return iso_date(str(current[-1]), day.group(1), day.group(2))


def _is_under_way(year: int, body: str) -> bool:
    """Whether a text plans this year or works in it, without looking further ahead."""
    return bool(
        re.search(rf"(?<![到至]){year}年[^。；，]{{0,12}}{_PLANNED}", body)
        or re.search(rf"{_UNDER_WAY}[^。；，]{{0,8}}{year}年", body)
    )


# ---- the period ------------------------------------------------------------------------------


def period_of(clean: str, title: str, published: str | None) -> tuple[str | None, bool]:
    """The years that the text reports on or plans for, and whether title or headings say so."""
    body = re.sub(rf"^\s*[（(\[]?{_DATE}.*$", "", clean, flags=re.M)
    headings = [line for line in text_lines(body) if len(line) <= 40 and _NUMBERED.match(line)]
    named, headed = _years(title), [y for line in headings for y in _years(line)]
    counts = _counted(body, published)
    five_years = _PLAN_OF.search(title)
    if five_years and not named:
        return _span([*PLAN_YEARS[five_years["five"]]]), True
    if named:
        near = [y for y in headed if abs(y - named[0]) <= 1]
        if _MEETING.search(title) and counts[named[0] - 1] >= max(2, 0.4 * counts[named[0]]):
            near.append(named[0] - 1)  # a meeting looks back at the year before
        return _span(named + near), True
    if headed:
        return _span(headed[:6]), True
    if counts:
        return _span(_main_years(_BOOK.sub("", body), counts)), False
    return (published[:4] if published else None), False


def _years(text: str) -> list[int]:
    return [int(year) for year in _YEAR.findall(text)]


def _span(years: list[int]) -> str | None:
    if not years:
        return None
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}-{last}"


def _counted(body: str, published: str | None) -> Counter[int]:
    """How often each year is spoken of.

    Far aims and the names of documents count only where nothing else does.
    """
    near = _ASIDE.sub("", _BOOK.sub("", body))
    counts = Counter(_years(near))
    if published:
        year = int(published[:4])
        counts[year] += near.count("今年")
        counts[year - 1] += near.count("去年")
        counts = +counts or Counter([year])
    return +counts or Counter(_years(body))


def _main_years(body: str, counts: Counter[int]) -> list[int]:
    """The year most spoken of, and its neighbours where they weigh too or hold the plan."""
    top = max(counts, key=lambda year: (counts[year], year))
    years = [top]
    for year in (top - 1, top + 1):
        planned = year > top and re.search(
            rf"{year}年[^。；]{{0,12}}(?:要|将|重点|工作|目标)", body
        )
        if counts[year] >= max(2, 0.4 * counts[top]) or planned:
            years.append(year)
    return years
