"""Evidence in a library of 10,000 chunks, against one raw embedding and one raw Chroma query.

Prints the 50th and the 95th percentile in milliseconds, warm, of 240 different questions: the raw
pair; our search (the question understood, both searches, the record, the mixing); and the whole
evidence of an answer (the search, and the sentences of its passages weighed, which are met for the
first time). The text is made here. The vectors of questions and sentences are the real model's;
those of the chunks are random, for embedding 10,000 takes ten minutes and changes no time that is
measured.
"""

import json
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import count, product
from pathlib import Path
from time import perf_counter

import chromadb
import numpy as np
from langchain_core.embeddings import Embeddings

from youju.assistant import Assistant, build_assistant, collection_name
from youju.retrieval.indexing import bring_up_to_date
from youju.retrieval.vectors import VectorIndex
from youju.settings import load_settings

CHUNKS = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
QUESTIONS = 240
PLACES = [f"{name}市" for name in ("长沙", "娄底", "黄石", "盐城", "德阳", "宜昌", "安庆", "赣州")]
TOPICS = (
    *("医疗床位", "家庭医生签约", "基层诊疗", "无偿献血", "托育服务", "老年健康", "疫苗接种"),
    *("医共体建设", "中医馆", "全科医生", "慢病随访", "院前急救", "妇幼保健", "健康体检"),
)
VERBS = ("稳步推进", "全面铺开", "提质扩面", "补齐短板", "试点先行", "做深做细", "常态长效")
WAYS = ("专班调度", "按月通报", "对口帮扶", "购买服务", "以奖代补", "巡回指导", "分片包干")
ASKS = ("是多少？", "新增了多少？", "比上年增长多少？", "采取了哪些措施？", "进展怎么样？")


class RandomVectors(Embeddings):
    """Vectors of length 1 in no direction that means anything."""

    def __init__(self, dimensions: int) -> None:
        self._chance = np.random.default_rng(1)
        self._dimensions = dimensions

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        drawn = self._chance.normal(size=(len(texts), self._dimensions))
        unit: list[list[float]] = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).tolist()
        return unit

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def report(which: int) -> str:
    """A report of 14 sections of about 350 characters, no sentence of which another one has."""
    chance = random.Random(which)
    place, year = chance.choice(PLACES), chance.randint(2014, 2024)
    lines = [f"{place}{year}年卫生健康工作报告（之{which}）", ""]
    for n, topic in enumerate(TOPICS):
        lines.append(f"{'一二三四五六七八九十'[n % 10]}、{topic}")
        for _ in range(6):
            verb, way = chance.choice(VERBS), "、".join(chance.sample(WAYS, 3))
            number, share = chance.randint(100, 99999), chance.randint(1, 99) / 10
            lines.append(
                f"{year}年{topic}{verb}，{chance.choice(TOPICS)}新增{number}个，"
                f"增长{share}%，主要做法是{way}。"
            )
    return "\n".join(lines) + "\n"


def fill(assistant: Assistant, folder: Path) -> None:
    """Take reports in until the library holds so many chunks, and give these random vectors."""
    for hundred in count():
        if assistant.store.counts()[1] >= CHUNKS:
            break
        part = folder / str(hundred)
        part.mkdir(parents=True)
        for number in range(100 * hundred, 100 * hundred + 100):
            (part / f"{number}.txt").write_text(report(number), encoding="utf-8")
        assistant.ingest([part])
    embedder = assistant.embedding.run()
    assert embedder is not None, assistant.embedding.error
    settings = assistant.settings
    index = VectorIndex(settings.data_dir / "chroma", collection_name(settings), assistant.store)
    bring_up_to_date(assistant.store, index, RandomVectors(embedder.dimensions))


def raw_search(assistant: Assistant, folder: Path) -> Callable[[str], object]:
    """What the libraries do by themselves: one text embedded, one query of as many vectors."""
    embedder = assistant.embedding.value
    assert embedder is not None
    collection = chromadb.PersistentClient(str(folder)).create_collection(
        "raw", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    vectors = RandomVectors(embedder.dimensions)
    ids = [chunk.chunk_id for chunk in assistant.store.chunks()]
    for start in range(0, len(ids), 1000):
        part = ids[start : start + 1000]
        collection.add(ids=part, embeddings=vectors.embed_documents(part))
    return lambda q: collection.query(query_embeddings=[embedder.embed_query(q)], n_results=6)


def questions() -> list[str]:
    asked = [
        f"{place}{year}年{topic}{ask}"
        for place, topic, ask, year in product(PLACES, TOPICS, ASKS, (2019, 2023))
    ]
    return random.Random(5).sample(asked, QUESTIONS)


def percentiles(work: Callable[[str], object], asked: Sequence[str]) -> dict[str, float]:
    """Milliseconds a question, after ten that warm up."""
    times = []
    for question in [*asked[:10], *asked]:
        began = perf_counter()
        work(question)
        times.append((perf_counter() - began) * 1000)
    return {f"p{p}": round(float(np.percentile(times[10:], p)), 1) for p in (50, 95)}


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        assistant = build_assistant(load_settings(data_dir=folder / "data", llm="none"))
        fill(assistant, folder / "reports")
        asked = questions()
        raw = percentiles(raw_search(assistant, folder / "raw"), asked)
        search = percentiles(lambda q: assistant.search(q, 6), asked)
        evidence = percentiles(lambda q: next(iter(assistant.stream(q))), asked)
        chunks = assistant.store.counts()[1]
        assistant.close()
    rows = {"chunks": chunks, "raw_ms": raw, "search_ms": search, "evidence_ms": evidence}
    print(json.dumps(rows | {"ratio": round(search["p50"] / raw["p50"], 2)}))


if __name__ == "__main__":
    main()
