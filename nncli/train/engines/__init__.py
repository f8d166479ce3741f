"""Engines: what takes the parameters through the epochs. See `protocol`."""
