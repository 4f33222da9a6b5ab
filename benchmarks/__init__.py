"""Benchmarks: `python -m benchmarks.NAME [--json]`; real data comes from LICET_SHARED."""
