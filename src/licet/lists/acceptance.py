"""The checks that a fetched list must pass before it is kept, and the date it is kept under.

A list that lost entries or columns suspiciously is refused until a person says ``--accept``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from licet.core.errors import BadFileError
from licet.core.listing import Listing
from licet.lists.lost import columns_lost
from licet.lists.readers import read_snapshot, recognise
from licet.lists.recognise import Recognised
from licet.lists.snapshot import Incoming, Snapshot, edition_of
from licet.lists.store import Store
from licet.lists.store_write import DROP_REFUSED
from licet.sources.fetch import Fetched

ZONES = timedelta(days=1)
Files = Mapping[str, tuple[str, bytes]]


def read_arrived(
    list_id: str, files: Files, main: Fetched, now: datetime, last: Snapshot | None
) -> Incoming:
    """The list as it is to be kept, after all checks that the files themselves allow."""
    what = {part: recognise(data, url) for part, (url, data) in files.items()}
    _check_parts(list_id, what, files)
    edition = _edition(what["main"].published_on or main.modified, now, main.url, last)
    try:
        listings = read_snapshot(list_id, {part: data for part, (_, data) in files.items()})
    except BadFileError as error:
        place = f"{main.url} {error.where or ''}".strip()
        raise BadFileError(error.what, where=place, mend=error.mend) from None
    if not listings:
        raise BadFileError("holds no entry.", where=main.url, mend="Try again later.")
    retrieved = now.isoformat(timespec="seconds")
    return Incoming(list_id, edition, retrieved, what["main"].format, listings, dict(files))


def check_losses(arrived: Incoming, url: str, last: Snapshot, store: Store) -> None:
    """Raise BadFileError where far fewer entries, or some columns no longer, are filled in.

    Columns are compared within one format: another one has others.
    """
    mend = f"If that is right, run `licet lists update {arrived.source} --accept`."
    if len(arrived.listings) < DROP_REFUSED * last.entries:
        raise BadFileError(
            f"has {len(arrived.listings):,} entries where {last.label} has {last.entries:,}.",
            where=url,
            mend=mend,
        )
    if arrived.format == last.format:
        _check_columns(arrived.listings, url, last, store, mend)


def _check_columns(
    listings: Sequence[Listing], url: str, last: Snapshot, store: Store, mend: str
) -> None:
    if lost := columns_lost(last, store, listings):
        more = f" and {len(lost) - 3} more" if len(lost) > 3 else ""
        raise BadFileError(
            f"has lost columns since {last.label}: {', '.join(lost[:3])}{more}.",
            where=url,
            mend=mend,
        )


def _check_parts(list_id: str, what: Mapping[str, Recognised], files: Files) -> None:
    """Each file must be the part of the list that the table says, and all of one edition."""
    main = what["main"]
    if main.source not in {None, list_id}:
        raise BadFileError(
            f"holds the entries of {main.source}, not of {list_id}.",
            where=files["main"][0],
            mend="See the publisher's page for the list's present address.",
        )
    for part, one in what.items():
        if one.part != part:
            raise BadFileError(
                f"holds the {one.part} part of a list, not the {part} part.",
                where=files[part][0],
                mend="See the publisher's page for the file's present address.",
            )
        if part != "main" and not one.entry_ids <= main.entry_ids:
            raise BadFileError(
                "holds rows of entries that the main file lacks: the two are of two editions.",
                where=files[part][0],
                mend="Try again later, when the publisher has finished.",
            )


def _edition(found: date | None, now: datetime, url: str, last: Snapshot | None) -> datetime:
    """The publication date (else today), which must lie neither ahead nor before what is kept.

    Another file of a date that is kept is a later edition of that day: a minute after the last.
    """
    day = found or now.date()
    if day > (now + ZONES).date():
        raise BadFileError(f"is dated {day}, which is to come.", where=url, mend="Try again later.")
    if last is None or day > last.published:
        return edition_of(day)
    if day < last.published:
        raise BadFileError(
            f"is of {day}, older than {last.label}, which is kept.",
            where=url,
            mend="To keep it as the earlier edition that it is, use `licet lists add`.",
        )
    return last.edition + timedelta(minutes=1)
