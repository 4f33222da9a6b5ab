"""The screening index of a store: built once per generation, kept beside it, opened in no time.

The index is only a view of the store and the curated names: it can be deleted at any time, and is
built again when the store's generation, the curated facts or the index format have changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import licet
from licet.core.dates import PartialDate
from licet.core.errors import NotCoveredError
from licet.decision import clusters
from licet.lists.curated import SOURCE, Curated
from licet.lists.store import Store
from licet.screening import index_store
from licet.screening.index_store import Index
from licet.screening.model import DEFAULT, Query, QueryIdentifier

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

    from licet.core.listing import Listing
    from licet.decision.activity import Owner, Party

KEEP = 2
CLUSTERS = "clusters.json"
FORMAT = 4  # goes up when what is kept beside the store changes its shape


def open_index(home: Path, store: Store, facts: Curated) -> Index:
    """The index of this generation; built first where it isn't there."""
    return Index.load(index_folder(home, store, facts))


def index_folder(home: Path, store: Store, facts: Curated) -> Path:
    """Where it lies. Raises NotCoveredError for a store without a list."""
    if store.generation is None:
        raise NotCoveredError(
            "the store holds no list yet, so nobody can be screened.",
            where=str(home),
            mend="Add one with `licet lists add FILE...`, or try `licet demo`.",
        )
    return prepared(home, store, facts)


def prepared(home: Path, store: Store, facts: Curated) -> Path:
    """The folder of the index and clusters of this generation; built first where it isn't there."""
    folder = home / "index" / f"{store.generation}-{_stamp(facts)}"
    if not folder.exists():
        _build(folder, store, facts)
    return folder


def _stamp(facts: Curated) -> str:
    """Eight digits that change with licet's version and the curated names."""
    made = f"{licet.__version__} {FORMAT} {index_store.FORMAT}"
    text = f"{made} {facts.published} {sorted(facts.names.items())!r}"
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _build(folder: Path, store: Store, facts: Curated) -> None:
    from licet.screening.index import build_index

    store.make_lookup()
    building = folder.with_name(f".{folder.name}.{os.getpid()}.tmp")
    building.parent.mkdir(parents=True, exist_ok=True)
    build_index(name_rows(store, facts), _identifier_rows(store)).save(building)
    found = clusters.clusters(clusters.newest_listings(store), facts.designations)
    clusters.save(found, building / CLUSTERS)
    try:
        building.rename(folder)
    except OSError:
        shutil.rmtree(building, ignore_errors=True)  # another process was first
    older = sorted(p for p in folder.parent.iterdir() if p.is_dir() and p != folder)
    for old in older[: -(KEEP - 1)]:
        with suppress(OSError):
            shutil.rmtree(old)


def name_rows(store: Store, facts: Curated) -> dict[str, list[Any]]:
    """Columns of every name of every entry at any date, each once."""
    import polars as pl

    listings = store.frame("listings").select(
        "version", "source", "kind", "births", _listing_id().alias("listing_id")
    )
    places = store.frame("addresses").group_by("version").agg(pl.col("country").drop_nulls())
    names = store.frame("names").select(
        "version", pl.col("text").alias("name"), pl.col("kind").alias("name_kind"), "strength"
    )
    rows = (
        names.join(listings, on="version")
        .join(places, on="version", how="left")
        .sort("listing_id", "source", "version")
        # A party on two lists of one authority is one listing, named by the last of them.
        .with_columns(pl.col("source").last().over("listing_id"))
        .unique(["listing_id", "name", "name_kind"], keep="last", maintain_order=True)
    )
    columns = _with_publishers_strength(rows).to_dict(as_series=False)
    columns["countries"] = [places or [] for places in columns.pop("country")]
    columns["births"] = [
        [PartialDate.parse(text) for text in births] for births in columns["births"]
    ]
    del columns["version"]
    return _with_curated(columns, facts)


