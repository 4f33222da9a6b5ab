"""Screening: which listings a party may be, how likely, and why."""

from licet.screening.index import Index, build_index
from licet.screening.model import DEFAULT, STRONG, Match, Query, QueryIdentifier
from licet.screening.screen import screen_batch, screen_one

__all__ = [
    "DEFAULT",
    "STRONG",
    "Index",
    "Match",
    "Query",
    "QueryIdentifier",
    "build_index",
    "screen_batch",
    "screen_one",
]
