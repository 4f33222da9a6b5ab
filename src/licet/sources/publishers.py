"""Who publishes each list, at which addresses, on which terms, and how old it may grow.

The table is ``publishers.yaml``, reviewed as a whole; this reads it and refuses what is amiss.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from licet.core.errors import BadInputError, nearest
from licet.sources.fetch_rules import check_address

LIST_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PARTS = ("main", "alt", "add", "comments")
TABLE = Path(__file__).with_name("publishers.yaml")


@dataclass(frozen=True, slots=True)
class Edition:
    """One form in which a list is published: the address of each of its files.

    ``confirmed`` tells whether a source of each address was found; else ``note`` says what lacks.
    """

    format: str
    parts: Mapping[str, str]
    confirmed: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Publisher:
    """One row of the table; ages are in days, ``editions`` is empty without a fixed address.

    ``hosts`` are those a redirect may lead to, beside the host of the address itself.
    """

    list_id: str
    title: str
    publisher: str
    page: str
    licence: str
    licence_source: str
    changes: str
    max_age_days: int
    editions: tuple[Edition, ...] = ()
    hosts: tuple[str, ...] = ()
    confirmed: bool = False
    address_source: str = ""
    licence_checked: bool = False
    quiet_days: int | None = None
    retired: date | None = None
    successor: str | None = None
    note: str = ""

    def edition(self, kept: str | None) -> Edition:
        """The form to fetch: the one the store already holds, else the first."""
        if self.retired:
            successor = f" Update {self.successor} in its place." if self.successor else ""
            raise BadInputError(
                f"{self.title} was ended by its publisher on {self.retired}; nothing is fetched.",
                where=self.list_id,
                mend=successor.strip() or None,
            )
        if not self.editions:
            raise BadInputError(
                f"{self.title} has no fixed address.",
                where=self.list_id,
                mend=f"Download it from {self.page} and add it with `licet lists add`.",
            )
        return next((one for one in self.editions if one.format == kept), self.editions[0])


Publishers = Mapping[str, Publisher]


@cache
def shipped() -> Publishers:
    """The table that comes with licet."""
    return read(TABLE)


def read(path: Path) -> Publishers:
    """A table of publishers; raises BadInputError naming the row that can't be used."""
    import yaml

    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        why = getattr(error, "strerror", None) or " ".join(str(error).split())
        raise _unusable(f"the table can't be read ({why})", str(path)) from None
    if not isinstance(rows, dict):
        raise _unusable("the table has no rows", str(path))
    return {str(list_id): _row(str(list_id), row) for list_id, row in rows.items()}


def named(publishers: Publishers, list_id: str) -> Publisher:
    """A row by its list id; raises BadInputError with the nearest one."""
    if list_id not in publishers:
        raise BadInputError(
            f"'{list_id}' is in no table of publishers.",
            mend=f"{nearest(list_id, publishers).capitalize()}Known: {', '.join(publishers)}.",
        )
    return publishers[list_id]


def _row(list_id: str, row: dict[str, Any]) -> Publisher:
    try:
        editions = tuple(_edition(one) for one in row.pop("editions", ()))
        hosts = tuple(str(one).lower() for one in row.pop("hosts", ()))
        made = Publisher(list_id, editions=editions, hosts=hosts, **row)
    except (TypeError, KeyError, AttributeError) as error:
        raise _unusable(f"the row can't be read ({error})", list_id) from None
    if not LIST_ID.fullmatch(list_id):
        raise _unusable("the name of a list has only letters, digits and hyphens", list_id)
    for key in ("max_age_days", "quiet_days"):
        days = getattr(made, key)
        if days is not None and (not isinstance(days, int) or days < 1):
            raise _unusable(f"{key} is {days!r}, not a number of days", list_id)
    if made.retired is not None and not isinstance(made.retired, date):
        raise _unusable(f"retired is {made.retired!r}, not a date", list_id)
    return made


def _unusable(what: str, where: str) -> BadInputError:
    return BadInputError(
        f"{what}.", where=where, mend="See docs/guides/keep-lists-fresh.md for its form."
    )


def _edition(row: Mapping[str, Any]) -> Edition:
    for part, address in row["parts"].items():
        if part not in PARTS:
            raise TypeError(f"'{part}' is not a part of a list: {', '.join(PARTS)}")
        check_address(address)
    return Edition(**row)
