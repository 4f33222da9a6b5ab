"""Rules that can never say anything, and duties that wait for each other."""

from __future__ import annotations

from collections.abc import Iterator

from licet.core.errors import nearest
from licet.law.author.problems import Problem, at
from licet.law.meeting import can_meet, overlap
from licet.law.model import ExceptionRule, Law, Provision, Version


def dead_rules(law: Law) -> Iterator[Problem]:
    """Versions whose conditions exclude each other, and exceptions that can never hold."""
    for provision in law.provisions.values():
        for version in provision.versions:
            if not can_meet([version.applies, law.persons[provision.obliged].when]):
                yield at(
                    provision.where,
                    f"the version of {provision.id} in force {version.period} can never apply: "
                    "its conditions exclude each other.",
                    "Mend the conditions, or take the version out.",
                )
        yield from _dead_exceptions(provision)


def _dead_exceptions(provision: Provision) -> Iterator[Problem]:
    everywhere: dict[str, tuple[ExceptionRule, bool]] = {}
    for version in provision.versions:
        for rule in version.exceptions:
            live = everywhere.get(rule.id, (rule, False))[1] or _can_hold(version, rule)
            everywhere[rule.id] = (rule, live)
    for rule, live in everywhere.values():
        if not live:
            yield at(
                provision.where,
                f"the exception '{rule.id}' to {provision.id} can never hold: its dates or "
                "conditions exclude those of every version.",
                "Mend its dates or conditions, or take it out.",
            )


def _can_hold(version: Version, rule: ExceptionRule) -> bool:
    return overlap(version.period, rule.period) and can_meet([version.applies, rule.when])


def loose_ends(law: Law) -> Iterator[Problem]:
    """Duties that go with one that isn't there, or round in a circle."""
    circles: set[frozenset[str]] = set()
    for duty in law.duties.values():
        seen, name = [duty.id], duty.goes_with
        while name is not None and name in law.duties and name not in seen:
            seen.append(name)
            name = law.duties[name].goes_with
        if name is not None and name not in law.duties:
            yield at(
                law.duties[seen[-1]].where,
                f"the duty '{seen[-1]}' goes with '{name}', which is defined nowhere; "
                f"{nearest(name, law.duties)}".rstrip("; "),
                "Name a duty of some pack.",
            )
        elif name is not None and frozenset(seen) not in circles:
            circles.add(frozenset(seen))
            loop = " → ".join([*seen[seen.index(name) :], name])
            yield at(
                duty.where,
                f"duties go with each other in a circle: {loop}.",
                "Take one of the `goes_with` out.",
            )
