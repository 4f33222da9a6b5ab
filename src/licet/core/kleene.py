"""Three-valued logic (Kleene's strong logic): True, False and None for unknown.

An unknown never becomes False: ``all_of`` is False only when something is certainly False, and
``any_of`` is True only when something is certainly True.
Source: S. C. Kleene, Introduction to Metamathematics (1952), section 64.
"""

from __future__ import annotations

from collections.abc import Iterable

Truth = bool | None


def all_of(values: Iterable[Truth]) -> Truth:
    """Conjunction. An empty conjunction is True."""
    unknown = False
    for value in values:
        if value is False:
            return False
        unknown = unknown or value is None
    return None if unknown else True


def any_of(values: Iterable[Truth]) -> Truth:
    """Disjunction. An empty disjunction is False."""
    unknown = False
    for value in values:
        if value is True:
            return True
        unknown = unknown or value is None
    return None if unknown else False


def not_(value: Truth) -> Truth:
    """Negation; the negation of unknown is unknown."""
    return None if value is None else not value
