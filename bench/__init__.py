"""Measurements: none is part of the tests. `python -m bench` writes docs/performance.md."""
