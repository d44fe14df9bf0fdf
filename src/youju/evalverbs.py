"""`youju eval`: run suites, check them, compare reports, draft cases, sweep dials.

Only what a terminal needs: what is done is in `evalroom` and `evaluation`.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from youju import inputs, printing
from youju.assistant import Assistant, build_assistant
from youju.errors import BadInput, EndpointFailed, ModelUnavailable
from youju.evalroom import EvalRoom
from youju.evaluation import report as reporting
from youju.evaluation import rewording, sweeping
from youju.evaluation.checking import check_json, check_suites, check_text
from youju.evaluation.comparing import Comparison, compare
from youju.evaluation.corpora import library_of, written
from youju.evaluation.formats.reading import read_set, sampled
from youju.evaluation.formats.texts import CorpusText, QASet
from youju.evaluation.html import as_html
from youju.evaluation.judging import (
    VERDICT_FORMAT,
    Judgement,
    judged,
    judgement_json,
    judgement_text,
)
from youju.evaluation.proposing import Request, material_of, proposals
from youju.evaluation.records import (
    EvaluationReport,
    RunMode,
    as_baseline,
    load_report,
    report_json,
)
from youju.evaluation.runner import Plan
from youju.evaluation.suites import QACase, load_suites, suite_text
from youju.evaluation.variants import with_variants
from youju.jsonable import Json
from youju.models.chat import stream_words
from youju.printing import data, say
from youju.settings import Settings, load_settings

_PROPOSED = 40  # cases

Opening = Callable[[], AbstractContextManager[Assistant]]


class Load(Protocol):
    """Loads the models that are needed, or says what is missing."""

    def __call__(self, assistant: Assistant, *, chat: bool) -> None: ...


Verb = Callable[[Any, "Bench"], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """How assistants are come by."""

    opening: Opening  # over the office's own library
    load: Load


def run(options: Any, opening: Opening, load: Load) -> int:
    """Do what the first word says, else run the suites; 1 for faults and for a regression."""
    verb = _VERBS.get(str(options.suites[0]), _run)
    return verb(options, Bench(opening=opening, load=load))


# --- running ---


def _run(options: Any, bench: Bench) -> int:
    qa_set = _questions(options)
    baseline = load_report(options.baseline) if options.baseline else None
    with _library(options, bench, qa_set.texts) as assistant:
        bench.load(assistant, chat=_mode(options) == "generated" or options.judge)
        room = EvalRoom(assistant)
        cases = qa_set.cases
        if options.variants:
            cases = with_variants(cases, assistant.holdings().places, date.today())
        with printing.progress_bar("测评") as progress:
            plan = Plan(mode=_mode(options), workers=options.workers, progress=progress)
            outcome = room.run(cases, plan)
        judgement = _judged(assistant, outcome) if options.judge else None
    comparison = compare(outcome, baseline) if baseline else None
    _save(options, outcome, comparison, baseline)
    if options.json:
        judged = {"judgement": judgement_json(judgement)} if judgement else {}
        data(reporting.as_json(outcome, comparison) | judged)
    else:
        print(reporting.as_table(outcome))
        if comparison:
            print(reporting.comparison_table(comparison))
        if judgement:
            print(judgement_text(judgement))
    return int(comparison is not None and comparison.regressed)


def _judged(assistant: Assistant, outcome: EvaluationReport) -> Judgement:
    name = assistant.chat_model.state.name
    with printing.progress_bar("评判") as progress:
        return judged(outcome, _judge(assistant), name, progress)


def _questions(options: Any) -> QASet:
    """The cases that are asked, and the texts that come with them."""
    if options.format:
        qa_set = read_set(options.format, options.suites, options.corpus)
    else:
        qa_set = QASet(cases=load_suites(options.suites), texts=())
    return sampled(qa_set, options.limit, options.sample)


def _mode(options: Any) -> RunMode:
    if options.retrieval:
        return "retrieval"
    return "quoted" if options.quote else "generated"


@contextmanager
def _library(options: Any, bench: Bench, texts: Sequence[CorpusText] = ()) -> Iterator[Assistant]:
    """The office's library; one of its own for what a set brings along, or for another folder."""
    if not texts and options.corpus is None:
        with bench.opening() as assistant:
            yield assistant
        return
    settings = load_settings()
    workdir = _workdir(settings)
    folder = _documents(options, texts, workdir)
    with ExitStack() as stack:
        with printing.progress_bar("读取语料") as progress:
            opened = library_of(settings, folder, workdir, build_assistant, progress)
            assistant = stack.enter_context(opened)
        yield assistant


def _workdir(settings: Settings) -> Path:
    return settings.data_dir / "evaluation" / "libraries"


def _documents(options: Any, texts: Sequence[CorpusText], workdir: Path) -> Path:
    """Where the documents of a library of its own lie: a set's texts, else the corpus's."""
    if texts:
        return written(texts, workdir / "texts")
    path: Path = options.corpus
    if not path.exists():
        raise BadInput(f"语料不存在：{path}。", remedy="检查 --corpus 后面的路径")
    return path


def _save(
    options: Any,
    outcome: EvaluationReport,
    comparison: Comparison | None,
    baseline: EvaluationReport | None,
) -> None:
    if options.save:
        _save_json(options.save, reporting.as_json(outcome))
    if options.save_baseline:
        _save_json(options.save_baseline, report_json(as_baseline(outcome)))
    if options.html:
        page = as_html(outcome, comparison, baseline)
        inputs.save(options.html, page.encode("utf-8"))
        say(f"已存为 {options.html}")


