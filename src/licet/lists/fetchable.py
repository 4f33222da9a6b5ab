"""Which lists can be fetched, and in which form: those with an address and a reader."""

from __future__ import annotations

from licet.core.errors import BadInputError
from licet.lists.readers import READERS
from licet.lists.store import Store
from licet.sources import publishers
from licet.sources.publishers import Edition, Publishers

READABLE = frozenset({*READERS, "ofac-xml", "ofac-flat"})


def default_lists(store: Store, table: Publishers) -> list[str]:
    """The kept lists that can be fetched; where nothing is kept, all that can be."""
    able = all_lists(table)
    return [list_id for list_id in able if list_id in store.sources] if store.sources else able


def all_lists(table: Publishers) -> list[str]:
    """Every list that has an address and a reader."""
    rows = [one for one in table.values() if not one.retired]
    return [one.list_id for one in rows if any(e.format in READABLE for e in one.editions)]


def form(table: Publishers, list_id: str, kept: str | None) -> Edition:
    """The form to fetch: the kept one, else the first that a reader knows."""
    row = publishers.named(table, list_id)
    wanted = row.edition(kept)
    readable = [one for one in row.editions if one.format in READABLE]
    if not readable:
        raise BadInputError(
            f"{row.title} is in a form that no reader here knows, so it isn't fetched.",
            where=row.list_id,
            mend=f"Those that can be fetched: {', '.join(all_lists(table))}.",
        )
    return wanted if wanted in readable else readable[0]