def _with_publishers_strength(rows: pl.DataFrame) -> pl.DataFrame:
    """Weak is an alias that its publisher calls weak, also where another list repeats it.

    The CSL repeats OFAC's entries under OFAC's uid, without the strength of their aliases.
    """
    import polars as pl

    same = [pl.col("listing_id").str.split(":").list.last(), pl.col("name").str.to_lowercase()]
    keyed = rows.with_columns(same[0].alias("_entry"), same[1].alias("_name"))
    of_ofac = pl.col("listing_id").str.starts_with("ofac:")
    weak = (
        keyed.filter(of_ofac & (pl.col("strength") == "weak"))
        .select("_entry", "_name", pl.lit("weak").alias("_publishers"))
        .unique()
    )
    repeated = pl.col("listing_id").str.starts_with("us-csl:") & pl.col("_publishers").is_not_null()
    joined = keyed.join(weak, on=["_entry", "_name"], how="left", maintain_order="left")
    strength = pl.when(repeated).then("_publishers").otherwise("strength")
    return joined.with_columns(strength.alias("strength")).drop("_entry", "_name", "_publishers")


def _listing_id() -> pl.Expr:
    import polars as pl

    ofac = pl.col("source").str.starts_with("us-ofac")
    authority = pl.when(ofac).then(pl.lit("ofac")).otherwise(pl.col("source"))
    return authority + ":" + pl.col("entry_id")


def _with_curated(columns: dict[str, list[Any]], facts: Curated) -> dict[str, list[Any]]:
    """Adds names that only the agencies' announcements or sourced supplements carry."""
    kinds = dict(zip(columns["listing_id"], columns["kind"], strict=True))
    sources = dict(zip(columns["listing_id"], columns["source"], strict=True))
    for listing_id in dict.fromkeys([*facts.designations, *facts.names]):
        made = facts.listing(listing_id)
        names = made.names if made else facts.names[listing_id]
        for name in names:
            columns["listing_id"].append(listing_id)
            columns["source"].append(sources.get(listing_id, SOURCE))
            columns["kind"].append(made.kind if made else kinds.get(listing_id, "unknown"))
            columns["name"].append(name.text)
            columns["name_kind"].append(name.kind)
            columns["strength"].append(name.strength)
            columns["births"].append([])
            columns["countries"].append([])
    return columns


def _identifier_rows(store: Store) -> dict[str, list[Any]]:
    import polars as pl

    ids = store.frame("identifiers").select("version", "kind", "value")
    listings = store.frame("listings").select("version", _listing_id().alias("listing_id"))
    rows = ids.join(listings, on="version").select("listing_id", "kind", "value").unique()
    return rows.sort(pl.all()).to_dict(as_series=False)


def entry_rows(listings: Iterable[Listing]) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """Columns of the names of a few entries, and of their identifiers."""
    columns = ("listing_id", "source", "kind", "name", "name_kind", "strength", "births")
    rows: dict[str, list[Any]] = {name: [] for name in (*columns, "countries")}
    numbers: dict[str, list[Any]] = {name: [] for name in ("listing_id", "kind", "value")}
    for one in listings:
        places = [a.country for a in one.addresses if a.country]
        for name in one.names:
            cells = (one.listing_id, one.source, one.kind, name.text, name.kind, name.strength,
                     list(one.births), places)  # fmt: skip
            for column, cell in zip(rows, cells, strict=True):
                rows[column].append(cell)
        for number in one.identifiers:
            numbers["listing_id"].append(one.listing_id)
            numbers["kind"].append(number.kind)
            numbers["value"].append(number.value)
    return rows, numbers


def query_of(who: Party | Owner) -> Query:
    """What screening is asked of a party or an owner."""
    birth = getattr(who, "birth_date", None)
    identifiers = getattr(who, "identifiers", {})
    return Query(
        who.name or "",
        kind=who.kind or "unknown",
        country=who.country,
        birth_date=PartialDate.parse(birth) if birth else None,
        identifiers=tuple(QueryIdentifier(value, kind) for kind, value in identifiers.items()),
    )


def threshold_note() -> dict[str, Any]:
    """The match threshold, and what it was measured to find."""
    from licet.screening.measured import measured

    return {"threshold": DEFAULT, "measured": measured()}
