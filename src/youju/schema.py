"""The record's tables. Lists and edits are kept as JSON text; everything else is a plain column."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

VERSION = 2  # of these tables: a record of another version is not opened

metadata = MetaData()


def _of_document() -> "Column[str]":
    return Column(
        "doc_id", ForeignKey("documents.doc_id", ondelete="CASCADE"), nullable=False, index=True
    )


documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("doc_id", String(16), nullable=False, unique=True),
    Column("source", String, nullable=False),
    Column("title", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("place", String),
    Column("period", String),
    Column("published", String),
    Column("speaker", String),
    Column("trust", String, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("shown_chars", Integer),
    Column("whole_chars", Integer),
    Column("addresses", Text, nullable=False),
    Column("inferred", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),  # by which nearly equal texts are found
    Column("repairs", Integer, nullable=False),
    Column("flags", Integer, nullable=False),
    Column("drops", Integer, nullable=False),
)

# A document's text as the file had it, and what was done to it: shown, never searched.
originals = Table(
    "originals",
    metadata,
    Column("doc_id", ForeignKey("documents.doc_id", ondelete="CASCADE"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("edits", Text, nullable=False),
    Column("notes", Text, nullable=False),
)

# One row a file that was ingested. Files with one text, or nearly one, share a document.
files = Table(
    "files",
    metadata,
    Column("path", String, primary_key=True),
    Column("stamp", String, nullable=False),  # hash of the bytes and of how they were read;
    # empty: the document was made from another file that has changed since, read this one again
    Column("differences", Text, nullable=False),  # from the document's text
    _of_document(),
)

# What a person has stated of a document, against what was read from it.
corrections = Table(
    "corrections",
    metadata,
    Column("doc_id", ForeignKey("documents.doc_id", ondelete="CASCADE"), primary_key=True),
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),  # empty: there is none
)

sections = Table(
    "sections",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_document(),
    Column("kind", String, nullable=False),
    Column("headings", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("speaker", String),
)

chunks = Table(
    "chunks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chunk_id", String, nullable=False, unique=True),
    _of_document(),
    Column("headings", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
)

figures = Table(
    "figures",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_document(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("indicator", String, nullable=False),
    Column("value", String, nullable=False),  # a Decimal, digit for digit
    Column("upper", String),
    Column("unit", String, nullable=False),
    Column("hedge", String, nullable=False),
    Column("place", String),
    Column("period", String),
    Column("kind", String, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
)

gaps = Table(
    "gaps",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_document(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("what", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("how", String, nullable=False),
)

# Which chunks a vector collection holds, as far as it has acknowledged them.
embedded = Table(
    "embedded",
    metadata,
    Column("collection", String, primary_key=True),
    Column("chunk_id", String, primary_key=True),
)

meta = Table(
    "meta",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Integer, nullable=False),
)

# What was asked on the page and answered there. No document is referred to: an answer outlives the
# documents that it cites.
conversations = Table(
    "conversations",
    metadata,
    Column("conversation_id", String, primary_key=True),
    Column("reader", String, nullable=False, index=True),  # whose it is: a browser's own id
    Column("title", String, nullable=False),
    Column("changed", String, nullable=False),  # when it was last added to, ISO
)

answers = Table(
    "answers",
    metadata,
    Column("id", Integer, primary_key=True),  # in the order in which they were given
    Column(
        "conversation_id",
        ForeignKey("conversations.conversation_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("question", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("answer", Text, nullable=False),  # the whole noun as JSON
)

# What was drafted on the page. No document is referred to: a draft outlives what it cites.
drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),  # in the order in which they were kept
    Column("reader", String, nullable=False, index=True),  # whose it is: a browser's own id
    Column("kept", String, nullable=False),  # when, ISO
    Column("payload", Text, nullable=False),  # the whole noun as JSON
)
