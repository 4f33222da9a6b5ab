"""What the acts of a programme are judged by: kinds of parties, coverage of lists, carriers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from licet.core.dates import AsOf, Moment
from licet.decision.activity_people import AMERICAN
from licet.decision.case import GLOBAL, fact_key
from licet.decision.regimes import consulted
from licet.decision.standing import brackets
from licet.exposure.judged.carriers import Carriers
from licet.exposure.judged.judging import Book
from licet.exposure.judged.kinds import Kinds, Setting
from licet.exposure.judged.laws import Laws
from licet.exposure.judged.matched import Listed
from licet.exposure.judged.reach import Web
from licet.exposure.judged.terms import Act, Terms
from licet.lists.asof import Bracket, source_name
from licet.lists.in_force import coverage_note

if TYPE_CHECKING:
    from licet.decision.workspace import Workspace
    from licet.exposure.judged.acts import Acts
    from licet.exposure.judged.people import People

PartyKind = tuple[str | None, str | None, str | None, tuple[str, ...], tuple[str, ...]]
NOBODY: PartyKind = (None, None, None, (), ())


def parties(people: People, listed: Listed, terms: Terms, web: Web) -> list[PartyKind]:
    """The kind of each supplier: country, region, kind, places of its listing, facts reopened."""
    found: list[PartyKind] = []
    confirmed = {fit.node: fit.listing for fit in listed.fits if fit.confirmed}
    by_node: dict[int, list[str]] = {}
    for fit in listed.fits:
        by_node.setdefault(fit.node, []).append(fit.listing)
    doubtful = terms.country is None and set(terms.actor) <= AMERICAN
    for node in range(people.suppliers):
        one = people.persons[node]
        places = _places(listed, confirmed.get(node))
        reopened: tuple[str, ...] = ()
        if doubtful:
            above = {node} | web.ancestors(node)
            reopened = _reopened(listed, (lid for n in above for lid in by_node.get(n, ())))
        found.append((one.country, one.region, one.kind, places, reopened))
    return found


def _places(listed: Listed, listing_id: str | None) -> tuple[str, ...]:
    """Countries in the entry of a confirmed listing, as ``decision.gather`` takes them."""
    if listing_id is None or listing_id not in listed.standing:
        return ()
    entry = listed.standing[listing_id].listing
    words = [one.country for one in entry.addresses if one.country]
    words += [one.country for one in entry.identifiers if one.country]
    return tuple(dict.fromkeys([*words, *entry.nationalities, *entry.citizenships]))


def _reopened(listed: Listed, ids: Iterable[str]) -> tuple[str, ...]:
    measures = {m for one in ids for _, states in listed.spans.get(one, ()) for m in states}
    countries = {measure.partition("/")[0] for measure in measures} & {"eu", "uk"}
    return tuple(f"actor.{country}_person" for country in sorted(countries))


def with_parties(acts: Acts, kinds: list[PartyKind]) -> tuple[pl.DataFrame, list[PartyKind]]:
    """Acts with the number of their supplier's kind; 0 is one of whom nothing is known."""
    codes: dict[PartyKind, int] = {NOBODY: 0}
    numbers = [codes.setdefault(one, len(codes)) for one in kinds]
    told = pl.DataFrame(
        {"supplier": range(len(kinds)), "party": numbers},
        schema={"supplier": pl.Int32, "party": pl.Int32},
    )
    frame = acts.frame.join(told, on="supplier", how="left", maintain_order="left")
    return frame.with_columns(pl.col("party").fill_null(0)), list(codes)


def settings(
    frame: pl.DataFrame, parties: list[PartyKind], acts: Acts
) -> dict[tuple[str, int, int], Setting]:
    """A setting for each act, kind of party and kind of licence."""
    made = {}
    for act, party, lcode in (
        frame.select("act", "party", "lcode").unique().sort(pl.all()).iter_rows()
    ):
        country, region, kind, places, reopened = parties[party]
        licence = acts.licence_kinds[lcode]
        which: Act = "export" if act == "export" else "purchase"
        made[act, party, lcode] = Setting(which, country, region, kind, licence, places, reopened)
    return made


