"""What each error code means, what brings it about, and what to do. `table` holds all of them."""
