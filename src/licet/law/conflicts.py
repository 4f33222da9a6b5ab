"""Exceptions of one rule that say different things of one case: found, and put in order.

An exception may give way to others (``gives_way_to``): it then holds only where they don't. Two
that were read, have different effects and can hold at once, with neither giving way, contradict
each other, and the pack refuses to load. A draft contradicts nothing: it only widens the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from licet.core.errors import PackError, nearest
from licet.law.conditions import Group
from licet.law.meeting import can_meet, overlap
from licet.law.model import ExceptionRule, Law, Provision, Version


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two exceptions that can hold at once and differ in effect."""

    provision: Provision
    one: ExceptionRule
    other: ExceptionRule

    def error(self) -> PackError:
        """Both, with their citations."""
        told = " and ".join(
            f"'{e.title}' ({e.id}: {e.effect}; {e.source.doc})" for e in (self.one, self.other)
        )
        return PackError(
            f"two exceptions to {self.provision.id} can hold at once: {told}.",
            where=self.provision.where,
            mend="Say which one gives way (`gives_way_to`), or part their conditions.",
        )


def order(law: Law) -> None:
    """Let exceptions give way as they say.

    Raises PackError for one that gives way to a draft, to one with dates of its own, in a circle,
    or to a name that no rule has.
    """
    known = {e.id for p in law.provisions.values() for v in p.versions for e in v.exceptions}
    for name, provision in law.provisions.items():
        if any(e.gives_way_to for v in provision.versions for e in v.exceptions):
            _refuse_nobody(provision, known)
            versions = tuple(_ordered(provision, version) for version in provision.versions)
            law.provisions[name] = replace(provision, versions=versions)


def _refuse_nobody(provision: Provision, known: set[str]) -> None:
    for version in provision.versions:
        for rule in version.exceptions:
            for name in rule.gives_way_to:
                if name not in known:
                    hint = nearest(name, known)
                    raise PackError(
                        f"the exception '{rule.id}' gives way to '{name}', which no rule has.",
                        where=provision.where,
                        mend=f"{hint[:1].upper()}{hint[1:]}Name an exception of the same rule.",
                    )


def _ordered(provision: Provision, version: Version) -> Version:
    known = {e.id: e for e in version.exceptions}
    for rule in version.exceptions:
        _refuse_circle(provision, rule, known)
    made = tuple(_given_way(provision, e, known) for e in version.exceptions)
    return replace(version, exceptions=made)


def _refuse_circle(
    provision: Provision, rule: ExceptionRule, known: dict[str, ExceptionRule]
) -> None:
    reached, ahead = set[str](), list(rule.gives_way_to)
    while ahead:
        name = ahead.pop()
        if name == rule.id:
            raise PackError(
                f"exceptions of {provision.id} give way to each other in a circle through "
                f"'{rule.id}'.",
                where=provision.where,
                mend="Let one of them stand.",
            )
        if name in known and name not in reached:
            reached.add(name)
            ahead += known[name].gives_way_to


def _given_way(
    provision: Provision, rule: ExceptionRule, known: dict[str, ExceptionRule]
) -> ExceptionRule:
    others = [known[name] for name in rule.gives_way_to if name in known]
    for other in others:
        if other.status == "draft":
            raise PackError(
                f"the exception '{rule.id}' of {provision.id} gives way to the draft '{other.id}'.",
                where=provision.where,
                mend="What wasn't read may not hold: nothing that was read gives way to it.",
            )
        if other.period.start or other.period.end:
            raise PackError(
                f"the exception '{rule.id}' gives way to '{other.id}', which has dates of its own.",
                where=provision.where,
                mend="Part their conditions instead.",
            )
    if not others:
        return rule
    conditions = [rule.when, *(Group("not", (other.when,)) for other in others)]
    return replace(rule, when=Group("all", tuple(conditions)))


def conflicts(law: Law) -> Iterator[Conflict]:
    """Every pair of exceptions that contradict each other."""
    for provision in law.provisions.values():
        for version in provision.versions:
            for one, other in combinations(version.exceptions, 2):
                if _differ(one, other) and _meet(version, one, other):
                    yield Conflict(provision, one, other)


def _differ(one: ExceptionRule, other: ExceptionRule) -> bool:
    return one.effect != other.effect and "draft" not in {one.status, other.status}


def _meet(version: Version, one: ExceptionRule, other: ExceptionRule) -> bool:
    periods = (version.period, one.period, other.period)
    if not all(overlap(a, b) for a, b in combinations(periods, 2)):
        return False
    return can_meet([version.applies, one.when, other.when])
