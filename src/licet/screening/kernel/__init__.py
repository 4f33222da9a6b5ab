"""The inner loops of screening: plain Python over arrays, compiled to machine code on demand.

``words``: a query word to the list words it may stand for. ``names``: candidates, alignment,
features and score of pairs of names. ``tables``: the arrays both read. ``run`` calls them, as
they stand for a few pairs, compiled by Numba for many; the code is one, so the answers are too.
Only what Numba compiles is used here: numbers, arrays, tuples of arrays, loops.
"""
