"""How results look in a terminal: tables and text for people, JSON for programs.

Data goes to stdout, everything else to stderr. Takes the JSON shapes of `jsonable`, so that what a
person reads and what a program reads cannot differ.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from youju.jsonable import Json
from youju.models.download import Progress as Fetched
from youju.text import storable
from youju.words import FACT_NAMES, HOW_NAMES, KIND_NAMES, OP_NAMES, TRUST_NAMES

_errors = Console(stderr=True, highlight=False, soft_wrap=True)
_VERDICT = {"warn": "待核", "fail": "无据"}


def say(text: str) -> None:
    """A message for the person, on stderr."""
    _errors.print("\n".join(map(_line, text.split("\n"))))


def data(value: Any, *, as_line: bool = False) -> None:
    """JSON on stdout; one line of it for batches."""
    text = json.dumps(value, ensure_ascii=False, indent=None if as_line else 2)
    print(storable(text), flush=True)


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """A bar on stderr for counted work; gone when the work is done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    silent = not _errors.is_terminal  # else it leaves an empty line in a log
    with Progress(*columns, console=_errors, transient=True, disable=silent) as bar:
        task = bar.add_task(what, total=None)

        def report(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=_line(f"{what} {name}"))

        yield report


def _line(text: str) -> str:
    """One line of plain signs, whatever a file may be called."""
    return escape("".join(c if c.isprintable() else "?" for c in storable(text)))


@contextmanager
def download_bar() -> Iterator[Callable[[Fetched], None]]:
    """A bar on stderr for each model that is being fetched."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=_errors, disable=not _errors.is_terminal) as bar:
        tasks: dict[str, Any] = {}

        def report(fetched: Fetched) -> None:
            if fetched.name not in tasks:
                tasks[fetched.name] = bar.add_task(f"下载 {fetched.name}", total=fetched.total)
            bar.update(tasks[fetched.name], completed=fetched.done)

        yield report


def ingested(row: Json, *, as_json: bool) -> None:
    """What became of the files, and what reading did to each document."""
    for failure in row["failed"]:
        say(f"未读入：{failure['path']}：{failure['error']}")
    if as_json:
        data(row)
        return
    for one in row["reports"]:
        print("\n".join(_report_lines(one)))
    for folded in row["folded"]:
        differing = f"有 {folded['differences']} 处小差异" if folded["differences"] else "文字相同"
        print(f"转载：{folded['path']} 与《{folded['title']}》是同一篇，{differing}，已并为一份。")
    counts = (("added", "新增"), ("updated", "更新"), ("unchanged", "未变"), ("removed", "移出"))
    parts = [f"{name} {len(row[key])}" for key, name in counts]
    print("，".join([*parts, f"未读入 {len(row['failed'])}"]))
    print(f"知识库现有文献 {row['documents']} 份，文本块 {row['chunks']} 个。")


def _report_lines(report: Json) -> Iterator[str]:
    counts = (("sections", "小节"), ("chunks", "文本块"), ("figures", "数据"), ("gaps", "缺失"))
    found = "，".join(f"{name} {report[key]}" for key, name in counts)
    yield f"《{report['title']}》（{report['source']}）：{found}"
    for op, name in OP_NAMES.items():
        edits = [edit for edit in report["edits"] if edit["op"] == op]
        if edits:
            yield f"  {name}：" + "；".join(_edit_words(edit) for edit in edits)
    if report["inferred"]:
        known = (f"{FACT_NAMES[n]} {_fact(v)}" for n, v in report["inferred"].items())
        yield "  推断：" + "，".join(known)
    if not report["complete"]:
        yield "  注意：原文有缺失，这份文献只是节选。"
    yield from (f"  {note}" for note in report["notes"])


def _edit_words(edit: Json) -> str:
    counted = f"{edit['reason']} {edit['count']} 处"
    if not edit["examples"]:
        return counted
    before, after = edit["examples"][0]
    return f"{counted}（如 {before} → {after}）" if after else f"{counted}（如 {before}）"


def _fact(value: Any) -> str:
    return TRUST_NAMES.get(value, str(value or "无"))


def documents(rows: Sequence[Json], *, as_json: bool) -> None:
    if as_json:
        data(rows)
        return
    table = _table("编号", "题名", "地方", "年份", "类型", "文本块", "修复/标记/删去", "文件")
    for row in rows:
        edits = row["edits"]
        table.add_row(
            *map(
                escape, (row["doc_id"][:8], row["title"], row["place"] or "", row["period"] or "")
            ),
            escape(row["kind"]),
            str(row["chunks"]),
            f"{edits['repair']}/{edits['flag']}/{edits['drop']}",
            escape(row["source"]),
        )
    _print(table)


def document(row: Json, report: Json, *, as_json: bool) -> None:
    """One document: what is known of it, its text, and the log of its edits."""
    if as_json:
        data(row)
        return
    for name, words in FACT_NAMES.items():
        guess = "（推断）" if name in row["inferred"] else ""
        print(f"{words}：{_fact(row[name])}{guess}")
    print("文件：" + "；".join(row["addresses"]))
    print("\n".join(_report_lines(report)))
    for version in row["versions"]:
        when = version["published"] or version["period"] or "日期不明"
        name = f"《{version['title']}》（{when}，{version['doc_id'][:8]}）"
        print(f"近似文献：{name}，{len(version['differences'])} 处不同")
    print(f"\n{row['text']}\n")
    for edit in row["edit_log"]:
        change = f"{_short(edit['before'])} → {_short(edit['after'])}"
        print(f"{OP_NAMES[edit['op']]} {edit['reason']}：{change}")


def figures(rows: Sequence[Json], *, as_json: bool) -> None:
    """The ledger; one indicator's figures stand together."""
    if as_json:
        data(rows)
        return
    table = _table("指标", "地方", "年份", "性质", "数据", "文件")
    for row in sorted(rows, key=lambda row: row["indicator"]):
        cells = (row["place"] or "", row["period"] or "", KIND_NAMES[row["kind"]], row["quote"])
        source = f"{row['source']}（脱敏范文）" if row["trust"] == "masked" else row["source"]
        table.add_row(*map(escape, (row["indicator"], *cells, source)))
    _print(table)


