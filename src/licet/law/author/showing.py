"""One provision on one day, as a person reads it and as JSON."""

from __future__ import annotations

from importlib import resources
from typing import Any

from licet.core import documents
from licet.core.citation import Citation
from licet.core.dates import Moment
from licet.core.errors import BadInputError, nearest
from licet.law import examples
from licet.law.author import words
from licet.law.conditions import Condition, Group
from licet.law.model import ExceptionRule, Law, Provision, Version


def find(law: Law, name: str) -> list[Provision]:
    """The provision of that id, or those below it; raises BadInputError for neither."""
    if name in law.provisions:
        return [law.provisions[name]]
    below = [p for key, p in law.provisions.items() if key.startswith(f"{name.rstrip('/')}/")]
    if below:
        return sorted(below, key=lambda p: p.id)
    hint = nearest(name, law.provisions)
    raise BadInputError(
        f"'{name}' is no provision; {hint}".rstrip("; ").rstrip() + ("" if hint else "."),
        mend="See `licet law coverage` for all of them.",
    )


def content(law: Law, provision: Provision, on: Moment) -> dict[str, Any]:
    """Everything of a provision on a day."""
    asked = on.in_zone(provision.zone)
    versions = [_version(law, v, asked) for v in provision.versions]
    return {
        "id": provision.id,
        "title": provision.title,
        "on": str(on),
        "authority": provision.authority,
        "basis": provision.basis,
        "status": provision.status,
        "unread": provision.unread,
        "pack": provision.pack,
        "where": provision.where,
        "zone": provision.zone,
        "binds": law.persons[provision.obliged].title,
        "binds_when": list(words.lines(law.persons[provision.obliged].when)),
        "measures": list(provision.measures),
        "reach": law.reaches[provision.reach].title
        if provision.reach in law.reaches
        else provision.reach,
        "versions": versions,
        "examples": sentences(provision.id),
    }


def _version(law: Law, version: Version, asked: Moment) -> dict[str, Any]:
    return {
        "in_force": words.period(version.period),
        "on_that_day": _truth(version.period.contains(asked)),
        "says": version.says.strip(),
        "applies": list(words.lines(version.applies)),
        "effect": version.effect,
        "effect_in_words": words.EFFECTS[version.effect],
        "condition": version.condition,
        "duties": [law.duties[d].title for d in version.duties if d in law.duties],
        "source": _citation(version.source),
        "exceptions": [_exception(e, asked) for e in version.exceptions],
    }


def _exception(rule: ExceptionRule, asked: Moment) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": rule.title,
        "in_force": words.period(rule.period),
        "on_that_day": _truth(rule.period.contains(asked)),
        "when": list(words.lines(_own(rule))),
        "effect": rule.effect,
        "effect_in_words": words.EFFECTS[rule.effect],
        "condition": rule.condition,
        "gives_way_to": list(rule.gives_way_to),
        "status": rule.status,
        "unread": rule.unread,
        "source": _citation(rule.source),
    }


def _own(rule: ExceptionRule) -> Condition:
    """An exception's condition as its pack has it, without those it gives way to."""
    when = rule.when
    if rule.gives_way_to and isinstance(when, Group) and len(when.members) > 1:
        return when.members[0]
    return when


def _truth(held: bool | None) -> bool | str:
    return "part of the day" if held is None else held


def _citation(source: Citation) -> dict[str, str | None]:
    return {"doc": source.doc, "quote": source.quote, "url": source.url, "basis": source.basis}


def sentences(provision: str) -> list[dict[str, str]]:
    """The examples that come with licet and speak of a provision."""
    found = []
    for name, text in examples.files(resources.files("licet") / "packs"):
        for one in documents.parse(text, name).data or []:
            expected = one.get("expect", {}).get(provision)
            if expected is not None:
                outcome = ", ".join(expected)
                found.append({"says": one["says"], "on": one["on"], "outcome": outcome})
    return found
