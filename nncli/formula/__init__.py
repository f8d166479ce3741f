"""Formulas as people write them: text to a tree, a tree to its value. Nothing here judges, and nothing is executed."""
