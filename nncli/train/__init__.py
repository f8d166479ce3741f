"""The NumPy engine: the same networks as `models`, whole layers and batches at a time, without a Trace."""
