"""A trained model for other uses: as a spec again, or as a PyTorch module."""
