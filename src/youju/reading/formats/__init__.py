"""A file in any supported format becomes raw text."""
