"""Which rules can bind the actor: the facts of who acts.

A US person may be an EU or UK person too, by nationality or by doing the business there. Being
one is settled by what the activity says and by the actor's own country; it is settled against
only where the country is known and nothing in the activity touches the Union or the Kingdom. A
US person that gives no country is taken to be at home.
"""

from __future__ import annotations

from datetime import date

from licet.core.kleene import Truth
from licet.decision.activity import Activity
from licet.decision.activity_people import AMERICAN, NOT_AMERICAN
from licet.goods import territories
from licet.law.values import Words


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


EU = _codes("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")
# Parts of member states with codes of their own: Union law holds in some and not in others.
NEAR_EU = _codes("AX BL FO GF GL GP MF MQ NC PF PM RE TF WF YT AW BQ CW SX")
# Crown dependencies and overseas territories have UK sanctions by orders of their own.
NEAR_UK = _codes("AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG")
UK_LEFT_THE_RULES = date(2021, 1, 1)
"""Union law held in the United Kingdom through 2020 (Withdrawal Agreement, article 127)."""


def american(kinds: set[str]) -> tuple[Truth, Truth, Truth]:
    """Whether it is a US person, a US bank, and a foreign entity that a US person owns."""
    us_person: Truth = True if kinds & AMERICAN else False if kinds & NOT_AMERICAN else None
    bank: Truth = None
    if "us_financial_institution" in kinds:
        bank = True
    elif us_person is False or kinds & AMERICAN == {"us_government"}:
        bank = False
    owned: Truth = True if "us_owned_foreign_entity" in kinds else None
    if owned is None and (us_person or "foreign_person" in kinds):
        owned = False
    return us_person, bank, owned


def bound_by_eu(activity: Activity, places: Words, day: date) -> Truth:
    """Whether the actor is bound by EU restrictive measures, as article 17 of 269/2014 has it."""
    members = EU | {"GB"} if day < UK_LEFT_THE_RULES else EU
    return _bound(activity, "eu_person", members, NEAR_EU, places)


def bound_by_uk(activity: Activity, places: Words) -> Truth:
    """Whether the actor is bound by UK sanctions, as section 21 of the Act of 2018 has it."""
    return _bound(activity, "uk_person", frozenset({"GB"}), NEAR_UK, places)


def reopened(activity: Activity, measures: set[str]) -> list[str]:
    """Facts that are open after all: a US person with nothing said of its country isn't taken
    for nobody of the Union or the Kingdom where a party is, or may be, on their lists."""
    if activity.actor.country or not set(activity.actor.kind) <= AMERICAN:
        return []
    countries = {measure.partition("/")[0] for measure in measures} & {"eu", "uk"}
    return [f"actor.{country}_person" for country in sorted(countries)]


def _bound(
    activity: Activity, kind: str, inside: frozenset[str], near: frozenset[str], places: Words
) -> Truth:
    actor = activity.actor
    if kind in actor.kind:
        return True
    home = territories.code_of(actor.country) if actor.country else None
    if actor.country is None and set(actor.kind) <= AMERICAN:
        home = "US"
    if home in inside:
        return True
    touched = places.members | (places.possible or frozenset())
    elsewhere = home is not None and home not in near and places.possible is not None
    return False if elsewhere and not touched & (inside | near) else None
