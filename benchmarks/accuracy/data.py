"""The real lists as one index, the parties over them, and ordinary names, each with its split.

Parties are clusters of listings joined by published references and strong identifiers. A party's
split is drawn by a hash of its id: half to tune on, half held out and looked at for a report only.
Ordinary names are split the same way. Nothing of a party is ever in both halves.
"""

from __future__ import annotations

import csv
import os
import sys
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import polars as pl

from licet.core.errors import LicetError
from licet.core.listing import Listing
from licet.decision.clusters import clusters
from licet.lists import curated
from licet.lists.readers import read_snapshot, recognise
from licet.names import parse, romanised
from licet.screening.index_words import PATRONYMICS

SHARED = Path(os.environ.get("LICET_SHARED", "../shared/data"))
LISTS: tuple[tuple[str, ...], ...] = (
    ("ofac/sdn_2021-07-07.csv", "ofac/alt_2021-07-07.csv", "ofac/add_2021-07-07.csv",
     "ofac/sdn_comments_2021-07-07.csv"),
    ("ofac/consolidated_2025-06-30.xml",),
    ("un/consolidated_2026-08-01.xml",),
    ("uk/ConList_2025-04.xlsx",),
    ("eu/fsf_1_1_2022-03-18_first1044_repaired.xml",),
    ("us_csl/screening-list_2026-07-31.json",),
    ("ca/sema-lmes_2025-05.xml",),
    ("au/dfat_2026-08-02.xlsx",),
    ("jp/shisantouketsu_2026-03-05.xlsx",),
    ("jp/meti_end_user_list_2025-09-29.xlsx",),
    ("ua/nsdc_2022-04-07.xlsx",),
    ("worldbank/wb-data_latest.json",),
    ("bis/dpl_2023-11.txt",),
    ("state/itar_debarred_2018-01-24.csv",),
)  # fmt: skip
"""Newest whole file of each list at hand; the CSL repeats OFAC's entries of a later date."""

TUNE, HELD = "tune", "held"
CULTURES = "people_by_culture"


@dataclass(frozen=True)
class Lists:
    """Every listing of the lists, the party of each, and the columns of their names."""

    listings: tuple[Listing, ...]
    party: dict[str, int]
    rows: pl.DataFrame
    identifiers: pl.DataFrame

    def split(self, listing_id: str) -> str:
        """Which half a listing's party is in."""
        return TUNE if crc32(str(self.party[listing_id]).encode()) % 2 else HELD


def split_of(name: str) -> str:
    """Which half an ordinary name is in."""
    return TUNE if crc32(name.casefold().encode()) % 2 else HELD


@cache
def lists() -> Lists:
    """Read the lists, join the parties, lay out the names; says on standard error what it skips."""
    held: dict[str, Listing] = {}
    for files in LISTS:
        for one in _read(files):
            held.setdefault(one.listing_id, one)
    made = clusters(held.values(), curated.shipped().designations)
    party = dict(zip(made.ids, made.labels, strict=True))
    # One party may have no listing of a stable number: its smallest listing id names it.
    name_of = {label: min(ids) for label, ids in made.members.items()}
    stable = {one: crc32(name_of[label].encode()) for one, label in party.items()}
    return Lists(tuple(held.values()), stable, _rows(held.values()), _identifiers(held.values()))


def _read(files: tuple[str, ...]) -> list[Listing]:
    parts: dict[str, bytes] = {}
    source = None
    try:
        for name in files:
            data = (SHARED / name).read_bytes()
            what = recognise(data, name)
            source = source or what.source
            parts[what.part] = data
        return read_snapshot(source or "us-ofac-sdn", parts, accept_unmarked=True)
    except (OSError, LicetError) as error:
        print(f"skipped {files[0]}: {error}", file=sys.stderr)
        return []


def _rows(listings: Any) -> pl.DataFrame:
    columns: dict[str, list[Any]] = defaultdict(list)
    for one in listings:
        countries = [a.country for a in one.addresses if a.country]
        for name in one.names:
            columns["listing_id"].append(one.listing_id)
            columns["source"].append(one.source)
            columns["name"].append(name.text)
            columns["name_kind"].append(name.kind)
            columns["strength"].append(name.strength)
            columns["kind"].append(one.kind)
            columns["countries"].append(countries)
            columns["births"].append([(b.earliest, b.latest) for b in one.births if b.earliest])
    return pl.DataFrame(dict(columns), strict=False)


def _identifiers(listings: Any) -> pl.DataFrame:
    found = [(one.listing_id, i.kind, i.value) for one in listings for i in one.identifiers]
    return pl.DataFrame(found, schema=["listing_id", "kind", "value"], orient="row")


def _listed_words() -> set[frozenset[str]]:
    """The words of every strong name on the lists, with a patronymic and without."""
    found = set()
    for one in lists().listings:
        for name in one.names:
            words = _words(name.text) if name.strength == "strong" else frozenset()
            found.add(words)
            fathers = {word for word in words if word.endswith(PATRONYMICS)}
            if len(words) - len(fathers) > 1:
                found.add(words - fathers)
    return {words for words in found if words}


def _words(name: str) -> frozenset[str]:
    """The words of a name in one romanisation, whatever their order."""
    return frozenset(romanised(t.keys[0]) or t.keys[0] for t in parse(name).tokens)


@cache
def negatives() -> dict[str, list[str]]:
    """Ordinary names by population; people by culture as ``people: Culture``.

    People of Wikipedia and listed companies who stand on a list by the same words, in any order
    and romanisation, a patronymic aside, are purged: it is they, mostly (a namesake can't be told
    and goes too). In the registries such a name is a namesake's, the hard case, and is kept.
    """
    listed = _listed_words()
    found: dict[str, list[str]] = {}
    for path in sorted((SHARED / "names").glob("negatives_*")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines, delimiter="\t" if path.suffix == ".tsv" else ","))[1:]
        for row in rows:
            if not row or not row[0].strip():
                continue
            if "us_" not in path.stem and _words(row[0]) in listed:
                continue
            culture = row[1].rpartition(",")[2] if path.suffix == ".tsv" else ""
            title = f"people: {culture}" if culture else path.stem.removeprefix("negatives_")
            found.setdefault(title, []).append(row[0])
    return found
