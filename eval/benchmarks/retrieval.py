"""Our search against raw Chroma and the raw model, on the same chunks in the same run.

Prints the median milliseconds of each and their ratio. Ours adds full-text search, the record and
the mixing to one embedding call and one vector query.
"""

import json
import statistics
import tempfile
from pathlib import Path
from time import perf_counter

import chromadb

from youju.assistant import Assistant, build_assistant
from youju.evaluation.suites import load_suites
from youju.retrieval.indexing import indexed_text
from youju.settings import load_settings

ROOT = Path(__file__).parents[2]
ROUNDS = 3


def milliseconds(work: object, questions: list[str]) -> float:
    times = []
    for _ in range(ROUNDS):
        for question in questions:
            began = perf_counter()
            work(question)  # type: ignore[operator]
            times.append((perf_counter() - began) * 1000)
    return statistics.median(times)


def raw_search(assistant: Assistant, folder: Path) -> object:
    embedder = assistant.embedding.value
    assert embedder is not None
    client = chromadb.PersistentClient(str(folder))
    collection = client.create_collection(
        "raw", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    held = assistant.store.chunks_by_id([c.chunk_id for c in assistant.store.chunks()])
    texts = [indexed_text(chunk, facts) for chunk, facts in held.values()]
    collection.add(ids=list(held), embeddings=embedder.embed_documents(texts))
    return lambda q: collection.query(query_embeddings=[embedder.embed_query(q)], n_results=6)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(data_dir=Path(folder), llm="none")
        assistant = build_assistant(settings)
        assistant.ingest([ROOT / "knowledge"])
        assistant.embedding.run()
        assistant.embed_pending()
        cases = load_suites([ROOT / "eval" / "suites" / "knowledge.jsonl"])
        questions = [case.question for case in cases]
        raw = milliseconds(raw_search(assistant, Path(folder) / "raw"), questions)
        ours = milliseconds(lambda q: assistant.search(q, 6), questions)
        whole = milliseconds(lambda q: assistant.ask(q, quote_only=True), questions)
        assistant.close()
    row = {"raw_ms": raw, "search_ms": ours, "quoted_answer_ms": whole}
    print(json.dumps({k: round(v, 1) for k, v in row.items()} | {"ratio": round(ours / raw, 2)}))


if __name__ == "__main__":
    main()
