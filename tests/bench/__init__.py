"""Benchmarks, run on request: they measure, they never pass or fail."""
