"""What was measured: the customers' file, the lists, the index and the scorer, by their hashes."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import licet
from licet.lists.asof import source_name
from licet.lists.snapshot import edition_text
from licet.screening.tuning.customers import Customers

if TYPE_CHECKING:
    from licet.decision.workspace import Workspace

MOST_COUNTRIES = 15
SMALLEST = 10


def subject(work: Workspace, path: Path, customers: Customers, broken: list[str]) -> dict[str, Any]:
    """The records, lists and versions of a report; no customer's name, no path of this machine.

    ``broken``: why each row that is no record could not be read.
    """
    rows = customers.rows + len(broken)
    return {
        "customers": {
            "file": path.name,
            "sha256": sha256(path),
            "rows": rows,
            "screened": len(customers.records),
            "rejected": rows - len(customers.records),
            "reject_reasons": _reasons(customers, broken),
            "given": customers.given,
            "kinds": _counts(one.kind for one in customers.records),
            "countries": _counts(one.country for one in customers.records),
            "scripts": _counts(one.script for one in customers.records),
        },
        "lists": _lists(work),
        "index": {
            "content_hash": work.index.content_hash,
            "names": work.index.rows,
            "listings": work.index.listings,
        },
        "licet": licet.__version__,
    }


def sha256(path: Path) -> str:
    """The hash of a file, read in pieces."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _reasons(customers: Customers, broken: list[str]) -> dict[str, int]:
    """Why records were rejected, most often first, without what they quote of a record."""
    found: Counter[str] = Counter()
    for reason, count in [*customers.rejects.items(), *((one, 1) for one in broken)]:
        found[re.sub(r"'.*'", "'…'", reason).removesuffix(".")] += count
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _counts(values: Iterable[str]) -> dict[str, int]:
    """The largest groups; those too small to name are counted together."""
    order = sorted(Counter(values).items(), key=lambda one: (-one[1], one[0]))
    shown = [one for one in order[:MOST_COUNTRIES] if one[1] >= SMALLEST]
    rest = sum(count for _, count in order) - sum(count for _, count in shown)
    return dict([*shown, ("all others", rest)] if rest else shown)


def _lists(work: Workspace) -> list[dict[str, Any]]:
    """The newest snapshot of each list, and how many older ones the index covers too."""
    return [
        {
            "list": source_name(one.source),
            "source": one.source,
            "edition": edition_text(one.edition),
            "entries": one.entries,
            "snapshots": len(work.store.of(one.source)),
            "files": [
                {"name": Path(part.name).name, "sha256": part.sha256}
                for _, part in sorted(one.parts.items())
            ],
        }
        for one in work.store.newest
    ]
