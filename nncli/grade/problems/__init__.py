"""The kinds of problem, one file each: from a section of a sheet to what it earns."""
