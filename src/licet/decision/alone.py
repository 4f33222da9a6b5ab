"""Facts of a kind of activity, apart from who the parties are.

A table of many activities is gathered by kinds: what its parties are on the lists, and who owns
them, is looked at for all of them at once and put beside these facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from licet.core.dates import AsOf
from licet.decision import goods_facts, regime_facts
from licet.decision.activity import Activity
from licet.decision.case import GLOBAL, fact_key
from licet.decision.facts import activity_facts
from licet.decision.gather import governments_open
from licet.decision.holder import Holder
from licet.decision.standing import US_CLOCK
from licet.decision.workspace import Workspace
from licet.law.values import Value

if TYPE_CHECKING:
    from licet.decision.sheet import FactSheet


def facts_alone(
    activity: Activity,
    work: Workspace,
    asked: AsOf,
    places: Iterable[tuple[int, str]] = (),
    reopened: Iterable[str] = (),
) -> FactSheet:
    """The facts that ``gather`` finds, for parties that no list is asked about.

    ``places``: countries of confirmed listings, by the index of the party; ``reopened``: facts of
    the actor that a party's listing leaves open.
    """
    asked = asked.in_zone(US_CLOCK)
    known = list(places)
    holders = [Holder(f"party:{i}", p.name or "", []) for i, p in enumerate(activity.everybody)]
    sheet = activity_facts(activity, asked, known)
    goods_facts.supply(activity, asked, work, holders, {}, sheet)
    regime_facts.supply(activity, sheet)
    governments_open(activity, work.law, known, sheet)
    for name in reopened:
        key = fact_key(GLOBAL, name)
        if name not in activity.said and sheet.values.get(key) is False:
            del sheet.values[key]
    return sheet


def by_scope(sheet: FactSheet) -> dict[str, dict[str, Value]]:
    """The facts of a sheet by scope and name."""
    found: dict[str, dict[str, Value]] = {}
    for key, value in sheet.values.items():
        if key[0] == "fact":
            found.setdefault(key[1], {})[key[2]] = value
    return found
