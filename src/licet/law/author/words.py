"""Conditions, effects and periods as a person reads them."""

from __future__ import annotations

from collections.abc import Iterator

from licet.core.dates import Period
from licet.law.conditions import Condition, Leaf

EFFECTS = {
    "prohibited": "prohibited",
    "licence_required": "a licence is required",
    "licence_unavailable": "no licence can be had: prohibited where one is needed",
    "conditional": "permitted under conditions",
    "caution": "a caution; the outcome doesn't move",
    "no_effect": "no effect",
    "undetermined": "undetermined: no official answer is known",
}


def lines(condition: Condition, depth: int = 0) -> Iterator[str]:
    """A condition as an indented list; nothing for one that always holds."""
    space = "  " * depth
    if isinstance(condition, Leaf):
        yield f"{space}{condition.text()}"
        return
    members = condition.members
    if condition.word == "all" and depth == 0:
        for member in members:
            yield from lines(member)
        return
    if len(members) == 1 and isinstance(members[0], Leaf) and condition.word == "not":
        yield f"{space}not: {members[0].text()}"
        return
    yield f"{space}{'not all' if condition.word == 'not' else condition.word} of:"
    for member in members:
        yield from lines(member, depth + 1)


def period(one: Period) -> str:
    """``from 2020-12-14``, ``to 2019-11-13T00:01-05:00``, ``at any time``."""
    start = f"from {one.start}" if one.start else ""
    end = f"to {one.end}" if one.end else ""
    return f"{start} {end}".strip() or "at any time"
