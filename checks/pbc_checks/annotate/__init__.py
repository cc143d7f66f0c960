"""The submission's own file, given back with remarks at the passages that a report quotes."""
