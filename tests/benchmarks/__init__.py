"""Measurements, run by hand: each module says what it measures and prints ratios of one run. They are no timed tests."""
