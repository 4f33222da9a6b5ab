"""Facts that the ITAR, EU and UK packs read and licet finds: destinations, reliefs not relied on.

``supply`` is called once a case's facts are gathered, after the facts of goods. It never replaces
what the activity states.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from datetime import date

from licet.core.dates import AsOf, Moment
from licet.core.kleene import Truth
from licet.decision.activity import Activity
from licet.decision.activity_people import AMERICAN
from licet.decision.activity_things import Licence
from licet.decision.actors import EU
from licet.decision.case import GLOBAL, fact_key
from licet.decision.sheet import FactSheet
from licet.goods import territories
from licet.law.values import Value, Words

RECEIVING = frozenset(
    [
        "consignee",
        "end_user",
        "intermediate_consignee",
        "purchaser",
        "foreign_party",
        "beneficiary",
        "contract_party",
        "borrower",
        "negotiator",
    ]
)
UK = frozenset({"GB"})
GIVING = frozenset({"seller", "supplier"})
IMPORTS = frozenset({"import", "temporary_import", "purchase", "procurement"})
MOVES = frozenset({"export", "reexport", "transfer_in_country", "import", "temporary_import"})
YEARS = 4
"""How long a licence is valid that states no other end (22 CFR 123.21(a))."""


def supply(activity: Activity, sheet: FactSheet) -> None:
    """Add what is found; a relief that nobody relies on doesn't hold."""
    for name in ("eu.frozen_account", "eu.presumption_rebutted", "eu.civil_exempt_use"):
        _put(sheet, name, False)
    _put(sheet, "eu.loan_purpose", "other")
    _put(sheet, "eu.leaves_union", leaves(activity, sheet, EU, "actor.eu_person"))
    _put(sheet, "uk.leaves_kingdom", leaves(activity, sheet, UK, "actor.uk_person"))
    _put(sheet, "itar.to_or_from", to_or_from(activity, sheet))


def _put(sheet: FactSheet, name: str, value: Value | None) -> None:
    if fact_key(GLOBAL, name) not in sheet.values:
        sheet.put(GLOBAL, name, value)


def leaves(activity: Activity, sheet: FactSheet, inside: frozenset[str], binds: str) -> Truth:
    """Whether goods leave a territory; open where one bound there ships and no way is given.

    A US person at home that gives no way ships from the United States.
    """
    ways = [leg for _, leg in activity.way if leg.start]
    bound = sheet.values.get(fact_key(GLOBAL, binds))
    if not ways:
        at_home = set(activity.actor.kind) <= AMERICAN and bound is not True
        return False if at_home or bound is False else None
    if not any(territories.code_of(leg.start or "") in inside for leg in ways):
        return False
    ends = [(leg.start, leg.to) for leg in ways]
    if any(to is None for _, to in ends):
        return None
    return any(
        territories.code_of(start or "") in inside and territories.code_of(to or "") not in inside
        for start, to in ends
    )


def to_or_from(activity: Activity, sheet: FactSheet) -> Words:
    """Where articles or services go or, for an import, come from.

    A party on that side without a country may be in any territory that the activity touches. An
    act that moves nothing, and names no item and no licence of DDTC, concerns no defence article.
    """
    ddtc = any(one.issued_by == "ddtc" for one in activity.held)
    if not activity.items and not ddtc and activity.judged_as not in MOVES:
        return Words(frozenset())
    coming = activity.judged_as in IMPORTS
    wanted = GIVING if coming else RECEIVING
    found = set(_of_legs(activity, coming))
    open_side = not found
    for party in activity.parties:
        if not set(party.role) & wanted:
            continue
        code = territories.code_of(party.country) if party.country else None
        found |= {code} if code else set()
        open_side = open_side or code is None
    touched = sheet.values.get(fact_key(GLOBAL, "activity.territory"))
    if not open_side or (found and coming):
        return Words(frozenset(found), frozenset())
    if not isinstance(touched, Words) or touched.possible is None:
        return Words(frozenset(found), None)
    return Words(frozenset(found), (touched.members | touched.possible) - found)


def _of_legs(activity: Activity, coming: bool) -> Iterator[str]:
    for _, leg in activity.way:
        for word in (leg.start,) if coming else (leg.to, leg.end_use):
            code = territories.code_of(word) if word else None
            if code:
                yield code


def four_years_passed(licence: Licence, asked: AsOf) -> Truth:
    """Whether a licence has run its four years; what is stated of its validity goes first.

    On the fourth anniversary itself the text doesn't say: a day counted from the day of issue, or
    from the day after.
    """
    if licence.valid_until or licence.valid is not None:
        return False
    if licence.issued_on is None:
        return None
    issued = Moment.parse(licence.issued_on).day
    year = issued.year + YEARS
    leap_lost = (issued.month, issued.day) == (2, 29) and not isleap(year)
    end = date(year, 3, 1) if leap_lost else issued.replace(year=year)
    return None if asked.day == end else asked.day > end
