"""Facts about the goods: what the Export Administration Regulations make of item and destination.

``supply`` is called once a case's facts and listings are gathered. It adds what licet finds and
never replaces what the activity states. What is not known stays absent, with the reason beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from licet.core.dates import AsOf, Moment, months_before
from licet.core.kleene import Truth
from licet.decision.activity import Activity, Item, Leg
from licet.decision.case import GLOBAL
from licet.decision.goods_control import control, licence_needed
from licet.decision.goods_places import destination, joint_venture, put, read, restricted_parties
from licet.decision.holder import Holder
from licet.decision.parties import Carried
from licet.decision.sheet import FactSheet
from licet.decision.standing import Standing
from licet.decision.workspace import Workspace
from licet.goods import eccn as numbers
from licet.goods import entity_entry, jurisdiction, territories
from licet.law.values import Number, Words

MOVES = frozenset({"export", "reexport", "transfer_in_country"})
VALID_MONTHS = 48


def supply(
    activity: Activity,
    asked: AsOf,
    work: Workspace,
    holders: Sequence[Holder],
    standing: Mapping[str, Standing],
    sheet: FactSheet,
) -> None:
    """Add the facts of goods to the sheet; an activity that moves nothing is left alone."""
    for name in ("ear.informed_by_bis", "ear.violation_known"):
        put(sheet, GLOBAL, name, False)
    if activity.judged_as not in MOVES or not activity.items:
        return
    put(sheet, GLOBAL, "ear.en_route", read(sheet, GLOBAL, "ear.en_route_on") is not None)
    put(sheet, GLOBAL, "ear.licence_four_years_over", _four_years_over(activity, asked.day))
    put(sheet, GLOBAL, "ear.affiliate_joint_venture", joint_venture(activity))
    restricted = restricted_parties(work.law, holders, standing)
    for i, item in enumerate(activity.items):
        scope = f"item:{i}"
        legs = [leg for _, leg in activity.way if i in activity.item_places(leg.items)]
        destination(activity, legs, scope, work.home, asked.day, sheet)
        _jurisdiction(activity, legs, item, scope, sheet)
        covered = any(i in activity.item_places(one.items) for one in activity.held)
        under = read(sheet, scope, "item.jurisdiction")
        if under == "none" and not covered:
            put(sheet, scope, "licence.needed", False)
        elif under not in {"itar", "none"}:
            control(item, scope, work.home, asked.day, sheet)
            if not covered:
                licence_needed(work.law, sheet, scope, asked, restricted=restricted)


def of_measure(carried: Carried, scope: str, sheet: FactSheet) -> None:
    """What an entry of BIS's lists says of its own requirement, and how the party is reached."""
    sheet.put(scope, "measure.through_owners", carried.via is not None)
    state = carried.state
    if state.measure.startswith("us/bis/"):
        said = f"The entry {state.listing_id} says: {state.text}"
        if state.text and state.truth is not False and said not in sheet.notes:
            sheet.notes.append(said)
        covered = entity_entry.items_covered(state.text)
        # Words that no form knows are left for a person. Through several owners the strictest entry
        # governs: the one looked at tells only where none can be stricter.
        known = (
            covered if covered != "other" and (carried.via is None or covered == "all") else None
        )
        sheet.put(scope, "measure.items_covered", known)
        sheet.put(scope, "measure.notices", Words(entity_entry.notices(state.text)))


def _jurisdiction(
    activity: Activity, legs: Sequence[Leg], item: Item, scope: str, sheet: FactSheet
) -> None:
    """The EAR, where the item is classified under them and is of US origin or leaves the States."""
    if read(sheet, scope, "item.jurisdiction") is not None:
        return
    subject: Truth = None
    american = read(sheet, scope, "item.us_origin")
    if american is True or (activity.judged_as == "export" and _from_us(legs)):
        subject = True
    elif american is False:
        groups = read(sheet, scope, "ear.destination_groups")
        known = groups.members if isinstance(groups, Words) else None
        subject = jurisdiction.subject(_content(sheet, scope), known)
    if subject is False:
        sheet.put(scope, "item.jurisdiction", "none")
    elif subject and numbers.parse(item.eccn or ""):
        sheet.put(scope, "item.jurisdiction", "ear")


def _from_us(legs: Sequence[Leg]) -> bool:
    start = legs[0].start if legs else None
    return bool(start) and territories.require(start or "", "route.from") == "US"


def _four_years_over(activity: Activity, day: date) -> bool:
    """Whether a BIS licence without a stated last day is older than the usual four years."""
    return any(
        months_before(day, VALID_MONTHS) > Moment.parse(one.issued_on).day
        for one in activity.held
        if one.issued_by in {None, "bis"} and one.issued_on and not one.valid_until
    )


def _content(sheet: FactSheet, scope: str) -> jurisdiction.Content:
    share = read(sheet, scope, "item.us_content_percent")
    series = read(sheet, scope, "item.us_content_series")
    no_threshold, product = (
        read(sheet, scope, name) for name in ("item.no_de_minimis", "item.foreign_direct_product")
    )
    return jurisdiction.Content(
        (share.low, share.high) if isinstance(share, Number) else None,
        series if isinstance(series, str) else None,
        no_threshold if isinstance(no_threshold, bool) else None,
        product if isinstance(product, bool) else None,
    )
