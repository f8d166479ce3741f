"""The kinds of layer, one file each: which wires lead to which units."""
