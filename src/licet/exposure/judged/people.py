"""Everybody in a programme: suppliers and their owners, by number, and who holds what of whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

import polars as pl

from licet.decision.activity import Party
from licet.decision.activity_people import Kind as PartyKind
from licet.exposure.tables import problems
from licet.exposure.tables.problems import Kind
from licet.goods import territories
from licet.ownership import shares
from licet.ownership.keys import plain_name
from licet.ownership.model import CERTAIN, OPEN_END, OPEN_START, POSSIBLE
from licet.ownership.model import Kind as TieKind
from licet.ownership.reading.table import KINDS, MAYBE

if TYPE_CHECKING:
    from licet.decision.workspace import Workspace
    from licet.exposure.programme import Programme

UNKNOWN = {"unknown", "not known", "undisclosed", "?"}
KNOWN_KINDS = get_args(PartyKind)


@dataclass(frozen=True, slots=True)
class Person:
    """A supplier or an owner, as its row has it. ``listing``: a confirmed one."""

    name: str | None
    kind: str | None = None
    country: str | None = None
    region: str | None = None
    listing: str | None = None
    rejected: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()

    def row(self) -> dict[str, Any]:
        """For the data of an activity."""
        return {
            "name": self.name,
            "kind": self.kind,
            "country": self.country,
            "region": self.region,
            "listing": self.listing,
            "rejected": list(self.rejected),
            "identifiers": dict(self.identifiers),
        }


@dataclass(frozen=True, slots=True)
class Holding:
    """One tie between two nodes; ``share`` in the units of ``ownership.shares``, days as ordinals.

    ``row`` is the row of the table ``owners``; None where the kept graph tells it.
    """

    owner: int
    owned: int
    kind: TieKind
    share: tuple[int, int]
    start: int = OPEN_START
    end: int = OPEN_END
    row: int | None = None


@dataclass(frozen=True)
class People:
    """Suppliers are nodes 0 to ``suppliers`` - 1 (their keys); owners come after them.

    ``unknown``: nodes of whose owners somebody isn't named. ``problems``: rows of owners left out.
    """

    suppliers: int
    persons: tuple[Person, ...]
    holdings: tuple[Holding, ...]
    unknown: frozenset[int]
    problems: pl.DataFrame
    kept: dict[int, str] = field(default_factory=dict)

    def owners_of(self, node: int) -> list[Holding]:
        """Ties of those that own a node."""
        return [one for one in self.holdings if one.owned == node]


def people_of(programme: Programme, work: Workspace) -> People:
    """Everybody of a programme; suppliers without owners in the tables have the kept graph's."""
    made = _Making(programme)
    made.read_owners()
    made.read_kept(work)
    return People(
        suppliers=programme.suppliers.height,
        persons=tuple(made.persons),
        holdings=tuple(made.holdings),
        unknown=frozenset(made.unknown),
        problems=problems.together(made.wrong),
        kept=made.kept,
    )


