"""A suite becomes a report."""
