"""Full-text search in the record's own database: BM25 over character bigrams and words.

The index lives in SQLite FTS5 tables beside the record's and changes in the same transactions.
Knows nothing of vectors or of questions as such; it takes terms to look for.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import log

from sqlalchemy import Connection, bindparam, text

from youju.retrieval.folding import simplified
from youju.store import Store
from youju.text import bigrams, words
from youju.types import Reading

# What asks, rather than what is asked for. Longer ones first, so that no part of one is left over.
_ASKING = re.compile(
    "请问|请(?:说明|介绍|列出|告诉我)|介绍一下|说一下|告诉我|帮我查|查一下|我想(?:知道|了解)"
    "|是多少|有多少|多少|哪[些个几家里年]|几[个家所人项]|什么|怎么样|怎[么样]|如何|为什么"
    "|是否|有没有|是不是|[吗呢吧啊]|一共|总共|分别|具体|情况|关于"
)
_TABLES = ("chunk_terms", "document_terms")
_COLUMNS = ("title", "bigrams", "words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How the parts of a lexical score count."""

    title: float  # of a match in title, place, period or headings, against 1 in the text
    document_share: float  # of the parent document's own score, added to each of its chunks


class LexicalIndex:
    """BM25 search over the chunks of a record."""

    def __init__(self, store: Store, weights: Weights) -> None:
        self._store = store
        self._weights = weights
        with store.writing() as connection:
            for table in _TABLES:
                connection.execute(
                    text(
                        f"CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING fts5("
                        f"{', '.join(_COLUMNS)}, tokenize=\"unicode61 tokenchars '.'\")"
                    )
                )
            connection.execute(
                text(
                    "CREATE VIRTUAL TABLE IF NOT EXISTS chunk_vocabulary "
                    "USING fts5vocab(chunk_terms, 'row')"
                )
            )

    def search(
        self, question: str, limit: int, doc_ids: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The best chunks' ids and scores (higher is better), at most `limit`, best first.

        `doc_ids` restricts the search to those documents; None means all.
        """
        match = match_expression(question)
        if not match:
            return []
        with self._store.reading() as connection:
            own = self._rank(connection, match, limit, doc_ids)
            parents = self._rank_documents(connection, match)
        share = self._weights.document_share
        scored = [(chunk, score + share * parents.get(doc, 0.0)) for chunk, doc, score in own]
        return sorted(scored, key=lambda pair: -pair[1])

    def _rank(
        self, connection: Connection, match: str, limit: int, doc_ids: Collection[str] | None
    ) -> list[tuple[str, str, float]]:
        among = "" if doc_ids is None else "AND c.doc_id IN :docs"
        query = text(
            "SELECT c.chunk_id, c.doc_id, -bm25(chunk_terms, :title, 1.0, 1.0) AS score "
            "FROM chunk_terms JOIN chunks c ON c.id = chunk_terms.rowid "
            f"WHERE chunk_terms MATCH :match {among} ORDER BY score DESC LIMIT :limit"
        )
        values = {"title": self._weights.title, "match": match, "limit": limit}
        if doc_ids is not None:
            query = query.bindparams(bindparam("docs", expanding=True))
            values["docs"] = list(doc_ids)
        return [(row[0], row[1], row[2]) for row in connection.execute(query, values)]

    def _rank_documents(self, connection: Connection, match: str) -> dict[str, float]:
        query = text(
            "SELECT d.doc_id, -bm25(document_terms, :title, 1.0, 1.0) "
            "FROM document_terms JOIN documents d ON d.id = document_terms.rowid "
            "WHERE document_terms MATCH :match"
        )
        rows = connection.execute(query, {"title": self._weights.title, "match": match})
        return {row[0]: row[1] for row in rows}

    def placeless_naming(self, name: str) -> set[str]:
        """The documents that are about no known place, and name this one somewhere."""
        phrase = " ".join(bigrams(name))
        if not phrase:
            return set()
        query = text(
            "SELECT d.doc_id FROM document_terms JOIN documents d ON d.id = document_terms.rowid "
            "WHERE document_terms MATCH :match AND d.place IS NULL"
        )
        with self._store.reading() as connection:
            rows = connection.execute(query, {"match": f'{{title bigrams}}: "{phrase}"'})
            return set(rows.scalars())

    def rarity(self, terms: Iterable[str]) -> dict[str, float]:
        """Each term's inverse document frequency over the chunks (always above 0).

        BM25's idf, ln(1 + (N - n + 0.5) / (n + 0.5)); Robertson & Zaragoza 2009.
        """
        asked = sorted(set(terms))
        with self._store.reading() as connection:
            total = connection.execute(text("SELECT count(*) FROM chunks")).scalar_one()
            query = text("SELECT term, doc FROM chunk_vocabulary WHERE term IN :terms")
            rows = connection.execute(
                query.bindparams(bindparam("terms", expanding=True)), {"terms": asked}
            )
            held = {row[0]: row[1] for row in rows}
        return {t: log(1 + (total - n + 0.5) / (n + 0.5)) for t in asked for n in [held.get(t, 0)]}

    def add(self, connection: Connection, reading: Reading) -> None:
        """Add a document that the record has just taken in, in the same transaction."""
        facts = reading.document.facts
        about = f"{facts.title} {facts.place or ''} {facts.period or ''}"
        for chunk in reading.chunks:
            row = _Row(
                key=chunk.chunk_id, title=f"{about} {' '.join(chunk.headings)}", body=chunk.text
            )
            _insert(connection, "chunk_terms", "chunks", "chunk_id", row)
        row = _Row(key=facts.doc_id, title=about, body=reading.document.text)
        _insert(connection, "document_terms", "documents", "doc_id", row)

    def remove(self, connection: Connection, doc_id: str) -> None:
        """Take a document out of the index; call before the record forgets it."""
        for table, parent in zip(_TABLES, ("chunks", "documents"), strict=True):
            mine = f"SELECT id FROM {parent} WHERE doc_id = :doc"
            query = text(f"DELETE FROM {table} WHERE rowid IN ({mine})")
            connection.execute(query, {"doc": doc_id})


def match_expression(question: str) -> str:
    """The FTS5 query for a question: its terms without the words that only ask, joined by OR."""
    terms = dict.fromkeys(content_terms(question))
    return " OR ".join(f'"{term}"' for term in terms)


def content_terms(question: str) -> list[str]:
    """Bigrams and words of a question, without the words that only ask."""
    asked = _ASKING.sub(" ", question)
    return bigrams(asked) + _long_words(asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    key: str
    title: str
    body: str


def _insert(connection: Connection, table: str, parent: str, key: str, row: _Row) -> None:
    query = text(
        f"INSERT INTO {table} (rowid, title, bigrams, words) "
        f"SELECT id, :title, :bigrams, :words FROM {parent} WHERE {key} = :key"
    )
    title, body = simplified(row.title), simplified(row.body)
    values = {
        "key": row.key,
        "title": " ".join(bigrams(title) + _long_words(title)),
        "bigrams": " ".join(bigrams(body)),
        "words": " ".join(_long_words(body)),
    }
    connection.execute(query, values)


def _long_words(text_: str) -> list[str]:
    """Words longer than a bigram: shorter ones are in the bigrams already."""
    return [word for word in words(text_) if len(word) > 2]
