"""What stays of a run: its folder, its trained model, and how files are written and read."""
