"""How well screening finds, and what it costs in false alerts: `python -m benchmarks.accuracy`."""
