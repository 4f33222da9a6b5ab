"""The vocabulary of facts: every name a provision may read, defined once.

A fact that isn't known is simply absent; conditions over it are unknown, never false. One file
for each first part of a name: ``licence.py`` defines ``licence.issued_on`` and its siblings.
"""

from __future__ import annotations

from licet.core.errors import nearest
from licet.law.facts import (
    activity,
    actor,
    contract,
    debt,
    ear,
    eu,
    itar,
    item,
    licence,
    loan,
    measure,
    party,
    programme,
    project,
    security,
    uk,
    un,
)
from licet.law.facts.model import Fact, FactType
from licet.law.facts.words import ACTIVITY_KINDS, ROLES

__all__ = ["ACTIVITY_KINDS", "FACTS", "ROLES", "Fact", "FactType", "unknown_fact"]

_ROOMS = (
    activity,
    actor,
    item,
    ear,
    eu,
    itar,
    uk,
    un,
    party,
    measure,
    licence,
    contract,
    loan,
    programme,
    debt,
    security,
    project,
)

FACTS: dict[str, Fact] = {fact.name: fact for room in _ROOMS for fact in room.FACTS}


def unknown_fact(name: str) -> str:
    """The sentence for a fact nobody defined, with the nearest one that exists."""
    return f"'{name}' is not a fact licet knows; {nearest(name, FACTS)}see `licet law facts`."
