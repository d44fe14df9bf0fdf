"""A clean text becomes sections, and sections become chunks."""
