"""The same party as two authorities write it, and what a birth date, country or kind adds.

Parties are joined by numbers that both publish; a query has the name alone. Names that both write
alike are counted apart: any matcher finds them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import numpy as np

from benchmarks.accuracy import data
from benchmarks.accuracy.measure import AGAINST, SEED, Sizes, aliases, ordinary
from benchmarks.accuracy.scorers import Asked, Listed, Scorer, plain
from licet.core.dates import PartialDate
from licet.core.listing import Listing
from licet.screening import Query

KINDS = ("person", "organisation")
MOST = 600


def authority(listing_id: str) -> str:
    """The publisher that a listing id begins with."""
    return listing_id.partition(":")[0]


def pairs(held: data.Lists, half: str, kind: str) -> list[tuple[str, int, str, bool]]:
    """Name, party, the other authority, and whether that one has the very string."""
    of_party: dict[int, dict[str, list[Listing]]] = defaultdict(lambda: defaultdict(list))
    for one in held.listings:
        if one.kind == kind and held.split(one.listing_id) == half:
            of_party[held.party[one.listing_id]][authority(one.listing_id)].append(one)
    found = []
    for party, groups in sorted(of_party.items()):
        for mine, listings in sorted(groups.items()):
            for other, theirs in sorted(groups.items()):
                if mine != other:
                    name = listings[0].names[0].text
                    texts = {plain(n.text) for one in theirs for n in one.names}
                    found.append((name, party, other, plain(name) in texts))
    Random(SEED).shuffle(found)  # noqa: S311
    return found[:MOST]


def identity(
    listed: Listed, held: data.Lists, scorer: Scorer, half: str, limits: dict[str, float]
) -> dict[str, float]:
    """Share found at 10 alerts per 1,000: other spellings, and the same strings as control."""
    names = [authority(one) for one in held.rows["listing_id"]]
    numbers = {name: n for n, name in enumerate(sorted(set(names)))}
    # A label for each party on each authority's list, so that only that entry counts.
    label = listed.party * len(numbers) + np.array([numbers[name] for name in names])
    apart = replace(listed, party=label)
    found: dict[str, float] = {}
    for kind in KINDS:
        asked = pairs(held, half, kind)
        own = np.zeros(len(asked))
        for query, scores in scorer(apart, Asked([name for name, *_ in asked])):
            _, party, other, _ = asked[query]
            own[query] = scores.get(party * len(numbers) + numbers[other], 0.0)
        same = np.array([one[3] for one in asked], np.bool_)
        for title, chosen in (("other spelling", ~same), ("same string", same)):
            if chosen.any():
                share = float((own[chosen] > limits[kind]).mean())
                found[f"{kind}: {title} ({int(chosen.sum())})"] = round(share, 4)
    return found


def beside(
    listed: Listed, held: data.Lists, scorer: Scorer, half: str, sizes: Sizes
) -> dict[str, float]:
    """Recall at 10 alerts per 1,000 by name alone, then with kind, country and birth date.

    An alias has its listing's own; an ordinary name has its population's kind, and a country and
    a birth date drawn by chance.
    """
    facts = {one.listing_id: one for one in held.listings}
    found: dict[str, float] = {}
    people = ordinary(half, sizes)
    for kind in KINDS:
        rows = aliases(held, half, kind, sizes.aliases)
        own = [_told(facts[held.rows["listing_id"][int(row)]], listed.texts[row]) for row in rows]
        names = people[AGAINST[kind][0]]
        chance = Random(SEED)  # noqa: S311
        other = [_drawn(name, kind, chance) for name in names]
        for title, kept in (("name", ()), ("kind", ("kind",)), ("country", ("kind", "country")),
                            ("birth date", ("kind", "country", "birth_date"))):  # fmt: skip
            if title == "birth date" and kind != "person":
                continue
            limit = _limit(listed, scorer, [_only(one, kept) for one in other])
            asked = Asked([one.name for one in own], rows, [_only(one, kept) for one in own])
            best = np.zeros(len(rows))
            for query, scores in scorer(listed, asked):
                best[query] = scores.get(int(listed.party[rows[query]]), 0.0)
            label = title if title == "name" else f"with {title}"
            found[f"{kind}: {label}"] = round(float((best > limit).mean()), 4)
    return found


def _limit(listed: Listed, scorer: Scorer, queries: list[Query]) -> float:
    asked = Asked([one.name for one in queries], None, queries)
    tops = [max(scores.values(), default=0.0) for _, scores in scorer(listed, asked)]
    return float(np.quantile(tops, 0.99))


def _told(listing: Listing, name: str) -> Query:
    birth = next((one for one in listing.births if one.earliest), None)
    country = next((a.country for a in listing.addresses if a.country), None)
    return Query(name, listing.kind, country, birth)


def _drawn(name: str, kind: str, chance: Random) -> Query:
    day = date(chance.randrange(1945, 2001), chance.randrange(1, 13), chance.randrange(1, 29))
    born = PartialDate(day.isoformat(), day, day) if kind == "person" else None
    return Query(name, "person" if kind == "person" else "organisation", "US", born)


def _only(query: Query, kept: tuple[str, ...]) -> Query:
    """The query with its name and some of what is beside it."""
    told: dict[str, Any] = {one: getattr(query, one) for one in kept}
    return Query(query.name, **told)
