"""From YAML text to a network that is known to be whole, with every fault of the file told at once."""
