"""The Trace: a graph of the numbers that a person would write down. Everything the program says is read off it."""
