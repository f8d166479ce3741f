"""The layers of the systems that learn fast: forward and backward for a whole batch, without a Trace."""
