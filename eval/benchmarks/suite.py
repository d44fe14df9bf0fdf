"""A retrieval set of 600 documents and 650 questions, against the raw embedding and Chroma.

Prints the seconds of both, indexing included, their ratio, and how often the right document came
first. The set is made here and read as a BEIR folder, as `youju eval FOLDER --format beir
--retrieval` reads it. The raw pair cuts each text every 400 characters, embeds, adds and queries.
"""

import json
import random
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from time import perf_counter

import chromadb
from langchain_core.embeddings import Embeddings

from youju.assistant import build_assistant
from youju.evalroom import EvalRoom
from youju.evaluation.corpora import library_of, written
from youju.evaluation.formats.reading import read_set
from youju.evaluation.formats.texts import QASet
from youju.evaluation.metrics import mean
from youju.evaluation.runner import Plan
from youju.settings import Settings, load_settings

DOCUMENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 600
QUESTIONS = DOCUMENTS * 13 // 12
_CUT = 400  # characters
_PLACES = ("长沙市", "娄底市", "黄石市", "德阳市", "宜昌市", "安庆市", "赣州市", "丹东市")
_TOPICS = (
    *("托育服务", "无偿献血", "家庭医生签约", "老年健康服务", "医养结合", "中医药服务"),
    *("院前急救", "妇幼保健", "职业健康", "爱国卫生", "乡村医生队伍", "县域医共体"),
)
_YEARS = range(2016, 2024)
_WORK = (
    "建立了月调度制度",
    "把任务分到各县区",
    "请第三方做了评估",
    "补上了设备短板",
    "培训了骨干人员",
)
_ASKS = ("{p}{y}年{t}投入了多少资金？", "{p}{y}年{t}覆盖了多少人？")


def make(folder: Path) -> None:
    """Write the set; no two documents are of the same place, year and topic."""
    chance = random.Random(7)
    frames = chance.sample(list(product(_PLACES, _YEARS, _TOPICS)), DOCUMENTS)
    asked = [*frames, *chance.sample(frames, QUESTIONS - DOCUMENTS)]
    _write(folder / "corpus.jsonl", (_document(n, *frame) for n, frame in enumerate(frames)))
    _write(folder / "queries.jsonl", (_query(n, *frame) for n, frame in enumerate(asked)))
    rows = (f"q{n}\td{frames.index(frame)}\t1\n" for n, frame in enumerate(asked))
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n" + "".join(rows))


def _document(number: int, place: str, year: int, topic: str) -> dict[str, str]:
    chance = random.Random(number)
    lines = [f"{year}年，{place}把{topic}列入年度重点工作，{chance.choice(_WORK)}。"]
    for _ in range(4):
        money, people = chance.randint(100, 9999), chance.randint(1000, 99999)
        first, second = chance.sample(_WORK, 2)
        lines.append(f"全年投入资金{money}万元，覆盖{people}人。各地{first}，也{second}。")
    text = "\n\n".join(lines)
    return {"_id": f"d{number}", "title": f"{place}{year}年{topic}工作情况", "text": text}


def _query(number: int, place: str, year: int, topic: str) -> dict[str, str]:
    return {"_id": f"q{number}", "text": _ASKS[number % 2].format(p=place, y=year, t=topic)}


def _write(path: Path, rows: Iterator[dict[str, str]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def ours(qa_set: QASet, settings: Settings, workdir: Path) -> tuple[float, float]:
    """Seconds from the texts to all rankings, and the share of right documents at the top."""
    began = perf_counter()
    texts = written(qa_set.texts, workdir / "texts")
    with library_of(settings, texts, workdir, build_assistant) as assistant:
        report = EvalRoom(assistant).run(qa_set.cases, Plan(mode="retrieval"))
    assert not report.failures
    share = mean([result.scores for result in report.results], "success@1")
    assert share is not None
    return perf_counter() - began, share


def raw(qa_set: QASet, embedder: Embeddings, workdir: Path) -> float:
    """Seconds of the same by the libraries alone."""
    began = perf_counter()
    collection = chromadb.PersistentClient(str(workdir)).create_collection(
        "raw", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    pieces = [
        f"{one.title}\n{one.text[at : at + _CUT]}"
        for one in qa_set.texts
        for at in range(0, len(one.text), _CUT)
    ]
    collection.add(
        ids=[str(n) for n in range(len(pieces))], embeddings=embedder.embed_documents(pieces)
    )
    for case in qa_set.cases:
        collection.query(query_embeddings=[embedder.embed_query(case.question)], n_results=30)
    return perf_counter() - began


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "set").mkdir()
        make(folder / "set")
        qa_set = read_set("beir", [folder / "set"])
        settings = load_settings(data_dir=folder / "data", llm="none")
        embedder = build_assistant(settings).embedding.run()  # loaded before the clock starts
        assert embedder is not None
        theirs = raw(qa_set, embedder, folder / "raw")
        mine, share = ours(qa_set, settings, folder / "work")
    row = {
        "documents": len(qa_set.texts),
        "questions": len(qa_set.cases),
        "success@1": round(share, 3),
    }
    print(
        json.dumps(
            row
            | {
                "raw_s": round(theirs, 1),
                "ours_s": round(mine, 1),
                "ratio": round(mine / theirs, 2),
            }
        )
    )


if __name__ == "__main__":
    main()
