"""The rules that a draft, or any text that is to go out, is read against."""
