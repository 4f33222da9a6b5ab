"""Who runs the programme, and what an act of it is as an activity.

A contract line is bought from its supplier (``purchase``); for every licence that it names,
technology or tools go to the supplier under it (``export``). Each of these acts is judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Act = Literal["purchase", "export"]
ACTS: tuple[Act, ...] = ("purchase", "export")
ROLES: dict[Act, list[str]] = {"purchase": ["supplier"], "export": ["consignee", "end_user"]}
SAYS: dict[Act, str] = {"purchase": "buying from it", "export": "exporting to it under a licence"}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Terms:
    """Who acts (kinds as in an activity, and a country), and from which day is looked ahead.

    ``until``: the last day of contracts that state none; else the programme's own last day.
    ``programme``: its id, where a pack has rules for it (such as f35).
    """

    actor: tuple[str, ...] = ("us_person",)
    country: str | None = "US"
    on: date | None = None
    until: date | None = None
    programme: str | None = None

    @property
    def day(self) -> date:
        """The day from which is looked ahead."""
        return self.on or date.today()

    def activity(
        self, act: Act, supplier: Row, items: list[Row], licence: Row | None = None, **more: Any
    ) -> dict[str, Any]:
        """An act as the data of an activity (see ``licet.decision.activity``)."""
        country = supplier.get("country")
        made: dict[str, Any] = {
            "activity": act,
            "actor": _given(kind=list(self.actor), country=self.country),
            "parties": [_party(act, supplier)],
            "items": [_item(act, item, self.country, licence) for item in items],
        }
        way = (country, self.country) if act == "purchase" else (self.country, country)
        if all(way):
            made["route"] = {"from": way[0], "to": way[1]}
        if licence is not None:
            made["licence"] = _licence(licence)
        if self.programme:
            made["programme"] = {"id": self.programme}
        return made | more


def _given(**keys: Any) -> dict[str, Any]:
    return {key: value for key, value in keys.items() if value is not None}


def _party(act: Act, supplier: Row) -> dict[str, Any]:
    made = _given(
        name=supplier.get("name"),
        listing=supplier.get("listing"),
        country=supplier.get("country"),
        region=supplier.get("region"),
        kind=supplier.get("kind"),
        identifiers=supplier.get("identifiers") or None,
        rejected=supplier.get("rejected") or None,
        owners=supplier.get("owners") or None,
    )
    return {**made, "role": ROLES[act]}


def _item(act: Act, part: Row, home: str | None, licence: Row | None) -> dict[str, Any]:
    usml, eccn = part.get("usml"), part.get("eccn")
    made = _given(eccn=eccn, jurisdiction="itar" if usml else None)
    if act == "export":
        moves = licence.get("moves") if licence else None
        return made | _given(kind=moves, us_origin=True if home == "US" else None)
    content = part.get("us_content")
    return made | _given(kind="goods", origin=part.get("origin"), us_content=content)


def _licence(licence: Row) -> dict[str, Any]:
    return _given(
        kind=licence.get("kind") or "specific_licence",
        number=licence.get("licence"),
        issued_by=licence.get("issued_by"),
        issued_on=_text(licence.get("issued")),
        valid_until=_text(licence.get("valid_until")),
        value_remaining=licence.get("value"),
        quantity_remaining=licence.get("quantity"),
        currency=licence.get("currency"),
        balance_remaining=licence.get("balance"),
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
