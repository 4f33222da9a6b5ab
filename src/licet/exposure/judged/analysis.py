"""A whole programme under the law and its own events, on its own dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from licet.exposure.events import last_permitted, touched_by_events
from licet.exposure.judged import booking
from licet.exposure.judged.acts import Acts, acts_of
from licet.exposure.judged.answers import (
    Reading,
    causes,
    delivery_answers,
    line_answers,
    stops_of,
)
from licet.exposure.judged.carriers import carriers
from licet.exposure.judged.judging import Book, Judged, judge
from licet.exposure.judged.kinds import Kinds
from licet.exposure.judged.laws import Laws
from licet.exposure.judged.matched import Listed, listed
from licet.exposure.judged.people import People, people_of
from licet.exposure.judged.reach import Web, through_owners
from licet.exposure.judged.terms import Terms
from licet.exposure.shortage import Shortages, shortages
from licet.exposure.structure import Structure
from licet.exposure.tables import problems
from licet.exposure.tables.problems import Kind
from licet.exposure.touched import Touched

if TYPE_CHECKING:
    from licet.decision.workspace import Workspace
    from licet.exposure.programme import Programme
    from licet.lists.asof import Bracket

Told = Callable[[str, float], None]
"""Told what is being done, and how far it is (0 to 1)."""


@dataclass(frozen=True)
class Analysis:
    """Everything that was found; answers are worked out when they are first asked for.

    ``frame`` are the acts with the kinds of their suppliers (``judging.ACTS``). ``events`` are the
    programme's own, and those of a hypothetical case.
    """

    programme: Programme
    structure: Structure
    terms: Terms
    work: Workspace
    people: People
    web: Web
    listed: Listed
    acts: Acts
    frame: pl.DataFrame
    book: Book
    judged: Judged
    events: pl.DataFrame
    lists: dict[str, Bracket]
    notes: tuple[str, ...]
    name: str = "as it stands"
    told: dict[str, float] = field(default_factory=dict)

    @property
    def problems(self) -> pl.DataFrame:
        """Everything wrong with the tables."""
        own = [self.programme.problems, self.structure.tree.problems, self.people.problems]
        return problems.together([*own, self.acts.problems, unscreened(self)])

    @cached_property
    def lines(self) -> pl.DataFrame:
        """An answer for each contract line (see ``answers.LINE``)."""
        return line_answers(self)

    @cached_property
    def work_list(self) -> pl.DataFrame:
        """Parts that lose a source (see ``resourcing``)."""
        from licet.exposure.judged.resourcing import work_list

        return work_list(self)

    @cached_property
    def causes(self) -> pl.DataFrame:
        """Why: every cause of every act (see ``answers.causes``)."""
        return causes(self)

    @cached_property
    def deliveries(self) -> pl.DataFrame:
        """An answer for each delivery on its day."""
        return delivery_answers(self)

    @cached_property
    def permitted(self) -> pl.DataFrame:
        """Until when each line may deliver by the programme's events (see ``events``)."""
        return last_permitted(self.programme, self.events)

    def touched(self, *, certain: bool) -> Touched:
        """From which day whom can't deliver: what is certain, or all that is possible.

        Law and events together. What needs a licence that isn't held counts as stopped.
        """
        reading: Reading = "floor" if certain else "ceiling"
        own = touched_by_events(self.programme, self.events, "possible" if certain else "certain")
        lines, sources = (stops_of(self, of, reading) for of in ("line", "source"))
        both = [one for one in (own.lines, lines) if one is not None]
        rows = [one for one in (own.sources, sources) if one is not None]
        orders = [one for one in (own.orders, lines) if one is not None]
        return Touched(own.suppliers, *(np.minimum.reduce(days) for days in (both, rows, orders)))

    @cached_property
    def worst(self) -> Shortages:
        """Shortages if all that is possible comes about."""
        touched = self.touched(certain=False)
        return shortages(self.programme, self.structure, touched, self.terms.day)

    @cached_property
    def best(self) -> Shortages:
        """Shortages of which nothing could come out milder."""
        touched = self.touched(certain=True)
        return shortages(self.programme, self.structure, touched, self.terms.day)


