"""Data sets: those that come with the program, those it makes, and the files of its users."""
