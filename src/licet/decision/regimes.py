"""Which bodies of law bind the actor, through which classes of persons, and which lists they need.

A regime that doesn't bind is shown as such with the reason: it never adds to the headline, since
its rules don't hold for the actor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from licet.core.kleene import Truth, any_of
from licet.decision.case import GLOBAL, Case, Key, fact_key
from licet.decision.workspace import Workspace
from licet.law.interpreter import condition_node
from licet.law.model import Law, Provision
from licet.law.values import Value

LISTS = {
    "eu": ("actor.eu_person", ("eu-fsf",)),
    "uk": ("actor.uk_person", ("uk-sanctions-list", "uk-ofsi-conlist")),
}
"""Jurisdictions whose own lists an actor they bind must be held against."""
REGIME_OF = {
    "eu-fsf": "eu/sanctions",
    "uk-sanctions-list": "uk/sanctions",
    "uk-ofsi-conlist": "uk/sanctions",
    "un-sc": "un/sanctions",
}


@dataclass(frozen=True, slots=True)
class Binding:
    """Whether a regime binds the actor, through which classes of persons."""

    regime: str
    binds: Truth
    persons: tuple[tuple[str, Truth], ...]

    @property
    def why(self) -> str:
        """For a person."""
        if self.binds is True:
            return f"binds {_listed(self.persons, True)}"
        if self.binds is None:
            return f"binds {_listed(self.persons, None)}; whether the actor is one isn't known"
        return f"doesn't bind this actor: it binds only {_listed(self.persons, False)}"


def _listed(persons: Iterable[tuple[str, Truth]], truth: Truth) -> str:
    return " or ".join(title for title, held in persons if held is truth)


def bindings(case: Case) -> dict[str, Binding]:
    """Every regime of the law at hand, and whether it binds the actor of the case."""
    facts = {key[2]: value for key, value in case.facts.items() if key[1] == GLOBAL}
    classes: dict[str, dict[str, None]] = {}
    # A caution to whoever isn't bound doesn't bind them, unless the regime is nothing else.
    for provision in sorted(case.law.provisions.values(), key=_cautions):
        if not _cautions(provision) or provision.regime not in classes:
            classes.setdefault(provision.regime, {})[provision.obliged] = None
    found = {}
    for regime, ids in sorted(classes.items()):
        persons = tuple(_held(case.law, one, facts) for one in ids)
        found[regime] = Binding(regime, any_of(truth for _, truth in persons), persons)
    return found


def _cautions(provision: Provision) -> bool:
    return all(version.effect in {"caution", "no_effect"} for version in provision.versions)


def _held(law: Law, person: str, facts: Mapping[str, Value]) -> tuple[str, Truth]:
    one = law.persons[person]
    return one.title, condition_node(one.when, facts).truth


@dataclass(frozen=True, slots=True)
class Consulted:
    """The lists an answer consults, and what is said of those it can't."""

    lists: tuple[str, ...]
    unseen: tuple[str, ...]


def consulted(work: Workspace, facts: Mapping[Key, Value]) -> Consulted:
    """The lists of the workspace, and those of every jurisdiction that binds or may bind."""
    lists, unseen = list(work.lists), []
    for country, (fact, ids) in LISTS.items():
        binds = facts.get(fact_key(GLOBAL, fact))
        if binds is False or not _judged(work.law, country) or set(ids) & set(lists):
            continue
        kept = [one for one in ids if work.store.of(one)]
        if kept:
            lists += kept
        elif binds is True:
            lists.append(ids[0])
        else:
            unseen.append(
                f"Whether {country.upper()} rules bind the actor isn't known, and no list of the "
                f"{country.upper()} is kept: its listings lie outside this answer."
            )
    return Consulted(tuple(lists), tuple(unseen))


def _judged(law: Law, country: str) -> bool:
    """Whether some pack judges measures of a jurisdiction's lists."""
    measures = (m for p in law.provisions.values() for m in p.measures)
    return any(measure.startswith(f"{country}/") for measure in measures)


REPEATED = ("us/ofac/", "us/caatsa/")


def judged_here(law: Law, source: str, measures: Iterable[str]) -> bool:
    """Whether the law judges a listing; the CSL repeats what OFAC's own lists say."""
    own = (m for m in measures if source != "us-csl" or not m.startswith(REPEATED))
    return any(law.attached_to(measure) for measure in own)
