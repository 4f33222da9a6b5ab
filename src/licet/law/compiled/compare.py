"""The matchers over dates and numbers, as pairs of expressions: certainly so, certainly not so."""

from __future__ import annotations

import polars as pl

from licet.law.compiled.moments import Between, before, less

Expressions = tuple[pl.Expr, pl.Expr]
# A comparison, and whether the matcher holds where it doesn't.
Part = tuple[Expressions, bool]


def match_date(matcher: str, value: Between, bounds: list[Between]) -> list[Part]:
    """The comparisons a date matcher is made of, and whether each is negated."""
    if matcher == "before":
        return [(before(value, bounds[0]), False)]
    if matcher == "after":
        return [(before(bounds[0], value), False)]
    low, high = bounds
    return [(before(value, low), True), (before(high, value), True)]


def match_number(matcher: str, value: Expressions, bounds: list[Expressions]) -> list[Part]:
    """The same of a number matcher; a number is its lower and its upper bound."""
    if matcher == "at_most":
        return [(_at_most(value, bounds[0]), False)]
    if matcher == "at_least":
        return [(_at_most(bounds[0], value), False)]
    low, high = bounds
    return [(_at_most(low, value), False), (_at_most(value, high), False)]


def _at_most(value: Expressions, bound: Expressions) -> Expressions:
    """Certainly at most, and certainly more."""
    more = less(bound[0], value[1])
    return ~more, less(bound[1], value[0])
