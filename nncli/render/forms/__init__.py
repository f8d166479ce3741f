"""How a page is written: for the terminal, or as data."""
