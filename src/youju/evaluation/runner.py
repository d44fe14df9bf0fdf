"""Runs a suite: each case becomes a result, or a failure that is kept apart from the scores.

Can be stopped and taken up again; can ask several cases at a time. Knows no report.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic
from typing import Protocol

from youju.evaluation.journal import Journal
from youju.evaluation.records import (
    CaseFailure,
    CaseResult,
    EvaluationReport,
    Identity,
    RunMode,
    case_json,
    short_hash,
)
from youju.evaluation.scoring import Shelf, locate, ranking_scores, score, wanted
from youju.evaluation.suites import QACase
from youju.jsonable import answer_json
from youju.types import Answer, History, Turn

Ask = Callable[[QACase], Answer]
Measure = Callable[[QACase, Answer], dict[str, float]]
Outcome = CaseResult | CaseFailure

_log = logging.getLogger(__name__)
_PACKAGE = Path(__file__).parent.parent
_DRAFT: str = "draft"


class Subject(Shelf, Protocol):
    """What is measured. If it also has `draft(request) -> Answer`, it gets the draft cases.

    For a run of searches alone it answers with passages and no text.
    """

    def ask(self, question: str, history: History = (), *, quote_only: bool = False) -> Answer: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a suite is run."""

    fingerprint: str = ""  # of the dials of what is measured
    mode: RunMode = "generated"
    workers: int = 1  # cases at a time; more only where the model takes several questions
    journal: Path | None = None  # the folder in which finished cases are kept until the end
    progress: Callable[[int, int, str], None] = lambda done, total, text: None
    stopped: Callable[[], bool] = lambda: False  # asked before each case


def run(subject: Subject, cases: Sequence[QACase], plan: Plan | None = None) -> EvaluationReport:
    """Ask every case; raise BadSuite first when evidence is not in the library.

    The same identity gives the same results, times apart, as far as the model answers alike. Cases
    that an earlier run finished before it broke off are not asked again; its failures are.
    """
    plan = plan or Plan()
    ask = _asking(subject, plan)
    left_out = tuple(case.id for case in cases if not _can_be_done(case, subject, plan.mode))
    doable = [case for case in cases if case.id not in left_out]
    places = locate(subject, doable)
    identity = identify(subject, cases, plan)
    journal = Journal(plan.journal, identity)
    outcomes: dict[str, Outcome] = {**journal.finished()}
    journal.begin({k: r for k, r in outcomes.items() if isinstance(r, CaseResult)})
    searching = plan.mode == "retrieval"

    def measure(case: QACase, answer: Answer) -> dict[str, float]:
        spans = places[case.id]
        if searching:
            return ranking_scores(case, answer.passages, spans, subject)
        return score(case, answer, spans, subject)

    waiting = [case for case in doable if case.id not in outcomes]

    def one(case: QACase) -> Outcome | None:
        return None if plan.stopped() else _outcome(case, ask, measure)

    for outcome in _each(one, waiting, plan, len(doable)):
        outcomes[outcome.case.id] = outcome
        if isinstance(outcome, CaseResult):
            journal.add(outcome)
    pending = tuple(case.id for case in doable if case.id not in outcomes)
    if not pending:
        journal.end()
    ordered = [outcomes[case.id] for case in doable if case.id in outcomes]
    return EvaluationReport(
        identity=identity,
        results=tuple(one for one in ordered if isinstance(one, CaseResult)),
        failures=tuple(one for one in ordered if isinstance(one, CaseFailure)),
        left_out=left_out,
        pending=pending,
        workers=plan.workers,
    )


def identify(subject: Shelf, cases: Sequence[QACase], plan: Plan) -> Identity:
    """What the outcome of a run hangs on; where the documents' files lie is no part of it."""
    facts = [
        {name: value for name, value in asdict(one).items() if name != "addresses"}
        for one in subject.documents()
    ]
    return Identity(
        fingerprint=plan.fingerprint,
        suite=short_hash([case_json(case) for case in cases]),
        library=short_hash(sorted(facts, key=lambda one: str(one["doc_id"]))),
        code=_code(),
        mode=plan.mode,
    )


def time_left(done: int, total: int, seconds: float) -> str:
    """How long the rest takes if it goes on as it went; empty before anything is done."""
    if not done or done >= total:
        return ""
    rest = round(seconds / done * (total - done))
    return f"还需约{rest // 60}分{rest % 60}秒" if rest >= 60 else f"还需约{rest}秒"


def _each(
    one: Callable[[QACase], Outcome | None], cases: Sequence[QACase], plan: Plan, total: int
) -> Iterator[Outcome]:
    """The outcomes as they come; whoever ends this early (Ctrl-C) waits for running cases only."""
    resumed, began, done = total - len(cases), monotonic(), 0
    plan.progress(resumed, total, "")
    pool = ThreadPoolExecutor(plan.workers, thread_name_prefix="evaluation")
    try:
        for future in as_completed([pool.submit(one, case) for case in cases]):
            outcome = future.result()
            if outcome is None:
                continue
            done += 1
            left = time_left(done, len(cases), monotonic() - began)
            plan.progress(resumed + done, total, f"{outcome.case.id} {left}".strip())
            yield outcome
    finally:
        pool.shutdown(cancel_futures=True)


def _outcome(case: QACase, ask: Ask, measure: Measure) -> Outcome:
    try:
        answer = ask(case)
        return CaseResult(case=case, answer=answer_json(answer), scores=measure(case, answer))
    except Exception as error:  # one broken case must not cost the whole run
        _log.warning("case %s broke", case.id, exc_info=True)
        return CaseFailure(case=case, error=f"{type(error).__name__}: {error}")


def _asking(subject: Subject, plan: Plan) -> Ask:
    draft = _draft_of(subject)

    def ask(case: QACase) -> Answer:
        if draft is not None and case.type == _DRAFT:
            return draft(case.question)
        history = tuple(Turn(role=m.role, content=m.content) for m in case.history)
        return subject.ask(case.question, history, quote_only=plan.mode == "quoted")

    return ask


def _can_be_done(case: QACase, subject: object, mode: RunMode) -> bool:
    """Whether there is something that drafts; of a search, whether anything is to be found."""
    if mode == "retrieval":
        return case.type != _DRAFT and bool(wanted(case))
    return case.type != _DRAFT or _draft_of(subject) is not None


def _draft_of(subject: object) -> Callable[[str], Answer] | None:
    draft = getattr(subject, _DRAFT, None)
    return draft if callable(draft) else None


def _code() -> str:
    """A hash of the program's own files: a change of it voids what an older one left half done."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*.py")):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]
