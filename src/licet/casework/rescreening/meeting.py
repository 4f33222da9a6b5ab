"""What screening found, beside what was decided before: what is new, and what changed materially.

A pair that was decided is held against its decision with the rules of the good guys: the record's
name, kind, country, birth date and new identifiers; the listing's new names that reach the
threshold, kind, births, nationalities, new identifiers, programmes, measures, and whether it is
listed; and the decision's last day.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import polars as pl
import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from licet.casework import tables
from licet.casework.cases import Cases
from licet.casework.good_guys.holding import NOT_LISTED, Judge
from licet.casework.good_guys.ledger import Ledger
from licet.casework.good_guys.model import Decision, Pair
from licet.casework.good_guys.sides import LISTED, digest, record_fields
from licet.casework.model import Found, Lost, Subject
from licet.casework.rescreening.kept import queries
from licet.screening.model import DEFAULT, STRONG, Query

FEW = 500
GONE = "no longer found above the threshold"
ALERT = ("listing_id", "status", "final", "decided_by", "decided_at", "decided_seq", "reason",
         "as_of", "until", "record_side", "listing_side")  # fmt: skip


@dataclass
class Meeting:
    """One batch's matches on one date. ``remembered``: pairs left out as good guys; ``delisted``:
    pairs left out since the listing is on no list that day.
    """

    cases: Cases
    batch: str
    judge: Judge
    ledger: Ledger
    remembered: int = 0
    delisted: int = 0
    met: set[Pair] = field(default_factory=set)

    def subjects(self, matches: pl.DataFrame, records: Mapping[str, Query]) -> list[Subject]:
        """Records with what was found for them."""
        best = matches.unique(["record_id", "listing_id"], keep="first", maintain_order=True)
        rows = best.to_dicts()
        self.judge.read_listings(row["listing_id"] for row in rows)
        held = self._held_of(records)
        why = self._why([(row["record_id"], row["listing_id"]) for row in rows], held, records)
        found: dict[str, list[Found]] = defaultdict(list)
        for row in rows:
            pair = row["record_id"], row["listing_id"]
            self.met.add(pair)
            if pair not in held and not self._wanted(pair, why):
                continue
            if pair in held and not self._listed(pair[1]):
                self.met.discard(pair)  # told below, as one that is lost
                continue
            judged = held[pair]["decided_seq"] if pair in held else None
            found[pair[0]].append(self._found(row, why.get(pair, ""), judged))
        return [self._subject(own, records[own], tuple(found[own])) for own in found]

    def lost(
        self, listings: Iterable[str] | None, records: Iterable[str], today: date
    ) -> list[Subject]:
        """Alerts of changed listings (None: of any) or records that were not found this time, and
        rejections whose last day is over.
        """
        if listings is None:
            held = self._alerts(sa.true())
        else:
            moved = self._with_case.intersection(records)
            held = self._held_by(tables.alerts.c.listing_id, list(listings))
            held |= self._held_of(moved) | self._expired(today)
        left = {pair: row for pair, row in held.items() if pair not in self.met}
        known = queries(self.cases, self.batch, {own for own, _ in left})
        why = self._why(list(left), left, known)
        told: dict[str, list[Lost]] = defaultdict(list)
        for pair, row in left.items():
            if pair[0] not in known:
                continue  # the record is no longer in the batch: its case stands as it is
            words = why.get(pair, "")
            if row["status"] == "open":
                words = GONE if self._listed(pair[1]) else f"listing: {NOT_LISTED}"
            if words:
                told[pair[0]].append(Lost(pair[1], words, row["decided_seq"]))
        return [
            self._subject(own, known[own], (), tuple(lost)) for own, lost in sorted(told.items())
        ]

    def _wanted(self, pair: Pair, why: Mapping[Pair, str]) -> bool:
        """Whether a pair that no case holds is worth one; counts those that are not."""
        if not self._listed(pair[1]):
            self.delisted += 1
            return False
        if pair in self._pairs and not why[pair]:
            self.remembered += 1
            return False
        return True

    def _listed(self, listing_id: str) -> bool:
        """Whether a listing may be on a list on the date."""
        side = self.judge.side(listing_id)
        never = (digest(self.judge.salt, LISTED, "false"),)
        return side is not None and side.fields.get(LISTED) != never

    def _why(
        self, pairs: Sequence[Pair], held: Mapping[Pair, RowMapping], records: Mapping[str, Query]
    ) -> dict[Pair, str]:
        """Why what was decided of each pair no longer holds; "" where it does."""
        decisions: dict[Pair, Decision] = {}
        for pair in pairs:
            row = held.get(pair)
            if row is not None and row["status"] != "open" and row["listing_side"]:
                decisions[pair] = _decision(pair, row)
        told = {pair: self._pairs[pair] for pair in pairs
                if pair not in held and pair in self._pairs}  # fmt: skip
        numbered = self.ledger.numbered(list(told.values()))
        decisions |= {pair: numbered[number] for pair, number in told.items()}
        asked = [(one, records[pair[0]]) for pair, one in decisions.items() if pair[0] in records]
        known = [pair for pair in decisions if pair[0] in records]
        return dict(zip(known, self.judge.why_not(asked), strict=True))

    @cached_property
    def _pairs(self) -> dict[Pair, int]:
        return {(own, listing): number for number, own, listing, _ in self.ledger.pairs()}

    @property
    def _with_case(self) -> set[str]:
        asked = sa.select(tables.cases.c.record_id).where(tables.cases.c.batch == self.batch)
        return set(self.cases.database.read(lambda c: c.execute(asked).scalars().all()))

    def _held_of(self, records: Iterable[str]) -> dict[Pair, RowMapping]:
        return self._held_by(tables.cases.c.record_id, list(records))

    def _held_by(self, column: sa.Column[str], values: Sequence[str]) -> dict[Pair, RowMapping]:
        found: dict[Pair, RowMapping] = {}
        for start in range(0, len(values), FEW):
            found |= self._alerts(column.in_(values[start : start + FEW]))
        return found

    def _expired(self, today: date) -> dict[Pair, RowMapping]:
        alert = tables.alerts.c
        return self._alerts(sa.and_(alert.status == "rejected", alert.until < str(today)))

    def _alerts(self, where: sa.ColumnElement[bool]) -> dict[Pair, RowMapping]:
        columns = [tables.alerts.c[name] for name in ALERT]
        asked = sa.select(tables.cases.c.record_id, *columns).join(
            tables.alerts, tables.alerts.c.case_id == tables.cases.c.id
        )
        asked = asked.where(tables.cases.c.batch == self.batch, where)
        rows = self.cases.database.read(
            lambda connection: connection.execute(asked).mappings().all()
        )
        return {(row["record_id"], row["listing_id"]): row for row in rows}

    def _found(self, row: dict[str, object], why: str, judged: int | None) -> Found:
        score = float(row["score"])  # type: ignore[arg-type]
        side = self.judge.side(str(row["listing_id"]))
        return Found(
            str(row["listing_id"]), str(row["source"]), score, band(score),
            str(row["matched_name"]), str(row["reason"]), json.loads(str(row["explanation"])),
            side.fields if side else None, why, judged,
        )  # fmt: skip

    def _subject(
        self, own: str, query: Query, found: tuple[Found, ...], lost: tuple[Lost, ...] = ()
    ) -> Subject:
        side = record_fields(query, self.judge.salt)
        return Subject(own, query.name, query.kind, found, side, lost)


def band(score: float) -> str:
    """The band of a score, as ``Match.band`` says it."""
    return "strong" if score >= STRONG else "possible" if score >= DEFAULT else "below"


def _decision(pair: Pair, row: RowMapping) -> Decision:
    until = row["until"]
    return Decision(
        *pair, "add", row["reason"] or "", row["decided_by"] or "", row["decided_at"] or "",
        date.fromisoformat(row["as_of"]),
        date.fromisoformat(until) if until else None,
        _side(row["record_side"]),
        _side(row["listing_side"]),
    )  # fmt: skip


def _side(text: str | None) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in json.loads(text or "{}").items()}
