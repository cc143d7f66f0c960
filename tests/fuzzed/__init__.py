"""Files that reading or checking once failed over, found by `bench/fuzz.py`: each cut down to what it failed over."""
