"""The sieve of a batch: pairs are found by columns, records are read for those alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from licet.casework.good_guys.model import Decision
from licet.casework.good_guys.sieve import Sieve
from licet.screening.model import Query


class Told:
    """A judge that says what it is given and counts what it is asked."""

    def __init__(self, **why: str) -> None:
        self.why = why
        self.asked: list[Query] = []

    def why_not(self, pairs: list[tuple[Decision, Query]]) -> list[str]:
        """Words by record id."""
        self.asked += [query for _, query in pairs]
        return [self.why.get(decision.record_id, "") for decision, _ in pairs]


class Held:
    """Decisions of pairs, numbered from 1."""

    def __init__(self, *pairs: tuple[str, str]) -> None:
        day = date(2026, 1, 1)
        self.held = {
            n: Decision(r, listing, "add", f"not {listing}", "b", "t", day)
            for n, (r, listing) in enumerate(pairs, 1)
        }

    def pairs(self) -> list[tuple[int, str, str, str | None]]:
        """All of them."""
        return [(n, *one.pair, None) for n, one in self.held.items()]

    def numbered(self, numbers: Sequence[int]) -> dict[int, Decision]:
        """Those with these numbers."""
        return {n: self.held[n] for n in numbers}


def frames(*rows: tuple[int, str | None, str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Matches, best first, and the record of each: number, id and listing."""
    number, ids, listing = zip(*rows, strict=True) if rows else ((), (), ())
    row = pl.Series("row", number, pl.Int64)
    matches = pl.DataFrame([row, pl.Series("listing_id", listing, pl.String)])
    names = pl.Series("name", [f"Name {n}" for n in number], pl.String)
    return matches, pl.DataFrame([row, pl.Series("record_id", ids, pl.String), names])


def sieve(judge: Told, decisions: Held, limit: int = 10, show: bool = False) -> Sieve:
    """A sieve with that judge."""
    return Sieve(judge, decisions, limit, show)  # type: ignore[arg-type]


def shown(found: pl.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """Rows of some columns."""
    return found.select("row", "listing_id", *columns).rows()


def test_only_remembered_pairs_are_looked_at() -> None:
    """The judge is asked of no other record; other matches pass in their order."""
    judge = Told()
    held = sieve(judge, Held(("b", "x:1"), ("zz", "x:1")))
    found = held(*frames((1, "a", "x:1"), (2, "b", "x:2"), (2, "b", "x:1"), (3, None, "x:1")))
    assert [query.name for query in judge.asked] == ["Name 2"]
    assert shown(found.matches) == [(1, "x:1"), (2, "x:2"), (3, "x:1")]
    assert (found.remembered, found.reopened) == (1, 0)


def test_what_no_longer_holds_is_shown_with_why() -> None:
    """A pair that the judge refuses stays, with its words, and takes its place in the limit."""
    held = sieve(Told(b="record: name"), Held(("b", "x:1"), ("b", "x:2")), limit=1)
    found = held(*frames((2, "b", "x:1"), (2, "b", "x:2"), (2, "b", "x:3")))
    assert shown(found.matches, "reopened") == [(2, "x:1", "record: name")]
    assert (found.remembered, found.reopened, held.most) == (0, 1, 2)


def test_shown_ones_take_no_place() -> None:
    """Remembered pairs are shown beside as many others as the limit allows, with their reason."""
    held = sieve(Told(), Held(("b", "x:1")), limit=1, show=True)
    found = held(*frames((2, "b", "x:1"), (2, "b", "x:2"), (2, "b", "x:3")))
    assert shown(found.matches, "remembered") == [(2, "x:1", "not x:1"), (2, "x:2", None)]


def test_no_match_and_no_ids() -> None:
    """A part without matches, or of records without ids, passes as it is."""
    held = sieve(Told(), Held(("b", "x:1")))
    assert held(*frames()).matches.height == 0
    matches, records = frames((1, "b", "x:1"))
    found = held(matches, records.drop("record_id"))
    assert shown(found.matches, "reopened") == [(1, "x:1", None)]
