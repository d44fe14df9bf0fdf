"""A brief from a YAML or JSON file, with Chinese or English keys; every fault is told at once."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import Any

import yaml

from youju.drafting.briefs import Brief, period_in, period_of, with_length
from youju.drafting.wishes import elements_in, kind_in, length_in, points_of
from youju.errors import BadInput
from youju.reading.formats.encodings import decode
from youju.retrieval.framing import find_years

_LONGEST_FIELD = 200  # characters of what is said in one line
_LARGEST_FILE = 1_000_000  # bytes
_FIELDS = {
    "kind": "文种 类型 体裁 kind",
    "place": "地区 地方 地市 place",
    "period": "年份 年度 时间范围 period year",
    "topic": "主题 内容 topic",
    "heading": "标题 小标题 heading section",
    "points": "要点 points",
    "audience": "对象 听众 受众 audience",
    "length": "字数 篇幅 length",
    "tone": "语气 文风 tone",
    "elements": "要求 结构 elements",
    "materials": "材料 素材 materials",
    "style": "范本 样稿 参照 style",
    "lessons": "借鉴 外地做法 lessons",
    "occasion": "场合 会议 occasion",
    "speaker": "讲话人 发言人 作者 署名 speaker",
    "date": "日期 成文日期 date",
}
KEYS: Mapping[str, str] = {key: name for name, keys in _FIELDS.items() for key in keys.split()}
_CHINESE = {name: keys.split()[0] for name, keys in _FIELDS.items()}
_ROWS = ("points", "elements", "materials", "lessons")
_WIDE_COLON = re.compile(rf"^(\s*(?:{'|'.join(KEYS)}))[ ]*[：:][ ]*(?=\S|$)", re.M)


def brief_of_yaml(content: bytes, *, name: str = "写作要求", today: date | None = None) -> Brief:
    """Read a brief from YAML or JSON, in UTF-8 or an older encoding; keys Chinese or English.

    Raises BadInput that tells every unknown key and every value of a wrong type at once.
    """
    table = _table(content, name)
    faults: list[str] = []
    values: dict[str, Any] = {}
    for key, value in table.items():
        field = KEYS.get(str(key).strip().lower())
        if field is None:
            faults.append(_unknown(str(key)))
        elif field in values:
            faults.append(f"“{key}”和别的项目重复")
        elif value is not None:
            values[field] = _value(field, str(key), value, faults)
    period = _written_period(values, today, faults)
    if faults:
        raise BadInput(
            f"{name}有{len(faults)}处要改：{'；'.join(faults)}。",
            remedy=f"可用的项目：{'、'.join(_CHINESE.values())}；要点、要求、材料可以写成列表",
        )
    return _brief_of(values | ({"period": period} if period else {}))


def _table(content: bytes, name: str) -> Mapping[Any, Any]:
    remedy = "每行写一项，例如 文种: 讲话稿"
    if len(content) > _LARGEST_FILE:
        raise BadInput(f"{name}太大，超过1MB。", remedy="把长材料放进文献库，这里只写要求")
    text = _WIDE_COLON.sub(r"\1: ", decode(content, name)[0].replace("\t", "  "))
    try:
        table = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第{mark.line + 1}行" if mark else ""
        raise BadInput(f"{name}{where}不是正确的 YAML 或 JSON。", remedy=remedy) from error
    if not isinstance(table, Mapping) or not table:
        raise BadInput(f"{name}里没有“项目: 内容”。", remedy=remedy)
    return table


def _unknown(key: str) -> str:
    near = get_close_matches(key, KEYS, n=1, cutoff=0.5)
    return f"没有“{key}”这个项目" + (f"（是不是“{near[0]}”）" if near else "")


def _value(field: str, key: str, value: Any, faults: list[str]) -> Any:
    """A value as its field has it; what is wrong with it goes to the faults."""
    if field == "length":
        return _length(key, value, faults)
    if field in _ROWS:
        rows = value if isinstance(value, list) else [value]
        if all(_is_plain(row) for row in rows):
            return tuple(str(row).strip() for row in rows if str(row).strip())
        faults.append(f"“{key}”要写成一句话或一列文字")
        return ()
    if not _is_plain(value):
        faults.append(f"“{key}”要写成一句话")
        return ""
    words = " ".join(str(value).split())
    if len(words) > _LONGEST_FIELD:
        faults.append(f"“{key}”太长，超过{_LONGEST_FIELD}字")
    return words


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float | date) and not isinstance(value, bool)


def _length(key: str, value: Any, faults: list[str]) -> str:
    words = str(value).strip()
    written = words if "字" in words else f"{words}字"
    if isinstance(value, str | int) and not isinstance(value, bool) and length_in(written):
        return written
    faults.append(f"“{key}”要写成字数，例如 300 或 800-1000字")
    return ""


def _written_period(values: Mapping[str, Any], today: date | None, faults: list[str]) -> str:
    words = str(values.get("period", ""))
    if not words:
        return ""
    years = find_years(words if "年" in words else f"{words}年")
    period = period_of(years) or (period_in(words, today) if today else "")
    if not period:
        faults.append("“年份”要写成四位数字，例如 2024")
    return period


def _brief_of(values: Mapping[str, Any]) -> Brief:
    fields = {name: value for name, value in values.items() if name != "length"}
    brief = Brief(**fields)
    points = brief.points
    if len(points) == 1:
        points = points_of(points[0])
    elements = [found for row in brief.elements for found in elements_in(row) or (row,)]
    kind = kind_in(brief.kind) or brief.kind
    brief = replace(brief, points=points, elements=tuple(dict.fromkeys(elements)), kind=kind)
    return with_length(brief, values.get("length", ""))
