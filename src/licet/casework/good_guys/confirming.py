"""From what a user confirmed (this record is not that listing) to decisions, or why not."""

from __future__ import annotations

import calendar
import getpass
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from licet.casework.good_guys.ledger import Ledger
from licet.casework.good_guys.listings import ListingSide, listing_sides
from licet.casework.good_guys.model import Decision, Known
from licet.casework.good_guys.sides import Fields, record_fields
from licet.core.dates import AsOf, Moment
from licet.core.errors import BadInputError
from licet.decision.workspace import Workspace
from licet.screening.model import Query


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A pair that a user says is no match; ``line`` of the file it was read from."""

    record_id: str
    listing_id: str
    reason: str
    by: str | None = None
    until: date | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A pair that can't be remembered, and the sentence that says why."""

    confirmed: Confirmed
    why: str


def whole_parties(work: Workspace, confirmed: Sequence[Confirmed]) -> list[Confirmed]:
    """What was confirmed, and the same for the other listings of each party."""
    found = []
    for one in confirmed:
        others = work.clusters.same_party(one.listing_id)
        found += [one, *(replace(one, listing_id=other) for other in others)]
    return list(dict.fromkeys(found))


def decide(
    work: Workspace, ledger: Ledger, confirmed: Sequence[Confirmed], records: Known, asked: AsOf
) -> tuple[list[Decision], list[Refused]]:
    """Decisions ready to be kept, with both sides as they are on the date, and what is refused."""
    sound = {one.listing_id for one in confirmed if _is_id(one.listing_id)}
    sides = listing_sides(work, sound, asked, ledger.salt)
    made, refused = [], []
    for one in confirmed:
        try:
            record = record_fields(_record(one, records), ledger.salt)
            made.append(_decision(one, record, _side(one, sides, asked).fields, asked))
        except BadInputError as error:
            refused.append(Refused(one, str(error)))
    return made, refused


def removal(record_id: str, listing_id: str, reason: str, by: str | None, asked: AsOf) -> Decision:
    """The decision to remember a pair no longer."""
    return Decision(record_id, listing_id, "remove", reason, by or user(), _now(), asked.day)


def plain_id(listing_id: str) -> str:
    """A listing id with its authority in lower case."""
    authority, colon, entry = listing_id.strip().partition(":")
    return f"{authority.lower()}{colon}{entry}"


def expiry(text: str | None, where: str | None = None) -> date:
    """The last day of a decision: as named, else in a year; raises BadInputError."""
    today = date.today()
    if not text:
        year = today.year + 1
        return date(year, today.month, min(today.day, calendar.monthrange(year, today.month)[1]))
    day = Moment.parse(text, where=where).day
    if day < today:
        raise BadInputError(f"{day} is over.", where=where, mend="Name a day to come.")
    return day


def user() -> str:
    """Who is at the keyboard, as the system knows them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def _decision(one: Confirmed, record: Fields, listing: Fields, asked: AsOf) -> Decision:
    if not one.reason.strip():
        raise BadInputError("no reason is given.", mend="Say why it is another party.")
    return Decision(
        one.record_id,
        one.listing_id,
        "add",
        one.reason.strip(),
        one.by or user(),
        _now(),
        asked.day,
        one.until or expiry(None),
        record,
        listing,
    )


def _record(one: Confirmed, records: Known) -> Query:
    found = list(dict.fromkeys(records.get(one.record_id, ())))
    if not found:
        raise BadInputError(
            f"no record has the id '{one.record_id}'.", mend="Name one of the file of records."
        )
    if len(found) > 1:
        raise BadInputError(
            f"{len(found)} different records have the id '{one.record_id}'.",
            mend="Give each record an id of its own.",
        )
    if isinstance(found[0], str):
        raise BadInputError(f"the record '{one.record_id}' can't be screened: {found[0]}")
    return found[0]


def _side(one: Confirmed, sides: Mapping[str, ListingSide], asked: AsOf) -> ListingSide:
    if not _is_id(one.listing_id):
        raise BadInputError(
            f"'{one.listing_id}' is not a listing id.", mend="Write it as ofac:27016."
        )
    if one.listing_id not in sides:
        raise BadInputError(
            f"no list holds '{one.listing_id}' up to {asked.moment}.",
            mend="Take the id from the matches.",
        )
    return sides[one.listing_id]


def _is_id(listing_id: str) -> bool:
    authority, _, entry = listing_id.partition(":")
    return bool(authority and entry)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
