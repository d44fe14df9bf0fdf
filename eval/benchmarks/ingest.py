"""The whole ingest against embedding the same chunks with raw sentence-transformers, in one run.

Prints the seconds of each and their ratio: reading, cleaning, figures, the record, the full-text
index and Chroma are what ours adds. The documents are those of `knowledge/`, several times over.
"""

import json
import shutil
import tempfile
from pathlib import Path
from time import perf_counter

import torch
from sentence_transformers import SentenceTransformer

from youju.assistant import build_assistant
from youju.models.catalogue import find_card, located
from youju.models.embedding import has_bf16
from youju.retrieval.indexing import indexed_text
from youju.settings import load_settings

ROOT = Path(__file__).parents[2]
COPIES = 3


def copies_of_knowledge(folder: Path) -> Path:
    """Each copy differs by a line, so that none is folded into another."""
    for number in range(COPIES):
        target = folder / str(number)
        shutil.copytree(ROOT / "knowledge", target)
        for path in target.rglob("*.md"):
            path.write_text(
                path.read_text(encoding="utf-8") + f"\n第{number}份。\n", encoding="utf-8"
            )
    return folder


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        files = copies_of_knowledge(Path(place) / "files")
        assistant = build_assistant(load_settings(data_dir=Path(place) / "data", llm="none"))
        assistant.embedding.run()
        (Path(place) / "预热.txt").write_text("第一句预热的话。\n", encoding="utf-8")
        assistant.ingest([Path(place) / "预热.txt"])  # libraries load on first use, on both sides
        assistant.embed_pending()
        began = perf_counter()
        assistant.ingest([files])
        read = perf_counter() - began
        assistant.embed_pending()
        ours = perf_counter() - began
        held = assistant.store.chunks_by_id([c.chunk_id for c in assistant.store.chunks()])
        texts = [indexed_text(chunk, facts).lower() for chunk, facts in held.values()]
        card = located(find_card("m3e-small"), assistant.settings.model_places)
        kind = torch.bfloat16 if has_bf16() else torch.float32  # what ours computes in
        model = SentenceTransformer(str(card), device="cpu", model_kwargs={"dtype": kind})
        model.encode(["预热"])
        began = perf_counter()
        model.encode(texts, batch_size=32, normalize_embeddings=True)
        raw = perf_counter() - began
        assistant.close()
    row = {"chunks": len(texts), "read_s": read, "ours_s": ours, "raw_embedding_s": raw}
    print(json.dumps({k: round(v, 2) for k, v in row.items()} | {"ratio": round(ours / raw, 2)}))


if __name__ == "__main__":
    main()
