"""Training by straight-line code that is written from the network's own Trace, in Python or compiled."""
