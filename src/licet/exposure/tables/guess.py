"""Which sheet is which table, and which header is which column; what was guessed is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from licet.core.errors import nearest
from licet.exposure.tables.schema import COMMON, Column, Table, tables
from licet.lists.exchange.own_words import key

LEAST_FIT = 0.5
_NUMBERED = re.compile(r"[ \d]+$")
"""What parts of one table add to its name: contracts 2018, contracts 2019."""


@dataclass(slots=True)
class Columns:
    """Places of the columns of one sheet.

    ``guessed``: header and the column it was taken for, where they aren't the same word;
    ``unread``: headers that no column fits; ``missing``: required columns without a header.
    """

    places: dict[str, int] = field(default_factory=dict)
    factors: dict[str, float] = field(default_factory=dict)
    guessed: dict[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def table_of(name: str, labels: Sequence[str]) -> tuple[Table | None, bool]:
    """The table that a sheet is, and whether that was guessed; None where no table fits.

    Its name tells; else the table with most of whose columns the headers agree, where it has all
    that is required.
    """
    words = _NUMBERED.sub("", key(name)) or key(name)
    for table in tables().values():
        if words == key(table.name):
            return table, False
    for table in tables().values():
        if words in map(key, table.words):
            return table, True
    fits = {one.name: _fit(one, labels) for one in tables().values()}
    best = max(fits, key=lambda one: fits[one])
    return (tables()[best], True) if fits[best] >= LEAST_FIT else (None, True)


def _fit(table: Table, labels: Sequence[str]) -> float:
    """The share of headers that are columns of the table; 0 where a required one is missing."""
    found = columns_of(table, labels)
    own = [name for name in found.places if name not in COMMON]
    filled = [label for label in labels if label]
    return 0.0 if found.missing or len(own) < 2 else len(own) / len(filled)


def columns_of(table: Table, labels: Sequence[str]) -> Columns:
    """Exact names first, then other spellings; a column takes the first header that fits."""
    found = Columns()
    keys = [key(label) for label in labels]
    for place, word in enumerate(keys):
        if (name := word.replace(" ", "_")) in table.columns:
            found.places.setdefault(name, place)
    for column in table.columns.values():
        if column.name not in found.places:
            _guess(column, keys, labels, found)
    taken = set(found.places.values())
    found.unread = tuple(label for n, label in enumerate(labels) if label and n not in taken)
    found.missing = tuple(name for name in table.required if name not in found.places)
    return found


def _guess(column: Column, keys: list[str], labels: Sequence[str], found: Columns) -> None:
    """Take the free header with the first of the column's words."""
    known = dict.fromkeys(map(key, column.words), 1.0)
    known |= {key(word): factor for word, factor in column.unit.items()}
    taken = set(found.places.values())
    free = {word: n for n, word in reversed(list(enumerate(keys))) if n not in taken}
    for word, factor in known.items():
        if word in free:
            found.places[column.name] = free[word]
            found.factors[column.name] = factor
            found.guessed[labels[free[word]]] = column.name
            return


def hint(table: Table, missing: str, labels: Sequence[str]) -> str:
    """How to mend a missing column: the nearest header, and the words that are known."""
    like = nearest(missing, [label for label in labels if label])
    words = ", ".join((missing, *table.columns[missing].words[:4]))
    return f"{like.capitalize()}Call the column one of: {words}."
