"""The floors of the house: imports point to lower floors and to a folder's earlier steps."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "youju"
# Each row is a floor; inside a folder, the order is the order of the steps.
FLOORS = [
    ["types", "findings", "errors", "text", "words", "settings", "jsonable"],
    ["schema", "database", "store", "changes", "ledger", "conversations", "draftbook"],
    ["reading", "models"],
    ["retrieval"],
    ["answering"],
    ["drafting"],
    ["evaluation"],
    ["library", "draftroom"],
    ["assistant", "subjects"],
    ["evalroom"],
    ["sheet", "printing", "arguments", "inputs", "crashes"],
    ["web", "evalverbs"],
    ["cli"],
]
STEPS = {
    "reading": [
        *("formats", "cleaning", "metadata", "sections", "figures"),
        *("copies", "report", "corrections", "shelving", "ingest"),
    ],
    "reading.formats": [
        *("raw", "archives", "encodings", "detection", "grids", "cells", "spreadsheets"),
        *("webtables", "webpages", "ooxml", "numbering", "word", "office"),
        *("ruled", "layout", "pages", "scans", "apart", "pdf", "ofd", "readers"),
    ],
    "reading.cleaning": [
        *("patterns", "edits", "characters", "punctuation", "lines", "links", "furniture"),
        *("mastheads", "titles", "spam", "disclaimers", "wrapping", "slips"),
        *("blanks", "endings", "passes"),
    ],
    "reading.metadata": [
        *("gazetteer", "places", "masks", "placing"),
        *("headlines", "bylines", "genres", "dating", "extent", "describing"),
    ],
    "reading.sections": [
        *("naming", "headings", "rows", "enumerations", "items", "speakers"),
        *("splitting", "chunking"),
    ],
    "reading.figures": [
        *("numerals", "units", "quantities", "slogans", "pieces", "whence", "kinds"),
        *("phrases", "indicators", "tables", "finding", "gaps"),
    ],
    "models": [
        *("catalogue", "download", "embedding", "server", "fencing", "thinking", "watching"),
        *("dialects", "endpoints", "client", "chat", "reranking", "loading", "services"),
    ],
    "retrieval": [
        *("folding", "vectors", "lexical", "indexing"),
        *("framing", "mistyped", "relative", "asking", "phrasing", "institutions"),
        *("spreading", "parts", "referring", "replacing", "followups", "query"),
        *("needs", "boosts", "fusion", "diversity", "rescoring", "retriever", "similarity"),
    ],
    "answering": [
        *(
            "prompts",
            "sources",
            *("abbreviations", "scope", "amounts", "equality", "clauses", "bodies", "qualifying"),
            "citing",
            "checking",
            *("bases", "deriving", "arithmetic", "growths", "conflicts"),
            "tabulating",
        ),
        *("measures", "expecting", "senses", "core", "gates", "lookup", "weighing", "evidence"),
        *("refusing", "rewriting", "revising", "computing", "composing", "chain"),
    ],
    "answering.checking": [
        *(
            "basis",
            "figures",
            "hedges",
            "frame",
            "kinds",
            "wording",
            "posts",
            "deeds",
            "bodies",
            "quotes",
            "qualifiers",
        ),
        *("support", "trust", "sentences"),
    ],
    "drafting": [
        "rules",
        *(
            "wishes",
            "asked_topic",
            "briefs",
            "brief_files",
            "locking",
            "breadth",
            "tables",
            "themes",
            "uses",
            "topics",
            "nearness",
            "materials",
            "outlines",
            "drafts",
        ),
        *("headings", "skeletons", "usable", "outlining"),
        *("wording", "paragraphs", "laying", "section", "drafter", "editing"),
        *("overlap", "serialising"),
        *("formats", "profiles", "docx_styles", "docx_parts", "docx_page", "docx_annex", "docx"),
        "papers",
        "comparing",
    ],
    "drafting.rules": [
        *("wordlists", "evidence", "recorded", "claims", "manuscript", "faults"),
        *("listed", "reached", "figures", "rows", "parts", "growth", "sums", "provenance"),
        *("timing", "formulas", "phrases", "plans", "politics", "bodies", "names", "privacy"),
        *(
            "punctuation",
            "itemising",
            "numbering",
            "counting",
            "usage",
            "style",
            "duties",
            "review",
        ),
    ],
    "evaluation": [
        *("metrics", "suites", "statistics", "records", "scoring", "journal", "runner"),
        *("checking", "variants", "formats", "corpora"),
        *("summary", "comparing", "report"),
        *("opened", "charts", "html"),
        *("prompts", "askable", "proposing", "rewording", "sweeping", "judging"),
    ],
    "evaluation.formats": [
        "texts",
        "lines",
        "squad",
        "rankings",
        "beir",
        "rgb",
        "sheets",
        "reading",
    ],
    "web": [
        *("sources", "marking", "replies", "history", "exporting", "conversation"),
        *("complaints", "desk", "chat"),
        *("uploads", "intake", "leaves", "fulltext", "documents", "listing", "progress"),
        "library",
        *("ledger_rows", "ledger_table", "ledger_frame"),
        *("comparing", "plots", "plotted", "ledger"),
        *("drafted", "drafting_parts", "drafting_view", "drafting"),
        "evaluation",
        "page",
    ],
}
# The third-party packages that only one module may know.
SOLE_IMPORTER = {
    "chromadb": "retrieval.vectors",
    "gradio": "web.",
    "xllamacpp": "models.server",
    "sentence_transformers": "models.",
}
FLOOR_OF = {name: level for level, names in enumerate(FLOORS) for name in names}


def modules() -> list[tuple[str, Path]]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts[-1] != "__init__":
            found.append((".".join(parts), path))
    return found


def imported(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are absolute"
            names.append(node.module or "")
            if node.module in ("youju", *(f"youju.{folder}" for folder in STEPS)):
                names.extend(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            names.extend(alias.name for alias in node.names)
    return names


def may_import(importer: str, target: str) -> bool:
    """Downwards between floors; inside a folder, and inside its folders, from earlier steps."""
    mine, theirs = importer.split("."), target.split(".")
    shared = 0
    while shared < min(len(mine), len(theirs)) and mine[shared] == theirs[shared]:
        shared += 1
    if shared == len(theirs):
        return True  # the folder itself: it holds no code
    if shared:
        steps = STEPS[".".join(mine[:shared])]
        return steps.index(theirs[shared]) < steps.index(mine[shared])
    floor = next(row for row in FLOORS if mine[0] in row)
    if len(mine) == 1 and len(theirs) == 1 and theirs[0] in floor:
        return floor.index(theirs[0]) < floor.index(mine[0])
    return FLOOR_OF[theirs[0]] < FLOOR_OF[mine[0]]


def is_module(name: str) -> bool:
    return name in {known for known, _ in modules()}


@pytest.mark.parametrize(("name", "path"), modules(), ids=[name for name, _ in modules()])
def test_imports_point_downwards(name: str, path: Path) -> None:
    for target in imported(path):
        inner = target.removeprefix("youju.")
        if target.startswith("youju.") and is_module(inner):
            assert may_import(name, inner), f"{name} must not import {inner}"


@pytest.mark.parametrize(("name", "path"), modules(), ids=[name for name, _ in modules()])
def test_a_library_has_one_address(name: str, path: Path) -> None:
    for target in imported(path):
        owner = SOLE_IMPORTER.get(target.split(".")[0])
        assert owner is None or name.startswith(owner), f"only {owner} may import {target}"


def test_importing_loads_no_model_and_opens_no_file(tmp_path: Path) -> None:
    """A program that imports every module reads nothing and writes nothing."""
    names = ", ".join(f"'youju.{name}'" for name, _ in modules())
    program = f"""
import importlib, sys
for name in ({names}):
    importlib.import_module(name)
heavy = {{"torch", "sentence_transformers", "xllamacpp"}} & set(sys.modules)
assert not heavy, f"loaded at import: {{heavy}}"
"""
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True)
    assert list(tmp_path.iterdir()) == []
