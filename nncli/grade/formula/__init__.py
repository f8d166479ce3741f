"""Judges formulas and their numerical stability. Text is read by a small grammar of our own and is never executed."""
