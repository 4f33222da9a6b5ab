"""Whether remembered pairs still hold on a date, and if not, which field of which side changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from licet.casework.good_guys.aliases import Doubt, NewNames
from licet.casework.good_guys.listings import ListingSide, listing_sides
from licet.casework.good_guys.model import Decision, Known
from licet.casework.good_guys.sides import LISTED, LISTING, NAMES, RECORD, changes, record_fields
from licet.core.dates import AsOf
from licet.decision.workspace import Workspace
from licet.screening.model import Query

NOT_LISTED = "on no list by that date"
NEW_ALIAS = "new alias"


@dataclass
class Judge:
    """Judges pairs for one date and threshold; each listing is read once.

    ``today`` is the day by which decisions expire: reviews are due by the calendar, whatever
    date is asked.
    """

    work: Workspace
    asked: AsOf
    threshold: float
    salt: bytes
    today: date
    _sides: dict[str, ListingSide | None] = field(default_factory=dict)

    def why_not(self, pairs: Sequence[tuple[Decision, Query]]) -> list[str]:
        """Why each pair no longer holds ("record: birth date; listing: measure"); "" where it does.

        The records are those that bear the decisions' record ids now.
        """
        self.read_listings(decision.listing_id for decision, _ in pairs)
        records = {query: record_fields(query, self.salt) for _, query in pairs}
        aliased = self._new_aliases(pairs)
        found = []
        for n, (decision, query) in enumerate(pairs):
            parts = {
                "record": changes(RECORD, decision.record, records[query]),
                "listing": self._listing(decision, n in aliased),
                "decision": self._expired(decision),
            }
            found.append("; ".join(f"{side}: {', '.join(w)}" for side, w in parts.items() if w))
        return found

    def check(self, decisions: Sequence[Decision], records: Known) -> list[tuple[Decision, str]]:
        """Each decision whose record is known, with why it no longer holds.

        Where several records bear one id, the first that differs says why.
        """
        found: dict[int, str] = {}
        pairs: list[tuple[int, Query]] = []
        for n, decision in enumerate(decisions):
            for record in records.get(decision.record_id, ()):
                found.setdefault(n, "")
                if isinstance(record, str):
                    found[n] = f"record: {record.rstrip('.')}"
                else:
                    pairs.append((n, record))
        why = self.why_not([(decisions[n], query) for n, query in pairs])
        for (n, _), words in zip(pairs, why, strict=True):
            found[n] = found[n] or words
        return [(decisions[n], words) for n, words in found.items()]

    def read_listings(self, listing_ids: Iterable[str]) -> None:
        """Read the sides of listings that were not read yet."""
        new = [one for one in dict.fromkeys(listing_ids) if one not in self._sides]
        if new:
            found = listing_sides(self.work, new, self.asked, self.salt)
            self._sides.update({one: found.get(one) for one in new})

    def side(self, listing_id: str) -> ListingSide | None:
        """A listing as it is on the date; None where nothing at hand knows it."""
        self.read_listings([listing_id])
        return self._sides[listing_id]

    def _listing(self, decision: Decision, aliased: bool) -> list[str]:
        side = self._sides[decision.listing_id]
        if side is None:
            return [NOT_LISTED]
        told = [NEW_ALIAS] if aliased else []
        told += changes(LISTING, decision.listing, side.fields)
        same = decision.listing.get(LISTED) == side.fields.get(LISTED)
        if same and side.entered_since(decision.as_of):
            told.append("listed again")
        return told

    def _expired(self, decision: Decision) -> list[str]:
        over = decision.until is not None and decision.until < self.today
        return [f"expired on {decision.until}"] if over else []

    def _new_aliases(self, pairs: Sequence[tuple[Decision, Query]]) -> set[int]:
        """Places of pairs whose listing has a new name that reaches the threshold."""
        doubts = {}
        for n, (decision, query) in enumerate(pairs):
            side = self._sides[decision.listing_id]
            names = set(side.fields[NAMES]) if side else set()
            if new := names - set(decision.listing.get(NAMES, ())):
                doubts[n] = Doubt(decision.listing_id, query, frozenset(new))
        reaching = self._names.reaching(list(doubts.values())) if doubts else []
        return {n for n, reaches in zip(doubts, reaching, strict=True) if reaches}

    @cached_property
    def _names(self) -> NewNames:
        return NewNames(self.work.index, self.threshold, self.salt)
