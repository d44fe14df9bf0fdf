"""A file becomes a document, its sections, chunks, figures and gaps."""
