"""What can be read off a trained network: evaluations, comparisons, maps, moments, summaries."""
