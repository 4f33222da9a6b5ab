"""The sheet that facts of an activity are written on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from licet.decision.case import Key, fact_key
from licet.law.values import Value


@dataclass(slots=True)
class FactSheet:
    """Facts by key, what is missing of those not wholly known, and how some were found.

    ``tables`` are the official tables that were read (kind, issue date, hash), ``days`` those on
    which a table begins or ends to answer.
    """

    values: dict[Key, Value] = field(default_factory=dict)
    missing: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    tables: list[dict[str, str]] = field(default_factory=list)
    days: set[date] = field(default_factory=set)

    def put(self, scope: str, name: str, value: Value | None) -> None:
        """Keep a fact; None leaves it unknown."""
        if value is not None:
            self.values[fact_key(scope, name)] = value
