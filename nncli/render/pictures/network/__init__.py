"""A network as a drawing: its layout as data, and the drawing in signs of the terminal."""