def unscreened(analysis: Analysis) -> pl.DataFrame:
    """Suppliers whose confirmed listing no list has, or whose name holds nothing to screen."""
    found = []
    suppliers = analysis.programme.suppliers
    for node in sorted(n for n in analysis.listed.unread if n < suppliers.height):
        person, place = analysis.people.persons[node], suppliers.row(node, named=True)
        if person.listing:
            what = f"no list at hand has the listing {person.listing}"
            mend = "Check the id, or add a list of that time with `licet lists add`."
        elif person.name:
            what, mend = f"'{person.name[:60]}' can't be screened", "Write its full legal name."
        else:
            continue
        lost = "what the lists say of it stays open"
        kind = Kind("unread", "suppliers", "listing" if person.listing else "name", mend, lost)
        found.append(problems.one(what, kind, place["sheet"], place["row"]))
    return problems.together(found)


def analyse(
    programme: Programme, work: Workspace, terms: Terms | None = None, told: Told | None = None
) -> Analysis:
    """Judge a programme. Raises NotCoveredError where the store holds no list."""
    terms, say = terms or Terms(), told or _silent
    say("the part tree", 0.0)
    structure = Structure.of(programme)
    acts = acts_of(programme, terms)
    say("who is listed", 0.15)
    people = people_of(programme, work)
    web = Web(people)
    found = listed(work, people.persons, min(acts.first, terms.day), acts.last, None)
    say("what the law says", 0.4)
    laws, kinds = Laws(work.law), Kinds(work, terms)
    analysis = judged_by(
        programme, structure, acts, _Law(laws, kinds, people, web, found), terms, told=say
    )
    say("shortages", 0.9)
    return analysis


@dataclass(frozen=True)
class _Law:
    laws: Laws
    kinds: Kinds
    people: People
    web: Web
    listed: Listed


def _silent(_what: str, _how_far: float) -> None:
    return


def judged_by(
    programme: Programme, structure: Structure, acts: Acts, law: _Law, terms: Terms, told: Told
) -> Analysis:
    """The analysis once everybody has been looked up."""
    book, frame, around, notes = _book(acts, law, terms)
    judged = judge(frame, book, lambda n, of: told("what the law says", 0.4 + 0.45 * n / of))
    day = terms.day
    return Analysis(
        programme, structure, terms, law.kinds.work, law.people, law.web, law.listed, acts, frame,
        book, judged, programme.events, around, (*booking.list_notes(around, day), *notes),
    )  # fmt: skip


def _book(
    acts: Acts, law: _Law, terms: Terms, only: set[int] | None = None
) -> tuple[Book, pl.DataFrame, dict[str, Bracket], list[str]]:
    """What to judge by; ``only`` limits the carriers to some suppliers."""
    suppliers = only if only is not None else range(law.people.suppliers)
    reached = through_owners(law.web, law.listed, law.laws, *_span(acts, terms), only)
    made = carriers(law.listed, law.laws, reached, suppliers)
    parties = booking.parties(law.people, law.listed, terms, law.web)
    frame, codes = booking.with_parties(acts, parties)
    unread = frozenset(n for n in law.listed.unread if n < law.people.suppliers)
    book = booking.book_of(acts, frame, law.kinds, law.laws, made, unread)
    book.settings = booking.settings(frame, codes, acts)
    book.covered, around, notes = booking.coverage(frame, book, law.listed, law.web, terms)
    return book, frame, around, notes


def _span(acts: Acts, terms: Terms) -> tuple[date, date]:
    return min(acts.first, terms.day), acts.last


def changed(
    base: Analysis,
    name: str,
    found: Listed,
    suppliers: Iterable[int],
    events: pl.DataFrame,
) -> Analysis:
    """A hypothetical case: some suppliers judged anew, the rest as it was."""
    again = set(suppliers)
    law = _Law(base.book.laws, base.book.kinds, base.people, base.web, found)
    if not again:
        return _as_new(base, name=name, events=events, listed=found)
    chosen = base.acts.frame.filter(pl.col("supplier").is_in(sorted(again)))
    acts = replace(base.acts, frame=chosen)
    book, frame, _, _ = _book(acts, law, base.terms, again)
    book.free = base.book.free
    fresh = judge(frame, book)
    stay = ~pl.col("subject").is_in(chosen["subject"].unique().implode())
    shift = base.book.carriers.size
    judged = Judged(
        pl.concat([base.judged.days.filter(stay), fresh.days]).sort("subject", "day"),
        pl.concat(
            [
                base.judged.causes.filter(stay),
                fresh.causes.with_columns(pl.col("carrier") + shift),
            ]
        ),
    )
    book.carriers = base.book.carriers.joined(book.carriers, again)
    book.settings = base.book.settings | book.settings
    return _as_new(base, name=name, events=events, listed=found, judged=judged, book=book)


def _as_new(base: Analysis, **changes: object) -> Analysis:
    """A copy whose answers are worked out anew."""
    return replace(base, **changes)  # type: ignore[arg-type]
