"""Facts, conditions and periods as plain JSON that a checker can read without licet."""

from __future__ import annotations

import hashlib
import json
import math
from typing import Any

from licet.core.dates import Moment, Period
from licet.core.kleene import Truth
from licet.decision.render import citation_json, truth_word
from licet.law.conditions import Bound, Condition, FactRef, Leaf
from licet.law.interpreter import Node
from licet.law.model import ExceptionRule, Law, Provision, Version
from licet.law.values import Dates, Value, Words


def digest(section: Any) -> str:
    """SHA-256 of a section in canonical JSON: sorted keys, no blanks, UTF-8."""
    text = json.dumps(section, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def value_json(value: Value) -> dict[str, Any]:
    """A fact with its type: ``{"dates": ["2020-06-01", "2020-06-01"]}``."""
    if isinstance(value, bool):
        return {"truth": value}
    if isinstance(value, str):
        return {"word": value}
    if isinstance(value, Words):
        possible = None if value.possible is None else sorted(value.possible)
        return {"words": sorted(value.members), "possible": possible}
    if isinstance(value, Dates):
        return {"dates": [_moment(value.earliest), _moment(value.latest)]}
    return {"number": [_number(value.low), _number(value.high)]}


def _moment(moment: Moment | None) -> str | None:
    return str(moment) if moment else None


def _number(number: float) -> float | str:
    return number if math.isfinite(number) else str(number)


def condition_json(condition: Condition) -> dict[str, Any]:
    """A condition as packs write it."""
    if isinstance(condition, Leaf):
        if condition.matcher == "is":
            return {"fact": condition.fact, "is": sorted(condition.wanted)}
        bounds = [_bound(bound) for bound in condition.bounds]
        return {"fact": condition.fact, condition.matcher: bounds}
    return {condition.word: [condition_json(member) for member in condition.members]}


def _bound(bound: Bound) -> dict[str, Any]:
    return {"fact": bound.name} if isinstance(bound, FactRef) else value_json(bound)


def period_json(period: Period) -> dict[str, Any]:
    """From and to; None is an open end."""
    return {"from": _moment(period.start), "to": _moment(period.end)}


def provision_json(law: Law, provision: Provision) -> dict[str, Any]:
    """One rule as it stood in its pack, with whom it binds."""
    person = law.persons[provision.obliged]
    return {
        "regime": provision.regime,
        "title": provision.title,
        "authority": provision.authority,
        "status": provision.status,
        "pack": provision.pack,
        "zone": provision.zone,
        "binds": {"title": person.title, "when": condition_json(person.when)},
        "versions": [_version(version) for version in provision.versions],
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        **period_json(version.period),
        "applies": condition_json(version.applies),
        "effect": version.effect,
        "says": version.says,
        "source": citation_json(version.source),
        "exceptions": [_exception(one) for one in version.exceptions],
    }


def _exception(one: ExceptionRule) -> dict[str, Any]:
    return {
        "id": one.id,
        **period_json(one.period),
        "when": condition_json(one.when),
        "effect": one.effect,
        "status": one.status,
        "source": citation_json(one.source),
    }


def gate_json(node: Node) -> dict[str, Any]:
    """A matter of fact outside the law, with what it was found by."""
    made: dict[str, Any] = {"text": node.text, "holds": truth_json(node.truth)}
    if node.key:
        made["key"] = list(node.key)
    if node.actual is not None:
        made["found"] = node.actual
    if node.children:
        made["because"] = [gate_json(child) for child in node.children]
    return made


def truth_json(truth: Truth) -> bool | str:
    """True, false, or the word unknown."""
    return truth_word(truth)
