"""What a new edition of a list no longer fills in: columns that a publisher dropped or renamed.

A file that lost a column still parses, and every entry is still there; but an identifier or a
birth date that was matched on yesterday is gone without a word. So the share of entries that
fill each column is compared with the edition before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from licet.core.listing import Listing
from licet.lists.tables import PARTS, WORD_LISTS, to_frames, version_of

if TYPE_CHECKING:
    import polars as pl

    from licet.lists.snapshot import Snapshot
    from licet.lists.store import Store

FEWEST_ENTRIES = 20
"""A column that fewer entries filled is too rare to judge by."""
SHARE_KEPT = 0.2
"""A column is lost when the share of entries that fill it falls below this part of what it was."""
NOT_JUDGED = frozenset({"unread"})  # less of it is better
KEYS = frozenset({"version", "position"})


def columns_lost(last: Snapshot, store: Store, listings: Iterable[Listing]) -> list[str]:
    """Sentences' ends such as ``identifiers.country (in 812 entries, now in 0)``, sorted."""
    versions = set(store.versions(last).values())
    before = _filled({name: store.frame(name) for name in ("listings", *PARTS)}, versions)
    arrived = {version_of(one): one for one in listings}
    now = _filled(to_frames(arrived.items()), set(arrived))
    scale = len(arrived) / max(1, len(versions))
    return [
        f"{name} (in {count:,} entries, now in {now.get(name, 0):,})"
        for name, count in sorted(before.items())
        if count >= FEWEST_ENTRIES and now.get(name, 0) < SHARE_KEPT * scale * count
    ]


def _filled(frames: Mapping[str, pl.DataFrame], versions: set[str]) -> dict[str, int]:
    """Of each column, how many of these versions of entries fill it."""
    import polars as pl

    wanted = pl.Series(sorted(versions), dtype=pl.String)
    held = {name: one.filter(pl.col("version").is_in(wanted)) for name, one in frames.items()}
    lists = [name for name in (*WORD_LISTS, "births") if name not in NOT_JUDGED]
    main = held["listings"].select((pl.col(name).list.len() > 0).sum() for name in lists)
    found: dict[str, int] = main.row(0, named=True)
    for table in PARTS:
        columns = [name for name in held[table].columns if name not in KEYS]
        version = pl.col("version")
        counts = held[table].select(
            version.filter(pl.col(name).is_not_null()).n_unique().alias(f"{table}.{name}")
            for name in columns
        )
        found |= counts.row(0, named=True)
    aliases = held["names"].filter(pl.col("position") > 0)["version"].n_unique()
    return found | {"aliases": aliases}