def coverage(
    frame: pl.DataFrame, book: Book, listed: Listed, web: Web, terms: Terms
) -> tuple[pl.DataFrame, dict[str, Bracket], list[str]]:
    """From which day on the lists that an act's actor must consult cover it, by supplier.

    Also those lists as they stand on the day asked, and what is said of lists that aren't kept.
    """
    work = book.kinds.work
    known: dict[tuple[object, object], tuple[tuple[str, ...], tuple[str, ...]]] = {}
    rows, lists, unseen = [], dict[str, None](), dict[str, None]()
    for key, setting in book.settings.items():
        facts = book.kinds.facts_of(setting, terms.day)
        pair = (facts.get("actor.eu_person"), facts.get("actor.uk_person"))
        if pair not in known:
            names = ("actor.eu_person", "actor.uk_person")
            values = {fact_key(GLOBAL, n): facts[n] for n in names if n in facts}
            found = consulted(work, values)
            known[pair] = (found.lists, found.unseen)
        own, told = known[pair]
        lists |= dict.fromkeys(own)
        unseen |= dict.fromkeys(told)
        rows.append((*key, list(own)))
    asked = AsOf(Moment(terms.day), book.kinds.known_by)
    around = {b.source: b for b in brackets(work, asked, tuple(lists))}
    begun = {one: _first(work, one, book.kinds.known_by) for one in lists}
    schema = [("act", pl.String), ("party", pl.Int32), ("lcode", pl.Int32)]
    told_of = pl.DataFrame(rows, schema=[*schema, ("lists", pl.List(pl.String))], orient="row")
    wanted = (
        frame.select("act", "party", "lcode", "supplier")
        .unique()
        .join(told_of, on=["act", "party", "lcode"], how="left")
    )
    accounted = _accounted(listed, web, lists, around)
    exploded = wanted.explode("lists").with_columns(
        covered=pl.col("lists").replace_strict(begun, default=None, return_dtype=pl.Date)
    )
    if accounted:
        pairs = pl.DataFrame(
            list(accounted), schema=[("supplier", pl.Int32), ("lists", pl.String)], orient="row"
        )
        exploded = exploded.join(pairs, on=["supplier", "lists"], how="anti", nulls_equal=True)
    made = exploded.group_by("act", "party", "lcode", "supplier").agg(pl.col("covered").max())
    return made, around, list(unseen)


def _first(work: Workspace, source: str, known_by: date | None) -> date:
    days = [s.published for s in work.store.of(source) if not known_by or s.published <= known_by]
    return min(days, default=date.max)


def _accounted(
    listed: Listed, web: Web, lists: Iterable[str], around: dict[str, Bracket]
) -> set[tuple[int, str]]:
    """Suppliers whose own announcements settle what a missing list would show, as in ``gather``."""
    found = set()
    by_node: dict[int, list[str]] = {}
    for fit in listed.fits:
        if fit.confirmed:
            by_node.setdefault(fit.node, []).append(fit.listing)
    for node in (n for n in by_node if n < web.people.suppliers):
        everyone = {node} | web.ancestors(node)
        for source in lists:
            if around[source].after is None and around[source].before is None:
                continue
            if all(_settled(listed, by_node.get(n, ()), source) for n in everyone):
                found.add((node, source))
    return found


def _settled(listed: Listed, ids: Iterable[str], source: str) -> bool:
    standings = [listed.standing[one] for one in ids if one in listed.standing]
    return bool(standings) and all(
        s.actions and (not s.seen_after(source) or any(a.source == source for a in s.actions))
        for s in standings
    )


def book_of(
    acts: Acts,
    frame: pl.DataFrame,
    kinds: Kinds,
    laws: Laws,
    made: Carriers,
    unread: frozenset[int],
) -> Book:
    """A book without settings and coverage, which need the parties."""
    return Book(kinds, laws, made, {}, acts.items, pl.DataFrame(), unread)


def list_notes(around: dict[str, Bracket], day: date, stale: int = 14) -> list[str]:
    """What the lists consulted don't show: not covered, or old."""
    notes = []
    for one in around.values():
        if told := coverage_note(one):
            notes.append(f"{told}: whom it listed then stays open.")
        elif one.before and one.after is None and (day - one.before.published).days > stale:
            age = (day - one.before.published).days
            notes.append(
                f"The latest {source_name(one.source)} at hand is of {one.before.published}, "
                f"{age} days before {day}: later listings aren't seen."
            )
    return notes
