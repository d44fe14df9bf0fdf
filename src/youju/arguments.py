"""The command line's words: which verbs and options there are, in Chinese.

Knows what may be written, not what it does: each verb's function is passed in.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

Run = Callable[[argparse.Namespace], int]


class _Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明。")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "用法：", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"错误：命令的写法不对。\n办法：运行 {self.prog} --help 查看写法\n")


def build_parser(verbs: Mapping[str, Run]) -> argparse.ArgumentParser:
    """The whole command line; `verbs` has a function for every verb that it offers."""
    parser = _Parser(prog="youju", description="有据：言必有据的政策知识库助手。")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True)
    _add_library(commands, verbs)
    _add_asking(commands, verbs)
    _add_drafting(commands, verbs)
    _add_rest(commands, verbs)
    return parser


def _add(commands: Any, name: str, run: Run, text: str) -> _Parser:
    parser: _Parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    parser.add_argument("--json", action="store_true", help="以 JSON 输出结果。")
    return parser


def _add_library(commands: Any, verbs: Mapping[str, Run]) -> None:
    ingest = _add(
        commands, "ingest", verbs["ingest"], "把文件或文件夹读入知识库；没有变化的文件会跳过。"
    )
    ingest.add_argument("paths", nargs="+", type=Path, metavar="路径", help="文件或文件夹。")
    ingest.add_argument(
        "--remove-missing", action="store_true", help="磁盘上已删除的文件也从知识库移出。"
    )
    documents = _add(commands, "documents", verbs["documents"], "列出、查看、更正或移出文献。")
    inner = documents.add_subparsers(title="操作", metavar="操作")
    for name, text in (
        ("show", "查看一份文献的正文和清洗记录。"),
        ("set", "更正文献信息，例如 place=娄底市。"),
        ("remove", "把一份文献移出知识库。"),
    ):
        verb = _add(inner, name, verbs[name], text)
        verb.add_argument("document", metavar="文献编号", help="文献编号或其开头几位。")
        if name == "set":
            verb.add_argument("changes", nargs="+", metavar="项目=值", help="要更正的项目。")
    figures = _add(commands, "figures", verbs["figures"], "数据台账：文献里的每个数据及其出处。")
    for name, text in (("place", "地方"), ("period", "年份"), ("indicator", "指标")):
        figures.add_argument(f"--{name}", metavar=text, help=f"只看这个{text}的数据。")
    figures.add_argument("--kind", choices=("actual", "target", "input"), help="实际、目标或投入。")
    figures.add_argument("--csv", action="store_true", help="以 CSV 输出。")
    _add(commands, "gaps", verbs["gaps"], "文献里缺失的数字、被隐去的地名和被截断的地方。")


def _add_asking(commands: Any, verbs: Mapping[str, Run]) -> None:
    search = _add(commands, "search", verbs["search"], "只检索段落，不用对话模型。")
    search.add_argument("-k", type=int, default=5, metavar="条数", help="最多几段，默认 5。")
    ask = _add(commands, "ask", verbs["ask"], "提一个问题，得到带出处的回答。")
    ask.add_argument("--history", type=Path, metavar="文件", help="之前的对话（JSON）。")
    ask.add_argument("--quote", action="store_true", help="只摘录原文，不用对话模型。")
    for parser in (search, ask):
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("text", nargs="?", metavar="问题", help="要问的话。")
        what.add_argument("--batch", type=Path, metavar="文件", help="每行一个问题的 JSONL。")


def _add_drafting(commands: Any, verbs: Mapping[str, Run]) -> None:
    draft = _add(commands, "draft", verbs["draft"], "起草一节：提纲、正文、核对，每句带出处。")
    draft.add_argument("text", nargs="?", metavar="要求", help="用一句话写明要起草什么。")
    draft.add_argument("--brief", type=Path, metavar="文件", help="写作要求（YAML 或 JSON）。")
    for name, text in (
        ("topic", "主题"),
        ("place", "地区"),
        ("period", "年份"),
        ("kind", "文种"),
        ("heading", "小标题"),
        ("length", "字数"),
        ("points", "要点，用分号隔开"),
        ("style", "样稿，仿照它的结构"),
    ):
        draft.add_argument(f"--{name}", metavar=text.split("，")[0], help=f"{text}。")
    draft.add_argument(
        "--material", type=Path, action="append", metavar="文件", help="只供这一稿用的材料。"
    )
    draft.add_argument("--outline-only", action="store_true", help="只列提纲，不写正文。")
    draft.add_argument("--quote", action="store_true", help="只用原文，不用对话模型。")
    for form, text in (("docx", ".docx"), ("md", "Markdown"), ("txt", "纯文本")):
        draft.add_argument(f"--{form}", type=Path, metavar="文件", help=f"另存为 {text}。")
    draft.add_argument("--clean", action="store_true", help="另存的不带讨论稿标记和出处表。")
    draft.add_argument(
        "--profile", default="gb9704", metavar="版式", help=".docx 的版式，默认 gb9704。"
    )
    check = _add(commands, "check", verbs["check"], "按写作规则核对一份文稿（文本或 .docx）。")
    check.add_argument("file", type=Path, metavar="文件", help="要核对的文稿。")
    for name, text in (("place", "文稿所属的地区"), ("year", "文稿所写的年份")):
        check.add_argument(f"--{name}", metavar=text[-2:], help=f"{text}。")


def _add_rest(commands: Any, verbs: Mapping[str, Run]) -> None:
    _add_evaluation(commands, verbs)
    models = _add(commands, "models", verbs["models"], "列出可用的模型及其许可，或下载一个。")
    models.add_argument("verb", nargs="?", choices=("pull",), help="pull 表示下载。")
    models.add_argument("name", nargs="?", metavar="模型", help="要下载的模型。")
    serve = _add(commands, "serve", verbs["serve"], "打开网页（与 python app.py 相同）。")
    serve.add_argument("--host", metavar="地址", help="监听地址，默认 127.0.0.1。")
    serve.add_argument("--port", type=int, metavar="端口", help="端口，默认 7860。")


def _add_evaluation(commands: Any, verbs: Mapping[str, Run]) -> None:
    evaluate = _add(commands, "eval", verbs["eval"], "运行测评集并给出报告。")
    evaluate.add_argument(
        "suites",
        nargs="+",
        type=Path,
        metavar="测评集",
        help="JSONL 文件；或 check 测评集；compare 报告甲 报告乙；propose 备选文件；"
        "accept 备选文件 测评集；sweep 测评集。",
    )
    how = evaluate.add_mutually_exclusive_group()
    how.add_argument("--quote", action="store_true", help="只摘录原文，不用对话模型。")
    how.add_argument("--retrieval", action="store_true", help="只检索，不作答。")
    for name, text in (
        ("baseline", "与这份报告比较，有退步时退出码为 1。"),
        ("html", "另存为一个网页，可以离线看。"),
        ("save", "另存报告（JSON）。"),
        ("save-baseline", "另存为基线：只留比较所需的内容。"),
        ("corpus", "用这些文献（文件夹，或题集自带的语料），与本单位的知识库分开。"),
    ):
        evaluate.add_argument(f"--{name}", type=Path, metavar="文件", help=text)
    evaluate.add_argument(
        "--format", metavar="格式", help="题集的格式：squad、beir、trec、rgb、rgb-reject、csv。"
    )
    evaluate.add_argument("--limit", type=int, metavar="题数", help="只做其中这么多题，均匀取。")
    evaluate.add_argument("--sample", type=int, metavar="种子", help="随机取题或出题所用的种子。")
    evaluate.add_argument(
        "--variants", action="store_true", help="每题加上繁体、错字、简称、相对年份、客气话等变体。"
    )
    evaluate.add_argument(
        "--judge", action="store_true", help="再请对话模型评判，与程序的判断对照。"
    )
    evaluate.add_argument("--reword", action="store_true", help="出题时由对话模型换一种说法。")
    evaluate.add_argument("--place", metavar="地方", help="只出这个地方的题。")
    evaluate.add_argument(
        "--dial", action="append", metavar="设置=值,值", help="要试的设置，可以写几个。"
    )
    evaluate.add_argument(
        "--workers", type=int, choices=range(1, 17), default=1, metavar="题数", help="同时做几题。"
    )
