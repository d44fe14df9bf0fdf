"""An ingest that is killed leaves a library that opens, and that the next run makes whole."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).with_name("killed_ingest.py")
KILLS = 10
DOCUMENTS = 25
SENTENCES = (
    "全市新增医疗床位{}张，增长4.4%，县域内就诊率达到91.3%。",
    "家庭医生签约服务覆盖率稳定在80%以上，为{}名老年人体检。",
    "投入资金{}万元，改造乡镇卫生院3家，群众看病更加方便。",
)


def write(folder: Path, number: int, edition: int) -> None:
    """A report that no other one is a repost of."""
    lines = [
        f"第{number}县第{k}项：" + SENTENCES[k % 3].format(1000 * number + 7 * k + edition)
        for k in range(8)
    ]
    text = f"第{number}县2023年卫生健康工作总结\n\n" + "\n".join(lines) + "\n"
    (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")


def start(data: Path, folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), str(data), str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "began\n"
    return process


def finish(data: Path, folder: Path) -> dict[str, Any]:
    with start(data, folder) as process:
        out, _ = process.communicate(timeout=200)
    assert process.returncode == 0
    return dict(json.loads(out))


def assert_opens_whole(data: Path) -> None:
    """Every document that is there is there with its chunks, in the record and the word index."""
    with sqlite3.connect(data / "record.db") as record:
        assert record.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert record.execute("PRAGMA foreign_key_check").fetchall() == []
        broken = record.execute(
            "SELECT d.doc_id FROM documents d WHERE "
            "NOT EXISTS (SELECT 1 FROM chunks c WHERE c.doc_id = d.doc_id) OR "
            "NOT EXISTS (SELECT 1 FROM files f WHERE f.doc_id = d.doc_id) OR "
            "NOT EXISTS (SELECT 1 FROM originals o WHERE o.doc_id = d.doc_id) OR "
            "d.id NOT IN (SELECT rowid FROM document_terms)"
        )
        assert broken.fetchall() == []
        counts = "SELECT (SELECT count(*) FROM chunks), (SELECT count(*) FROM chunk_terms)"
        chunks, terms = record.execute(counts).fetchone()
        assert chunks == terms


def test_killed_at_ten_moments_the_library_opens_and_becomes_whole(tmp_path: Path) -> None:
    folder, fresh, data = tmp_path / "文献", tmp_path / "fresh", tmp_path / "data"
    folder.mkdir()
    for number in range(DOCUMENTS):
        write(folder, number, edition=0)
    began = time.perf_counter()
    finish(fresh, folder)
    whole_run = time.perf_counter() - began
    chance = random.Random(os.urandom(8))
    for kill in range(KILLS):
        write(folder, kill, edition=kill + 1)  # each run has something to update too
        (folder / f"{DOCUMENTS - 1 - kill:03}.txt").unlink(missing_ok=True)
        with start(data, folder) as process:
            time.sleep(chance.uniform(0, whole_run / 3))
            process.kill()
        assert_opens_whole(data)
    assert finish(data, folder) == finish(tmp_path / "again", folder)
