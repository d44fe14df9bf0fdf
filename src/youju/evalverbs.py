"""`youju eval`: run suites, check them, compare two reports. Only what a terminal needs."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from youju import inputs, printing
from youju.assistant import Assistant
from youju.errors import BadInput
from youju.evalroom import EvalRoom
from youju.evaluation import report as reporting
from youju.evaluation.comparing import Comparison, compare
from youju.evaluation.html import as_html
from youju.evaluation.records import EvaluationReport, as_baseline, load_report
from youju.evaluation.scoring import locate
from youju.evaluation.suites import load_suites
from youju.jsonable import Json
from youju.printing import data, say

Opening = Callable[[], AbstractContextManager[Assistant]]


def run(options: Any, opening: Opening, load: Callable[[Assistant], None]) -> int:
    """Do what the first word says, else run the suites; 1 for faults and for a regression."""
    match str(options.suites[0]):
        case "compare":
            return _compare(options)
        case "check":
            return _check(options, opening)
    cases = load_suites(options.suites)
    if options.limit:
        cases = cases[:: max(1, len(cases) // options.limit)][: options.limit]
    baseline = load_report(options.baseline) if options.baseline else None
    with opening() as assistant:
        load(assistant)
        with printing.progress_bar("测评") as progress:
            outcome = EvalRoom(assistant).run(
                cases, quote_only=options.quote, workers=options.workers, progress=progress
            )
    comparison = compare(outcome, baseline) if baseline else None
    _save(options, outcome, comparison, baseline)
    if options.json:
        data(reporting.as_json(outcome, comparison))
    else:
        print(reporting.as_table(outcome))
        if comparison:
            print(reporting.comparison_table(comparison))
    return int(comparison is not None and comparison.regressed)


def _save(
    options: Any,
    outcome: EvaluationReport,
    comparison: Comparison | None,
    baseline: EvaluationReport | None,
) -> None:
    if options.save:
        save_json(options.save, reporting.as_json(as_baseline(outcome)))
    if options.html:
        page = as_html(outcome, comparison, baseline)
        inputs.save(options.html, page.encode("utf-8"))
        say(f"已存为 {options.html}")


def _check(options: Any, opening: Opening) -> int:
    """Every line and every quote; what is wrong is all told at once."""
    if len(options.suites) < 2:
        raise BadInput("没有写要检查的测评集。", remedy="写成 youju eval check 测评集")
    cases = load_suites(options.suites[1:])
    with opening() as assistant:
        locate(assistant, cases)
    counts: dict[str, int] = {}
    for case in cases:
        counts[case.type] = counts.get(case.type, 0) + 1
    if options.json:
        data({"cases": len(cases), "types": counts})
    else:
        say(f"测评集没有错误，共 {len(cases)} 题，依据都能在知识库里找到。")
    return 0


def _compare(options: Any) -> int:
    if len(options.suites) != 3:
        raise BadInput("比较要两份报告。", remedy="写成 youju eval compare 报告甲 报告乙")
    earlier, later = map(load_report, options.suites[1:])
    comparison = compare(later, earlier)
    _save(options, later, comparison, earlier)
    if options.json:
        data(reporting.comparison_json(comparison))
    else:
        print(reporting.comparison_table(comparison))
    return int(comparison.regressed)


def save_json(path: Path, row: Json) -> None:
    inputs.save(path, (json.dumps(row, ensure_ascii=False, indent=1) + "\n").encode())
    say(f"已存为 {path}")