class _Making:
    """Nodes and ties as they are met."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.wrong: list[pl.DataFrame] = []
        self.persons = [self.supplier(row) for row in programme.suppliers.iter_rows(named=True)]
        ids = programme.suppliers["supplier_id"].to_list()
        self.by_id = {one: n for n, one in enumerate(ids)}
        self.by_name = {plain_name(p.name): n for n, p in enumerate(self.persons) if p.name}
        self.holdings: list[Holding] = []
        self.unknown: set[int] = set()
        self.kept: dict[int, str] = {}
        self.of_kept: dict[int, int] = {}

    def supplier(self, row: dict[str, Any]) -> Person:
        """A supplier; a region or sort that nobody knows is told, and unknown."""
        word = (row["kind"] or "organisation").strip().lower()
        if word not in KNOWN_KINDS:
            said = f"'{row['kind']}' is no kind of party"
            mend = f"Write one of {', '.join(KNOWN_KINDS)}."
            kind = Kind("doubt", "suppliers", "kind", mend, "it counts as an organisation")
            self.wrong.append(problems.one(said, kind, row["sheet"], row["row"]))
        region = row["region"]
        if region and territories.code_of(region) is None:
            mend = "Write a code such as UA-43, or leave it empty."
            kind = Kind("unread", "suppliers", "region", mend, "its region is unknown")
            said = f"'{region}' is no region with rules of its own here"
            self.wrong.append(problems.one(said, kind, row["sheet"], row["row"]))
            region = None
        return _supplier(row, word if word in KNOWN_KINDS else "organisation", region)

    def node(self, text: str) -> int:
        """The node of a supplier's number, of a name, or a new one."""
        if text in self.by_id:
            return self.by_id[text]
        plain = plain_name(text)
        if plain not in self.by_name:
            self.by_name[plain] = len(self.persons)
            self.persons.append(Person(text))
        return self.by_name[plain]

    def read_owners(self) -> None:
        """The rows of the table owners."""
        for place, row in enumerate(self.programme.owners.iter_rows(named=True)):
            try:
                self._owner(place, row)
            except ValueError as error:
                mend = "Give a percentage such as 50, a range such as 25-50, or unknown."
                kind = Kind("left_out", "owners", "percent", mend, "the holding is left out")
                self.wrong.append(problems.one(str(error), kind, row["sheet"], row["row"]))

    def _owner(self, place: int, row: dict[str, Any]) -> None:
        owned = self.node(row["owned"])
        if row["owner"].strip().lower() in UNKNOWN:
            self.unknown.add(owned)
            return
        word = (row["kind"] or "").strip().lower()
        kind = KINDS.get(word, MAYBE.get(word))
        if kind is None:
            raise ValueError(f"'{row['kind']}' is no kind of holding")
        share = shares.parse(row["percent"]) if kind.is_share else CERTAIN
        share = POSSIBLE if word in MAYBE else share
        owner = self.node(row["owner"])
        if row["listing"] or row["country"]:
            told = {n: row[n] for n in ("listing", "country") if row[n]}
            self.persons[owner] = replace(self.persons[owner], **told)
        start = _ordinal(row["from"], OPEN_START)
        end = _ordinal(row["to"], OPEN_END)
        self.holdings.append(Holding(owner, owned, kind, share, start, end, place))

    def read_kept(self, work: Workspace) -> None:
        """Owners from the kept graph, of suppliers for whom the tables name none."""
        kept = work.ownership
        if kept is None:
            return
        from licet.decision.kept_owners import nodes_of

        stated = {one.owned for one in self.holdings} | self.unknown
        for node in range(self.programme.suppliers.height):
            person = self.persons[node]
            if node in stated or not (person.name or person.listing) or person.kind == "person":
                continue
            asked = Party.model_validate({**person.row(), "role": "supplier"})
            found = nodes_of(kept, asked)
            for one in found:
                self._grow(kept, node, one, possible=len(found) > 1)

    def _grow(self, kept: Any, node: int, start: int, *, possible: bool) -> None:
        """Ties of every date above one node of the kept graph."""
        waiting, here = [start], {start: node}
        for one in waiting:
            for held in kept.owners(one):
                if held.kind is TieKind.OTHER or held.owner == held.owned:
                    continue
                if held.owner not in here:
                    here[held.owner] = self._of_kept(kept, held.owner)
                    waiting.append(held.owner)
                share = (0, held.share[1]) if possible and one == start else held.share
                span = (held.span.start[0], held.span.end[1])
                tie = Holding(here[held.owner], here[one], held.kind, share, *span)
                self.holdings.append(tie)
                self.kept[node] = kept.says(held)

    def _of_kept(self, kept: Any, number: int) -> int:
        if number not in self.of_kept:
            names = kept.names(number)
            listing = next((k for k in kept.keys(number) if k.startswith("ofac:")), None)
            self.of_kept[number] = len(self.persons)
            name = names[0] if names else None
            self.persons.append(Person(name, kept.kind(number), None, None, listing))
            if not names:
                self.unknown.add(self.of_kept[number])
        return self.of_kept[number]


def _ordinal(day: date | None, none: int) -> int:
    return none if day is None else day.toordinal()


def _supplier(row: dict[str, Any], kind: str, region: str | None) -> Person:
    return Person(
        name=row["name"],
        kind=kind,
        country=row["country"],
        region=region,
        listing=row["listing"],
        rejected=tuple(_parts(row["rejected"])),
        identifiers=tuple(_numbers(row["identifiers"])),
    )


def _parts(text: str | None) -> Iterator[str]:
    yield from (part.strip() for part in (text or "").split(";") if part.strip())


def _numbers(text: str | None) -> Iterator[tuple[str, str]]:
    for part in _parts(text):
        kind, colon, number = part.partition(":")
        if colon and number.strip():
            yield kind.strip(), number.strip()
