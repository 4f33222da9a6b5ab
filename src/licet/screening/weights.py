"""The numbers of the score, in one place. Chosen with ``benchmarks/screening_quick.py``."""

from __future__ import annotations

from licet.screening.packed import Floats

LEFT_QUERY = 0.3
"""What a word of the query that the list's name hasn't costs, per weight."""

LEFT_LISTED = 0.2
"""What a word of the list's name that the query hasn't costs: lists give longer names."""

EVIDENCE = 2.0
"""Matched weight from which a disagreement counts once: about two rare words."""

THIN = 0.8
"""How much more a disagreement counts per weight missing to EVIDENCE."""

INITIAL_GAP = 0.25
"""What a single letter leaves open in the word it stands for, per weight."""

DISORDER = 0.005
"""What another order of the words costs."""

CEILING = 0.99
"""The highest score of a name that isn't the same word by word."""


def ratio(similar: Floats, paired: Floats, left_query: Floats, left_listed: Floats) -> Floats:
    """Agreement over everything there was to agree on, 0 where there was nothing."""
    total = paired + LEFT_QUERY * left_query + LEFT_LISTED * left_listed
    result: Floats = similar / (total + (total == 0))
    return result
