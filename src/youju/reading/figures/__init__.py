"""The figures of a document, and its gaps."""