def _save_json(path: Path, row: Json) -> None:
    inputs.save(path, (json.dumps(row, ensure_ascii=False, indent=1) + "\n").encode())
    say(f"已存为 {path}")


# --- suites and reports ---


def _check(options: Any, bench: Bench) -> int:
    """Every line and every quote; what is wrong is all told at once."""
    return _checked(_words(options, "要检查的测评集", "check 测评集"), options, bench)


def _checked(suites: Sequence[Path], options: Any, bench: Bench) -> int:
    with _library(options, bench) as assistant:
        report = check_suites(suites, assistant)
    if options.json:
        data(check_json(report))
    else:
        print(check_text(report))
    return int(not report.sound)


def _compare(options: Any, bench: Bench) -> int:
    del bench  # two files are all it takes
    first, second = _words(options, "两份报告", "compare 报告甲 报告乙", 2)
    earlier, later = load_report(first), load_report(second)
    comparison = compare(later, earlier)
    _save(options, later, comparison, earlier)
    if options.json:
        data(reporting.comparison_json(comparison))
    else:
        print(reporting.comparison_table(comparison))
    return int(comparison.regressed)


# --- making cases ---


def _propose(options: Any, bench: Bench) -> int:
    """Drafts of cases into a file, for a person to accept or to strike."""
    (path,) = _words(options, "备选题目要存成的文件", "propose 备选.jsonl", 1)
    with _library(options, bench) as assistant:
        if options.reword:
            bench.load(assistant, chat=True)
        request = Request(
            place=options.place, limit=options.limit or _PROPOSED, seed=options.sample or 0,
            known=_known(EvalRoom(assistant)),
        )  # fmt: skip
        found = proposals(material_of(assistant), request)
        if options.reword:
            found = rewording.reworded(found, _voice(assistant))
    if not found:
        raise BadInput("没有可以出题的内容。", remedy="先导入有数据的文献，或去掉 --place 的限制")
    rewording.write_proposals(path, found)
    say(f"写了 {len(found)} 道备选题目到 {path}。逐条把 accepted 改成 true 或 false，")
    say(f"再运行 youju eval accept {path} 测评集。")
    return 0


def _known(room: EvalRoom) -> tuple[QACase, ...]:
    paths = room.suites()
    return load_suites(paths) if paths else ()


def _accept(options: Any, bench: Bench) -> int:
    """The cases that a person accepted go to the end of a suite; the whole of it must be sound."""
    drafts, suite = _words(options, "备选题目和测评集", "accept 备选.jsonl 测评集.jsonl", 2)
    accepted = rewording.accepted_of(drafts)
    known = load_suites([suite]) if suite.exists() else ()
    ids = {case.id for case in known}
    added = [case for case in accepted if case.id not in ids]
    if added:
        text = suite_text(known) + suite_text(added)
        inputs.save(suite, text.encode("utf-8"))
    say(f"采用 {len(added)} 道，测评集 {suite} 现有 {len(known) + len(added)} 道。")
    return _checked([suite], options, bench) if added else 0


def _judge(assistant: Assistant) -> Callable[[Any], str]:
    """The chat model held to the schema of a verdict, where its server knows how."""
    plain, service = _voice(assistant), assistant.chat_model.value
    assert service is not None, "else there is no voice"
    held: Any = service.model.bind(response_format=VERDICT_FORMAT)

    def ask(prompt: Any) -> str:
        try:
            return "".join(stream_words(held, prompt))
        except EndpointFailed:
            return plain(prompt)

    return ask


def _voice(assistant: Assistant) -> Callable[[Any], str]:
    """The chat model as a function of a prompt; raise ModelUnavailable where there is none."""
    service = assistant.chat_model.value
    if service is None:
        raise assistant.chat_model.error or ModelUnavailable(
            "没有可用的对话模型。", remedy="设置 YOUJU_LLM，或不用模型（去掉 --reword、--judge）"
        )
    return lambda prompt: "".join(stream_words(service.model, prompt))


# --- dials ---


def _sweep(options: Any, bench: Bench) -> int:
    """The same suite under every combination of some dials."""
    options.suites = _words(options, "测评集", "sweep 测评集 --dial top_k=4,6 --corpus 文件夹")
    if options.corpus is None and not options.format:
        raise BadInput("没有写要用的文献。", remedy="加上 --corpus 文件夹，例如 --corpus knowledge")
    qa_set, base = _questions(options), load_settings()
    dials = [sweeping.dial_of(text, base) for text in options.dial or ()]
    workdir = _workdir(base)
    folder = _documents(options, qa_set.texts, workdir)

    def measure(settings: Settings) -> EvaluationReport:
        with library_of(settings, folder, workdir, build_assistant) as assistant:
            bench.load(assistant, chat=_mode(options) == "generated")
            return EvalRoom(assistant).run(qa_set.cases, Plan(mode=_mode(options)))

    with printing.progress_bar("试设置") as progress:
        cells = sweeping.sweep(dials, measure, base, progress)
    if options.json:
        data(sweeping.as_json(cells))
    else:
        print(sweeping.as_table(cells))
    return int(any(cell.error for cell in cells))


def _words(options: Any, what: str, example: str, count: int | None = None) -> list[Path]:
    """The paths behind the first word; raise BadInput telling how it is written."""
    paths: list[Path] = options.suites[1:]
    if not paths or (count is not None and len(paths) != count):
        raise BadInput(f"要写明{what}。", remedy=f"写成 youju eval {example}")
    return paths


_VERBS: Mapping[str, Verb] = {
    "check": _check,
    "compare": _compare,
    "propose": _propose,
    "accept": _accept,
    "sweep": _sweep,
}
