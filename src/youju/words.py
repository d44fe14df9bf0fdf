"""What our nouns' values and fields are called in Chinese, for the page and the command line."""

from collections.abc import Mapping

from youju.types import EditOp, FigureKind, GapHow, Trust

KIND_NAMES: Mapping[FigureKind, str] = {"actual": "实际", "target": "目标", "input": "投入"}
HOW_NAMES: Mapping[GapHow, str] = {
    "blanked": "数字缺失",
    "masked": "名称隐去",
    "truncated": "原文截断",
}
OP_NAMES: Mapping[EditOp, str] = {"repair": "修复", "flag": "标记", "drop": "删去"}
TRUST_NAMES: Mapping[Trust, str] = {"named": "实名", "masked": "脱敏范文"}
FACT_NAMES = {
    "title": "题名",
    "kind": "类型",
    "place": "地方",
    "period": "年份",
    "published": "发布日期",
    "speaker": "讲话人或作者",
    "trust": "可信",
}
