"""What is read on first use is read before a snapshot answers anybody."""

from __future__ import annotations

import gc
from datetime import date

from licet.core.dates import AsOf, Moment
from licet.screening.model import DEFAULT, Query
from licet.surfaces.api import matching, screened
from licet.surfaces.api.matching import Filter
from licet.surfaces.api.models.match import Example
from licet.surfaces.api.screened import Asking, Scopes
from licet.surfaces.api.snapshot import Snapshot


def warm(held: Snapshot) -> None:
    """Ask for a listed name in each of the ways that have to be quick."""
    _ = held.tag
    if held.ready:
        _ask(held)


def warm_to_stay(held: Snapshot) -> None:
    """The same, in a process that does nothing else but serve.

    Everything there is, law and listings above all, is left to stay: looking through it for what
    could be given back stops every request for a tenth of a second.
    """
    warm(held)
    gc.freeze()


def _ask(held: Snapshot) -> None:
    name = held.index.name(0)
    how = Asking(AsOf(Moment(date.today())), DEFAULT, 10)
    screened.one(held.work, Query(name, country="TR"), how)
    Scopes().of(held, how)
    example = Example(id=None, schema="Person", properties={"name": [name], "country": ["tr"]})
    matching.matches(held.work, example, matching.How(DEFAULT, DEFAULT, 5, Filter()))
