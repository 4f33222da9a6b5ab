"""From an activity to the facts that law reads. What the activity doesn't say stays unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from licet.core.dates import AsOf, Moment, months_before
from licet.core.kleene import Truth
from licet.decision.activity import SEEKING, Activity, Item, Licence, Party, PriorLoan
from licet.decision.case import GLOBAL, Key, fact_key
from licet.goods import territories
from licet.law.decode import decode
from licet.law.values import Dates, Number, Value, Words
from licet.names import parse


@dataclass(slots=True)
class FactSheet:
    """Facts by key, and for a fact that isn't wholly known, what is missing of it."""

    values: dict[Key, Value] = field(default_factory=dict)
    missing: dict[str, list[str]] = field(default_factory=dict)

    def put(self, scope: str, name: str, value: Value | None) -> None:
        """Keep a fact; None leaves it unknown."""
        if value is not None:
            self.values[fact_key(scope, name)] = value


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
        put(GLOBAL, "activity.us_financial_system", activity.money.us_financial_system)
    put(GLOBAL, "activity.territory", _territory(activity, list(known_places), sheet))
    _actor(activity, sheet)
    _licence(activity, asked, sheet)
    if activity.contract and activity.contract.signed_on:
        put(GLOBAL, "contract.signed_on", _date(activity.contract.signed_on))
    if activity.loan:
        put(GLOBAL, "loan.amount", _usd(activity.loan.amount, activity.loan.currency))
    put(GLOBAL, "programme.id", activity.programme.id if activity.programme else "none")
    put(GLOBAL, "programme.supplier_country", _supplier_country(activity))
    for i, party in enumerate(activity.everybody):
        _party(party, f"party:{i}", sheet)
    put(GLOBAL, "item.jurisdiction", _implied_jurisdiction(activity.licence))
    for i, item in enumerate(activity.items):
        _item(item, f"item:{i}", sheet)
    for name, text in activity.facts.items():
        put(GLOBAL, name, decode(name, text))
    return sheet


def _date(text: str) -> Dates:
    return Dates.exactly(Moment.parse(text))


def _usd(amount: float | None, currency: str) -> Number | None:
    """Only dollars are counted; another currency needs a rate, which is a judgement of the user."""
    return Number.exactly(amount) if amount is not None and currency.upper() == "USD" else None


def _actor(activity: Activity, sheet: FactSheet) -> None:
    kind, put = activity.actor.kind, sheet.put
    if kind != "unknown":
        american = kind in {"us_person", "us_financial_institution", "us_government"}
        put(GLOBAL, "actor.us_person", american)
        put(GLOBAL, "actor.owned_by_us_person", kind == "us_owned_foreign_entity")
        if kind != "us_person":
            bank = kind == "us_financial_institution"
            put(GLOBAL, "actor.us_financial_institution", bank)
    put(GLOBAL, "actor.us_government_agency", activity.actor.us_government_agency)


def _licence(activity: Activity, asked: AsOf, sheet: FactSheet) -> None:
    licence, put = activity.licence, sheet.put
    relied_on: str = licence.kind if licence else "none"
    if activity.activity in SEEKING and relied_on == "none":
        relied_on = "specific_licence"
    put(GLOBAL, "licence.kind", relied_on)
    if relied_on != "none":
        # Whoever seeks or relies on an authorisation says by it that one is needed.
        put(GLOBAL, "licence.needed", True)
    if licence is None:
        return
    # An issuer left out is the agency whose licence the act needs; one that is named must be it.
    put(GLOBAL, "licence.issued_by", licence.issued_by or "competent_agency")
    if licence.issued_on:
        put(GLOBAL, "licence.issued_on", _date(licence.issued_on))
    sought = activity.activity in SEEKING
    put(GLOBAL, "licence.valid_on_date", False if sought else valid_on(licence, asked.moment))
    put(GLOBAL, "licence.balance_remaining", licence.balance_remaining)
    covers = licence.covers_activity
    put(GLOBAL, "licence.covers_activity", None if covers == "unknown" else covers)
    put(
        GLOBAL,
        "licence.in_furtherance_of_agreement",
        licence.in_furtherance_of_agreement,
    )


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
    if activity.route:
        found |= set(_route(activity))
    sheet.missing["activity.territory"] = missing
    return Words(frozenset(found), None if anywhere else frozenset(doubtful - found))


def _route(activity: Activity) -> list[str]:
    route = activity.route
    if route is None:
        return []
    places = {"from": route.start, "to": route.to, "end_use": route.end_use}
    named = [(word, f"route.{key}") for key, word in places.items() if word]
    named += [(word, f"route.via[{i}]") for i, word in enumerate(route.via)]
    return [territories.require(word, where) for word, where in named]


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


def _implied_jurisdiction(licence: Licence | None) -> str | None:
    """The licence covers what is moved: items not said to be otherwise are under its issuer."""
    issuer = licence.issued_by if licence else None
    return {"ddtc": "itar", "bis": "ear"}.get(issuer or "")


def _item(item: Item, scope: str, sheet: FactSheet) -> None:
    sheet.put(scope, "item.kind", item.kind)
    sheet.put(scope, "item.us_origin", item.us_origin)
    sheet.put(scope, "item.jurisdiction", item.jurisdiction)
    sheet.put(scope, "item.eccn", item.eccn)


def loan_total(
    activity: Activity, asked: AsOf, effective: tuple[Moment | None, Moment | None]
) -> Number | None:
    """This institution's loans and credits over the rolling 12 months that end with this one.

    Repaid loans count, other institutions' don't (OFAC FAQ 870). No official answer says whether
    loans made before the measure count: they, and loans of a named lender where the actor isn't
    named, make the total an interval. A loan without a lender is the actor's own. A day exactly
    12 months back lies outside.
    """
    loan = activity.loan
    new = _usd(loan.amount, loan.currency) if loan else None
    if loan is None or new is None:
        return None
    low = high = new.low
    window = months_before(asked.day, 12)
    for one in loan.earlier:
        day = Moment.parse(one.on).day
        same = same_lender(one, activity.actor.name)
        if not window < day <= asked.day or same is False:
            continue
        amount = _usd(one.amount, one.currency)
        if amount is None:
            high = float("inf")
            continue
        high += amount.high
        if same is True and effective[1] is not None and day >= effective[1].day:
            low += amount.low
    return Number(low, high)


def same_lender(one: PriorLoan, actor: str | None) -> Truth:
    """Whether the actor made a loan; unknown where two spellings may be one institution.

    "Bank A" and "Bank A, N.A." may be one: names whose words, legal forms apart, contain one
    another aren't certainly different.
    """
    if one.lender is None:
        return True
    if actor is None:
        return None
    if one.lender.strip().casefold() == actor.strip().casefold():
        return True
    mine, theirs = _words(actor), _words(one.lender)
    return None if mine <= theirs or theirs <= mine else False


def _words(name: str) -> set[str]:
    return {token.text for token in parse(name, person=False).tokens}