def gaps(rows: Sequence[Json], *, as_json: bool) -> None:
    if as_json:
        data(rows)
        return
    table = _table("缺什么", "单位", "怎样缺的", "文件", "原文")
    for row in rows:
        cells = (row["what"], row["unit"], HOW_NAMES[row["how"]], row["source"], row["quote"])
        table.add_row(*map(escape, cells))
    _print(table)


def found(row: Json, *, as_json: bool, as_line: bool) -> None:
    if as_json or as_line:
        data(row, as_line=as_line)
        return
    for passage in row["passages"]:
        where = "｜".join([passage["title"], *passage["headings"]])
        print(f"{passage['rank']}. {where}（{passage['score']:.2f}）\n{passage['text']}\n")
    say(f"共 {len(row['passages'])} 段，用时 {row['ms']} 毫秒。")


def answer(row: Json, *, as_json: bool, as_line: bool) -> None:
    """How the question was understood, the answer, what its checks found wanting, its sources."""
    if as_json or as_line:
        data(row, as_line=as_line)
        return
    asides = [f"按这个问题查找：{row['understood']}"] if row["understood"] else []
    for line in (*asides, *row["notes"]):
        say(line)
    print("\n".join(_cited(sentence) for sentence in row["sentences"]))
    if row["table"]:
        _figures_side_by_side(row["table"])
    print("\n".join(["", *_faults(row["checks"]), *_sources(row["citations"])]))
    chances = [f"您是不是想问：{suggestion}" for suggestion in row["suggestions"]]
    for line in (*chances, row["notice"]):
        if line:
            say(line)


