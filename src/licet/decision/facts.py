"""From an activity to the facts that law reads. What the activity doesn't say stays unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from licet.core.dates import AsOf, Moment
from licet.core.kleene import Truth, any_of
from licet.decision import actors, money_facts
from licet.decision.activity import Activity, Contract, Item, Money, Party
from licet.decision.case import GLOBAL
from licet.decision.licences import put_licences, several
from licet.decision.loans import in_dollars, loan_total
from licet.decision.sheet import FactSheet
from licet.goods import territories
from licet.law.decode import decode
from licet.law.values import Dates, Number, Words

__all__ = ["FactSheet", "activity_facts", "loan_total"]


def activity_facts(
    activity: Activity, asked: AsOf, known_places: Iterable[tuple[int, str]]
) -> FactSheet:
    """All facts of an activity. ``known_places`` are (party index, country word) of listings."""
    sheet = FactSheet()
    put = sheet.put
    put(GLOBAL, "activity.kind", activity.activity)
    put(GLOBAL, "activity.judged_as", activity.judged_as)
    relief = activity.humanitarian
    put(GLOBAL, "activity.humanitarian", None if relief == "unknown" else relief)
    put(GLOBAL, "activity.in_united_states", activity.in_united_states)
    if activity.money:
        put(GLOBAL, "activity.us_financial_system", us_financial_system(activity.money))
    places = _territory(activity, list(known_places), sheet)
    put(GLOBAL, "activity.territory", places)
    _actor(activity, asked, places, sheet)
    put_licences(activity, asked, sheet)
    _contract(activity.contract, sheet)
    if activity.loan:
        put(GLOBAL, "loan.amount", in_dollars(activity.loan.amount, activity.loan.currency))
    put(GLOBAL, "programme.id", activity.programme.id if activity.programme else "none")
    put(GLOBAL, "programme.supplier_country", _supplier_country(activity))
    for i, party in enumerate(activity.everybody):
        _party(party, f"party:{i}", sheet)
    _implied_jurisdiction(activity, sheet)
    for i, item in enumerate(activity.items):
        _item(item, f"item:{i}", sheet)
    for name, text in activity.said.items():
        put(GLOBAL, name, decode(name, text))
    money_facts.supply(activity, asked, sheet)
    return sheet


def _actor(activity: Activity, asked: AsOf, places: Words, sheet: FactSheet) -> None:
    put = sheet.put
    us_person, bank, owned = actors.american(set(activity.actor.kind))
    put(GLOBAL, "actor.us_person", us_person)
    put(GLOBAL, "actor.us_financial_institution", bank)
    put(GLOBAL, "actor.owned_by_us_person", owned)
    put(GLOBAL, "actor.us_government_agency", activity.actor.us_government_agency)
    put(GLOBAL, "actor.eu_person", actors.bound_by_eu(activity, places, asked.day))
    put(GLOBAL, "actor.uk_person", actors.bound_by_uk(activity, places))


def _contract(contract: Contract | None, sheet: FactSheet) -> None:
    if contract is None:
        return
    if contract.signed_on:
        sheet.put(GLOBAL, "contract.signed_on", Dates.exactly(Moment.parse(contract.signed_on)))
    if contract.amendments is None:
        return
    days = [Moment.parse(one.on) for one in contract.amendments]
    if days:
        last = max(days, key=Moment.sort_key)
        sheet.put(GLOBAL, "contract.amended_on", Dates.exactly(last))
    changes: list[Truth] = [
        None if one.materially_changed == "unknown" else one.materially_changed
        for one in contract.amendments
    ]
    sheet.put(GLOBAL, "contract.materially_changed", any_of(changes))


def us_financial_system(payments: Iterable[Money]) -> Truth:
    """Whether some payment goes through a US bank or dollar clearing."""
    return any_of(_through_us(one) for one in payments)


def _through_us(payment: Money) -> Truth:
    """By what is said; else by the banks named, which are then taken as the whole chain."""
    if payment.us_financial_system is not None:
        return payment.us_financial_system
    places = [territories.code_of(b.country) if b.country else None for b in payment.banks]
    if "US" in places:
        return True
    currency = (payment.currency or "USD").upper()
    return False if places and None not in places and currency != "USD" else None


def _territory(activity: Activity, known_places: list[tuple[int, str]], sheet: FactSheet) -> Words:
    """Every territory touched, and those that may be: a party without a country may be anywhere."""
    found: set[str] = set()
    doubtful: set[str] = set()
    anywhere = False
    missing: list[str] = []
    listed = {index for index, _ in known_places}
    for i, party in enumerate(activity.everybody):
        where = f"parties[{i}].country"
        if party.region:
            found.add(territories.require(party.region, f"parties[{i}].region"))
        if party.country:
            code = territories.require(party.country, where)
            found.add(code)
            if not party.region and territories.regions_in_doubt(code):
                doubtful |= territories.regions_in_doubt(code)
                missing.append(f"which region of {code} {party.name or party.listing} is in")
        elif i not in listed and not party.region:
            anywhere = True
            missing.append(f"the country of {party.name or party.listing}")
    listed_codes = (territories.code_of(word) for _, word in known_places)
    found |= {one for one in listed_codes if one}
    found |= set(_way(activity))
    sheet.missing["activity.territory"] = missing
    return Words(frozenset(found), None if anywhere else frozenset(doubtful - found))


def _way(activity: Activity) -> Iterator[str]:
    for path, leg in activity.way:
        for word in (leg.start, *leg.via, leg.to, leg.end_use):
            if word:
                yield territories.require(word, ".".join(str(part) for part in path))


def _supplier_country(activity: Activity) -> str | None:
    for party in activity.everybody:
        if party.country and {"supplier", "seller"} & set(party.role):
            return territories.code_of(party.country)
    return None


def _party(party: Party, scope: str, sheet: FactSheet) -> None:
    sheet.put(scope, "party.kind", party.kind)
    sheet.put(scope, "party.is_financial_institution", party.is_financial_institution)
    government = party.government_of
    if government:
        code = "none" if government == "none" else territories.require(government, scope)
        sheet.put(scope, "party.government_of", code)


def _implied_jurisdiction(activity: Activity, sheet: FactSheet) -> None:
    """The licence covers what is moved: items not said to be otherwise are under its issuer."""
    if not several(activity):
        sheet.put(GLOBAL, "item.jurisdiction", _of_issuers([activity.licence]))
        return
    for i in range(len(activity.items)):
        own = [one for one in activity.held if i in activity.item_places(one.items)]
        sheet.put(f"item:{i}", "item.jurisdiction", _of_issuers(own))


def _of_issuers(licences: Iterable[object]) -> str | None:
    """ITAR or EAR, where every licence that is an export licence says the same."""
    issuers = {getattr(one, "issued_by", None) for one in licences} - {"ofac"}
    found = {{"ddtc": "itar", "bis": "ear"}.get(issuer or "") for issuer in issuers}
    return found.pop() if len(found) == 1 else None


def _item(item: Item, scope: str, sheet: FactSheet) -> None:
    sheet.put(scope, "item.kind", item.kind)
    origin = territories.code_of(item.origin) if item.origin else None
    american = item.us_origin if item.us_origin is not None or not origin else origin == "US"
    sheet.put(scope, "item.us_origin", american)
    sheet.put(scope, "item.jurisdiction", item.jurisdiction)
    sheet.put(scope, "item.eccn", item.eccn)
    if item.us_content is not None:
        sheet.put(scope, "item.us_content_percent", Number.exactly(item.us_content))
