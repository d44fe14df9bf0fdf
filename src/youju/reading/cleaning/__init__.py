"""Raw text becomes clean text and a log of edits."""
