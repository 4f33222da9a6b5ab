"""Build the screening index from columns of list names.

index = build_index({"listing_id": [...], "source": [...], "name": [...], ...})
index.save(folder);  index = Index.load(folder)
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from licet.core.dates import PartialDate
from licet.core.errors import BadInputError
from licet.names import country_code, parse
from licet.screening.hashing import word_hash
from licet.screening.identifiers import CODES, classify, normalise
from licet.screening.index_store import FIRST_DAY, LAST_DAY, Index, country_number
from licet.screening.index_words import Vocabulary, row_columns
from licet.screening.model import KINDS, NAME_KINDS
from licet.screening.packed import pack

__all__ = ["Index", "build_index"]

REQUIRED = ("listing_id", "source", "name", "name_kind", "strength", "kind")
Columns = Mapping[str, Sequence[Any]]


def build_index(rows: Any, identifiers: Any = None) -> Index:
    """An index over list names.

    ``rows``: a mapping of equally long columns, or a Polars frame, with ``listing_id``,
    ``source``, ``name`` (natural order), ``name_kind``, ``strength``, ``kind``; optional
    ``countries`` (lists of words or codes) and ``births`` (lists of (earliest, latest) dates,
    ``PartialDate`` or {"earliest", "latest"}). ``identifiers``: ``listing_id``, ``kind``,
    ``value``. Index rows keep the order of ``rows``. Raises BadInputError for a missing column or
    an unknown kind.
    """
    with _uncollected():
        return _built(_columns(rows, REQUIRED, "the names"), identifiers)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the cycle collector: millions of small objects are made, none in a cycle."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _built(columns: Columns, identifiers: Any) -> Index:
    listing_of, first = _listings(columns)
    listing = np.array([listing_of[key] for key in _keys(columns)], np.int32)
    kinds = _codes(columns["kind"], KINDS, "kind")
    person = kinds == KINDS.index("person")
    parsed = [
        parse(str(name or ""), person=bool(is_person))
        for name, is_person in zip(columns["name"], person, strict=True)
    ]
    vocabulary = Vocabulary.of(parsed, listing.tolist())
    arrays: dict[str, Any] = {
        **vocabulary.columns(),
        **row_columns(parsed, vocabulary),
        "row_name_kind": _codes(columns["name_kind"], NAME_KINDS, "name_kind"),
        "row_weak": _codes(columns["strength"], ("strong", "weak"), "strength"),
        "row_listing": listing,
        "row_person": person.astype(np.uint8),
        "listing_kind": kinds[first],
        "listing_row": first,
        **_packed("row_name", [str(name or "") for name in columns["name"]]),
        **_packed("listing_id", [str(columns["listing_id"][row]) for row in first]),
        **_packed("listing_source", [str(columns["source"][row]) for row in first]),
        **_facts(columns, listing, len(first)),
        **_identifiers(identifiers, listing_of),
    }
    return Index(**arrays)


def _columns(rows: Any, required: Sequence[str], what: str) -> Columns:
    columns: Columns = rows.to_dict(as_series=False) if hasattr(rows, "to_dict") else rows
    missing = [name for name in required if name not in columns]
    if missing:
        raise BadInputError(
            f"the column '{missing[0]}' is missing.",
            where=what,
            mend=f"Needed are: {', '.join(required)}.",
        )
    if len({len(column) for column in columns.values()}) > 1:
        raise BadInputError("the columns are not equally long.", where=what)
    return columns


def _keys(columns: Columns) -> Iterable[tuple[Any, Any]]:
    return zip(columns["listing_id"], columns["source"], strict=True)


def _listings(columns: Columns) -> tuple[dict[tuple[Any, Any], int], Any]:
    """Listing (id and source) → number, and the row of each one's primary name."""
    listing_of: dict[tuple[Any, Any], int] = {}
    first: list[int] = []
    settled: list[bool] = []
    for row, key in enumerate(_keys(columns)):
        number = listing_of.setdefault(key, len(listing_of))
        primary = columns["name_kind"][row] == "primary"
        if number == len(first):
            first.append(row)
            settled.append(primary)
        elif primary and not settled[number]:
            first[number], settled[number] = row, True
    return listing_of, np.array(first, np.int32)


def _codes(values: Sequence[Any], known: Sequence[str], column: str) -> Any:
    place = {word: code for code, word in enumerate(known)}
    try:
        return np.array([place[value] for value in values], np.uint8)
    except KeyError as error:
        raise BadInputError(
            f"'{error.args[0]}' is no {column}.", mend=f"Known are: {', '.join(known)}."
        ) from None


def _packed(name: str, strings: list[str]) -> dict[str, Any]:
    blob, offsets = pack(strings)
    return {name: blob, f"{name}_at": offsets}


def _facts(columns: Columns, listing: Any, count: int) -> dict[str, Any]:
    """Countries and birth dates of each listing, gathered over its rows."""
    countries: dict[int, set[int]] = defaultdict(set)
    births: dict[int, set[tuple[int, int]]] = defaultdict(set)
    none = [None] * len(listing)
    given = zip(listing.tolist(), columns.get("countries", none), columns.get("births", none),
                strict=True)  # fmt: skip
    for number, words, dates in given:
        codes = (country_code(str(word)) for word in words or ())
        countries[number].update(country_number(code) for code in codes if code)
        births[number].update(span for one in dates or () if (span := _span(one)))
    spans = [sorted(births[number]) for number in range(count)]
    codes_of = [sorted(countries[number]) for number in range(count)]
    flat = np.array([span for one in spans for span in one], np.int32).reshape(-1, 2)
    return {
        "country_at": _pointers(codes_of),
        "country": np.array([code for one in codes_of for code in one], np.int32),
        "birth_at": _pointers(spans),
        "birth_from": flat[:, 0],
        "birth_to": flat[:, 1],
    }


def _pointers(groups: Sequence[Sequence[Any]]) -> Any:
    return np.concatenate([[0], np.cumsum([len(group) for group in groups])]).astype(np.int64)


def _span(one: Any) -> tuple[int, int] | None:
    """First and last day as ordinals, open ends at the calendar's; None when both are open."""
    if isinstance(one, PartialDate):
        one = (one.earliest, one.latest)
    elif isinstance(one, Mapping):
        one = (one.get("earliest"), one.get("latest"))
    start, end = one
    if start is None and end is None:
        return None
    return (start.toordinal() if start else FIRST_DAY, end.toordinal() if end else LAST_DAY)


def _identifiers(rows: Any, listing_of: Mapping[tuple[Any, Any], int]) -> dict[str, Any]:
    by_id: dict[str, list[int]] = defaultdict(list)
    for (listing_id, _), number in listing_of.items():
        by_id[str(listing_id)].append(number)
    wanted = ("listing_id", "kind", "value")
    columns = _columns(rows, wanted, "the identifiers") if rows is not None else {}
    found: set[tuple[int, str, int, str]] = set()
    for listing_id, kind, value in zip(*(columns.get(name, ()) for name in wanted), strict=True):
        name = classify(kind)
        text = normalise(str(value or ""), name) if name else None
        if name and text:
            for number in by_id.get(str(listing_id), ()):
                found.add((word_hash(text), text, number, name))
    ordered = sorted(found)
    return {
        "identifier_hash": np.array([one[0] for one in ordered], np.uint32),
        "identifier_listing": np.array([one[2] for one in ordered], np.int32),
        "identifier_class": np.array([CODES[one[3]] for one in ordered], np.uint8),
        **_packed("identifier_value", [one[1] for one in ordered]),
    }
