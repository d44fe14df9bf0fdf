"""Youju 有据: every sentence with its source, every figure checked."""
