"""The command line: data to stdout, progress and messages to stderr.

Exit 0 done, 1 the user's error or a failed check, 2 wrong usage. Each verb is one function that
takes the parsed options; what it prints is in `printing`.
"""

import argparse
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from youju import inputs, printing
from youju.arguments import build_parser
from youju.assistant import Assistant, build_assistant
from youju.crashes import kept_trace
from youju.errors import BadInput, YoujuError
from youju.findings import LedgerFilter
from youju.jsonable import (
    Json,
    answer_json,
    document_json,
    facts_json,
    figure_json,
    gap_json,
    passage_json,
    report_json,
)
from youju.models.loading import Loading, Report
from youju.printing import data, say
from youju.reading.report import report_on
from youju.settings import Settings, load_settings
from youju.sheet import ledger_csv

Options = argparse.Namespace


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; every YoujuError becomes a sentence and a remedy."""
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
    try:
        options = build_parser(_VERBS).parse_args(arguments)
        return int(options.run(options) or 0)
    except YoujuError as error:
        say(f"错误：{error.message}")
        if error.remedy:
            say(f"办法：{error.remedy}")
        return 1
    except KeyboardInterrupt:
        say("已中断。")
        return 1
    except BrokenPipeError:  # the reader of our output has gone, as in `youju figures | head`
        sys.stderr.close()
        return 0
    except Exception:  # the rim: a user gets a sentence, whoever mends it the trace
        say("错误：程序出错，这条命令没有做完。")
        say(f"办法：再试一次；仍不行，把 {kept_trace()} 发给管理员。")
        return 1


# --- the library ---


def _ingest(options: Options) -> int:
    with _assistant() as assistant:
        with printing.progress_bar("读取") as report:
            outcome = assistant.ingest(
                options.paths, remove_missing=options.remove_missing, report=report
            )
        embedded = _embedded(assistant)
        documents, chunks = assistant.store.counts()
    row = {
        "added": outcome.added,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "removed": outcome.removed,
        "failed": [{"path": f.path, "error": f.error} for f in outcome.failed],
        "folded": [asdict(folded) for folded in outcome.folded],
        "reports": [report_json(one) for one in outcome.reports],
        "documents": documents,
        "chunks": chunks,
    }
    printing.ingested(row, as_json=options.json)
    return 1 if outcome.failed or not embedded else 0


def _embedded(assistant: Assistant) -> bool:
    """Bring the vectors up to the record; what was read is told even where that breaks off."""
    try:
        if not assistant.is_embedded:
            _load(assistant, chat=False)
            with printing.progress_bar("向量化") as report:
                assistant.embed_pending(lambda done, total: report(done, total, ""))
    except YoujuError as error:
        say(f"文献已入库，向量没有建完：{error.message}{error.remedy}。")
        return False
    return True


def _documents(options: Options) -> int:
    with _assistant() as assistant:
        chunks, edits = assistant.store.chunk_counts(), assistant.store.edit_counts()
        rows = [
            facts_json(facts, edits[facts.doc_id], chunks.get(facts.doc_id, 0))
            for facts in assistant.documents()
        ]
    printing.documents(rows, as_json=options.json)
    return 0


def _show(options: Options) -> int:
    with _assistant() as assistant:
        reading = assistant.reading(options.document)
        doc_id = reading.document.doc_id
        row = document_json(reading, assistant.copies(doc_id), assistant.versions(doc_id))
    printing.document(row, report_json(report_on(reading)), as_json=options.json)
    return 0


def _set(options: Options) -> int:
    changes = dict(inputs.assignment(text) for text in options.changes)
    with _assistant() as assistant:
        facts = assistant.change_document(options.document, changes)
        _embedded(assistant)
        chunks, edits = assistant.store.chunk_counts(), assistant.store.edit_counts()
    row = facts_json(facts, edits[facts.doc_id], chunks.get(facts.doc_id, 0))
    printing.documents([row], as_json=options.json)
    return 0


def _remove(options: Options) -> int:
    with _assistant() as assistant:
        facts = assistant.remove_document(options.document)
        _embedded(assistant)
    say(f"已移出《{facts.title}》。原文件没有改动，下次导入它所在的文件夹时会再次加入。")
    if options.json:
        data({"removed": facts.doc_id})
    return 0


def _figures(options: Options) -> int:
    wanted = LedgerFilter(
        place=options.place,
        period=options.period,
        indicator=options.indicator,
        kind=options.kind,
    )
    with _assistant() as assistant:
        rows = assistant.ledger(wanted)
        if options.csv:
            sys.stdout.write(ledger_csv(rows))
            return 0
        found = [figure_json(row) for row in rows]
    printing.figures(found, as_json=options.json)
    return 0


def _gaps(options: Options) -> int:
    with _assistant() as assistant:
        rows = [gap_json(row) for row in assistant.missing()]
    printing.gaps(rows, as_json=options.json)
    return 0


# --- asking ---


def _search(options: Options) -> int:
    def one(assistant: Assistant, line: Json) -> Json:
        found, milliseconds = assistant.search(line["question"], options.k)
        passages = [passage_json(passage) for passage in found.passages]
        return {"query": line["question"], "passages": passages, "ms": milliseconds}

    return _each(options, one, printing.found, chat=False)


def _ask(options: Options) -> int:
    def one(assistant: Assistant, line: Json) -> Json:
        history = inputs.turns(line.get("history") or inputs.history(options.history))
        return answer_json(assistant.ask(line["question"], history, quote_only=options.quote))

    return _each(options, one, printing.answer, chat=not options.quote)


def _each(
    options: Options,
    one: Callable[[Assistant, Json], Json],
    show: Callable[..., None],
    *,
    chat: bool,
) -> int:
    """Do one thing for each question; in a batch a line that cannot be done does not end it."""
    lines = inputs.questions(options.batch, options.text)
    failed = False
    with _assistant() as assistant:
        _load(assistant, chat=chat)
        for line in lines:
            try:
                row = {**inputs.id_of(line), **one(assistant, line)}
            except BadInput as error:
                if not options.batch:
                    raise
                failed = True
                data({**line, "error": error.message + error.remedy}, as_line=True)
            else:
                show(row, as_json=options.json, as_line=bool(options.batch))
    return int(failed)


# --- drafting ---


def _draft(options: Options) -> int:
    from youju.drafting import serialising
    from youju.drafting.briefs import completed
    from youju.drafting.formats import CLEAN, REVIEW

    with _assistant() as assistant:
        asked = inputs.brief(options, assistant.holdings())
        brief = completed(asked, assistant.settings.place or None)
        _load(assistant, chat=not (options.quote or options.outline_only))
        room = assistant.drafting
        if options.outline_only:
            rows = [serialising.outline_json(one) for one in room.drafter.outline(brief)]
            printing.outlines(rows, as_json=options.json)
            return 0
        with printing.progress_bar("起草") as report:
            draft, others = room.draft(brief, quote_only=options.quote, report=report)
        for form in ("docx", "md", "txt"):
            if path := getattr(options, form):
                copy = CLEAN if options.clean else REVIEW
                inputs.save(path, room.exported(draft, form, copy, options.profile))
                say(f"已存为 {path}")
    printing.draft(serialising.draft_json(draft, others), as_json=options.json)
    return 0


def _check(options: Options) -> int:
    from youju.drafting import serialising
    from youju.drafting.rules.manuscript import Frame

    text = inputs.manuscript(options.file)
    with _assistant() as assistant:
        place = options.place or assistant.settings.place or None
        faults = assistant.drafting.check(text, Frame(place=place, year=options.year))
    rows = serialising.faults_json(faults, text)
    printing.faults(rows, as_json=options.json)
    return int(any(row["verdict"] == "fail" for row in rows))


# --- models, evaluation, page ---


def _models(options: Options) -> int:
    with _assistant() as assistant:
        if options.verb == "pull":
            with printing.download_bar() as report:
                path = assistant.pull(options.name, report, say)
            say(f"{options.name} 已就绪：{path}")
        rows = assistant.catalogue()
    printing.models(rows, as_json=options.json)
    return 0


def _eval(options: Options) -> int:
    from youju import evalverbs

    return evalverbs.run(options, _assistant, _load)


def _serve(options: Options) -> int:
    from youju.web.page import launch

    changes = {k: v for k in ("host", "port") if (v := getattr(options, k)) is not None}
    settings = load_settings(**changes)
    launch(build_assistant(settings), host=settings.host, port=settings.port)
    return 0


# --- shared ---


@contextmanager
def _assistant() -> Iterator[Assistant]:
    assistant = build_assistant(_settings())
    try:
        yield assistant
    finally:
        assistant.close()


def _settings() -> Settings:
    return load_settings()


def _load(assistant: Assistant, *, chat: bool) -> None:
    """Load what a command needs, with a bar for what must be fetched; say what is missing."""
    with printing.download_bar() as report:
        _load_one(assistant.embedding, report)
        _load_one(assistant.reranker, report)
        if chat:
            _load_one(assistant.chat_model, report)


def _load_one(model: Loading[Any], report: Report) -> None:
    model.run(report)
    if model.error is not None:
        say(f"提示：{model.error.message}{model.error.remedy}。")


_VERBS = {
    "ingest": _ingest,
    "documents": _documents,
    "show": _show,
    "set": _set,
    "remove": _remove,
    "figures": _figures,
    "gaps": _gaps,
    "search": _search,
    "ask": _ask,
    "draft": _draft,
    "check": _check,
    "eval": _eval,
    "models": _models,
    "serve": _serve,
}


if __name__ == "__main__":
    sys.exit(main())
