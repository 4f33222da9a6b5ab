"""Where goods go, who receives them, and which parties lists may ask a licence for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from licet.decision.activity import Activity, Leg, Owner, Party
from licet.decision.case import GLOBAL, fact_key
from licet.decision.holder import Holder
from licet.decision.sheet import FactSheet
from licet.decision.standing import Standing
from licet.goods import territories
from licet.goods.requirement import country_groups
from licet.law.model import Law
from licet.law.values import Value, Words

RECEIVING = frozenset({"consignee", "end_user", "purchaser", "foreign_party", "beneficiary"})


def put(sheet: FactSheet, scope: str, name: str, value: Value | None) -> None:
    """Keep a fact that nobody stated."""
    if read(sheet, scope, name) is None:
        sheet.put(scope, name, value)


def read(sheet: FactSheet, scope: str, name: str) -> Value | None:
    own = sheet.values.get(fact_key(scope, name))
    return own if own is not None else sheet.values.get(fact_key(GLOBAL, name))


def destination(
    activity: Activity, legs: Sequence[Leg], scope: str, home: Path, day: date, sheet: FactSheet
) -> None:
    """Where the item goes, is used, or who receives it; its Country Groups; what is open."""
    named = [leg.end_use for leg in legs if leg.end_use]
    named += [legs[-1].to] if legs and legs[-1].to else []
    receiving = [p for p in activity.parties if RECEIVING & set(p.role)]
    found = {territories.require(word, "route") for word in named}
    found |= {code for party in receiving for code in _places_of(party)}
    missing = [
        f"the country of {p.name or p.listing}"
        for p in receiving
        if not named and not (p.country or p.region)
    ]
    sheet.missing["ear.destination"] = missing
    put(sheet, scope, "ear.destination", _known(found, bool(missing), sheet))
    places = read(sheet, scope, "ear.destination")
    if isinstance(places, Words) and len(places.members) == 1 and places.possible is not None:
        groups = country_groups(home, next(iter(places.members)), day)
        put(sheet, scope, "ear.destination_groups", Words(groups) if groups is not None else None)


def _places_of(party: Party) -> Iterator[str]:
    if party.region:
        yield territories.require(party.region, "parties.region")
    if party.country:
        yield territories.require(party.country, "parties.country")


def _known(found: set[str], lacking: bool, sheet: FactSheet) -> Words:
    """The destination as far as it is known; else it is one of the territories touched."""
    doubtful = {
        region
        for code in found
        if not any(other.startswith(f"{code}-") for other in found)
        for region in territories.regions_in_doubt(code)
    }
    if found and not lacking:
        return Words(frozenset(found), frozenset(doubtful - found))
    touched = read(sheet, GLOBAL, "activity.territory")
    if not isinstance(touched, Words) or touched.possible is None or not touched.members:
        return Words(frozenset(found), None)
    if not found and len(touched.members) == 1:
        return touched
    return Words(frozenset(found), (touched.members | touched.possible | doubtful) - found)


def joint_venture(activity: Activity) -> bool | None:
    """Whether an owner besides the listed one may be of a country of groups A:5 or A:6.

    Owners are as stated; one with a country, or without, may be such a firm.
    """
    others = [o for p in activity.parties for o in _owners(p) if not o.listing]
    return None if others else False


def _owners(party: Party) -> Iterable[Owner]:
    return () if party.owners == "unknown" else party.owners


def restricted_parties(
    law: Law, holders: Sequence[Holder], standing: Mapping[str, Standing]
) -> bool:
    """Whether lists may ask for a licence that a measure in the picture makes unavailable.

    By itself a list's own licence requirement says what it asks. Only where no licence can be had
    does it matter here that one may be needed because of a party.
    """
    found = {
        state.measure
        for h in holders
        for one in h.everyone()
        for match in one.matches
        for state in standing[match.listing_id].measures
        if state.truth is not False
    }
    asking = any(one.startswith(("us/bis/", "us/ofac/blocking")) for one in found)
    return asking and any(
        version.effect == "licence_unavailable"
        for measure in found
        for provision in law.attached_to(measure)
        for version in provision.versions
    )
