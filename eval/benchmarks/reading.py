"""Cleaning, sections, figures and gaps against the raw tagger on the same text, in one run.

Prints characters a minute on one core for each step and for all, and the ratio of all to what
rjieba needs to cut and tag the text once: ours does that where words decide, and much besides. The
text is that of `knowledge/`, as it stands in the files, many times over.
"""

import json
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

import rjieba

from youju.reading.cleaning.passes import clean
from youju.reading.figures.finding import find_figures
from youju.reading.figures.gaps import find_gaps
from youju.reading.formats.readers import read_file
from youju.reading.metadata.describing import describe
from youju.reading.sections.splitting import split_sections
from youju.types import Document

ROOT = Path(__file__).parents[2]
TIMES = 10


def raw_texts() -> list[str]:
    paths = sorted(p for p in (ROOT / "knowledge").glob("*/*") if p.is_file())
    return [read_file(path).text for path in paths]


def read_once(texts: list[str], name: str) -> tuple[float, dict[str, float]]:
    """CPU seconds of each step over all texts."""
    spent = dict.fromkeys(("clean", "describe", "sections", "figures", "gaps"), 0.0)

    def timed(step: str, began: float) -> float:
        now = process_time()
        spent[step] += now - began
        return now

    for text in texts:
        now = process_time()
        cleaned = clean(text)
        now = timed("clean", now)
        raw = replace(RAW, text=text)
        facts = describe(cleaned.text, raw, name, cleaned.complete)
        now = timed("describe", now)
        sections = split_sections(facts.doc_id, cleaned.text)
        now = timed("sections", now)
        document = Document(facts=facts, text=cleaned.text, edits=cleaned.edits)
        find_figures(document, sections)
        now = timed("figures", now)
        find_gaps(document, sections)
        timed("gaps", now)
    return sum(spent.values()), spent


RAW = read_file(next(iter(sorted((ROOT / "knowledge").glob("*/*.md")))))


def main() -> None:
    texts = raw_texts() * TIMES
    size = sum(map(len, texts))
    read_once(texts[: len(texts) // TIMES], "a.txt")  # words and tables load on first use
    began = perf_counter()
    whole, spent = read_once(texts, "a.txt")
    wall = perf_counter() - began
    began = process_time()
    for text in texts:
        list(rjieba.tag(text))
    tagging = process_time() - began
    row = {step: round(size / seconds * 60 / 1e6, 1) for step, seconds in spent.items()}
    print(
        json.dumps(
            {
                "characters": size,
                "million_characters_a_minute": round(size / whole * 60 / 1e6, 2),
                "by_step": row,
                "wall_s": round(wall, 2),
                "raw_tagging_s": round(tagging, 2),
                "ratio": round(whole / tagging, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
