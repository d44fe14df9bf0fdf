"""The page: one file a tab; rendering functions are pure."""
