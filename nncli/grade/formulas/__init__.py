"""Judges formulas and their numerical stability against the question that was asked."""
