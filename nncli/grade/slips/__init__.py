"""Slips that are no altered rule of a model: numbers written wrong, and wrong formulas."""
