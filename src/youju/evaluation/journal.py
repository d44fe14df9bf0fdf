"""The finished cases of a run that is under way, so that an interruption costs one case.

One file for each identity: another dial, document, case or version of the program begins anew.
Knows nothing of scores.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from youju.evaluation.records import CaseResult, Identity, result_json, result_of
from youju.jsonable import Json


class Journal:
    """Results as lines of a file; the first line tells whose they are. No file, no journal."""

    def __init__(self, folder: Path | None, identity: Identity) -> None:
        self._path = folder and folder / f"{identity.digest}.jsonl"
        self._identity = asdict(identity)

    def finished(self) -> dict[str, CaseResult]:
        """What an earlier run with the same identity got done; what was cut off is left out."""
        rows = list(self._rows())
        if not rows or rows[0] != {"identity": self._identity}:
            return {}
        results = [result_of(row) for row in rows[1:]]
        return {result.case.id: result for result in results}

    def begin(self, finished: dict[str, CaseResult]) -> None:
        """Write anew what is whole, so that new lines do not follow a line that was cut off."""
        if self._path:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            rows = [{"identity": self._identity}, *map(result_json, finished.values())]
            self._path.write_text("".join(map(_line, rows)), encoding="utf-8")

    def add(self, result: CaseResult) -> None:
        if self._path:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(_line(result_json(result)))

    def end(self) -> None:
        """The run is whole: nothing is left to take up again."""
        if self._path:
            self._path.unlink(missing_ok=True)

    def _rows(self) -> Iterator[Json]:
        if self._path is None or not self._path.exists():
            return
        for line in self._path.read_bytes().split(b"\n"):
            try:
                yield json.loads(line)
            except ValueError:  # cut off in the middle, or the empty end
                return


def _line(row: Json) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"
