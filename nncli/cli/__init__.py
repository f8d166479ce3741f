"""The command line: thin commands, and the one room that prints, exits and turns errors into text."""
