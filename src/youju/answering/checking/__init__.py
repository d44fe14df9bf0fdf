"""The checks of an answer's sentences against what they cite, a module for each family of rules."""