def _figures_side_by_side(found: Json) -> None:
    table = _table(*map(escape, found["columns"]))
    for cells in found["rows"]:
        table.add_row(*(escape(_cited(cell)) for cell in cells))
    print()
    _print(table)


def _sources(citations: Sequence[Json]) -> Iterator[str]:
    for citation in citations:
        yield f"[{citation['marker']}] 《{citation['title']}》（{citation['source']}）"
        yield f"    “{citation['quote']}”"


def _cited(text: Json) -> str:
    """A sentence or a cell with its markers."""
    return str(text["text"]) + "".join(f"[{marker}]" for marker in text["citations"])


def _faults(checks: Sequence[Json]) -> list[str]:
    """What did not pass, each thing once; it stands with the answer, wherever that is sent."""
    return list(
        dict.fromkeys(
            f"{_VERDICT[check['verdict']]}：{_fault(check)}"
            for check in checks
            if check["verdict"] != "pass"
        )
    )


def _fault(check: Json) -> str:
    about_all = check["rule"] == "trust" or not check["text"]
    return str(check["note"]) if about_all else f"{_short(check['text'])}：{check['note']}"


def draft(row: Json, *, as_json: bool) -> None:
    """The text with its markers, what is to be filled in, what did not pass, and the sources."""
    if as_json:
        data(row)
        return
    print(f"【{row['title']}】\n")
    lines = ""
    here = 0
    for sentence in row["sentences"]:
        lines += row["text"][here : sentence["start"]] + _cited(sentence)
        here = sentence["end"]
    print(lines)
    if row["placeholders"]:
        print(f"\n待补 {len(row['placeholders'])} 处：")
        print("\n".join(f"  {one['text']}" for one in row["placeholders"]))
    print("\n".join(["", *_faults(row["checks"]), *_sources(row["citations"])]))
    if row["notice"]:
        say(row["notice"])


def outlines(rows: Sequence[Json], *, as_json: bool) -> None:
    """The outlines, each point with what carries it and what it lacks."""
    if as_json:
        data(rows)
        return
    for number, row in enumerate(rows, start=1):
        print(f"提纲{number}（{row['name']}）")
        for point in row["points"]:
            print(f"  {point['heading']}")
            print("\n".join(_carrying(point)))
        if row["notice"]:
            print(f"  {row['notice']}")


def _carrying(point: Json) -> Iterator[str]:
    for one in point["materials"]:
        yield f"    · {_short(one['quote'], 60)}（《{_short(one['title'], 24)}》）"
    for what in point["missing"]:
        yield f"    · 【待补：{what}】"


def faults(rows: Sequence[Json], *, as_json: bool) -> None:
    """What breaks the rules, by sentence."""
    if as_json:
        data(rows)
        return
    table = _table("句", "规则", "级别", "原文", "说明", "建议")
    for row in rows:
        level = {"E": "错误", "W": "提醒", "I": "参考"}[row["level"]]
        cells = (str(row["sentence"]), row["rule"], level, _short(row["text"], 30), row["note"])
        table.add_row(*map(escape, (*cells, row["suggestion"])))
    if rows:
        _print(table)
    errors = sum(row["level"] == "E" for row in rows)
    say(f"共 {len(rows)} 处，其中错误 {errors} 处。" if rows else "没有发现问题。")


def models(rows: Sequence[Json], *, as_json: bool) -> None:
    if as_json:
        data(rows)
        return
    table = _table("名称", "用途", "许可", "大小", "状态", "说明")
    for row in rows:
        size = f"{row['size'] / 1e6:.0f} MB"
        note = row["licence_note"] or row["description"]
        cells = (row["name"], row["role"], row["licence"], size, row["state"], note)
        table.add_row(*map(escape, cells))
    _print(table)


def _table(*columns: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _print(table: Table) -> None:
    Console(highlight=False, width=None if sys.stdout.isatty() else 160).print(table)


def _short(text: str, most: int = 40) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most]}…"
