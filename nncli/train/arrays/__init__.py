"""Training with NumPy: whole layers and batches at a time, for any mode and optimiser."""
