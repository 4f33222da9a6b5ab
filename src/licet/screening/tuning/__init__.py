"""Tuning: the screening threshold for an alert budget, and what it finds, on one's own records.

    tuned = tune(index, party, Customers(frame, ...), Settings(alerts_per_1000=10))

Numbers only: no files, no terminal. ``licet.surfaces.tuning`` makes the report of them.
"""
