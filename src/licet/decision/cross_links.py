"""Ties between listings that stand in words: a Federal Register notice, a name after "Linked To".

A name alone never makes two listings one party. A name within one published notice does: the
notice names each of its parties once, so an entry that cites the notice and carries that name is
the party of the notice. A relation's target is only a pointer; it joins nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from licet.core.listing import Listing, Relation
from licet.lists.curated import Designation
from licet.names.normalise import fold
from licet.names.tokenise import parse

# "Vol. 86, No. 65, 04/07/2021", as the State Department's lists write it
_ISSUE = re.compile(r"Vol\. ?\d+, ?No\. ?\d+, ?(\d{1,2})/(\d{1,2})/(\d{2,4})")
_BRACKETS = re.compile(r"\s*[(（].*?[)）]")
Key = tuple[str, ...]


def name_key(text: str) -> Key:
    """The words of a name, folded and sorted, and its legal forms; without what is in brackets."""
    parsed = parse(_BRACKETS.sub("", text) or text)
    return (*sorted(fold(token.text) for token in parsed.tokens), f"forms {parsed.forms}")


def by_notice(
    listings: Iterable[Listing], designations: Mapping[str, tuple[Designation, ...]]
) -> Iterator[tuple[str, str, str]]:
    """(listing, the designated listing, why) for entries that cite an action's notice."""
    named: dict[tuple[date, Key], tuple[str, str]] = {}
    for listing_id, actions in designations.items():
        for action in actions:
            if action.published:
                key = action.published.day, name_key(action.name)
                named[key] = listing_id, action.citation.doc
    for listing in listings:
        for day in _issues(listing):
            for name in listing.names:
                found = named.get((day, name_key(name.text)))
                if found and found[0] != listing.listing_id:
                    yield listing.listing_id, found[0], f"named in the same notice: {found[1]}"
                    break


def _issues(listing: Listing) -> Iterator[date]:
    """Days of the Federal Register that an entry's legal bases name."""
    for basis in listing.legal_bases:
        for month, day, year in _ISSUE.findall(basis):
            try:
                yield date(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day))
            except ValueError:
                continue


def pointers(listings: Iterable[Listing]) -> dict[str, str]:
    """Listing ids by the text of a relation, where it is the name of exactly one listing.

    The keys are ``authority|TEXT``: "Linked To" in an OFAC entry points within OFAC's lists.
    """
    held: dict[tuple[str, Key], set[str]] = defaultdict(set)
    wanted: set[tuple[str, str]] = set()
    for listing in listings:
        authority = listing.listing_id.partition(":")[0]
        wanted |= {(authority, r.target) for r in listing.relations if r.target_id is None}
        for name in listing.names:
            if name.strength != "weak":
                held[authority, name_key(name.text)].add(listing.listing_id)
    found = {}
    for authority, text in sorted(wanted):
        fits = held.get((authority, name_key(text)), set())
        if len(fits) == 1:
            found[f"{authority}|{text}"] = next(iter(fits))
    return found


def pointed(listing: Listing, known: Mapping[str, str]) -> tuple[Relation, ...]:
    """A listing's relations, each with the listing its text names where there is one."""
    authority = listing.listing_id.partition(":")[0]
    return tuple(
        r if r.target_id else replace(r, target_id=known.get(f"{authority}|{r.target}"))
        for r in listing.relations
    )
