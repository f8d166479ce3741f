"""The mathematics under everything: numbers, expressions, activations and losses. Knows nothing of networks."""
