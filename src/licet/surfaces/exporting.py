"""``licet lists export``: a list as FollowTheMoney JSON lines."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from licet.core.errors import NotCoveredError
from licet.lists.asof import source_name
from licet.lists.exchange import ftm
from licet.lists.store import Store
from licet.names.countries import country_code
from licet.sources.files import write_durably
from licet.surfaces.terminal.console import console


def export(store: Store, source: str, out: Path) -> None:
    """Write the newest snapshot of a list, whole or not at all."""
    kept = store.of(source)
    if not kept:
        raise NotCoveredError(
            f"the store holds no list '{source}'.",
            where=str(store.home),
            mend=f"It holds: {', '.join(store.sources) or 'none'}.",
        )
    text = StringIO()
    listings = store.snapshot_listings(source, kept[-1].edition)
    lines = ftm.write(listings, text, country_code)
    write_durably(out, text.getvalue().encode())
    console().print(
        f"{source_name(source)} of {kept[-1].published}: {len(listings):,} entries as "
        f"{lines:,} entities in {out}"
    )
