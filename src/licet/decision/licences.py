"""Facts of the licences relied on or sought: validity, balance, and which item each covers.

One licence for everything stands among the facts of the activity. Of several, each has a scope of
its own, and every item is judged under those that cover it: an OFAC licence where OFAC's rules
are asked, another agency's where the others are. ``licence_choice`` picks one where two fit.
"""

from __future__ import annotations

from licet.core.dates import AsOf, Moment
from licet.core.kleene import Truth, all_of
from licet.decision.activity import SEEKING, Activity, Licence
from licet.decision.case import GLOBAL
from licet.decision.regime_facts import four_years_passed
from licet.decision.sheet import FactSheet
from licet.law.model import Provision
from licet.law.values import Dates

NONE = "licence:none"
FOREIGN = frozenset({"eu_authority", "ofsi", "ecju"})
"""Agencies whose licence says nothing of whether a US one is needed."""
ISSUERS = {"ofac": "ofac", "eu_authority": "eu", "ofsi": "uk", "ecju": "uk"}
TOLERANCE = 1.1
"""Up to a tenth more than is left may still be allowed (22 CFR 123.23, 15 CFR 750.11)."""


def several(activity: Activity) -> bool:
    """Whether licences have scopes of their own: there are several, or one is for some items."""
    return bool(activity.licences) or bool(activity.licence and activity.licence.items)


def put_licences(activity: Activity, asked: AsOf, sheet: FactSheet) -> None:
    """The facts of every licence, each in its scope."""
    if not several(activity):
        _put(activity, activity.licence, GLOBAL, asked, sheet)
        return
    for i, licence in enumerate(activity.held):
        _put(activity, licence, f"licence:{i}", asked, sheet)
    _put(activity, None, NONE, asked, sheet)


def asked_of(regime: str) -> str:
    """Whose licences a regime asks for: OFAC's, the EU's, the UK's, or an export agency's."""
    country = regime.partition("/")[0]
    return "ofac" if regime == "us/ofac" else country if country in {"eu", "uk"} else "export"


def issuers_of(licence: Licence) -> str:
    """The same of a licence, by who issued it."""
    return ISSUERS.get(licence.issued_by or "", "export")


def covering(activity: Activity, item: int | None, provision: Provision) -> list[str | None]:
    """Scopes of the licences to hold against a provision for an item."""
    found = [
        (i, one)
        for i, one in enumerate(activity.held)
        if item is None or not activity.items or item in activity.item_places(one.items)
    ]
    issuers = asked_of(provision.regime)
    right = [(i, one) for i, one in found if issuers_of(one) == issuers]
    return [f"licence:{i}" for i, _ in right or found] or [NONE]


def _put(
    activity: Activity, licence: Licence | None, scope: str, asked: AsOf, sheet: FactSheet
) -> None:
    said = activity.said

    def put(name: str, value: bool | str | Dates | None) -> None:
        if scope == GLOBAL or name not in said:
            sheet.put(scope, name, value)

    relied_on: str = licence.kind if licence else "none"
    sought = activity.activity in SEEKING
    if sought and relied_on == "none":
        relied_on = "specific_licence"
    put("licence.kind", relied_on)
    foreign = licence is not None and licence.issued_by in FOREIGN
    if relied_on != "none" and not foreign:
        # Whoever seeks or relies on an authorisation says by it that one is needed.
        put("licence.needed", True)
    if licence is None:
        return
    # An issuer left out is the agency whose licence the act needs; one that is named must be it.
    put("licence.issued_by", licence.issued_by or "competent_agency")
    if licence.issued_on:
        put("licence.issued_on", Dates.exactly(Moment.parse(licence.issued_on)))
    put("licence.valid_on_date", False if sought else valid_on(licence, asked.moment))
    put("licence.four_years_passed", four_years_passed(licence, asked))
    put("licence.balance_remaining", balance(activity, licence))
    covers = licence.covers_activity
    put("licence.covers_activity", None if covers == "unknown" else covers)
    put("licence.in_furtherance_of_agreement", licence.in_furtherance_of_agreement)


def valid_on(licence: Licence, asked: Moment) -> bool | None:
    """Whether a licence is valid on a date, from its own dates and what the user says."""
    if licence.valid is False:
        return False
    if licence.issued_on and Moment.parse(licence.issued_on).reached_by(asked) is False:
        return False
    if licence.valid_until is None:
        return licence.valid
    over = Moment.parse(licence.valid_until).passed_by(asked)
    return None if over is None else not over


def balance(activity: Activity, licence: Licence) -> Truth:
    """Whether what is left of a licence covers its items; what the activity says goes first."""
    if licence.balance_remaining is not None:
        return licence.balance_remaining
    items = [activity.items[n] for n in activity.item_places(licence.items)]
    money = {item.currency.upper() for item in items} | {licence.currency.upper()}
    units = {item.unit for item in items}
    value: list[float | None] = [item.value for item in items] if len(money) == 1 else [None]
    number: list[float | None] = [item.quantity for item in items] if len(units) == 1 else [None]
    told = [
        _enough(licence.value_remaining, value),
        _enough(licence.quantity_remaining, number),
    ]
    left = (licence.value_remaining, licence.quantity_remaining)
    known = [truth for truth, one in zip(told, left, strict=True) if one is not None]
    return all_of(known) if known else None


def _enough(left: float | None, wanted: list[float | None]) -> Truth:
    """Whether what is left is enough; unknown within the tolerance that rules allow."""
    if left is None:
        return None
    if left == 0:
        return False
    if not wanted or any(one is None for one in wanted):
        return None
    total = sum(one or 0.0 for one in wanted)
    if total <= left:
        return True
    return None if total <= left * TOLERANCE else False
